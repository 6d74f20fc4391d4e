"""The nearest vectors of each vector, in time that grows with their number and not with its square.

Two stages. Candidates come from an index in which each text stands under its heaviest terms only, and a frequent
term holds only the texts in which it weighs most (impact-ordered postings, Anh & Moffat 2006,
doi:10.1145/1148170.1148235); they are then compared with all their terms.

Whether one text is another's candidate follows from these two, and from what its place in the list takes: nothing
else of the archive moves it. `revision` rests on that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bunko.related.bags import Numbers
from bunko.related.vectors import Vectors

HEAVIEST = 50
"""Terms under which a text stands, and with which it looks."""
POSTINGS = 60
"""Texts that one term holds, about; and at most `_MOST_POSTINGS` times as many."""
_MOST_POSTINGS = 4
CANDIDATES = 30
"""That are compared exactly."""
BY_FAR = 0.25
"""Of a cosine, the part that the heaviest terms alone bring; nearly always they bring more."""
_STEP = 1.1
_MONTH = 30.0
_NEARNESS = 0.6
_LEAST_FACTOR = np.float32(1 / (1 + _NEARNESS))
_NEARLY = np.float32(0.999)
"""Below a bound by what rounding may cost."""
_MANY = 4 * CANDIDATES
_HIGHEST = 0x7FFFFFFF
"""Of the bits of a float32 above 0, which are ordered as it is (IEEE 754)."""

Days = NDArray[np.float64]


def factor(apart: Days) -> Days:
    """For each number of days between two texts what their likeness is multiplied by, 1 on the same day."""
    near = np.exp(-np.abs(apart) / _MONTH)
    return (1 + _NEARNESS * np.where(np.isnan(near), 0, near)) / (1 + _NEARNESS)


@dataclass(frozen=True, slots=True)
class Heads:
    """The heaviest terms of texts, a row each: numbers (int32, ascending, then -1) and weights (float32, then 0)."""

    terms: NDArray[np.int32]
    weights: NDArray[np.float32]


def heads(vectors: Vectors, lone: NDArray[np.bool_]) -> Heads:
    """The heaviest terms of every vector, but for those that are `lone`, by their numbers."""
    some = bool(lone.any())
    terms = np.full((len(vectors), HEAVIEST), -1, np.int32)
    weights = np.zeros((len(vectors), HEAVIEST), np.float32)
    for at in range(len(vectors)):
        own, heavy = vectors.row(at)
        if some:
            shared = ~lone[own]
            own, heavy = own[shared], heavy[shared]
        if len(own) > HEAVIEST:
            bound = np.partition(heavy, len(heavy) - HEAVIEST)[len(heavy) - HEAVIEST]
            chosen = np.flatnonzero(heavy >= bound)
            chosen = chosen if len(chosen) == HEAVIEST else _largest(heavy, HEAVIEST)
            own, heavy = own[chosen], heavy[chosen]
        terms[at, : len(own)] = own
        weights[at, : len(own)] = heavy
    return Heads(terms, weights)


@dataclass(frozen=True, slots=True)
class Index:
    """Postings: `texts` and `weights` of each term from `starts[term]` on; `bounds`: the least weight that it holds."""

    starts: Numbers
    texts: NDArray[np.int32]
    weights: NDArray[np.float32]
    bounds: NDArray[np.float32]


def index(known: Heads, asked: slice, wanted: NDArray[np.bool_]) -> Index:
    """The postings of the `wanted` terms among the texts `asked`.

    A term of more than `POSTINGS` texts holds those above a bound. Bounds are steps, so that a text that comes or
    goes seldom moves one.
    """
    at, terms, weights = _standing(known, asked, wanted)
    bound = _bounds(terms, weights, len(wanted))
    held = weights >= bound[terms]
    terms, weights, texts = terms[held], weights[held], (at[held] + asked.start).astype(np.int32)
    order = np.argsort(terms, kind="stable")
    starts = np.concatenate([[0], np.cumsum(np.bincount(terms, minlength=len(wanted)))]).astype(np.int64)
    return Index(starts, texts[order], weights[order], bound)


def bounds(known: Heads, asked: slice, wanted: NDArray[np.bool_]) -> NDArray[np.float32]:
    """The bounds of the same postings alone."""
    _, terms, weights = _standing(known, asked, wanted)
    return _bounds(terms, weights, len(wanted))


def _standing(
    known: Heads, asked: slice, wanted: NDArray[np.bool_]
) -> tuple[Numbers, NDArray[np.int32], NDArray[np.float32]]:
    """Where the wanted terms stand: in which of the texts asked, the term, and its weight."""
    terms, weights = known.terms[asked].reshape(-1), known.weights[asked].reshape(-1)
    places = np.flatnonzero(np.append(wanted, False)[terms])  # -1 is the last
    return places // HEAVIEST, terms[places], weights[places]


def _bounds(terms: NDArray[np.int32], weights: NDArray[np.float32], count: int) -> NDArray[np.float32]:
    bound = np.zeros(count, np.float32)
    many = np.bincount(terms, minlength=count) > POSTINGS
    part = many[terms]
    terms, weights = _heaviest_first(terms[part], weights[part])
    found = np.flatnonzero(many)
    begins = np.searchsorted(terms, found)
    last = weights[begins + POSTINGS - 1].astype(np.float64)
    step = np.floor(np.log(last) / np.log(_STEP))
    bound[found] = _STEP**step
    held = np.bincount(terms[weights >= bound[terms]], minlength=count)[found]
    crowded = held > _MOST_POSTINGS * POSTINGS
    bound[found[crowded]] = _STEP ** (step[crowded] + 1)
    return bound


def _heaviest_first(
    terms: NDArray[np.int32], weights: NDArray[np.float32]
) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """Terms in order, each one's weights (above 0) falling: sorted as single numbers, in a fraction of the time."""
    keys = terms.astype(np.int64) << 32 | _HIGHEST - weights.view(np.int32)
    keys.sort()
    return (keys >> 32).astype(np.int32), (_HIGHEST - (keys & _HIGHEST)).astype(np.int32).view(np.float32)


