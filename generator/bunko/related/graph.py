"""Which pages of an archive are alike: within each language, and between each two."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from bunko import dates
from bunko.nouns import Article
from bunko.related.nearest import Numbers, Wanted, nearest
from bunko.related.vectors import Bag, Vectors, vectors

FLOOR = 0.38
"""The likeness under which two pages of one language are not shown as related: of articles without a counterpart at
most one in twenty finds a page above it (benchmarks/related)."""
FLOOR_BETWEEN = 0.52
_FEW = 0.6
"""The same for pages of two languages, whose scores are of another scale: the floor is `FLOOR_BETWEEN + _FEW / √pages`,
since among few pages it is not known which terms are common."""
_MOST = 40
_SHORT = 0.35
_ONE_TEXT = 0.95
"""Share of common terms from which two pages hold one text: a mirror is not related to itself."""


@dataclass(frozen=True)
class Graph:
    """For each page, by its place in `pages`, the pages that are alike with their scores in 0..1, best first."""

    pages: Sequence[Article]
    alike: Mapping[int, Sequence[tuple[int, float]]] = field(default_factory=dict)


def graph(pages: Sequence[Article], bags: Sequence[Bag]) -> Graph:
    """Compare all pages.

    Args:
        pages: none of them withdrawn.
        bags: the terms of each.
    """
    days = np.array([_ordinal(page) for page in pages], np.float64)
    rows: dict[str, list[int]] = {}
    for row, page in enumerate(pages):
        rows.setdefault(page.folder, []).append(row)
    pairs: dict[int, list[tuple[int, float]]] = {}
    for one, other in [*((here, None) for here in rows.values()), *combinations(rows.values(), 2)]:
        for row, match, score in _compared(bags, days, np.array(one), None if other is None else np.array(other)):
            pairs.setdefault(row, []).append((match, score))
    return Graph(pages, {row: sorted(found, key=lambda pair: (-pair[1], pair[0])) for row, found in pairs.items()})


def _ordinal(page: Article) -> float:
    return float("nan") if page.published is None else float(dates.day(page.published).toordinal())


def _compared(
    bags: Sequence[Bag], days: NDArray[np.float64], one: Numbers, other: Numbers | None
) -> Iterator[tuple[int, int, float]]:
    """What is alike within a language (`other` is None), or between two, both ways: both places and the score."""
    rows = one if other is None else np.concatenate([one, other])
    inner = np.arange(len(rows))
    here, there = inner[: len(one)], inner[len(one) :]
    weighed = vectors([bags[row] for row in rows.tolist()], None if other is None else inner < len(one))
    floor = FLOOR if other is None else floor_between(len(rows))
    trust = trusted(weighed)
    askers, asked = (inner, inner) if other is None else sorted((here, there), key=len)  # the fewer ask, for both
    for found in nearest(weighed, days[rows], askers, asked, Wanted(_MOST, floor)):
        row = int(rows[found.row])
        for place, score in zip(found.others.tolist(), found.scores.tolist(), strict=True):
            match, sure = int(rows[place]), min(trust[found.row], trust[place])
            if score * sure >= floor and not (other is None and _one_text(bags[row], bags[match])):
                yield row, match, score
                if other is not None:
                    yield match, row, score


def floor_between(pages: int) -> float:
    """The least likeness that relates pages of two languages which have so many pages together."""
    return FLOOR_BETWEEN + _FEW / math.sqrt(pages)


def trusted(weighed: Vectors) -> NDArray[np.float64]:
    """For each text how far its scores are trusted, in 0..1: one of a few terms is easily alike by chance."""
    sizes = np.diff(weighed.starts)
    typical = _SHORT * (np.median(sizes[sizes > 0]) if sizes.any() else 1)
    return np.sqrt(np.minimum(1, sizes / typical))


def _one_text(one: Bag, other: Bag) -> bool:
    fewer, more = sorted((len(one.codes), len(other.codes)))
    if fewer < _ONE_TEXT * more:
        return False
    return len(np.intersect1d(one.codes, other.codes, assume_unique=True)) >= _ONE_TEXT * more
