"""Articles as sparse vectors of weighted terms, compared by cosine.

Weight: count/(count + 1.5), the saturation of BM25 (Robertson & Zaragoza 2009, doi:10.1561/1500000019), times the
inverse document frequency, divided by the length (at least half the median one).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bunko.related.terms import code

_SATURATION = 1.5
_LEAST = 0.35
_MOST_TERMS = 4000
"""Of one text, the most frequent first: what has more is a list."""


@dataclass(frozen=True, slots=True)
class Bag:
    """The terms of a text: `codes` (uint32, ascending, each once) and their `counts` (uint8, at least 1)."""

    codes: NDArray[np.uint32]
    counts: NDArray[np.uint8]


def bag(counted: Mapping[str, int]) -> Bag:
    """A text's terms as numbers."""
    most = sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:_MOST_TERMS]
    found = np.fromiter((code(term) for term, _ in most), np.uint32, len(most))
    codes, first = np.unique(found, return_index=True)
    counts = np.fromiter((min(count, 255) for _, count in most), np.uint8, len(most))
    return Bag(codes, counts[first])


@dataclass(frozen=True, slots=True)
class Vectors:
    """Sparse rows of length 1 or less.

    Attributes:
        starts: where each row begins in `terms` and `weights`; one more than there are rows.
        terms: numbers of terms, from 0, ascending in a row.
        weights: float32.
        count: of different terms.
    """

    starts: NDArray[np.int64]
    terms: NDArray[np.int32]
    weights: NDArray[np.float32]
    count: int

    def __len__(self) -> int:
        return len(self.starts) - 1

    def row(self, at: int) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """The terms and weights of one row."""
        part = slice(self.starts[at], self.starts[at + 1])
        return self.terms[part], self.weights[part]


def with_codes(one: Bag, labels: Sequence[str], count: int) -> Bag:
    """A bag with further terms, each of which stands in it `count` times."""
    more = bag(dict.fromkeys(labels, count))
    codes, first = np.unique(np.concatenate([more.codes, one.codes]), return_index=True)
    return Bag(codes, np.concatenate([more.counts, one.counts])[first])


def vectors(bags: Sequence[Bag], sides: NDArray[np.bool_] | None = None) -> Vectors:
    """The vectors of texts.

    Args:
        bags: one for each text.
        sides: for each text, which of two languages it is in; then only terms that both have are weighed, since
            what is one language's alone says nothing of the other.
    """
    sizes = np.fromiter((len(one.codes) for one in bags), np.int64, len(bags))
    if not sizes.sum():
        return Vectors(np.zeros(len(bags) + 1, np.int64), np.empty(0, np.int32), np.empty(0, np.float32), 0)
    codes = np.concatenate([one.codes for one in bags])
    known = np.unique(codes)
    numbers = np.searchsorted(known, codes).astype(np.int32)
    counts = np.concatenate([one.counts for one in bags]).astype(np.float32)
    rows = np.repeat(np.arange(len(bags), dtype=np.int32), sizes)
    frequency = np.bincount(numbers, minlength=len(known))
    if sides is not None:
        here = np.bincount(numbers, weights=sides[rows], minlength=len(known))
        kept = ((here > 0) & (here < frequency))[numbers]
        numbers, counts, rows = numbers[kept], counts[kept], rows[kept]
    inverse = np.log((len(bags) + 1) / (frequency + 0.5)).astype(np.float32)
    weights = counts / (counts + np.float32(_SATURATION)) * inverse[numbers]
    lengths = np.sqrt(np.bincount(rows, weights=weights * weights, minlength=len(bags)))
    weights /= _at_least_typical(lengths).astype(np.float32)[rows]
    shared = frequency[numbers] > 1  # what one text alone has counts for its length, and finds nothing
    numbers, weights, rows = numbers[shared], weights[shared], rows[shared]
    starts = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=len(bags)))]).astype(np.int64)
    return Vectors(starts, numbers.astype(np.int32, copy=False), weights.astype(np.float32), len(known))


def _at_least_typical(lengths: NDArray[np.float64]) -> NDArray[np.float64]:
    """Two texts that say little are not alike for it: a length counts as at least half the median."""
    standing = lengths[lengths > 0]
    return np.maximum(lengths, _LEAST * np.median(standing) if len(standing) else 1.0)
