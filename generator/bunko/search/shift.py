"""What becomes of lists when documents get other numbers: mostly a few bits change, and no list is read whole."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from bunko.search.codes import few_renumbered, is_short, renumbered
from bunko.search.shards import Coded, Shard
from bunko.search.terms import PLACE_WIDTH, PLACES

GONE = -1
"""The new number of a document that is no more."""

Integers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Shift:
    """New numbers of documents, in the order of the old ones.

    Attributes:
        places: new numbers by old ones; `GONE` for documents that are no more.
        borders: old numbers from which on documents are further from where they were than those before, ascending.
        jumps: how much further, of each border.
        width: bits of a document number.
    """

    places: Integers
    borders: Integers
    jumps: Integers
    width: int

    @classmethod
    def of(cls, places: Mapping[int, int], size: int, width: int) -> Shift:
        """By the new numbers of the documents that stay, both ascending, in a space of `size` numbers."""
        olds, news = (np.fromiter(numbers, np.int64, len(places)) for numbers in (places.keys(), places.values()))
        table = np.full(size, GONE, np.int64)
        table[olds] = news
        jumps = np.diff(news - olds, prepend=0)
        at = np.flatnonzero(jumps)
        return cls(table, olds[at], jumps[at], width)

    def meets(self, shard: Shard) -> bool:
        """Whether a number in the shard may change: those before the first border never do."""
        if not len(self.borders):
            return False
        return bool(np.any(np.frombuffer(shard.beside, np.uint32) >> PLACE_WIDTH >= self.borders[0]))

    def lists(self, shard: Shard, but: Collection[str]) -> Iterator[tuple[str, Coded]]:
        """A shard's terms with their lists by the new numbers, but for those of some terms, which stay as they are.

        No list but those may hold a document that is no more. A list whose documents all move as far keeps its gaps:
        its first document alone is written anew, those of all such lists at once.
        """
        if not len(self.borders):
            yield from shard.lists()
            return
        counts = np.frombuffer(shard.counts, np.uint32).astype(np.int64)
        ends = np.cumsum(counts)
        beside = np.frombuffer(shard.beside, np.uint32)
        before = (beside >> PLACE_WIDTH).astype(np.int64)
        after = self.places[before]
        firsts, lasts = ends - counts, ends - 1
        passed = [np.searchsorted(self.borders, before[at], "right") for at in (firsts, lasts)]
        stays = np.fromiter((term in but for term in shard.names.split("\n")), np.bool_, len(counts))
        after = np.where(np.repeat(stays, counts), before, after)
        moved = after << PLACE_WIDTH | beside & np.uint32(PLACES - 1)
        crossed = (passed[0] != passed[1]) & ~stays
        content = self._first_written(shard, ~crossed, after[firsts])
        shifted = replace(shard, content=content, beside=moved.astype(np.uint32).tobytes())
        columns = (column.tolist() for column in (crossed, firsts, ends, *passed))
        rows = zip(shifted.lists(), *columns, strict=True)
        for (term, (code, of_it)), is_crossed, start, end, low, high in rows:
            if not is_crossed:
                yield term, (code, of_it)
            elif is_short(code):
                old, new = (list(dict.fromkeys(row[start:end].tolist())) for row in (before, after))
                yield term, (few_renumbered(code, old, new, self.width), of_it)
            else:
                its = (int(before[start]), int(before[end - 1])), (int(after[start]), int(after[end - 1]))
                jumps = zip(self.borders[low:high].tolist(), self.jumps[low:high].tolist(), strict=True)
                yield term, (renumbered(term, code, its, jumps, self.width), of_it)

    def _first_written(self, shard: Shard, which: npt.NDArray[np.bool_], firsts: Integers) -> bytes:
        """The content, with the first documents of some lists written anew."""
        bits = np.unpackbits(np.frombuffer(shard.content, np.uint8))
        starts = np.frombuffer(shard.starts, np.uint32).astype(np.int64)[which]
        counted = starts.copy()
        zeros = np.zeros(len(starts), np.int64)
        while len(open_ := np.flatnonzero(bits[counted] == 0)):
            counted[open_] += 1
            zeros[open_] += 1
        at = starts + 2 * zeros + 1
        one = np.arange(self.width)
        bits[at[:, None] + one] = firsts[which][:, None] >> (self.width - 1 - one) & 1
        return np.packbits(bits).tobytes()
