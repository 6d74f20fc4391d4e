"""From a draft to an article of this archive: language, folder, source, title, and what is missing."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bunko import dates, sources
from bunko.captures.draft import EXPECTED, Draft
from bunko.captures.shapes import SENTENCE_END
from bunko.errors import CaptureError
from bunko.language_of_text import language_of, primary
from bunko.nouns import Article, Block, Capture, Heading, Instant, Paragraph, Quote, Source
from bunko.proposals import propose
from bunko.prose import plain
from bunko.registers import Registers
from bunko.settings import Settings

LACKS = "archive/sources.yml lacks"
"""How what is said of a publisher begins whom the register does not know; many captures may say the same."""

_TITLE_LENGTH = 40


@dataclass(frozen=True)
class Supplied:
    """What a person supplies on the command line for what a capture lacks."""

    url: str | None = None
    title: str | None = None
    date: Instant | None = None
    language: str | None = None
    source: str | None = None

    @classmethod
    def of(cls, values: Mapping[str, str]) -> Supplied:
        """As a sidecar has it; a date that cannot be read is none."""
        texts: dict[str, Any] = {name: values.get(name) for name in ("url", "title", "language", "source")}
        try:
            return cls(**texts, date=dates.parse(values["date"]))
        except (KeyError, ValueError):
            return cls(**texts)

    def as_mapping(self) -> dict[str, str]:
        """For a sidecar."""
        values = {"url": self.url, "title": self.title, "language": self.language, "source": self.source}
        values["date"] = dates.iso(self.date) if self.date else None
        return {name: value for name, value in values.items() if value}

    def over(self, other: Supplied) -> Supplied:
        """These values, and where there is none, the other's."""
        return Supplied(**{name: getattr(self, name) or getattr(other, name) for name in self.__dataclass_fields__})


@dataclass(frozen=True)
class Catalogued:
    """An article without its path's last parts and captures; the site's folder; what to tell."""

    article: Article
    folder: str
    missing: tuple[str, ...]
    warnings: tuple[str, ...]


def catalogue(
    capture: Capture, draft: Draft, supplied: Supplied, settings: Settings, registers: Registers
) -> Catalogued:
    """The article as this archive holds it; its path has the folder and a stand-in.

    Raises:
        CaptureError: no text at all, or a language that the site is not configured for.
    """
    if not draft.body and not draft.title and not draft.description:
        raise CaptureError(
            capture.name,
            "nothing of an article but lines without text",
            expected="at least a headline or a paragraph",
            found="an address" if draft.url else "no text",
            cure="Save the whole page.",
        )
    warnings = list(draft.warnings)
    if not draft.body:
        warnings.append("no text was found, only a headline or a summary; look at the capture with --explain")
    language = _language(draft, supplied, warnings)
    folder = _folder(capture, language, settings)
    source = _source(draft, supplied, registers, warnings)
    if source is None and draft.publisher:
        warnings.append(_unregistered(draft.publisher, sources.host_of(draft.url or supplied.url), folder))
    published = draft.published or supplied.date
    if draft.unzoned is not None and published == draft.unzoned.date():
        published = _zoned(draft.unzoned, source, registers, warnings)
    _say_unused(draft, supplied, warnings)
    title = draft.title or supplied.title
    missing = _missing(replace(draft, title=title, published=published, url=draft.url or supplied.url), source)
    if title is None:
        title = _first_words(draft)
        warnings.append(f"no headline: the title is made of the first words, in brackets: {title}; --title supplies it")
    article = Article(
        path=PurePosixPath(folder, "articles", "undated", "-.md"),
        title=title,
        language=language or folder,
        url=draft.url or supplied.url,
        published=published,
        source=source,
        **{name: getattr(draft, name) for name in _SAME},
    )
    article = replace(article, proposed_tags=propose(article, registers))
    return Catalogued(article, folder, missing, tuple(dict.fromkeys(warnings)))


_SAME = (
    "updated", "description", "authors", "tags", "section", "genre", "location", "images", "related_links",
    "license", "body", "extra",
)  # fmt: skip
"""Fields of a draft that are the article's just so."""


def _say_unused(draft: Draft, supplied: Supplied, warnings: list[str]) -> None:
    """What a person supplied and the capture says otherwise: the capture goes before, since it is what is archived."""
    printed = draft.published
    day = dates.day(printed) if printed and supplied.date and not isinstance(supplied.date, datetime) else printed
    says = {"title": (supplied.title, draft.title), "url": (supplied.url, draft.url), "date": (supplied.date, day)}
    for name, (given, said) in says.items():
        if given is not None and said is not None and given != said:
            shown = dates.iso(printed) if name == "date" and printed else said
            warnings.append(
                f"--{name} is not used: the capture itself says {shown}; "
                f"write `{name}` into the page: what you write there stays"
            )


