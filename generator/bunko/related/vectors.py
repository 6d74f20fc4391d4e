"""Articles as sparse vectors of weighted terms, compared by cosine.

Weight: count/(count + 1.5), the saturation of BM25 (Robertson & Zaragoza 2009, doi:10.1561/1500000019), times the
term's own weight (`commonness`), divided by the length (at least a part of the typical one).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bunko.related.bags import Bags, Numbers, ragged

_SATURATION = 1.5
_ROWS = 1024
_STEP = 1.1
"""What is typical is told in steps of this factor, so that an edit seldom moves it."""


@dataclass(frozen=True, slots=True)
class Typical:
    """The median length of vectors, and their median number of terms; 1 where there is none."""

    length: float
    size: float


@dataclass(frozen=True, slots=True)
class Vectors:
    """Sparse rows.

    Attributes:
        starts: where each row begins in `terms` and `weights`; one more than there are rows.
        terms: numbers of terms, ascending in a row.
        weights: float32.
        lengths: of each row, as it was weighed.
    """

    starts: Numbers
    terms: NDArray[np.int32]
    weights: NDArray[np.float32]
    lengths: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.starts) - 1

    @property
    def sizes(self) -> Numbers:
        """How many terms each row has."""
        return np.diff(self.starts)

    def row(self, at: int) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """The terms and weights of one row."""
        part = slice(self.starts[at], self.starts[at + 1])
        return self.terms[part], self.weights[part]

    def scaled(self, least: float) -> Vectors:
        """The same of length 1; less where the length is under `least`: two texts that say little are not alike."""
        lengths = np.repeat(np.maximum(self.lengths, least).astype(np.float32), self.sizes)
        return replace(self, weights=np.divide(self.weights, lengths, out=lengths))


def weighed(bags: Bags, of_terms: NDArray[np.float32], rows: Numbers) -> Vectors:
    """The vectors of some texts, not scaled yet.

    Args:
        bags: of all texts, their terms numbered.
        of_terms: the weight of each term; what weighs nothing is left out.
        rows: which texts.
    """
    sizes = bags.sizes[rows]
    weights = np.empty(int(sizes.sum()), np.float32)
    every = len(rows) > 0 and bool((np.diff(rows) == 1).all()) and bool(of_terms.all())
    terms = bags.terms[bags.starts[rows[0]] :][: len(weights)] if every else np.empty(len(weights), np.int32)
    end = 0
    for first in range(0, len(rows), _ROWS):
        block = slice(first, first + _ROWS)
        places = ragged(bags.starts[rows[block]], sizes[block])
        own = bags.terms[places]
        heavy = bags.counts[places].astype(np.float32)
        heavy /= heavy + np.float32(_SATURATION)
        heavy *= of_terms[own]
        if not every:
            kept = heavy > 0
            sizes[block] = _sums(kept, sizes[block])
            own, heavy = own[kept], heavy[kept]
            terms[end : end + len(own)] = own
        weights[end : end + len(heavy)] = heavy
        end += len(heavy)
    terms, weights = terms[:end], weights[:end]
    lengths = np.sqrt(_sums(weights, sizes, np.square))
    starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    return Vectors(starts, terms, weights, lengths)


def _sums(
    values: NDArray[Any], sizes: Numbers, of: Callable[[NDArray[Any]], NDArray[Any]] = np.asarray
) -> NDArray[np.float64]:
    """The sum of each row, some rows at a time: all values would take eight bytes each."""
    sums = np.zeros(len(sizes))
    start = 0
    for first in range(0, len(sizes), _ROWS):
        block = sizes[first : first + _ROWS]
        stop = start + int(block.sum())
        row_of = np.repeat(np.arange(len(block), dtype=np.int32), block)
        sums[first : first + _ROWS] = np.bincount(row_of, weights=of(values[start:stop]), minlength=len(block))
        start = stop
    return sums


def typical(lengths: NDArray[np.float64], sizes: Numbers) -> Typical:
    """What is typical of vectors with such lengths and numbers of terms."""
    return Typical(_middle(lengths), _middle(sizes.astype(np.float64)))


def _middle(values: NDArray[np.float64]) -> float:
    standing = values[values > 0]
    if not len(standing):
        return 1.0
    return float(_STEP ** np.round(np.log(np.median(standing)) / np.log(_STEP)))
