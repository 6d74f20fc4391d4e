"""How an index follows its archive: the bytes are those of an index that is made anew."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bunko.search.codes import read
from bunko.search.document import Document
from bunko.search.index import Index, characters_of, coded, inverted
from bunko.search.inversion import NOTHING, PostingList, utf16
from bunko.search.records import Record
from bunko.search.shards import Coded, Cutter, Shard
from bunko.search.shift import GONE, Shift
from bunko.search.terms import PLACE_WIDTH, PLACES


def renewed(index: Index, places: Mapping[int, int], come: Mapping[int, Document], size: int) -> Index:
    """The index after some documents changed or got other numbers: no text of those that stay is read again.

    Args:
        index: as it was; the new one must have the same `width` and `shard_size`.
        places: new numbers by old ones of the documents that stay, both ascending.
        come: new documents by their numbers.
        size: of the space of numbers, now.
    """
    gone = index.records.keys() - places.keys()
    before = inverted({number: index.records[number].indexed() for number in gone})
    after = inverted(come)
    shift = Shift.of(places, max(index.size, size), index.width)
    changed = [
        term
        for term in before | after
        if len(shift.borders) or not before.get(term, NOTHING).says(after.get(term, NOTHING))
    ]
    records = {number: index.records[old] for old, number in places.items()}
    records |= {number: Record.of(document) for number, document in come.items()}
    shards = _recut(index, _Exchange(shift, after), changed)
    characters = characters_of(shards) if before.keys() - after.keys() else index.characters.union(*changed)
    return Index(size, dict(sorted(records.items())), shards, characters)


@dataclass(frozen=True, slots=True)
class _Exchange:
    """What becomes of lists.

    Attributes:
        shift: what becomes of the numbers of documents.
        come: the lists of the documents that come.
    """

    shift: Shift
    come: Mapping[str, PostingList]

    def streamed(self, shard: Shard, terms: Collection[str]) -> Iterable[tuple[str, Coded]]:
        """A shard's terms with their lists, of which those of `terms` are exchanged, and all others renumbered."""
        lists = dict(self.shift.lists(shard, frozenset(terms)))
        grown = False
        for term in terms:
            old = lists.get(term)
            found = self._exchanged(term, old)
            if found is None:
                lists.pop(term, None)
            else:
                grown |= old is None
                lists[term] = found
        return sorted(lists.items(), key=lambda one: utf16(one[0])) if grown else lists.items()

    def _exchanged(self, term: str, old: Coded | None) -> Coded | None:
        width, stays = self.shift.width, NOTHING
        if old is not None:
            code, beside = old
            stays = self._kept(read(term, code, width, np.frombuffer(beside, np.uint32)))
        all_ = _merged(stays, self.come.get(term, NOTHING))
        return coded(term, all_, width) if len(all_.entries) else None

    def _kept(self, postings: PostingList) -> PostingList:
        numbers = self.shift.places[postings.entries >> PLACE_WIDTH]
        entries = numbers << PLACE_WIDTH | postings.entries & np.uint32(PLACES - 1)
        return PostingList(
            entries[numbers != GONE].astype(np.uint32), self._moved(postings.in_title), self._moved(postings.in_strong)
        )

    def _moved(self, numbers: Sequence[int]) -> list[int]:
        if not numbers:
            return []
        found = self.shift.places[numbers]
        moved: list[int] = found[found != GONE].tolist()
        return moved


def _merged(stays: PostingList, comes: PostingList) -> PostingList:
    """Two lists of different documents as one, documents ascending."""
    if not len(comes.entries):
        return stays
    entries = np.concatenate([stays.entries, comes.entries])
    return PostingList(
        entries[np.argsort(entries >> PLACE_WIDTH, kind="stable")],
        sorted((*stays.in_title, *comes.in_title)),
        sorted((*stays.in_strong, *comes.in_strong)),
    )


def _by_shard(shards: Sequence[Shard], terms: Iterable[str]) -> dict[int, list[str]]:
    """Which shard terms belong to: what is new before a shard's first term belongs to the shard before."""
    firsts = [utf16(shard.first) for shard in shards]
    homes: dict[int, list[str]] = {}
    for term in terms:
        homes.setdefault(max(bisect_right(firsts, utf16(term)) - 1, 0), []).append(term)
    return homes


def _recut(index: Index, exchange: _Exchange, changed: Sequence[str]) -> Sequence[Shard]:
    """The shards after some changes: those around them are cut anew, up to where a border stands as before."""
    terms = _by_shard(index.shards, changed)
    for home, its in list(terms.items()):
        if home and index.shards[home].first in its:  # where it goes, the end of the shard before moves
            terms.setdefault(home - 1, [])
    cutter = Cutter(index.shard_size)
    for number, shard in enumerate(index.shards):
        if number not in terms and not exchange.shift.meets(shard) and cutter.part(shard.first):
            cutter.shards.append(shard)
            continue
        for term, one in exchange.streamed(shard, terms.get(number, ())):
            cutter.add(term, one)
    cutter.end()
    return cutter.shards
