"""The nearest vectors of each vector, in time that grows with their number and not with its square.

Two stages. Candidates come from an index in which each text stands under its heaviest terms only, and each
term holds only the texts in which it weighs most (impact-ordered postings, Anh & Moffat 2006,
doi:10.1145/1148170.1148235); they are then compared with all their terms.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bunko.related.vectors import Vectors

HEAVIEST = 50
"""Terms under which a text stands, and with which it looks."""
POSTINGS = 100
"""Texts that one term holds."""
CANDIDATES = 30
"""That are compared exactly."""
_REFINED = 400
_BY_FAR = 0.25
"""Of a cosine, the part that the heaviest terms alone bring; nearly always they bring more."""
_MONTH = 30.0
_NEARNESS = 0.6

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Found:
    """The nearest rows of one row, best first: their numbers, and their scores in 0..1."""

    row: int
    others: Numbers
    scores: NDArray[np.float64]


class Wanted(NamedTuple):
    """At most `most` others; and the score that matters, `least`: what cannot reach it by far is not compared."""

    most: int
    least: float = 0.0


def nearest(
    vectors: Vectors, days: NDArray[np.float64], askers: Numbers, asked: Numbers, wanted: Wanted
) -> Iterator[Found]:
    """For each of `askers` the nearest of `asked`, itself left out.

    The score is the square root of the cosine (so that it follows how people grade likeness), less for texts that lie
    apart in time: the factor 1 + 0.6·e^(−days/30), over 1.6.

    Args:
        vectors: all texts.
        days: of publication, one for each text; NaN where it is unknown, which counts as far apart.
        askers: rows.
        asked: rows.
        wanted: how many of each, and from which score.
    """
    index = _index(vectors, asked)
    dense = np.zeros(vectors.count, np.float32)
    for row in askers.tolist():
        touched, rough = _rough(index, vectors, row)
        others = asked[touched]
        factors = factor(days[others] - days[row])
        rough *= factors * (others != row)
        rough[rough < _BY_FAR * wanted.least**2] = 0
        likely = _largest(rough, CANDIDATES)
        others = others[likely]
        scores = np.sqrt(np.clip(_exact(vectors, row, others, dense), 0, 1)) * factors[likely]
        order = np.lexsort((others, -scores))[: wanted.most]
        yield Found(row, others[order], scores[order])


def likeness(vectors: Vectors, days: NDArray[np.float64], row: int, others: Numbers) -> NDArray[np.float64]:
    """The scores of one row with others, each compared with all its terms; as `nearest` has them."""
    cosines = _exact(vectors, row, others, np.zeros(vectors.count, np.float32))
    return np.sqrt(np.clip(cosines, 0, 1)) * factor(days[others] - days[row])


def factor(apart: NDArray[np.float64]) -> NDArray[np.float64]:
    """For each number of days between two texts what their likeness is multiplied by, 1 on the same day."""
    near = np.exp(-np.abs(apart) / _MONTH)
    return (1 + _NEARNESS * np.where(np.isnan(near), 0, near)) / (1 + _NEARNESS)


@dataclass(frozen=True, slots=True)
class _Index:
    """Postings: `texts` (positions in `asked`) and `weights` of each term from `starts[term]` on."""

    starts: Numbers
    texts: NDArray[np.int32]
    weights: NDArray[np.float32]


def _index(vectors: Vectors, asked: Numbers) -> _Index:
    parts = [_heaviest(vectors, row) for row in asked.tolist()]
    terms = np.concatenate([part[0] for part in parts]) if parts else np.empty(0, np.int32)
    weights = np.concatenate([part[1] for part in parts]) if parts else np.empty(0, np.float32)
    texts = np.repeat(np.arange(len(parts), dtype=np.int32), [len(part[0]) for part in parts])
    order = np.lexsort((texts, -weights, terms))
    terms, weights, texts = terms[order], weights[order], texts[order]
    begins = np.searchsorted(terms, np.arange(vectors.count + 1))
    kept = np.arange(len(terms)) - begins[terms] < POSTINGS
    counts = np.bincount(terms[kept], minlength=vectors.count)
    starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    return _Index(starts, texts[kept], weights[kept])


def _heaviest(vectors: Vectors, row: int) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    terms, weights = vectors.row(row)
    if len(terms) <= HEAVIEST:
        return terms, weights
    chosen = _largest(weights, HEAVIEST)
    return terms[chosen], weights[chosen]


def _rough(index: _Index, vectors: Vectors, row: int) -> tuple[Numbers, NDArray[np.float64]]:
    """The texts of the index that have one of the row's heaviest terms, and their likeness by these alone."""
    terms, weights = _heaviest(vectors, row)
    begins, ends = index.starts[terms].tolist(), index.starts[terms + 1].tolist()
    parts = [slice(begin, end) for begin, end in zip(begins, ends, strict=True)]
    if not parts:
        return np.empty(0, np.int64), np.empty(0)
    texts = np.concatenate([index.texts[part] for part in parts])
    shares = np.concatenate([index.weights[part] for part in parts])
    shares *= np.repeat(weights, index.starts[terms + 1] - index.starts[terms])
    found: NDArray[np.float64] = np.asarray(np.bincount(texts, weights=shares), np.float64)
    touched = np.flatnonzero(found)
    if len(touched) > _REFINED:
        touched = touched[_largest(found[touched], _REFINED)]
    return touched, found[touched]


def _exact(vectors: Vectors, row: int, others: Numbers, dense: NDArray[np.float32]) -> NDArray[np.float64]:
    """The cosines of one row with others; `dense` holds zeros before and after."""
    terms, weights = vectors.row(row)
    dense[terms] = weights
    begins, ends = vectors.starts[others].tolist(), vectors.starts[others + 1].tolist()
    parts = [slice(begin, end) for begin, end in zip(begins, ends, strict=True)]
    if not parts:
        dense[terms] = 0
        return np.empty(0)
    products = np.concatenate([vectors.weights[part] for part in parts])
    products *= dense[np.concatenate([vectors.terms[part] for part in parts])]
    dense[terms] = 0
    bounds = np.cumsum([0, *(part.stop - part.start for part in parts[:-1])])
    return np.add.reduceat(products, bounds, dtype=np.float64)


def _largest(values: NDArray[np.floating], most: int) -> Numbers:
    """The places of the largest values above 0; of equal ones the first, so that the order of work decides nothing."""
    places = np.flatnonzero(values > 0)
    if len(places) > most:
        bound = np.partition(values[places], len(places) - most)[len(places) - most]
        above, equal = places[values[places] > bound], places[values[places] == bound]
        places = np.sort(np.concatenate([above, equal[: most - len(above)]]))
    return places
