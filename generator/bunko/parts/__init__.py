"""Parts of an archive's site, each built apart: articles of some years with their lists, the search index, the rest.

What part a file belongs to, its address tells: below `<language>/articles/<year>/` the year's, below the search index's
folder the search's, else the rest's. So parts never overlap, and laid over one another, or served by these prefixes,
they are the whole site.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bunko.errors import SettingsError

SEARCH, REST = "search", "rest"
INDEX = "assets/bunko/index/"
"""The search index's place, beside `search.js`."""

_YEAR = re.compile(r"[^/]+/articles/([0-9]{4})/")
_YEARS = re.compile(r"([0-9]{4})(?:-([0-9]{4}))?")


@dataclass(frozen=True, slots=True)
class Part:
    """The years from `first` to `last`; the search where both are `search`, the rest where both are empty."""

    first: str = ""
    last: str = ""

    @property
    def name(self) -> str:
        """As mkdocs.yml names it: `2019`, `2015-2018`, `search`, `rest`."""
        years = self.first if self.first == self.last else f"{self.first}-{self.last}"
        return years or REST

    def has(self, owner: str | None) -> bool:
        """Whether what belongs to a year, to the search, or to neither (None), is this part's."""
        return self.first <= owner <= self.last if owner is not None else not self.first

    def holds(self, place: str) -> bool:
        """Whether a file of the site, by its address or by its staged place, is this part's."""
        return self.has(owner_of(place))


def owner_of(place: str) -> str | None:
    """The year below whose prefix a place stands, or `search`; None for the rest."""
    if place.startswith(INDEX):
        return SEARCH
    found = _YEAR.match(place)
    return found.group(1) if found else None


def read(said: object, place: str) -> Part | None:
    """The part that `plugins: bunko: part` names; None for the whole site.

    Args:
        said: the value: a text, or a number where YAML took a year for one.
        place: the name of the file that says it.

    Raises:
        SettingsError: it names no part.
    """
    text = str("" if said is None else said).strip()
    if not text:
        return None
    if text == REST:
        return Part()
    if text == SEARCH:
        return Part(SEARCH, SEARCH)
    found = _YEARS.fullmatch(text)
    first, last = (found.group(1), found.group(2) or found.group(1)) if found else ("", "")
    if not first or first > last:
        raise SettingsError(
            place,
            "plugins: bunko: part names no part of the site",
            expected=f"a year (2019), years (2015-2018), {SEARCH}, or {REST}",
            found=repr(said)[:80],
            cure="`bunko parts` lists the parts of an archive. Without a part the whole site is built.",
        )
    return Part(first, last)
