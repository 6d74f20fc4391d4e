"""An article's Markdown page, read and written.

The page is the source of truth. Names of fields are those of Material and schema.org;
a field that is not known is absent. `read(write(article)) == article`, and a page that
would fail this is not written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields as dataclass_fields
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from bunko import dates, frontmatter, frontmatter_faults, page_fields, rebuild_plan
from bunko.errors import PageError
from bunko.language_tags import is_tag
from bunko.nouns import Article, Block, CaptureRecord, Image, Instant, OriginalState, Translation
from bunko.prose import read_blocks, write_blocks

ORDER = (
    "title", "url", "original", "date", "updated", "language", "description", "authors", "tags", "proposed_tags",
    "section", "genre", "location", "images", "source", "related_links", "license", "captures", "translation",
    "aliases", "status", "reason",
)  # fmt: skip
"""The known fields of the front matter, in the order in which a new page has them."""

NO_TITLE = "no title"
"""The problem of a page that says nothing, or nothing that is seen."""

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
    return parted(text, path, read_blocks).article


class Parted(NamedTuple):
    """An article with the fields of its page's front matter, and the Markdown below."""

    article: Article
    fields: frontmatter.Fields
    markdown: str


def parted(text: str, path: PurePosixPath, blocks: Callable[[str], Sequence[Block]]) -> Parted:
    """As `read`, in its parts; `blocks` makes the article's body of the Markdown.

    Raises:
        PageError: as `read`.
    """
    place = f"docs/{path}"
    text = text.replace("\r\n", "\n").removeprefix("\ufeff")
    try:
        found, markdown = frontmatter.read(text)
    except frontmatter.FrontmatterError as error:
        raise _unreadable(place, text, error) from error
    try:
        return Parted(of_fields(path, found, blocks(markdown)), found, markdown)
    except PageError as error:
        raise _with_line(error, text) from error.__cause__


def _unreadable(place: str, text: str, error: frontmatter.FrontmatterError) -> PageError:
    """The error with the line that was meant, where that can be told."""
    head, _ = frontmatter.split(text)
    found = frontmatter_faults.fault(head or "", frontmatter.named_fields, first_line=2)
    if found is None:
        cure = error.cure or "Mend the YAML between the first two lines of `---`."
        return PageError(f"{place}:{error.line}", error.problem, cure=cure)
    return PageError(f"{place}:{found.line}:{found.column}", found.problem, cure=found.cure)


def _with_line(error: PageError, text: str) -> PageError:
    """The error with the line of the field that its problem begins with."""
    head, _ = frontmatter.split(text)
    if error.problem == NO_TITLE:
        find = frontmatter_faults.fault_of_page(text) if head is None else frontmatter_faults.fault_of_title(head, 2)
        if find is not None:
            return PageError(f"{error.place}:{find.line}:{find.column}", find.problem, cure=find.cure)
    name, _, rest = error.problem.partition(": ")
    line = frontmatter.line_of(text, (name, rest.partition(": ")[0]), (name,))
    return PageError(
        f"{error.place}:{line}", error.problem, expected=error.expected, found=error.found, cure=error.cure
    )


def of_fields(path: PurePosixPath, data: frontmatter.Fields, body: Sequence[Block]) -> Article:
    """The article of a page's front matter and blocks.

    Args:
        path: as `read` has it.
        data: what `frontmatter.read` gives.
        body: the blocks of its text.

    Raises:
        PageError: a field is of a wrong kind.
    """
    place = f"docs/{path}"
    title = page_fields.text(place, "title", data.get("title"))
    if title is None:
        raise PageError(place, NO_TITLE, expected="`title: …` in the front matter", cure="Give the title as published.")
    texts: dict[str, Any] = {name: page_fields.text(place, name, data.get(name)) for name in _TEXTS}
    lists: dict[str, Any] = {name: page_fields.texts(place, name, data.get(name)) for name in _LISTS}
    language = page_fields.text(place, "language", data.get("language")) or path.parts[0]
    if not is_tag(language):
        raise page_fields.wrong(place, "language", "a BCP 47 tag: ja, zh-Hans, zh-Hant", language)
    status = page_fields.text(place, "status", data.get("status")) or "published"
    if status not in ("published", "withdrawn"):
        raise page_fields.wrong(place, "status", "published or withdrawn", status)
    images = page_fields.entries(place, "images", data.get("images"))
    captures = page_fields.entries(place, "captures", data.get("captures"))
    return Article(
        path=path,
        title=title,
        language=language,
        body=body,
        original=page_fields.original_state(place, data.get("original")),
        published=page_fields.instant(place, "date", data.get("date")),
        updated=page_fields.instant(place, "updated", data.get("updated")),
        **texts,
        **lists,
        images=tuple(page_fields.image(place, item) for item in images),
        captures=tuple(page_fields.capture(place, item) for item in captures),
        translation=page_fields.translation(place, data.get("translation")),
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
    if isinstance(value, Image | OriginalState):
        return _filled(**{item.name: _plain(getattr(value, item.name)) for item in dataclass_fields(value)})
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
