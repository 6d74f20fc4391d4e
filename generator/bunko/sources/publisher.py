"""What a publisher's module says: its names and hosts, and its layouts by date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from bunko.nouns import Instant

_MORE_WORDS = 30
_STEM = re.compile(r"[^_:?.]{6,}")


@dataclass(frozen=True)
class Selectors:
    """CSS selectors of a layout's HTML pages; what a layout does not name is found by shape.

    Attributes:
        headline: the headline's element.
        date: the element that prints the date.
        body: the elements that hold the text, and nothing but it and what `left_out` names.
        quote: elements that are quotes, where they are no `blockquote`.
        left_out: elements inside the body that are no text of the article.
    """

    headline: str = ""
    date: str = ""
    body: str = ""
    quote: str = ""
    left_out: str = ""


@dataclass(frozen=True)
class Layout:
    """The words of a publisher's pages from a day on; the empty layout reads by shape alone.

    Attributes:
        since: the first day on which pages looked so; None for as long as is known.
        furniture: lines that are no text of the article, such as buttons.
        ends: lines at which the article ends.
        end_labels: words that close the article body before the related links.
        bylines: lines that name the publisher where an author would stand.
        breaks_at_links: the visible page breaks a line where a link starts.
        cards_close: a last line without a sentence's end is the title of another article.
        crop: pattern of an image's address with groups `photo`, and `left` and `right` of its crop.
        html: where the parts of an article stand on an HTML page.
    """

    since: date | None = None
    furniture: frozenset[str] = frozenset()
    ends: frozenset[str] = frozenset()
    end_labels: frozenset[str] = frozenset()
    bylines: frozenset[str] = frozenset()
    breaks_at_links: bool = False
    cards_close: bool = False
    crop: re.Pattern[str] | None = None
    html: Selectors = Selectors()

    def ends_at(self, line: str) -> bool:
        """The line is one at which the article ends, perhaps with a few words more."""
        return any(line.startswith(word) and len(line) <= len(word) + _MORE_WORDS for word in self.ends)

    def photo(self, address: str) -> str:
        """What all crops of one photo share: the layout's own mark, else the file name up to its first `_`."""
        found = self.crop.search(address) if self.crop else None
        if found:
            return found["photo"]
        stem = _STEM.match(address.rsplit("/", 1)[-1])
        return address.rsplit("/", 1)[0] + "/" + stem.group() if stem else address

    def width(self, address: str) -> int:
        """The width of a crop in pixels of the photo; 0 where the address does not tell."""
        found = self.crop.search(address) if self.crop else None
        return int(found["right"]) - int(found["left"]) if found else 0


@dataclass(frozen=True)
class Publisher:
    """A publisher as its module knows it.

    Attributes:
        id: its id in archive/sources.yml.
        name: its name, for the register.
        language: of its texts, BCP 47.
        names: every form of its name that its pages print.
        hosts: hosts of its addresses, mirrors among them, without `www.`.
        zone: IANA zone of its dates.
        homepage: its address, for the register.
        numbered: pattern of its articles' addresses, with the number as its group.
        layouts: newest first.
    """

    id: str
    name: str
    language: str
    names: frozenset[str]
    hosts: frozenset[str]
    zone: str
    homepage: str
    numbered: re.Pattern[str] | None = None
    layouts: tuple[Layout, ...] = field(default=(Layout(),))

    def is_printed_in(self, lines: Sequence[str]) -> bool:
        """A line is its name, or one is its byline and another starts with its name, as an agency's report does."""
        if not self.names.isdisjoint(lines):
            return True
        bylines = frozenset().union(*(layout.bylines for layout in self.layouts))
        return not bylines.isdisjoint(lines) and any(line.startswith(tuple(self.names)) for line in lines)

    def number(self, address: str) -> str | None:
        """The article's number in an address of this publisher, the same on all its hosts; None where none stands."""
        found = self.numbered.search(address) if self.numbered else None
        return found[1] if found else None

    def register_entry(self) -> str:
        """What archive/sources.yml needs of it, on one line, for messages."""
        folder, hosts = self.language.split("-")[0], ", ".join(sorted(self.hosts))
        return (
            f"{self.id}: {{names: {{{folder}: {self.name}}}, homepage: {self.homepage}, "
            f"language: {self.language}, zone: {self.zone}, hosts: [{hosts}]}}"
        )

    def layout(self, day: Instant | None) -> Layout:
        """The layout of pages of that day; the newest where the day is not known."""
        if day is None:
            return self.layouts[0]
        printed = day.date() if isinstance(day, datetime) else day
        fitting = (layout for layout in self.layouts if layout.since is None or layout.since <= printed)
        return next(fitting, self.layouts[-1])
