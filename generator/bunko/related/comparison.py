"""The texts of one language compared with each other, or those of two languages."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from bunko.related import commonness
from bunko.related.bags import SPACE, Bag, Bags, Numbers, packed
from bunko.related.nearest import Days
from bunko.related.tally import DRAWN, NEWER, OLD, Roles, Tally
from bunko.related.vectors import Vectors, weighed

_LABEL_COUNTS = 3
"""A tag counts as a word of the title does; a concept is one term in every language."""
_ROWS = 1024
"""Texts that are looked through at a time."""
_FEW = 1 << 19
"""Terms under which a table of all codes takes longer than looking each of them up."""


@dataclass(frozen=True)
class Texts:
    """The texts of an archive, each language's together and the oldest first.

    Attributes:
        bag: the terms of a text by its place, without its labels.
        labels: for each text codes of labels, ascending.
        days: of publication; NaN where it is unknown.
        marks: of their addresses: numbers by which some are drawn.
        sides: which of them each language's are, in order.
        tally: of just these texts, if it is known.
    """

    bag: Callable[[int], Bag]
    labels: Sequence[Sequence[int]]
    days: Days
    marks: NDArray[np.uint32]
    sides: Sequence[slice]
    tally: Tally | None = None

    def coded(self, places: Iterable[int]) -> Bags:
        """The terms of some texts by their codes."""
        chosen = list(places)
        return packed([self.bag(at) for at in chosen], [self.labels[at] for at in chosen], _LABEL_COUNTS)

    def some(self, places: Iterable[int]) -> Bags:
        """The terms of some texts by their numbers."""
        return _numbered(self.coded(places), self.known)

    @property
    def bags(self) -> Bags:
        """The terms of all texts by their numbers: asked for only where all are compared anew."""
        return self._every[1]

    @property
    def known(self) -> NDArray[np.uint32]:
        """The codes that occur, ascending, and one where none does; the place of a code is the term's number."""
        return self._every[0] if self.tally is None else self.tally.codes

    @cached_property
    def _every(self) -> tuple[NDArray[np.uint32], Bags]:
        """The codes that occur, and all texts."""
        bags = self.coded(range(len(self.days)))
        known = _occurring(bags.terms) if self.tally is None else self.tally.codes
        return known, _numbered(bags, known)

    @cached_property
    def counts(self) -> NDArray[np.int32]:
        """Of each language what `commonness.counted` tells."""
        if self.tally is not None:
            return self.tally.counts
        parts = zip(self.sides, self.drawn, strict=True)
        terms = len(self.known)
        return np.array([commonness.counted(self.bags, *part, terms) for part in parts], np.int32)

    @cached_property
    def frequencies(self) -> Sequence[commonness.Frequency]:
        """How common each term is in each language."""
        return [
            commonness.Frequency(side.stop - side.start, len(drawn), counts)
            for counts, side, drawn in zip(self.counts, self.sides, self.drawn, strict=True)
        ]

    @cached_property
    def drawn(self) -> Sequence[Numbers]:
        """Of each language the texts that what is common and typical is told by."""
        return [commonness.drawn(self.marks[side]) for side in self.sides]

    @property
    def roles(self) -> Roles:
        """How each text counts, as `Counted` has it."""
        roles = np.zeros(len(self.days), np.uint8)
        for at, (side, drawn) in enumerate(zip(self.sides, self.drawn, strict=True)):
            roles[side] = 3 * at + NEWER
            roles[side.start : side.start + commonness.oldest(side.stop - side.start)] = 3 * at + OLD
            roles[side.start + drawn] = 3 * at + DRAWN
        return roles


def _occurring(codes: NDArray[np.uint32]) -> NDArray[np.uint32]:
    if 0 < len(codes) < _FEW:
        return np.unique(codes)
    occurs = np.zeros(SPACE, bool)
    occurs[codes if len(codes) else 0] = True
    return np.flatnonzero(occurs).astype(np.uint32)


def _numbered(bags: Bags, known: NDArray[np.uint32]) -> Bags:
    """Bags with numbers in place of the codes, all of which are known; they take the same memory."""
    codes, numbers = bags.terms, bags.terms.view(np.int32)
    if len(codes) < _FEW:
        numbers[:] = np.searchsorted(known, codes)
    else:
        ranks = np.zeros(SPACE, np.int32)
        ranks[known] = np.arange(len(known), dtype=np.int32)
        for start in range(0, len(codes), _FEW):
            part = slice(start, start + _FEW)
            numbers[part] = ranks[codes[part]]
    return Bags(bags.starts, numbers, bags.counts)


