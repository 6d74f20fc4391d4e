"""An article's Markdown page, read and written.

The page is the source of truth. Names of fields are those of Material and schema.org;
a field that is not known is absent. `read(write(article)) == article`, and a page that
would fail this is not written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields as dataclass_fields
from pathlib import PurePosixPath
from typing import Any

from bunko import dates, frontmatter, rebuild_plan
from bunko.errors import PageError
from bunko.language_tags import is_tag
from bunko.nouns import Article, CaptureRecord, Image, Instant, Rebuild, Translation
from bunko.prose import read_blocks, write_blocks

ORDER = (
    "title", "url", "date", "updated", "language", "description", "authors", "tags", "proposed_tags",
    "section", "genre", "location", "images", "source", "related_links", "license", "captures", "translation",
    "aliases", "status", "reason",
)  # fmt: skip
"""The known fields of the front matter, in the order in which a new page has them."""

_ATTRIBUTES = {"date": "published"}
_TEXTS = ("url", "description", "section", "genre", "location", "source", "license", "reason")
_KEYED: Mapping[str, tuple[type, str]] = {"captures": (CaptureRecord, "sha256"), "images": (Image, "url")}
"""Lists of entries: their noun, and the key that tells which entry is which."""

_LISTS = ("authors", "tags", "proposed_tags", "related_links", "aliases")


def read(text: str, path: PurePosixPath) -> Article:
    """The article that a page says.

    Args:
        text: the whole page.
        path: its place below docs/, `ja/articles/2023/10/17487928.md`.

    Raises:
        PageError: the front matter cannot be read, or a field is of a wrong kind.
    """
    place = f"docs/{path}"
    try:
        data, body = frontmatter.read(text.replace("\r\n", "\n"))
    except frontmatter.FrontmatterError as error:
        raise PageError(
            f"{place}:{error.line}", error.problem, cure="Mend the YAML between the first two lines of `---`."
        ) from error
    title = _text(place, "title", data.get("title"))
    if title is None:
        raise PageError(
            f"{place}:1", "no title", expected="`title: …` in the front matter", cure="Give the title as published."
        )
    texts: dict[str, Any] = {name: _text(place, name, data.get(name)) for name in _TEXTS}
    lists: dict[str, Any] = {name: _texts(place, name, data.get(name)) for name in _LISTS}
    language = _text(place, "language", data.get("language")) or path.parts[0]
    if not is_tag(language):
        raise _wrong(place, "language", "a BCP 47 tag: ja, zh-Hans, zh-Hant", language)
    status = _text(place, "status", data.get("status")) or "published"
    if status not in ("published", "withdrawn"):
        raise _wrong(place, "status", "published or withdrawn", status)
    return Article(
        path=path,
        title=title,
        language=language,
        body=read_blocks(body),
        published=_instant(place, "date", data.get("date")),
        updated=_instant(place, "updated", data.get("updated")),
        **texts,
        **lists,
        images=tuple(_image(place, item) for item in _items(place, "images", data.get("images"))),
        captures=tuple(_capture(place, item) for item in _items(place, "captures", data.get("captures"))),
        translation=_translation(place, data.get("translation")),
        status=status,
        extra={name: value for name, value in data.items() if name not in ORDER},
    )


def fields(article: Article) -> frontmatter.Fields:
    """The front matter that says an article, in order, absent fields left out; `body` is not among them."""
    known: dict[str, Any] = {}
    for name in ORDER:
        value = getattr(article, _ATTRIBUTES.get(name, name))
        if value not in (None, (), "") and not (name == "status" and value == "published"):
            known[name] = _plain(value)
    return known | dict(article.extra)


def write(article: Article, onto: str = "") -> str:
    """The page's text.

    Args:
        article: what the page is to say.
        onto: the page so far; whatever of it already says so stays byte for byte.

    Raises:
        PageError: `onto` cannot be read, or the text would not read back as this article.
    """
    place = f"docs/{article.path}"
    before = _readable(onto, article.path) if onto else None
    if before == article:
        return onto
    head, old_body = frontmatter.split(onto.replace("\r\n", "\n"))
    body = old_body if onto and read_blocks(old_body) == article.body else "\n" + write_blocks(article.body)
    wanted = fields(article)
    try:
        said = frontmatter.read(onto.replace("\r\n", "\n"))[0] if onto else {}
        # What the page says by leaving a field out, or by a default, stays as the person put it.
        wanted |= {name: said[name] for name in said if name in ORDER and _same(article, before, name)}
        if onto and "language" not in said and article.language == article.folder:
            del wanted["language"]
        wanted |= {name: _with_own_keys(wanted[name], name, said) for name in _KEYED if name in wanted}
        yaml = frontmatter.write(wanted, head or "")
    except frontmatter.FrontmatterError as error:
        raise PageError(f"{place}:{error.line}", error.problem, cure="Mend the YAML, then run again.") from error
    text = f"---\n{yaml}---\n{body}"
    again = read(text, article.path)
    if again != article:
        raise PageError(
            place,
            "the page would not read back as it was written",
            expected=repr(_difference(article, again))[:400],
            found=repr(_difference(again, article))[:400],
            cure="This is a fault of Bunko; please report it with the capture.",
        )
    return text


def _with_own_keys(entries: list[frontmatter.Fields], name: str, said: Mapping[str, Any]) -> list[frontmatter.Fields]:
    """The entries of a list, each with the keys of a person's own that the page's entry of the same thing has."""
    kind, key = _KEYED[name]
    known = {item.name for item in dataclass_fields(kind)}
    before = {str(entry.get(key)): entry for entry in said.get(name) or () if isinstance(entry, Mapping)}
    return [
        entry | {own: value for own, value in before.get(entry.get(key, ""), {}).items() if own not in known}
        for entry in entries
    ]


def _readable(text: str, path: PurePosixPath) -> Article | None:
    try:
        return read(text, path)
    except PageError:
        return None


def _same(article: Article, before: Article | None, name: str) -> bool:
    """Whether the page's own way to write a field already says what the article does."""
    attribute = _ATTRIBUTES.get(name, name)
    return before is not None and bool(getattr(before, attribute) == getattr(article, attribute))


