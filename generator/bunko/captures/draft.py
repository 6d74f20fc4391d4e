"""What one capture says of its article, before the archive knows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bunko.nouns import Block, Image, Instant, LeftOut, Rebuild

EXPECTED = ("title", "url", "date", "description", "authors", "tags", "images", "source", "body")
"""Front matter fields (and the body) that an archived article is expected to have; what lacks is said."""


@dataclass(frozen=True, slots=True)
class Halves:
    """The text of a dump that the page must give back byte for byte; None where the dump has no such half.

    Attributes:
        body: the article body on one line.
        visible: tags, headline, date line with the lead, and the body's lines, joined by line feeds.
    """

    body: str | None = None
    visible: str | None = None


@dataclass(frozen=True)
class Draft:
    """An article as one capture tells it; the names are Article's.

    Attributes:
        title: None where the capture has no headline.
        held_images: the bytes of images that the capture holds itself, by their `file`.
        unzoned: the published time where the capture prints one without a zone.
        partial: the text is known to be cut, or not the whole.
        source: id of the publisher's module, where one was recognised.
        publisher: the publisher's name as printed.
        declared_language: primary tag of the code that the dump declares; often wrong.
        rebuild: the layout that gives the halves back; None where there is nothing to rebuild.
        unreconciled: what the two halves do not share, other than headings and quotes.
        kept_lines: lines that must be found again on the page, where there are no two halves.
        lines: number of the line (from 1) that each field was read from.
        origins: where each field was read from, in the format's own words (`headline`), where lines do not tell.
        archived_at: where an archive elsewhere keeps the capture.
        made_of: SHA-256 of the earlier capture that the record was made of.
    """

    title: str | None = None
    url: str | None = None
    published: Instant | None = None
    updated: Instant | None = None
    unzoned: datetime | None = None
    description: str | None = None
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    section: str | None = None
    genre: str | None = None
    location: str | None = None
    images: tuple[Image, ...] = ()
    held_images: Mapping[str, bytes] = field(default_factory=dict)
    source: str | None = None
    publisher: str | None = None
    related_links: tuple[str, ...] = ()
    license: str | None = None
    declared_language: str | None = None
    body: tuple[Block, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)
    halves: Halves = Halves()
    partial: bool = False
    rebuild: Rebuild | None = None
    unreconciled: tuple[str, ...] = ()
    kept_lines: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    warnings: tuple[str, ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict)
    origins: Mapping[str, str] = field(default_factory=dict)
    archived_at: str | None = None
    made_of: str | None = None


def explain(draft: Draft) -> tuple[str, ...]:
    """Where each field came from, then what went into no field and why; a line each."""
    lines = sorted(draft.lines.items(), key=lambda item: item[1])
    return (
        *(f"{name}: line {line}" for name, line in lines),
        *(f"{name}: {origin}" for name, origin in draft.origins.items()),
        *([f"the publisher's printed name: {draft.publisher}"] if draft.publisher else []),
        *(f"left out, line {left.line}: {left.text} ({left.reason})" for left in draft.left_out),
    )
