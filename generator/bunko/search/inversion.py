"""From documents with their terms to terms with their documents."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from bunko.search.document import Document
from bunko.search.terms import PLACES, pair, scan


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


_BATCH = 1 << 20
"""Characters that are sorted at once: they take some 30 bytes each meanwhile."""

_BODY, _TITLE, _STRONG = range(3)


@dataclass
class Inversion:
    """The posting lists of all terms, filled document by document in ascending order of their numbers."""

    _entries: dict[str, array[int]] = field(default_factory=lambda: defaultdict(partial(array, "I")))
    _marked: tuple[dict[str, list[int]], ...] = field(default_factory=lambda: (defaultdict(list), defaultdict(list)))
    _waiting: list[tuple[int, int, str]] = field(default_factory=list)
    _size: int = 0

    def add(self, number: int, document: Document) -> None:
        """Take a document in."""
        for kind, paragraphs in ((_BODY, document.body), (_TITLE, (document.title,)), (_STRONG, document.strong)):
            if paragraphs:
                text = "\n".join(paragraphs)
                self._waiting.append((number, kind, text))
                self._size += len(text)
        if self._size >= _BATCH:
            self._take()

    def lists(self) -> Iterator[tuple[str, PostingList]]:
        """Every term with its list, in the order of their UTF-16 code units (in which scripts compare)."""
        self._take()
        astral = any(term[-1] > "\uffff" or term[0] > "\uffff" for term in self._entries)
        nothing: list[int] = []
        titles, strong = self._marked
        for term in sorted(self._entries, key=utf16 if astral else None):
            yield term, PostingList(self._entries[term], titles.get(term, nothing), strong.get(term, nothing))

    def _take(self) -> None:
        """Sort in the terms of the texts that wait."""
        if not self._waiting:
            return
        numbers, kinds, texts = zip(*self._waiting, strict=True)
        counts = [text.count("\n") + 1 for text in texts]
        numbers_of, kind_of = (np.repeat(np.array(values, np.int64), counts) for values in (numbers, kinds))
        ints = {number: number for number in numbers}  # one object for each, however many lists have it
        found = scan("\n".join(texts))
        order = np.argsort(found.terms, kind="stable")
        terms, lines = found.terms[order], found.lines[order]
        entries = (numbers_of[lines] * PLACES + found.places[order]).astype(np.uint32)
        for term, start, end in _rows(terms):
            self._entries[pair(term)].frombytes(entries[start:end].tobytes())
        for kind, marked in zip((_TITLE, _STRONG), self._marked, strict=True):
            of_kind = kind_of[lines] == kind
            documents = [ints[at] for at in numbers_of[lines[of_kind]].tolist()]
            for term, start, end in _rows(terms[of_kind]):
                marked[pair(term)] += documents[start:end]
        for word, line, place in found.words:
            number, kind = int(numbers_of[line]), int(kind_of[line])
            self._entries[word].append(number * PLACES + place)
            if kind != _BODY:
                self._marked[kind - _TITLE][word].append(number)
        self._waiting, self._size = [], 0


def _rows(terms: npt.NDArray[np.int64]) -> Iterator[tuple[int, int, int]]:
    """Each term of a sorted row, where it starts and where it ends."""
    if not len(terms):
        return iter(())
    borders = np.flatnonzero(terms[1:] != terms[:-1]) + 1
    starts = np.concatenate([np.zeros(1, np.int64), borders])
    return zip(terms[starts].tolist(), starts.tolist(), [*borders.tolist(), len(terms)], strict=True)


def utf16(term: str) -> bytes:
    """What orders terms as scripts do."""
    return term.encode("utf-16-be", "surrogatepass")
