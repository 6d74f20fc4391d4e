"""From documents with their terms to terms with their documents."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from bunko.search.document import Document
from bunko.search.terms import PLACES, scan


class PostingList(NamedTuple):
    """Where a term stands.

    Attributes:
        entries: document number * `PLACES` + place, documents in ascending order.
        in_title: documents that have the term in their title, ascending; some may stand twice.
        in_strong: the same for description, headings and tags.
    """

    entries: array[int]
    in_title: list[int]
    in_strong: list[int]


@dataclass(frozen=True)
class Inversion:
    """The posting lists of all terms, filled document by document in ascending order of their numbers."""

    _entries: dict[str, array[int]] = field(default_factory=lambda: defaultdict(partial(array, "I")))
    _titles: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _strong: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, number: int, document: Document) -> None:
        """Take a document in."""
        entries, base = self._entries, number * PLACES
        for term, entry in scan(document.body, base):
            entries[term].append(entry)
        for found, paragraphs in ((self._titles, (document.title,)), (self._strong, document.strong)):
            for term, entry in scan(paragraphs, base):
                entries[term].append(entry)
                found[term].append(number)

    def lists(self) -> Iterator[tuple[str, PostingList]]:
        """Every term with its list, in the order of their UTF-16 code units (in which scripts compare)."""
        astral = any(term[-1] > "\uffff" or term[0] > "\uffff" for term in self._entries)
        nothing: list[int] = []
        titles, strong = self._titles, self._strong
        for term in sorted(self._entries, key=utf16 if astral else None):
            if term[0] != " ":
                yield term, PostingList(self._entries[term], titles.get(term, nothing), strong.get(term, nothing))


def utf16(term: str) -> bytes:
    """What orders terms as scripts do."""
    return term.encode("utf-16-be", "surrogatepass")