def _language(draft: Draft, supplied: Supplied, warnings: list[str]) -> str | None:
    text = "\n".join([draft.title or "", draft.description or "", *(_text(block) for block in draft.body)])
    found = language_of(text, draft.declared_language)
    given = supplied.language
    if given is None or found is None or primary(given) == primary(found):
        return given or found
    # Latin letters do not tell the language; all other scripts do.
    if found == "en" and draft.declared_language != "en":
        return given
    warnings.append(f"--language {given} is not used: the text is in {found}")
    return found


def _folder(capture: Capture, language: str | None, settings: Settings) -> str:
    folders = [folder for folder in settings.languages if language and primary(folder) == primary(language)]
    exact = [folder for folder in folders if folder == language]
    if not folders:
        known = language or "letters of no language that can be told"
        raise CaptureError(
            capture.name,
            "unknown language" if language is None else f"the site has no language for {language}",
            expected=f"a text in one of the site's languages: {', '.join(settings.languages)}",
            found=known,
            cure="Give --language, or add the language under extra: bunko: languages: in mkdocs.yml.",
        )
    return (exact or folders)[0]


def _source(draft: Draft, supplied: Supplied, registers: Registers, warnings: list[str]) -> str | None:
    host = sources.host_of(draft.url or supplied.url)
    by_host = next((id_ for id_, source in registers.sources.items() if host and host in _hosts(source)), None)
    by_name = next((id_ for id_, source in registers.sources.items() if draft.publisher in source.names.values()), None)
    found = by_host or draft.source or (None if host else by_name) or supplied.source or by_name
    if found is not None and found not in registers.sources:
        publisher = next((publisher for publisher in sources.PUBLISHERS if publisher.id == found), None)
        entry = publisher.register_entry() if publisher else f"{found}: {{names: {{…}}, zone: …, hosts: [{host}]}}"
        warnings.append(f"{LACKS} the source {found}; add {entry}")
    return found


def _unregistered(name: str, host: str, folder: str) -> str:
    """What to add to the register for a publisher that is printed and not known."""
    id_ = re.sub(r"[^a-z0-9]+", "-", host).strip("-") or "an-id"
    entry = f"{id_}: {{names: {{{folder}: {json.dumps(name, ensure_ascii=False)}}}, zone: …, hosts: [{host or '…'}]}}"
    return f"{LACKS} a source named {name}; add {entry}"


def _hosts(source: Source) -> set[str]:
    return {host.removeprefix("www.").lower() for host in source.hosts}


def _zoned(local: datetime, source: str | None, registers: Registers, warnings: list[str]) -> Instant:
    known = registers.sources.get(source or "")
    module = next((publisher for publisher in sources.PUBLISHERS if publisher.id == source), None)
    name = (known.zone if known else None) or (module.zone if module else None)
    try:
        if name:
            return local.replace(tzinfo=ZoneInfo(name))
        reason = "names no zone"
    except (ZoneInfoNotFoundError, ValueError, OSError):
        reason = f"has no such zone as {name} of archive/sources.yml"
    cure = "--source with a zone in archive/sources.yml mends it"
    warnings.append(f"the time {local:%H:%M} {reason}; the date is kept as a day ({cure})")
    return local.date()


def _missing(draft: Draft, source: str | None) -> tuple[str, ...]:
    values = {name: getattr(draft, {"date": "published"}.get(name, name)) for name in EXPECTED if name != "source"}
    return tuple(name for name in EXPECTED if not (source if name == "source" else values[name]))


def _first_words(draft: Draft) -> str:
    """The first sentence, shortened, in the square brackets of a title that a cataloguer supplies."""
    text = next((text for block in draft.body if (text := _text(block).strip())), draft.description or "…")
    words = text[: _first_sentence(text)]
    return f"[{words if len(words) <= _TITLE_LENGTH else words[: _TITLE_LENGTH - 1] + '…'}]"


def _first_sentence(text: str) -> int:
    """Where the first sentence ends; a mark inside a quotation does not end it."""
    depth = 0
    for n, letter in enumerate(text):
        depth += (letter in "「『“") - (letter in "」』”")
        if letter in SENTENCE_END and depth <= 0:
            return n + 1
    return len(text)


def _text(block: Block) -> str:
    match block:
        case Heading(text=text) | Paragraph(text=text):
            return plain(text)
        case Quote(paragraphs=paragraphs):
            return "\n".join(map(plain, paragraphs))
        case _:
            return ""
