"""From documents with their terms to terms with their documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from bunko.search.document import Document
from bunko.search.runs import Run, merged
from bunko.search.terms import PLACES, UNIT_WIDTH, pair, scan


class PostingList(NamedTuple):
    """Where a term stands.

    Attributes:
        entries: document number * `PLACES` + place, documents in ascending order.
        in_title: documents that have the term in their title, ascending; some may stand twice.
        in_strong: the same for description, headings and tags.
    """

    entries: npt.NDArray[np.uint32]
    in_title: Sequence[int]
    in_strong: Sequence[int]

    def says(self, other: PostingList) -> bool:
        """Whether the other says the same."""
        return bool(np.array_equal(self.entries, other.entries)) and self[1:] == other[1:]


NOTHING = PostingList(np.zeros(0, np.uint32), [], [])
"""The list of a term that stands nowhere."""

_BATCH = 1 << 20
"""Characters that are sorted at once: they take some 30 bytes each meanwhile."""
_RANGES = 64
"""Ranges of terms whose lists are put together one after the other: only one range's are there twice."""

_BODY, _TITLE, _STRONG = range(3)
_WORDS = 1 << 2 * UNIT_WIDTH
"""From here on a term is the number of a word."""
_FIRST = 40
"""Of a term's key the bits below its first character."""


@dataclass
class Inversion:
    """The posting lists of all terms, filled document by document in ascending order of their numbers."""

    _runs: tuple[list[Run], list[Run], list[Run]] = field(default_factory=lambda: ([], [], []))
    """All entries, the documents that have a term in the title, and in what is strong: each batch by its terms."""
    _words: dict[str, int] = field(default_factory=dict)
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
        words, of_words = list(self._words), self._word_keys()
        for kind in self._runs:
            for place, run in enumerate(kind):  # one after the other: no copy of all is there
                kind[place] = run.keyed(_keys(run.terms, of_words))
        entries, *marked = self._runs
        for low, high in pairwise(_borders(entries)):
            found = merged(entries, low, high)
            rows = [merged(kind, low, high).beside(found.keys) for kind in marked]
            (title_starts, titles), (strong_starts, strong) = ((list(at), values.tolist()) for at, values in rows)
            terms = [words[term - _WORDS] if term >= _WORDS else pair(term) for term in found.terms.tolist()]
            for term, row, title, of_strong in zip(
                terms, pairwise(found.starts), pairwise(title_starts), pairwise(strong_starts), strict=True
            ):
                yield term, PostingList(found.values[slice(*row)], titles[slice(*title)], strong[slice(*of_strong)])

    def _take(self) -> None:
        """Sort in the terms of the texts that wait."""
        if not self._waiting:
            return
        numbers, kinds, texts = zip(*self._waiting, strict=True)
        counts = [text.count("\n") + 1 for text in texts]
        numbers_of, kind_of = (np.repeat(np.array(values, np.uint32), counts) for values in (numbers, kinds))
        found = scan("\n".join(texts))
        words = np.array(
            [(_WORDS + self._words.setdefault(word, len(self._words)), *at) for word, *at in found.words], np.int64
        ).reshape(-1, 3)
        terms = np.concatenate([found.terms, words[:, 0]])
        order = np.argsort(terms, kind="stable")
        terms = terms[order]
        lines = np.concatenate([found.lines, words[:, 1]])[order]
        documents = numbers_of[lines]
        places = np.concatenate([found.places, words[:, 2]])[order].astype(np.uint32)
        self._runs[_BODY].append(Run.of(terms, documents * np.uint32(PLACES) + places))
        for kind in (_TITLE, _STRONG):
            of_kind = kind_of[lines] == kind
            self._runs[kind].append(Run.of(terms[of_kind], documents[of_kind]))
        self._waiting, self._size = [], 0

    def _word_keys(self) -> npt.NDArray[np.int64]:
        """The key of each word: no run starts with a letter, so that only words stand among words of one letter."""
        keys = np.zeros(len(self._words), np.int64)
        for rank, word in enumerate(sorted(self._words, key=utf16)):
            keys[self._words[word]] = ord(word[0]) << _FIRST | rank
        return _ordered(keys >> _FIRST) << _FIRST | keys & (1 << _FIRST) - 1


def _keys(terms: npt.NDArray[np.int64], of_words: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Numbers in the order of terms."""
    keys = _ordered(terms >> UNIT_WIDTH) << _FIRST | _ordered(terms & (1 << UNIT_WIDTH) - 1)
    is_word = terms >= _WORDS
    keys[is_word] = of_words[terms[is_word] - _WORDS]
    return keys


def _ordered(characters: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Characters as UTF-16 orders them: those beyond 16 bits stand where its surrogates do."""
    beyond, after = characters > 0xFFFF, (characters >= 0xE000) & (characters <= 0xFFFF)  # noqa: PLR2004
    found: npt.NDArray[np.int64] = characters + after * 0x100000 - beyond * 0x2000
    return found


def _borders(runs: Sequence[Run]) -> Sequence[int]:
    """Keys between which the ranges lie, each of about as many entries."""
    if not runs:
        return ()
    shares = np.arange(1, _RANGES) / _RANGES
    sample = np.sort(np.concatenate([run.quantiles(shares) for run in runs]))
    inner = sorted({int(key) for key in sample[:: len(runs)]})
    return [0, *inner, 1 << 62]


def utf16(term: str) -> bytes:
    """What orders terms as scripts do."""
    return term.encode("utf-16-be", "surrogatepass")