def _difference(one: Article, other: Article) -> dict[str, Any]:
    return {
        item.name: getattr(one, item.name)
        for item in dataclass_fields(one)
        if getattr(one, item.name) != getattr(other, item.name)
    }


def _plain(value: Any) -> Any:
    """A field's value as the front matter has it."""
    if isinstance(value, Instant):
        return dates.iso(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Image):
        return _filled(url=value.url, caption=value.caption, credit=value.credit, file=value.file)
    if isinstance(value, CaptureRecord):
        return _filled(
            sha256=value.sha256,
            captured=value.captured and dates.iso(value.captured),
            url=value.url,
            archived_at=value.archived_at,
            rebuild=value.rebuild and rebuild_plan.to_fields(value.rebuild),
        )
    if isinstance(value, Translation):
        filled = _filled(of=value.of, translator=value.translator, method=value.method)
        return {"from": value.source_language} | filled | _filled(date=value.date and dates.iso(value.date))
    return value


def _filled(**values: Any) -> frontmatter.Fields:
    return {name: value for name, value in values.items() if value not in (None, "")}


def _capture(place: str, item: Mapping[str, Any]) -> CaptureRecord:
    rebuild = item.get("rebuild")
    return CaptureRecord(
        sha256=_text(place, "captures: sha256", item.get("sha256")) or "",
        captured=_instant(place, "captures: captured", item.get("captured")),
        url=_text(place, "captures: url", item.get("url")),
        archived_at=_text(place, "captures: archived_at", item.get("archived_at")),
        rebuild=_rebuild(place, rebuild) if isinstance(rebuild, Mapping) else None,
    )


def _rebuild(place: str, item: Mapping[str, Any]) -> Rebuild:
    try:
        return rebuild_plan.from_fields(item)
    except ValueError as error:
        raise PageError(
            place,
            "captures: rebuild cannot be read",
            expected=rebuild_plan.EXAMPLE,
            found=repr(item)[:80],
            cure="The importer writes it; restore the line from the repository's history.",
        ) from error


def _image(place: str, item: Mapping[str, Any]) -> Image:
    return Image(
        **{name: _text(place, f"images: {name}", item.get(name)) for name in ("url", "caption", "credit", "file")}
    )


def _translation(place: str, value: Any) -> Translation | None:
    if value in (None, ""):
        return None
    if not isinstance(value, Mapping) or not value.get("from"):
        raise _wrong(place, "translation", "translation: {from: ja, translator: …, method: human}", value)
    method = _text(place, "translation: method", value.get("method")) or "human"
    if method not in ("human", "machine", "machine-edited"):
        raise _wrong(place, "translation: method", "human, machine or machine-edited", method)
    return Translation(
        source_language=str(value["from"]),
        of=_text(place, "translation: of", value.get("of")),
        translator=_text(place, "translation: translator", value.get("translator")),
        method=method,
        date=_instant(place, "translation: date", value.get("date")),
    )


def _instant(place: str, name: str, value: Any) -> Instant | None:
    text = _text(place, name, value)
    if text is None:
        return None
    try:
        return dates.parse(text)
    except ValueError as error:
        raise PageError(
            place,
            f"{name}: {error}",
            expected="an instant with offset (2023-10-20T16:00:00+09:00), or a day (2023-10-20)",
            found=text[:60],
            cure="Give the offset, or the day alone where the time is not known.",
        ) from error


def _text(place: str, name: str, value: Any) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        raise _wrong(place, name, "one text", value)
    return value


def _texts(place: str, name: str, value: Any) -> tuple[str, ...]:
    items = [value] if isinstance(value, str) else value or []
    if not isinstance(items, list):
        raise _wrong(place, name, "a list", value)
    texts: list[str] = [text for item in items if (text := _text(place, name, item)) is not None]
    return tuple(texts)


def _items(place: str, name: str, value: Any) -> list[Mapping[str, Any]]:
    items = value or []
    if not isinstance(items, list) or not all(isinstance(item, Mapping) for item in items):
        raise _wrong(place, name, "a list of `name: value` entries", value)
    return items


def _wrong(place: str, name: str, expected: str, found: Any) -> PageError:
    return PageError(
        place,
        f"{name}: a value of another kind",
        expected=expected,
        found=repr(found)[:80],
        cure="See CONTRIBUTING.md.",
    )
