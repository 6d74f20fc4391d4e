"""How common each term is: what a term that two texts share says of them.

What an edit changes must stay small, since every page that shows a score follows from it. So commonness is estimated
from a part of the archive that seldom changes: of its oldest pages (as many as the largest power of two that there are)
about a thousand, drawn by their addresses. And it is told in steps. A page that was not drawn changes no weight, and
one that was those of the few terms that cross a step. All the same it is a function of the archive alone: whoever
builds it gets the same.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from bunko.related.bags import Bags, Numbers, ragged

ALL = 1024
"""So many pages of a language are all counted; of more about so many are drawn."""
_STEPS = 2
"""Of a factor of two in frequency."""
_RAREST = 512
"""A term on fewer than one in so many pages counts as one on so many: such differences are chance."""
_NOW_COMMON = (8, 64)
"""A term that stands on more than one in so many of all pages is no rarer, whatever the oldest pages say."""
_BLOCK = 1 << 14
"""Terms that are weighed at a time, so that what is reckoned on the way stays in the processor's cache."""
_HARDLY = 64
"""Times as often as in the other language, in proportion: such a term is the one's own."""

Weights = NDArray[np.float32]


def oldest(pages: int) -> int:
    """How many of a language's pages are the oldest, of which some are drawn."""
    return pages if pages <= ALL else 1 << (pages.bit_length() - 1)


def drawn(marks: NDArray[np.uint32]) -> Numbers:
    """Which of a language's pages are drawn, by the marks of their addresses, the oldest first."""
    many = oldest(len(marks))
    return np.flatnonzero(marks[:many] % max(1, many // ALL) == 0)


@dataclass(frozen=True, slots=True)
class Frequency:
    """Of one language.

    Attributes:
        total: of all pages.
        chosen: how many are drawn of the oldest.
        counts: of each term, by its number, as `counted` gives them.
    """

    total: int
    chosen: int
    counts: NDArray[np.int32]

    @property
    def oldest(self) -> int:
        """How many pages are the oldest."""
        return oldest(self.total)

    @property
    def told(self) -> NDArray[np.float64]:
        """How many of the oldest pages have each term, as the drawn ones tell."""
        if self.chosen in (0, self.oldest):
            return np.asarray(self.counts[1], np.float64)
        return np.asarray(self.counts[0] * np.float64(self.oldest / self.chosen))

    @property
    def old(self) -> Numbers:
        """How many of the oldest have it."""
        return np.asarray(self.counts[1], np.int64)

    @property
    def every(self) -> Numbers:
        """How many of all have it."""
        return np.asarray(self.counts[2], np.int64)

    def of(self, terms: slice) -> Frequency:
        """The same of some terms."""
        return replace(self, counts=self.counts[:, terms])


def counted(bags: Bags, side: slice, chosen: Numbers, terms: int) -> NDArray[np.int32]:
    """How many pages of one language have each term: of the drawn ones, of the oldest, and of all.

    Args:
        bags: of all pages, their terms numbered.
        side: which pages are the language's, the oldest first.
        chosen: which of these are drawn.
        terms: how many terms there are.
    """
    many = oldest(side.stop - side.start)
    begin, middle, end = bags.starts[side.start], bags.starts[side.start + many], bags.starts[side.stop]
    rows = chosen + side.start
    told = np.bincount(bags.terms[ragged(bags.starts[rows], bags.sizes[rows])], minlength=terms)
    old = np.bincount(bags.terms[begin:middle], minlength=terms)
    every = old + np.bincount(bags.terms[middle:end], minlength=terms)
    return np.array([told, old, every], np.int32)


def weights_within(one: Frequency) -> Weights:
    """The weight of each term between pages of one language: the logarithm of its rarity, in steps."""
    parts = [one.of(part) for part in _blocks(one)]
    return np.concatenate([_weights(part.oldest, part.told, part.total, part.every) for part in parts])


def weights_between(one: Frequency, other: Frequency) -> Weights:
    """The same between pages of two languages; 0 for a term that only one of them has, or hardly ever the other.

    (Else one page that takes up a common word of the other language would change the lengths of all that have it.)
    A term that is new in both, which the oldest pages lack, must be in both now.
    """
    return np.concatenate([_between(one.of(part), other.of(part)) for part in _blocks(one)])


def _blocks(one: Frequency) -> list[slice]:
    terms = one.counts.shape[1]
    return [slice(start, start + _BLOCK) for start in range(0, max(1, terms), _BLOCK)]


def _between(one: Frequency, other: Frequency) -> Weights:
    mine, theirs = one.every, other.every
    here, there = one.old * other.oldest, other.old * one.oldest
    fewer, more = np.minimum(here, there), np.maximum(here, there)
    hardly = max(_HARDLY, one.oldest / max(1, other.oldest), other.oldest / max(1, one.oldest))
    shared = (fewer > 0) & (fewer * hardly >= more) | (more == 0) & (mine > 0) & (theirs > 0)
    weights = _weights(one.oldest + other.oldest, one.told + other.told, one.total + other.total, mine + theirs)
    weights[~shared] = 0
    return weights


def weight(pages: NDArray[np.float64] | float, oldest: int) -> NDArray[np.float64]:
    """The weight of a term that stands on so many of the oldest pages."""
    rarity = np.log2((oldest + 1) / (np.maximum(pages, max(1.0, oldest / _RAREST)) + 0.5))
    return np.asarray(np.log(2) * np.maximum(np.round(rarity * _STEPS) / _STEPS, 0.5 / _STEPS), np.float64)


def _weights(oldest: int, told: NDArray[np.float64], total: int, every: Numbers) -> Weights:
    weights = weight(told, oldest)
    for share in _NOW_COMMON:
        weights = np.where(every * share > total, np.minimum(weights, np.log(share)), weights)
    return weights.astype(np.float32)
