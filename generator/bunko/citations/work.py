"""What a citation says of an article."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from bunko import dates
from bunko.nouns import Instant


@dataclass(frozen=True, slots=True)
class Work:
    """One article in one language, as it is cited.

    What is cited is the copy that was read: `address` is the archive's, and the publisher's own
    address is a note. A translation has its translator, and names what it was made from.

    Attributes:
        key: an ASCII name for reference managers, unique in the archive.
        title: of this text, in `language` (BCP 47).
        authors: names as printed.
        newspaper: the publisher's name, in the language of the page where the register knows it.
        published: instant or day; None where it is not known.
        address: of our page, absolute; None where the archive does not know its own address.
        original: the publisher's address.
        archive: the archive's title.
        translator: of this text; None for an original.
        translation_kind: what a machine had to do with the translation, in the page's language; None where nothing.
        original_title: of the text that this one was translated from.
        keywords: names of the tags.
    """

    key: str
    title: str
    language: str
    authors: tuple[str, ...] = ()
    newspaper: str | None = None
    published: Instant | None = None
    section: str | None = None
    abstract: str | None = None
    keywords: tuple[str, ...] = field(default=())
    address: str | None = None
    original: str | None = None
    archive: str = ""
    rights: str | None = None
    translator: str | None = None
    translation_kind: str | None = None
    original_title: str | None = None

    @property
    def day(self) -> date | None:
        """The day of publication as it was printed."""
        return dates.day(self.published) if self.published else None

    @property
    def url(self) -> str | None:
        """The address to give: ours, else the publisher's."""
        return self.address or self.original
