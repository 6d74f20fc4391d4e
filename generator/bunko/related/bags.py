"""Texts as bags of terms, each alone or many packed together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

_CRC_BITS = 32
_BITS = 23
_LABEL_BITS = 18
WORDS = 1 << _BITS
"""Codes of terms lie below; those of labels from here on, up to `SPACE`."""
SPACE = WORDS + (1 << _LABEL_BITS)
_MOST_TERMS = 4000
"""Of one text, the most frequent first: what has more is a list."""

_MOST_COUNT = 255

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Bag:
    """The terms of a text: `codes` (uint32, ascending, each once) and their `counts` (uint8, at least 1)."""

    codes: NDArray[np.uint32]
    counts: NDArray[np.uint8]


def code(term: str) -> int:
    """A number of 23 bits for a term, the same in every process; the few terms that meet in one do no harm.

    Feature hashing (Weinberger et al. 2009, arXiv:0902.2206): tables by number take the place of a dictionary.
    """
    return crc32(term.encode("utf-8", "surrogatepass")) >> _CRC_BITS - _BITS


def bag(counted: Mapping[str, int]) -> Bag:
    """A text's terms as numbers."""
    if len(counted) > _MOST_TERMS:
        counted = dict(sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:_MOST_TERMS])
    codes = np.array([crc32(term.encode("utf-8", "surrogatepass")) for term in counted], np.int64) >> _CRC_BITS - _BITS
    counts = np.minimum(np.fromiter(counted.values(), np.int64, len(counted)), _MOST_COUNT)
    both = codes << 8 | _MOST_COUNT - counts
    both.sort()
    codes = both >> 8
    first = np.append(True, codes[1:] != codes[:-1])[: len(codes)]  # of terms in one code the most frequent one's count
    return Bag(codes[first].astype(np.uint32), (_MOST_COUNT - (both[first] & _MOST_COUNT)).astype(np.uint8))


@lru_cache(maxsize=1 << 16)
def label_code(label: str) -> int:
    """The same for a label, which is no word of the text."""
    return WORDS + (crc32(label.encode("utf-8", "surrogatepass")) >> _CRC_BITS - _LABEL_BITS)


@dataclass(frozen=True, slots=True)
class Bags:
    """The bags of many texts: that of text `at` is `starts[at]:starts[at + 1]` of `terms` and `counts`.

    `terms` are codes (uint32), or the numbers that somebody gave them (int32).
    """

    starts: Numbers
    terms: NDArray[Any]
    counts: NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.starts) - 1

    @property
    def sizes(self) -> Numbers:
        """How many terms each has."""
        return np.diff(self.starts)

    def of(self, at: int) -> NDArray[Any]:
        """The terms of one text."""
        return self.terms[self.starts[at] : self.starts[at + 1]]


def packed(bags: Sequence[Bag], labels: Sequence[Sequence[int]] | None = None, count: int = 1) -> Bags:
    """Many bags together.

    Args:
        bags: one for each text.
        labels: for each text codes of labels, ascending, which stand in its bag too.
        count: how often each label counts.
    """
    sizes = np.fromiter((len(one.codes) for one in bags), np.int64, len(bags))
    more = np.zeros(len(bags), np.int64)
    if labels is not None:
        more = np.fromiter(map(len, labels), np.int64, len(bags))
    ends = np.cumsum(sizes + more)
    codes, counts = np.empty(int(ends[-1]) if len(ends) else 0, np.uint32), np.full(int(sum(sizes + more)), count)
    of_text = np.ones(len(codes), bool)
    if labels is not None:
        places = ragged(ends - more, more)
        codes[places] = np.fromiter((code for one in labels for code in one), np.uint32, len(places))
        of_text[places] = False
    counts = counts.astype(np.uint8)
    if len(bags):
        codes[of_text] = np.concatenate([one.codes for one in bags])
        counts[of_text] = np.concatenate([one.counts for one in bags])
    return Bags(np.concatenate([[0], ends]).astype(np.int64), codes, counts)


def ragged(starts: Numbers, sizes: Numbers) -> Numbers:
    """The places of stretches that begin at `starts` and are `sizes` long, one after the other."""
    if not len(sizes):
        return np.empty(0, np.int64)
    before = np.cumsum(sizes) - sizes
    return np.repeat(starts - before, sizes) + np.arange(int(sizes.sum()))
