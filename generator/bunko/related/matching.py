"""The candidates of every text of a comparison with their scores, found anew or put right after an edit.

What was found before is used as far as nothing moved it, so that an edit costs what it touches. The outcome is, bit for
bit, that of finding all anew (tests/related/test_matching.py).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import repeat
from typing import NamedTuple, TypeGuard

import numpy as np
from numpy.typing import NDArray

from bunko.related.bags import Numbers
from bunko.related.comparison import Comparison
from bunko.related.nearest import (
    BY_FAR,
    Heads,
    bounds,
    candidates,
    factor,
    heads,
    index,
    likeness,
)
from bunko.related.vectors import Typical, Vectors, typical

MOST_FRESH = 128
"""Where more texts are fresh, all is found anew."""

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Matched:
    """What was found in one comparison.

    Attributes:
        ids: of the texts, in order.
        first: how many of them are the one language's.
        least: the score that mattered.
        codes, weights: of every term, ascending; the weight of a lone one is negative.
        typical: by which vectors were scaled.
        lengths, sizes: of the vectors; a lone term is no part of a size.
        head_terms, head_weights: of each vector's heaviest terms, by their places in `codes`; then -1.
        stamps: of each vector as it was weighed: another one has another.
        others: the candidates of each text that asks, by number, in order; then -1.
        rough, scores: of the candidates (float32).
    """

    ids: tuple[bytes, ...]
    first: int
    least: float
    codes: NDArray[np.uint32]
    weights: NDArray[np.float32]
    typical: Typical
    lengths: NDArray[np.float64]
    sizes: Numbers
    head_terms: NDArray[np.int32]
    head_weights: NDArray[np.float32]
    stamps: NDArray[np.uint32]
    others: NDArray[np.int32]
    rough: NDArray[np.float32]
    scores: NDArray[np.float32]

    @property
    def marks(self) -> Iterator[bytes]:
        """Of each text: where its terms and all that they weigh are the same, its mark is."""
        for id_, stamp in zip(self.ids, self.stamps.tolist(), strict=True):
            yield id_ + int(stamp).to_bytes(4, "little")


class _Measured(NamedTuple):
    """Of the vectors of all texts, before they are scaled."""

    lengths: NDArray[np.float64]
    sizes: Numbers
    stamps: NDArray[np.uint32]

    def typical(self, comparison: Comparison) -> Typical:
        """What they are scaled by."""
        return typical(self.lengths[comparison.counted], self.sizes[comparison.counted])


class _Found(NamedTuple):
    """Of texts that ask: others, rough and scores, as `Matched` has them."""

    others: NDArray[np.int32]
    rough: NDArray[np.float32]
    scores: NDArray[np.float32]


def stands(before: Matched | None, ids: tuple[bytes, ...], least: float) -> TypeGuard[Matched]:
    """Whether what was found before is what would be found now."""
    return before is not None and before.least == least and before.ids == ids


def matched(comparison: Comparison, ids: tuple[bytes, ...], least: float, before: Matched | None = None) -> Matched:
    """Find the candidates of every text that asks.

    Args:
        comparison: what is compared.
        ids: of the texts; one with the same id has the same terms and day, and the same order among the others.
        least: the score that matters.
        before: what was found when the archive was another.
    """
    if before is None or before.least != least:
        return _anew(comparison, ids, least)
    if stands(before, ids, least):
        return before
    numbers = _numbers(comparison, before)
    old = _old(comparison, ids, before, numbers)
    fresh = np.flatnonzero(old < 0)
    vectors = comparison.weighed(fresh)
    measured, own = (
        _Measured(before.lengths[old], before.sizes[old], before.stamps[old]),
        _measured(vectors, comparison),
    )
    measured.lengths[fresh], measured.sizes[fresh], measured.stamps[fresh] = own
    scale = measured.typical(comparison)
    if len(fresh) > MOST_FRESH or scale != before.typical:
        return _anew(comparison, ids, least)
    gone = Heads(numbers[before.head_terms], before.head_weights)
    known = _mended(gone, old, heads(vectors.scaled(comparison.shortest * scale.length), comparison.lone))
    new = np.full(len(before.ids), -1)
    new[old[old >= 0]] = np.flatnonzero(old >= 0)
    found = _kept(comparison, before, old, new)
    asking = np.flatnonzero(_asking(comparison, (gone, known), before, old, new))
    mine = _own(comparison, known, asking + comparison.askers.start, least, scale)
    found.others[asking], found.rough[asking], found.scores[asking] = mine
    return _result(comparison, ids, least, (measured, known), found)


def _anew(comparison: Comparison, ids: tuple[bytes, ...], least: float) -> Matched:
    vectors = comparison.weighed()
    measured = _measured(vectors, comparison)
    scale = measured.typical(comparison)
    vectors = vectors.scaled(comparison.shortest * scale.length)
    known = heads(vectors, comparison.lone)
    askers = np.arange(comparison.askers.start, comparison.askers.stop)
    found = _own(comparison, known, askers, least, vectors)
    return _result(comparison, ids, least, (measured, known), found)


def _measured(vectors: Vectors, comparison: Comparison) -> _Measured:
    sizes = vectors.sizes
    if comparison.lone.any():
        rows = np.repeat(np.arange(len(vectors)), sizes)
        sizes = np.bincount(rows[~comparison.lone[vectors.terms]], minlength=len(vectors))
    stamps = (zlib.crc32(vectors.row(at)[1].tobytes()) for at in range(len(vectors)))
    return _Measured(vectors.lengths, sizes, np.fromiter(stamps, np.uint32, len(vectors)))


def _result(
    comparison: Comparison, ids: tuple[bytes, ...], least: float, texts: tuple[_Measured, Heads], found: _Found
) -> Matched:
    measured, known = texts
    places = np.append(np.cumsum(comparison.occurring, dtype=np.int32) - 1, np.int32(-1))  # -1 is the last
    return Matched(
        ids=ids,
        first=comparison.first,
        least=least,
        codes=comparison.texts.known[comparison.occurring],
        weights=_signed(comparison)[comparison.occurring],
        typical=measured.typical(comparison),
        lengths=measured.lengths,
        sizes=measured.sizes,
        stamps=measured.stamps,
        head_terms=places[known.terms],
        head_weights=known.weights,
        **found._asdict(),
    )


def _signed(comparison: Comparison) -> NDArray[np.float32]:
    return np.where(comparison.lone, -comparison.weights, comparison.weights)


def _numbers(comparison: Comparison, before: Matched) -> NDArray[np.int32]:
    """The numbers that the terms of before have now; -1 for what no text has any more, and at the end."""
    known = comparison.texts.known
    places = np.searchsorted(known, before.codes).astype(np.int32)
    places[places == len(known)] = -1
    places[known[places] != before.codes] = -1
    return np.append(places, np.int32(-1))


def _old(comparison: Comparison, ids: tuple[bytes, ...], before: Matched, numbers: NDArray[np.int32]) -> Numbers:
    """The number that each text had; -1 where it is fresh: new, changed, or weighed otherwise."""
    known = dict(zip(before.ids, range(len(before.ids)), strict=True))
    old = np.fromiter(map(known.get, ids, repeat(-1)), np.int64, len(ids))
    if (before.first <= len(before.ids) - before.first) != (comparison.first <= len(ids) - comparison.first):
        return np.full(len(ids), -1)  # the other language asks now
    weights = np.zeros(len(comparison.weights) + 1, np.float32)
    weights[numbers[:-1]] = before.weights
    changed = (weights[:-1] != _signed(comparison)) & comparison.occurring
    if changed.any():
        old[comparison.having(changed)] = -1
    return old


def _mended(gone: Heads, old: Numbers, fresh: Heads) -> Heads:
    """The heads of all texts: those of before, and the fresh."""
    terms, weights = gone.terms[old], gone.weights[old]
    terms[old < 0], weights[old < 0] = fresh.terms, fresh.weights
    return Heads(terms, weights)


def _asking(comparison: Comparison, both: tuple[Heads, Heads], before: Matched, old: Numbers, new: Numbers) -> Flags:
    """Which of the texts that ask must ask anew: those that are fresh, and those whose list may have changed.

    `both` are the heads of before and of now.
    """
    gone, known = both
    askers, asked = comparison.askers, comparison.asked
    fresh = old < 0
    asking = fresh[askers].copy()
    lost = new < 0
    kept = before.others[old[askers][~asking] - _first_asker(before)]
    asking[~asking] = (lost[kept] & (kept >= 0)).any(1)

    terms = known.terms[askers]
    touched = np.zeros(len(comparison.weights), bool)
    for numbers in (known.terms[fresh], gone.terms[lost]):
        touched[numbers[numbers >= 0]] = True
    bound = bounds(known, asked, touched)
    moved = bounds(gone, _asked(before), touched) != bound
    asking |= (moved[terms] & (terms >= 0)).any(1)

    days = comparison.texts.days[comparison.rows]
    enough = np.float32(BY_FAR * before.least**2)
    row_of = np.maximum(old[askers] - _first_asker(before), 0)
    full = before.others[row_of, -1] >= 0
    tail = np.where(full, before.rough[row_of].min(1), enough)
    for at in np.flatnonzero(fresh[asked]) + asked.start:
        alike = _alike(known, bound, at, askers)
        alike[alike < enough] = 0
        near = np.flatnonzero(alike)
        alike = alike[near] * factor(days[at] - days[near + askers.start]).astype(np.float32)
        asking[near[alike >= np.maximum(tail[near], enough)]] = True
    return asking


def _alike(known: Heads, bound: NDArray[np.float32], text: int, askers: slice) -> NDArray[np.float32]:
    """How alike a text is to all that ask, by their heaviest terms; as `candidates` has it, days aside."""
    held = np.zeros(len(bound) + 1, np.float32)
    terms, weights = known.terms[text], known.weights[text]
    kept = (terms >= 0) & (weights >= bound[terms])
    held[terms[kept]] = weights[kept]
    held[-1] = 0
    shares = held[known.terms[askers]]
    near = np.flatnonzero(shares.any(1))
    alike = np.zeros(len(shares), np.float32)
    alike[near] = np.cumsum(shares[near] * known.weights[askers][near], axis=1, dtype=np.float64)[:, -1]
    return alike


def _first_asker(before: Matched) -> int:
    return 0 if len(before.others) == before.first or len(before.ids) == before.first else before.first


def _asked(before: Matched) -> slice:
    if len(before.ids) == before.first:
        return slice(0, before.first)
    return slice(before.first, len(before.ids)) if _first_asker(before) == 0 else slice(0, before.first)


def _kept(comparison: Comparison, before: Matched, old: Numbers, new: Numbers) -> _Found:
    """What was found before, in the numbers of now; a fresh text's row holds anything."""
    row_of = np.maximum(old[comparison.askers] - _first_asker(before), 0)
    others = before.others[row_of]
    others = np.where(others < 0, -1, new[others]).astype(np.int32)
    return _Found(others, before.rough[row_of], before.scores[row_of])


def _own(comparison: Comparison, known: Heads, askers: Numbers, least: float, by: Vectors | Typical) -> _Found:
    """What texts find; `by` is the vectors of all texts, scaled, or what those that are named are scaled by."""
    days = comparison.texts.days[comparison.rows]
    wanted = np.zeros(len(comparison.weights), bool)
    terms = known.terms[askers]
    wanted[terms[terms >= 0]] = True
    found = candidates(known, days, index(known, comparison.asked, wanted), askers, least)
    scores = np.zeros(found.others.shape, np.float32)
    lists = [others[others >= 0] for others in found.others]
    named = np.arange(len(known.terms))
    if isinstance(by, Typical):
        named = np.unique(np.concatenate([askers, *lists]))
        by = comparison.weighed(named).scaled(comparison.shortest * by.length)
    rows = np.searchsorted(named, askers)
    lists = [np.searchsorted(named, others) for others in lists] if len(named) < len(known.terms) else lists
    for at, mine in enumerate(likeness(by, days[named], rows.tolist(), lists)):
        scores[at, : len(mine)] = mine
    return _Found(found.others, found.rough, scores)
