"""The posting lists of an index as arrays, so that a few can be exchanged and the others stay."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bunko.search.inversion import PostingList
from bunko.search.terms import PLACE_WIDTH, PLACES

Numbers = npt.NDArray[np.uint32]
_AT_ONCE = 1 << 20
"""Values that are looked at together: no copy of all is made."""


@dataclass(frozen=True, slots=True)
class Change:
    """What comes in the place of `remove` (0 or 1) lists at ordinal `at`: a term with its list, or nothing."""

    at: int
    remove: int
    term: str
    postings: PostingList | None


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of numbers, one after the other: row n is `values[starts[n] : starts[n + 1]]`."""

    starts: npt.NDArray[np.int64]
    values: Numbers

    @classmethod
    def counted(cls, counts: npt.NDArray[np.integer], values: Numbers) -> Rows:
        """Rows of so many values each."""
        return cls(np.concatenate([np.zeros(1, np.int64), np.cumsum(counts, dtype=np.int64)]), values)

    def row(self, ordinal: int) -> list[int]:
        """A row's numbers."""
        found: list[int] = self.values[self.starts[ordinal] : self.starts[ordinal + 1]].tolist()
        return found

    def changed(self, changes: Sequence[tuple[int, int, Sequence[int] | None]]) -> Rows:
        """The rows with changes, in ascending order: at which row, how many go (0 or 1), what comes."""
        values, counts, before = [], [], 0
        lengths = np.diff(self.starts)
        for at, remove, row in changes:
            values.append(self.values[self.starts[before] : self.starts[at]])
            counts.append(lengths[before:at])
            if row is not None:
                values.append(np.array(row, np.uint32))
                counts.append(np.array([len(row)], np.int64))
            before = at + remove
        values.append(self.values[self.starts[before] :])
        counts.append(lengths[before:])
        return Rows.counted(np.concatenate(counts), np.concatenate(values))

    def holding(self, wanted: npt.NDArray[np.bool_], width: int) -> Mapping[int, list[int]]:
        """By row the values whose document (the value without its lowest `width` bits) is wanted."""
        pieces = range(0, len(self.values), _AT_ONCE)
        found_in = [np.flatnonzero(wanted[self.values[at : at + _AT_ONCE] >> width]) + at for at in pieces]
        places = np.concatenate(found_in) if found_in else np.empty(0, np.int64)
        rows = np.searchsorted(self.starts, places, "right") - 1
        found: dict[int, list[int]] = {}
        for row, value in zip(rows.tolist(), self.values[places].tolist(), strict=True):
            found.setdefault(row, []).append(value)
        return found


@dataclass(frozen=True, slots=True)
class Postings:
    """The lists of all terms in their order, as `inversion.PostingList` has them."""

    entries: Rows
    in_title: Rows
    in_strong: Rows

    @classmethod
    def of(cls, lists: list[PostingList]) -> Postings:
        """The lists as arrays; `lists` is empty then, since both would take as much again."""
        counts: tuple[list[int], ...] = ([], [], [])
        values = (array("I"), array("I"), array("I"))
        lists.reverse()
        while lists:
            for count, all_, row in zip(counts, values, lists.pop(), strict=True):
                count.append(len(row))
                all_.extend(row)
        rows = (
            Rows.counted(np.array(count, np.int64), np.asarray(all_, np.uint32))
            for count, all_ in zip(counts, values, strict=True)
        )
        return cls(*rows)

    def changed(self, changes: Sequence[Change]) -> Postings:
        """The lists with changes, in ascending order."""
        return Postings(
            *(
                rows.changed([(one.at, one.remove, one.postings[field] if one.postings else None) for one in changes])
                for field, rows in enumerate((self.entries, self.in_title, self.in_strong))
            )
        )

    def renumbered(self, places: Mapping[int, int]) -> Postings:
        """The lists with other numbers for all documents, in the same order."""
        table = np.zeros(max(places, default=0) + 1, np.uint32)
        table[list(places)] = list(places.values())
        entries = table[self.entries.values >> PLACE_WIDTH] << PLACE_WIDTH | self.entries.values & (PLACES - 1)
        return Postings(
            Rows(self.entries.starts, entries),
            Rows(self.in_title.starts, table[self.in_title.values]),
            Rows(self.in_strong.starts, table[self.in_strong.values]),
        )

    def list_of(self, ordinal: int) -> PostingList:
        """A term's list."""
        entries = array("I", self.entries.row(ordinal))
        return PostingList(entries, self.in_title.row(ordinal), self.in_strong.row(ordinal))

    def without(self, ordinal: int, wanted: npt.NDArray[np.bool_]) -> PostingList:
        """A term's list without some documents."""
        return PostingList(
            array("I", [entry for entry in self.entries.row(ordinal) if not wanted[entry >> PLACE_WIDTH]]),
            [number for number in self.in_title.row(ordinal) if not wanted[number]],
            [number for number in self.in_strong.row(ordinal) if not wanted[number]],
        )