@dataclass(frozen=True, slots=True)
class Candidates:
    """The candidates of texts, a row each, in the order of their numbers: those (int32, then -1), and how alike.

    `rough` (float32, then 0) is told by the heaviest terms and the days alone.
    """

    others: NDArray[np.int32]
    rough: NDArray[np.float32]


def candidates(known: Heads, days: Days, postings: Index, askers: Numbers, least: float) -> Candidates:
    """The candidates of each of `askers`, itself left out.

    Args:
        known: of all texts.
        days: of publication, one for each text; NaN where it is unknown, which counts as far apart.
        postings: the texts asked.
        askers: their numbers.
        least: the score that matters; what cannot reach it by far is no candidate.
    """
    others = np.full((len(askers), CANDIDATES), -1, np.int32)
    rough = np.zeros((len(askers), CANDIDATES), np.float32)
    enough = np.float32(BY_FAR * least**2)
    for at, asker in enumerate(askers.tolist()):
        found, texts = _likely(_shared(known, postings, asker), enough)
        found = found * factor(days[texts] - days[asker]).astype(np.float32)
        found[(found < enough) | (texts == asker)] = 0
        chosen = _largest(found, CANDIDATES)
        others[at, : len(chosen)], rough[at, : len(chosen)] = texts[chosen], found[chosen]
    return Candidates(others, rough)


def _shared(known: Heads, postings: Index, asker: int) -> Days:
    """What of the cosine with each text the heaviest terms bring."""
    standing = known.terms[asker] >= 0
    terms, weights = known.terms[asker][standing], known.weights[asker][standing]
    if not len(terms):
        return np.empty(0)
    begins, ends = postings.starts[terms], postings.starts[terms + 1]
    parts = [slice(begin, end) for begin, end in zip(begins.tolist(), ends.tolist(), strict=True)]
    shares = np.concatenate([postings.weights[part] for part in parts])
    shares *= np.repeat(weights, ends - begins)
    return _added(np.concatenate([postings.texts[part] for part in parts]), shares)


def _likely(shared: Days, enough: np.float32) -> tuple[NDArray[np.float32], Numbers]:
    """The texts that days may bring among the largest, and the largest alone where a factor is the least there is."""
    texts = np.flatnonzero(shared >= enough * _NEARLY)
    found = shared[texts].astype(np.float32)
    if len(found) > _MANY:
        last = np.partition(found, len(found) - CANDIDATES - 1)[len(found) - CANDIDATES - 1]
        kept = found >= last * _LEAST_FACTOR * _NEARLY
        found, texts = found[kept], texts[kept]
    return found, texts


def likeness(vectors: Vectors, days: Days, rows: Sequence[int], others: Sequence[Numbers]) -> list[Days]:
    """The scores of each of `rows` with its `others`, compared with all their terms, in 0..1.

    The score is the square root of the cosine (so that it follows how people grade likeness), less for texts that lie
    apart in time: the factor 1 + 0.6·e^(−days/30), over 1.6.

    Args:
        vectors: of all texts that are named.
        days: of publication, one for each text.
        rows: texts.
        others: for each row the texts that it is compared with.
    """
    dense = np.zeros(int(vectors.terms.max(initial=0)) + 1, np.float32)
    scores = []
    for row, compared in zip(rows, others, strict=True):
        cosines = _cosines(vectors, row, compared, dense)
        scores.append(np.sqrt(np.clip(cosines, 0, 1)) * factor(days[compared] - days[row]))
    return scores


def _cosines(vectors: Vectors, row: int, others: Numbers, dense: NDArray[np.float32]) -> Days:
    """`dense` holds zeros before and after."""
    if not len(others):
        return np.empty(0)
    terms, weights = vectors.row(row)
    dense[terms] = weights
    begins, ends = vectors.starts[others], vectors.starts[others + 1]
    parts = [slice(begin, end) for begin, end in zip(begins.tolist(), ends.tolist(), strict=True)]
    products = np.concatenate([vectors.weights[part] for part in parts])
    products *= dense[np.concatenate([vectors.terms[part] for part in parts])]
    dense[terms] = 0
    return _added(np.repeat(np.arange(len(others)), ends - begins), products, len(others))


def _added(places: NDArray[np.integer], values: NDArray[np.float32], count: int = 0) -> Days:
    """The sum of the values at each place, one by one in their order: no sum may depend on what is reckoned beside."""
    return np.asarray(np.bincount(places, weights=values, minlength=count), np.float64)


def _largest(values: NDArray[np.float32], most: int) -> Numbers:
    """The places of the largest values above 0; of equal ones the first, so that the order of work decides nothing."""
    places = np.flatnonzero(values > 0)
    if len(places) > most:
        bound = np.partition(values[places], len(places) - most)[len(places) - most]
        above, equal = places[values[places] > bound], places[values[places] == bound]
        places = np.sort(np.concatenate([above, equal[: most - len(above)]]))
    return places
