"""The nouns of the house: frozen data without input or output.

Every other module speaks in these. Instants are zoned `datetime`s; a day whose
time is not known stays a `date`, and no midnight is invented. Addresses of the
site are relative to its root, without a leading slash.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

Instant = datetime | date
"""A zoned instant, or a plain day where no time is known."""


@dataclass(frozen=True)
class Capture:
    """One archived document as it came.

    Attributes:
        content: the bytes, never changed.
        name: its place as it was given: `inbox/a.txt`, `news.warc.gz@8379`.
        media_type: `text/plain`, `text/html`, `application/ld+json`.
        address: the original's address where the container tells it.
        captured: zoned instant of capture where the container tells it.
        charset: the encoding that the server or the container declared; a hint, often wrong.
        container: kind of the file that it was taken out of (`WARC`, `JSONL`); None where it is the file.
        container_sha256: of that file.
    """

    content: bytes
    name: str
    media_type: str = "text/plain"
    address: str | None = None
    captured: datetime | None = None
    charset: str | None = None
    container: str | None = None
    container_sha256: str | None = None

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the content, 64 lower-case hexadecimal digits."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A line of the dump (counted from 1) that went into no field, and why."""

    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A section heading; `level` is 2 to 6, `text` inline Markdown."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `text` is inline Markdown on one line, or on several where a person broke it."""

    text: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who said a quote: `name` and, where it is known, `role`, both inline Markdown."""

    name: str
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """A block quote: its paragraphs (inline Markdown) and who said it."""

    paragraphs: tuple[str, ...]
    attribution: Attribution | None = None


@dataclass(frozen=True, slots=True)
class ItemList:
    """A flat list; each item is inline Markdown."""

    items: tuple[str, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """An image in the body that stands alone in its paragraph; `alt` and `title` are plain text."""

    url: str
    alt: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A pipe table; cells are inline Markdown, every row as wide as the header."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """Any other Markdown that a person wrote (a footnote, an admonition, HTML), kept as it stands."""

    markdown: str


Block = Heading | Paragraph | Quote | ItemList | Picture | Table | Passage


@dataclass(frozen=True, slots=True)
class Image:
    """A photo of an article; `file` is its place in the archive where we hold it."""

    url: str | None = None
    caption: str | None = None
    credit: str | None = None
    file: str | None = None


@dataclass(frozen=True, slots=True)
class LinkStart:
    """Where a link began in a captured paragraph, which the capture shows as a line break.

    Attributes:
        block: index of the paragraph or quote in the body; -1 is the lead.
        at: characters of its plain text before the link (a quote's paragraphs joined by a line feed).
        swallowed: True where the line break stands in place of a space.
    """

    block: int
    at: int
    swallowed: bool = False


@dataclass(frozen=True, slots=True)
class Space:
    """White space of a capture that a page cannot hold: at the edge of a paragraph, or doubled.

    Attributes:
        half: `body` (the article body on one line) or `visible`.
        at: characters of that half before it, as rebuilt with the spaces before this one.
        text: the white space.
    """

    half: str
    at: int
    text: str


@dataclass(frozen=True, slots=True)
class Rebuild:
    """What a page keeps of its capture's layout, so that the capture's text follows from the page alone.

    A capture of this kind shows its text twice: the article body on one line, with headings and
    without quotes; and the visible page (tags, headline, date line with the lead, then lines),
    with quotes and without headings.

    Attributes:
        dateline: the words before the lead, with `%Y %m %d %H %M` (`%-m` without a leading
            zero) for the parts of the published instant, then of the updated one; None where
            the capture has no date line.
        tag_lines: how many times the line of tags stands above the headline.
        printed_tags: the lines above the headline as printed, where one is not the tags joined by
            commas; then `tag_lines` is 0.
        headline: the visible headline where it is not the title.
        lead_in_body: the lead is the body's first block; else it is the description.
        link_starts: line breaks inside paragraphs, in the order of the text.
        end_label: the label of the related links that closes the article body.
        blank_lines: numbers of the visible half's empty lines, from 0.
        visible_only: blocks that are no quotes and stand only in the visible half.
        body_only: blocks that are no headings and stand only in the article body.
        spaces: white space that the page cannot hold.
        cut: characters of the visible half, where the capture ends in the midst of it.
    """

    dateline: str | None = None
    tag_lines: int = 0
    printed_tags: tuple[str, ...] = ()
    headline: str | None = None
    lead_in_body: bool = False
    link_starts: tuple[LinkStart, ...] = ()
    end_label: str | None = None
    blank_lines: tuple[int, ...] = ()
    visible_only: tuple[int, ...] = ()
    body_only: tuple[int, ...] = ()
    spaces: tuple[Space, ...] = ()
    cut: int | None = None


@dataclass(frozen=True, slots=True)
class CaptureRecord:
    """What a page says of one of its captures; `url` is the address it was captured at, if that is not the page's."""

    sha256: str
    captured: Instant | None = None
    url: str | None = None
    archived_at: str | None = None
    rebuild: Rebuild | None = None


@dataclass(frozen=True, slots=True)
class Translation:
    """Where a translated text came from.

    Attributes:
        source_language: folder of the language that it was translated from (`from` in the front matter).
        of: SHA-256 of the text translated from (`archive/translated/<of>.md`).
        translator: name as signed.
        method: `human`, `machine` or `machine-edited`.
        date: day of the translation.
    """

    source_language: str
    of: str | None = None
    translator: str | None = None
    method: str = "human"
    date: Instant | None = None


@dataclass(frozen=True, slots=True)
class OriginalState:
    """How it stands with the original at its address.

    Attributes:
        state: `alive` (seen there), `gone` (no longer there) or `moved` (to another address).
        date: the day on which it was last seen there, or since which it is gone or moved.
        url: where it moved to.
    """

    state: str
    date: date
    url: str | None = None


@dataclass(frozen=True)
class Article:
    """One article in one language, as its page says it.

    `path` is the page's place below `docs/`, as in `ja/articles/2023/10/17487928.md`;
    a translation has the same path under the other language. `language` is the text's
    (BCP 47); the path's first part is the site's. A field that is not known is None or
    empty. `tags` are the publisher's or an editor's; `proposed_tags` are what the importer found in
    the text of an article that came without. `extra` holds the front matter fields that Bunko does not know.
    """

    path: PurePosixPath
    title: str
    language: str
    body: Sequence[Block] = ()
    url: str | None = None
    original: OriginalState | None = None
    published: Instant | None = None
    updated: Instant | None = None
    description: str | None = None
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    proposed_tags: tuple[str, ...] = ()
    section: str | None = None
    genre: str | None = None
    location: str | None = None
    images: tuple[Image, ...] = ()
    source: str | None = None
    related_links: tuple[str, ...] = ()
    license: str | None = None
    captures: tuple[CaptureRecord, ...] = ()
    translation: Translation | None = None
    aliases: tuple[str, ...] = ()
    status: str = "published"
    reason: str | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def id(self) -> str:
        """The article's id, unique in the archive: its file name without `.md`."""
        return self.path.stem

    @cached_property
    def folder(self) -> str:
        """The site's language that the page stands under: `ja`, `zh`."""
        return self.path.parts[0]

    @cached_property
    def key(self) -> str:
        """What the translations of one article share: the path below the language, without `.md`."""
        return str(PurePosixPath(*self.path.parts[1:]).with_suffix(""))

    @property
    def period(self) -> tuple[str, str]:
        """The year (`2023`) and month (`10`) of the path, in whose lists it stands; `undated` and empty."""
        parts = self.path.parts[2:-1]
        return (parts[0], parts[1]) if len(parts) > 1 else ("undated", "")

    @cached_property
    def address(self) -> str:
        """The page's address below the site's root: `ja/articles/2023/10/17487928/`."""
        return f"{self.folder}/{self.key}/"

    @property
    def withdrawn(self) -> bool:
        """True where the article keeps only its address and the reason."""
        return self.status == "withdrawn"


@dataclass(frozen=True, slots=True)
class Concept:
    """A tag of the register: one thing with its names in each language.

    Attributes:
        names: language folder to the name shown.
        aliases: further names that an article may use, in any language.
        kind: one of `registers.KINDS`.
        wikidata: the concept's item there, `Q405`.
        former: ids and names that it had before; articles may still use them, and their addresses lead on.
        broader: id of the concept that this one is a part or a kind of.
    """

    id: str
    names: Mapping[str, str]
    aliases: tuple[str, ...] = ()
    kind: str | None = None
    wikidata: str | None = None
    former: tuple[str, ...] = ()
    broader: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A publisher of the register.

    Attributes:
        names: language folder to the name shown.
        language: language of its texts, BCP 47.
        zone: IANA zone of its datelines, `Asia/Tokyo`.
        hosts: host names of its addresses.
        license: default licence or ground of use of its articles.
        notes: language folder to a sentence about it.
        owner: who owns it: language folder to the name.
        country: where it is based, ISO 3166-1 alpha-2 (`JP`).
        state_affiliated: whether a state owns or directs it; None where the register does not say.
        reference: address of the evidence for owner, country and state_affiliated.
    """

    id: str
    names: Mapping[str, str]
    homepage: str | None = None
    language: str | None = None
    zone: str | None = None
    hosts: tuple[str, ...] = ()
    license: str | None = None
    notes: Mapping[str, str] = field(default_factory=dict)
    owner: Mapping[str, str] = field(default_factory=dict)
    country: str | None = None
    state_affiliated: bool | None = None
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two articles are related, coded.

    `kind` names a string of the table (`related.reason.<kind>`): `named` (this article's source
    names the other as related), `named_by` (the other's source names this one), `person`, `event`,
    `organisation`, `place`, `topic` and `tags` (they share the concepts `ids` of that kind, or
    without one), `words` (rare words `ids` stand on both pages), `text` (their texts are alike),
    `days` (published within a few days). `ids` are concept ids but for `words`, which are shown
    as they stand.
    """

    kind: str
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A related article; `score` is in 0..1 and comparable within one list only."""

    article: Article
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """Articles that tell of one event.

    Attributes:
        id: stands in its address; that of the register, else its first article's.
        keys: of its articles, the first published first.
        names: folder to the name shown; empty where nobody named it.
        kept: it is an entry of `archive/stories.yml`.
        former: ids under which it may have been known: of its articles, and of stories that were merged into it.
    """

    id: str
    keys: tuple[str, ...]
    names: Mapping[str, str] = field(default_factory=dict)
    kept: bool = False
    former: tuple[str, ...] = ()