def texts(
    bag: Callable[[int], Bag],
    days: Days,
    addresses: Sequence[str],
    sides: Sequence[int],
    labels: Sequence[Sequence[int]],
) -> Texts:
    """Texts to compare.

    Args:
        bag: the terms of each by its place, in the order that `Texts` has.
        days: of each.
        addresses: of each.
        sides: how many texts each language has.
        labels: for each text codes of labels.
    """
    ends = np.cumsum(sides).tolist()
    parts = [slice(end - size, end) for end, size in zip(ends, sides, strict=True)]
    marks = np.fromiter((zlib.crc32(address.encode()) for address in addresses), np.uint32, len(addresses))
    return Texts(bag, labels, days, marks, parts)


@dataclass(frozen=True)
class Comparison:
    """What is compared: the texts `one` of a language with each other, or with those of another."""

    texts: Texts
    one: int
    other: int | None = None
    shortest: float = 0.35
    """The part of the typical length that a vector's length counts as at least."""

    @cached_property
    def rows(self) -> Numbers:
        """The texts, those of `one` first."""
        sides = [self.texts.sides[at] for at in (self.one, self.other) if at is not None]
        return np.concatenate([np.arange(side.start, side.stop) for side in sides])

    @property
    def first(self) -> int:
        """How many of `rows` are texts of `one`."""
        side = self.texts.sides[self.one]
        return int(side.stop - side.start)

    @property
    def askers(self) -> slice:
        """Which of `rows` ask: of two languages the one that has fewer."""
        if self.other is None:
            return slice(0, self.first)
        fewer = self.first <= len(self.rows) - self.first
        return slice(0, self.first) if fewer else slice(self.first, len(self.rows))

    @property
    def asked(self) -> slice:
        """Which are asked."""
        if self.other is None:
            return slice(0, self.first)
        return slice(self.first, len(self.rows)) if self.askers.start == 0 else slice(0, self.first)

    @cached_property
    def weights(self) -> NDArray[np.float32]:
        """The weight of each term."""
        one = self.texts.frequencies[self.one]
        if self.other is None:
            return commonness.weights_within(one)
        return commonness.weights_between(one, self.texts.frequencies[self.other])

    @cached_property
    def occurring(self) -> NDArray[np.bool_]:
        """Which terms stand in one of `rows`."""
        return np.asarray(self._every > 0)

    @property
    def _every(self) -> NDArray[np.int32]:
        """How many texts have each term."""
        return np.asarray(sum(self.texts.counts[at, -1] for at in (self.one, self.other) if at is not None))

    @cached_property
    def lone(self) -> NDArray[np.bool_]:
        """Which terms find nothing, since one text alone has them; not asked of many texts, where few terms are rare.

        (Among few texts they would be the heaviest of each; among many every term so rare weighs the same.)
        """
        if len(self.rows) > commonness.ALL:
            return np.zeros(len(self.texts.known), bool)
        return np.asarray(self._every == 1)

    @cached_property
    def counted(self) -> Numbers:
        """Those of `rows` that what is typical is told by."""
        drawn = self.texts.drawn[self.one]
        return drawn if self.other is None else np.concatenate([drawn, self.first + self.texts.drawn[self.other]])

    @property
    def oldest(self) -> int:
        """How many texts those are drawn from."""
        sides = [self.texts.sides[at] for at in (self.one, self.other) if at is not None]
        return sum(commonness.oldest(side.stop - side.start) for side in sides)

    def weighed(self, rows: Numbers | None = None) -> Vectors:
        """The vectors of some of `rows`, or of all, not scaled yet."""
        if rows is None:
            return weighed(self.texts.bags, self.weights, self.rows)
        bags = self.texts.some(self.rows[rows].tolist())
        return weighed(bags, self.weights, np.arange(len(bags)))

    def having(self, terms: NDArray[np.bool_]) -> Numbers:
        """Those of `rows` that have one of the terms."""
        wanted = np.zeros(SPACE, bool)
        wanted[self.texts.known[terms]] = True
        found = []
        for first in range(0, len(self.rows), _ROWS):
            bags = self.texts.coded(self.rows[first : first + _ROWS].tolist())
            places = np.flatnonzero(wanted[bags.terms])
            found.append(np.unique(np.searchsorted(bags.starts, places, side="right") - 1) + first)
        return np.concatenate(found)
