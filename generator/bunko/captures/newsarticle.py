"""A schema.org record (`NewsArticle` as JSON) read into a draft.

Nothing of a record is trusted: a value of a wrong type is said and left out, and an address
counts only where it is one of the web.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bunko import dates
from bunko.captures import schema_values as values
from bunko.captures.draft import Draft
from bunko.errors import CaptureError
from bunko.nouns import Block, Capture, Image, Instant, LeftOut, Paragraph
from bunko.prose import escape, join_lines, plain, read_blocks, write_blocks

_ARTICLE = re.compile(r"(?:https?://schema\.org/)?\w{0,40}(?:Article|BlogPosting|Report|Review)")
_BREAK = re.compile(r"\n[^\S\n]*\n\s*")
_COMMA = re.compile(r"[,，、;；]")
_SCHEME = re.compile(r"\s*[A-Za-z][A-Za-z0-9+.-]{1,30}:")
_LOCAL = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{1,8}){0,4}")
_COUNTRIES = {"jp": "ja", "cn": "zh", "kr": "ko", "ua": "uk"}
_SHOWN = 200

TEXT_LIMIT = 2_000_000
"""Characters of one text."""


def read_newsarticle(capture: Capture, url: str | None = None) -> Draft:
    """What a schema.org record says of its article.

    Args:
        capture: one JSON object.
        url: the article's address where a person told it; the record's own goes before.

    Raises:
        CaptureError: no JSON, or no article in it.
    """
    return _Record(_article(capture), capture.name).draft(capture.address or url)


def _article(capture: Capture) -> dict[str, Any]:
    """The object that is an article, also of a graph."""
    try:
        value = json.loads(capture.content)
    except (ValueError, RecursionError) as error:
        cut = str(error)[:_SHOWN]
        raise _no_record(capture.name, "the record is no JSON", cut) from error
    candidates = value.get("@graph", [value]) if isinstance(value, dict) else value
    if not isinstance(candidates, list):
        candidates = [candidates]
    articles = [item for item in candidates if isinstance(item, dict) and _is_article(item)]
    if not articles:
        found = value.get("@type") if isinstance(value, dict) else type(value).__name__
        raise _no_record(capture.name, "the record is no article", repr(found)[:_SHOWN])
    return articles[0]


def _is_article(item: Mapping[str, Any]) -> bool:
    types = item.get("@type")
    named = [kind for kind in (types if isinstance(types, list) else [types]) if isinstance(kind, str)]
    if not named:
        return "headline" in item or "articleBody" in item
    return any(_ARTICLE.fullmatch(kind) for kind in named)


def _no_record(name: str, problem: str, found: str) -> CaptureError:
    return CaptureError(
        name,
        problem,
        expected='a schema.org article: {"@type": "NewsArticle", "headline": …, "articleBody": …}',
        found=found,
        cure="Mend the record, or leave it out.",
    )


def _local(text: str) -> datetime:
    """A time without a zone.

    Raises:
        ValueError: another form, or no such time.
    """
    if not _LOCAL.fullmatch(text):
        raise ValueError(text)
    return datetime.fromisoformat(text)


def _shown(value: Any) -> str:
    """A value as JSON on one line, shortened."""
    return values.clean(json.dumps(value, ensure_ascii=False)[:_SHOWN])


@dataclass
class _Record:
    """The properties of a record, each taken once; what is not taken is left out with a reason."""

    properties: Mapping[str, Any]
    name: str
    warnings: list[str] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    origins: dict[str, str] = field(default_factory=dict)

    def draft(self, url: str | None) -> Draft:
        published, unzoned = self._instant("date", "datePublished")
        updated, changed = self._instant("updated", "dateModified")
        if changed is not None:
            updated = changed.date()
            self._drop("updated", f"{changed:%H:%M}", "a time without a zone; the day is kept")
        made_of = self._one("made_of", "sha256")
        draft = Draft(
            title=self._line("title", "headline", "name"),
            url=self._address("url", "url", "mainEntityOfPage", "@id") or url,
            published=published or (unzoned.date() if unzoned else None),
            updated=updated if updated != published else None,
            unzoned=unzoned,
            description=self._line("description", "description", "abstract"),
            authors=self._all("authors", "author", "creator"),
            tags=self._keywords(),
            section=self._joined("section", "articleSection"),
            genre=self._joined("genre", "genre"),
            location=self._joined("location", "contentLocation", "locationCreated"),
            images=self._images(),
            publisher=self._one("publisher", "publisher"),
            related_links=self._addresses("related_links", "relatedLink"),
            license=self._license(),
            declared_language=self._language(),
            body=self._body(),
            archived_at=self._address("archived_at", "archivedAt"),
            made_of=made_of if made_of and _SHA256.fullmatch(made_of) else None,
        )
        self._leave_rest()
        return replace(
            draft,
            warnings=tuple(dict.fromkeys(self.warnings)),
            left_out=tuple(self.left_out),
            kept_lines=tuple(plain(block.text) for block in draft.body if isinstance(block, Paragraph)),
            origins=self.origins,
        )

    def _take(self, field_: str, *names: str) -> Any:
        """The first property that is there; later ones are left to others."""
        for name in names:
            value = self.properties.get(name)
            if value not in (None, "", [], {}):
                self.origins[field_] = name
                return value
        return None

    def _drop(self, field_: str, value: Any, reason: str) -> None:
        """A value that is not taken."""
        name = self.origins[field_]
        shown = _shown(value)
        self.warnings.append(f"{name} is not used: {reason}: {shown}")
        self.left_out.append(LeftOut(1, f"{name}: {shown}", reason))

    def _all(self, field_: str, *names: str) -> tuple[str, ...]:
        """The names of a property's values, each once."""
        found = list[str]()
        for item in values.items(self._take(field_, *names)):
            name = values.name_of(item)
            if name is None and item is not None:
                self._drop(field_, item, "no text and no name")
            found += [name] if name else []
        return tuple(dict.fromkeys(found))

    def _joined(self, field_: str, *names: str) -> str | None:
        return ", ".join(self._all(field_, *names)) or None

    def _one(self, field_: str, *names: str) -> str | None:
        return next(iter(self._all(field_, *names)), None)

    def _line(self, field_: str, *names: str) -> str | None:
        """A text on one line; what is no text is said."""
        value = self._take(field_, *names)
        if value is not None and not isinstance(value, str):
            return self._one(field_, *names)
        return self._text(value or "").replace("\n", " ").strip() or None

    def _text(self, text: str) -> str:
        if len(text) > TEXT_LIMIT:
            raise CaptureError(
                self.name,
                "the record is too long for an article",
                expected=f"texts of at most {TEXT_LIMIT} characters",
                found=f"one of {len(text)}",
                cure="Split it into one record for each article.",
            )
        cleaned = values.clean(text)
        if cleaned != text and cleaned != text.replace("\r\n", "\n").replace("\r", "\n"):
            self.warnings.append("control characters, or halves of characters, are left out")
        return cleaned

    def _addresses(self, field_: str, *names: str) -> tuple[str, ...]:
        found = list[str]()
        for item in values.items(self._take(field_, *names)):
            address = values.address_of(item)
            if address is not None and values.is_web(address):
                found.append(address)
            elif item is not None:
                self._drop(field_, item, "no address of the web")
        return tuple(dict.fromkeys(found))

    def _address(self, field_: str, *names: str) -> str | None:
        return next((found[0] for name in names if (found := self._addresses(field_, name))), None)

    def _license(self) -> str | None:
        """A web address, or the words of a licence; never another kind of address."""
        value = self._take("license", "license")
        named = values.address_of(value) or values.name_of(value)
        if named is not None and (values.is_web(named) or not _SCHEME.match(named)):
            return named
        if value is not None:
            self._drop("license", value, "no address of the web, and no text")
        return None

    def _images(self) -> tuple[Image, ...]:
        value, found = self._take("images", "image"), dict[str, Image]()
        for item, picture in zip(values.items(value), values.pictures(value), strict=False):
            if picture is not None and values.is_web(picture.address):
                found.setdefault(picture.address, Image(picture.address, picture.caption, picture.credit))
            elif item is not None:
                self._drop("images", item, "no address of the web")
        return tuple(found.values())

    def _keywords(self) -> tuple[str, ...]:
        """A list, or one text with commas."""
        names = self._all("tags", "keywords")
        if isinstance(self.properties.get("keywords"), str):
            names = tuple(part.strip() for name in names for part in _COMMA.split(name))
        return tuple(dict.fromkeys(name for name in names if name))[: values.ITEMS]

    def _language(self) -> str | None:
        named = self._one("language", "inLanguage")
        found = _LANGUAGE.fullmatch(named or "")
        if named and not found:
            self._drop("language", named, "no language tag")
        code = found[1].lower() if found else None
        return _COUNTRIES.get(code, code) if code else None

    def _instant(self, field_: str, name: str) -> tuple[Instant | None, datetime | None]:
        """The instant or day; else the time without a zone."""
        value = self._take(field_, name)
        text = value.strip() if isinstance(value, str) else ""
        for read in (dates.parse, _local):
            try:
                instant = read(text)
            except ValueError:
                continue
            return (None, instant) if read is _local and isinstance(instant, datetime) else (instant, None)
        if value is not None:
            self._drop(field_, value, "no ISO 8601 day or instant")
        return None, None

    def _body(self) -> tuple[Block, ...]:
        """The blocks of `markdown`, which our own export has; else the paragraphs of the plain text.

        Markdown is kept as a contributor's would be: what may not reach a reader goes when the site is made.
        """
        written = self.properties.get("markdown")
        if isinstance(written, str) and written.strip():
            blocks = read_blocks(self._text(written))
            if blocks and read_blocks(write_blocks(blocks)) == blocks:
                self.origins["body"] = "markdown"
                return blocks
        return self._paragraphs()

    def _paragraphs(self) -> tuple[Paragraph, ...]:
        """Between blank lines where there are any, else each line."""
        value = self._take("body", "articleBody", "text")
        if value is not None and not isinstance(value, str):
            self._drop("body", value, "no text")
        text = self._text(value).strip() if isinstance(value, str) else ""
        parts = _BREAK.split(text) if _BREAK.search(text) else text.split("\n")
        lines = [join_lines(part.strip()) for part in parts]
        return tuple(Paragraph(escape(line)) for line in lines if line)

    def _leave_rest(self) -> None:
        """What no field takes, with the reason; a translation is said."""
        taken = set(self.origins.values())
        if "translationOfWork" in self.properties:
            self.warnings.append("the record says that it is a translation; `translation:` on the page tells of what")
        for name, value in self.properties.items():
            if name not in taken and not (name.startswith("@") and name != "@id"):
                text = f"{values.one_line(name)[:_SHOWN]}: {_shown(value)}"
                self.left_out.append(LeftOut(1, text, _REASONS.get(name, _NO_FIELD)))


_NO_FIELD = "a page has no field for it"
_REASONS = {
    "identifier": "a page's id follows from its address",
    "copyrightYear": "it follows from the date",
    "translationOfWork": "a person says on the page what it is a translation of",
    "workTranslation": "translations are found by their paths",
    "markdown": "the text is read from articleBody",
    "articleBody": "the text is read from markdown",
    "originalState": "a person says on the page how it stands with the original",
    "originalStateDate": "a person says on the page how it stands with the original",
    "originalMovedTo": "a person says on the page how it stands with the original",
    "page": "a page's path follows from its id and date",
}
