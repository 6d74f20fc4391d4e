"""From documents with their terms to terms with their documents."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

from bunko.search.document import Document
from bunko.search.terms import PLACES, scan

_Ordinals = dict[str, list[int]]


@dataclass(frozen=True, slots=True)
class PostingList:
    """A term's documents in ascending order.

    Attributes:
        entries: document number << 16 | mask of places.
        in_title: indices into `entries` of documents that have the term in their title.
        in_strong: the same for description, headings and tags.
    """

    entries: array[int]
    in_title: list[int]
    in_strong: list[int]


@dataclass(frozen=True)
class Inversion:
    """The posting lists of all terms, filled document by document in ascending order of their numbers."""

    _entries: dict[str, array[int]] = field(default_factory=lambda: defaultdict(partial(array, "Q")))
    _titles: _Ordinals = field(default_factory=dict)
    _strong: _Ordinals = field(default_factory=dict)

    def add(self, number: int, document: Document) -> None:
        """Take a document in."""
        entries, base = self._entries, number << PLACES
        for term, mask in scan((document.title, *document.strong, *document.body)).items():
            entries[term].append(base | mask)
        for found, paragraphs in ((self._titles, (document.title,)), (self._strong, document.strong)):
            for term in scan(paragraphs) if paragraphs else ():
                found.setdefault(term, []).append(len(entries[term]) - 1)

    def lists(self) -> Iterator[tuple[str, PostingList]]:
        """Every term with its list, in the order of their UTF-16 code units (in which scripts compare)."""
        astral = any(term[-1] > "\uffff" or term[0] > "\uffff" for term in self._entries)
        order = sorted(self._entries, key=_utf16 if astral else None)
        for term in order:
            yield term, PostingList(self._entries[term], self._titles.get(term, []), self._strong.get(term, []))


def _utf16(term: str) -> bytes:
    return term.encode("utf-16-be", "surrogatepass")
