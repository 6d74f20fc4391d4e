"""How common each term is: what a term that two texts share says of them.

What an edit changes must stay small, since every page that shows a score follows from it. So commonness is estimated
from a part of the archive that seldom changes: of its oldest pages (as many as the largest power of two that there are)
about a thousand, drawn by their addresses. And it is told in steps. A page that was not drawn changes no weight, and
one that was those of the few terms that cross a step. All the same it is a function of the archive alone: whoever
builds it gets the same.
"""

from __future__ import annotations

from dataclasses import dataclass

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
    """Of one language, by the number of each term.

    Attributes:
        oldest: how many pages that is.
        total: of all pages.
        told: how many of the oldest pages have it, as the drawn ones tell.
        old: how many of the oldest have it.
        every: how many of all have it.
    """

    oldest: int
    total: int
    told: NDArray[np.float64]
    old: Numbers
    every: Numbers


def frequency(bags: Bags, numbers: NDArray[np.int32], side: slice, chosen: Numbers, terms: int) -> Frequency:
    """Count the pages of one language.

    Args:
        bags: of all pages.
        numbers: of the terms in `bags.codes`.
        side: which pages are the language's, the oldest first.
        chosen: which of these are drawn.
        terms: how many terms there are.
    """
    total = side.stop - side.start
    many = oldest(total)
    begin, middle, end = bags.starts[side.start], bags.starts[side.start + many], bags.starts[side.stop]
    old = np.bincount(numbers[begin:middle], minlength=terms)
    every = old + np.bincount(numbers[middle:end], minlength=terms)
    if len(chosen) in (0, many):
        return Frequency(many, total, old.astype(np.float64), old, every)
    rows = chosen + side.start
    told = np.bincount(numbers[ragged(bags.starts[rows], bags.sizes[rows])], minlength=terms)
    return Frequency(many, total, told.astype(np.float64) * (many / len(chosen)), old, every)


def weights_within(one: Frequency) -> Weights:
    """The weight of each term between pages of one language: the logarithm of its rarity, in steps."""
    return _weights(one.oldest, one.told, one.total, one.every)


def weights_between(one: Frequency, other: Frequency) -> Weights:
    """The same between pages of two languages; 0 for a term that only one of them has, or hardly ever the other.

    (Else one page that takes up a common word of the other language would change the lengths of all that have it.)
    A term that is new in both, which the oldest pages lack, must be in both now.
    """
    here, there = one.old * other.oldest, other.old * one.oldest
    fewer, more = np.minimum(here, there), np.maximum(here, there)
    hardly = max(_HARDLY, one.oldest / max(1, other.oldest), other.oldest / max(1, one.oldest))
    shared = (fewer > 0) & (fewer * hardly >= more) | (more == 0) & (one.every > 0) & (other.every > 0)
    weights = _weights(
        one.oldest + other.oldest, one.told + other.told, one.total + other.total, one.every + other.every
    )
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
