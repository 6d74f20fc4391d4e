"""How an index follows its archive: the bytes are those of an index that is made anew."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bunko.search.codes import read
from bunko.search.document import Document
from bunko.search.index import Index, characters_of, coded, inverted, shard_size, width_of
from bunko.search.inversion import NOTHING, PostingList, utf16
from bunko.search.records import Record
from bunko.search.shards import Coded, Cutter, Shard
from bunko.search.terms import PLACE_WIDTH, PLACES

_GONE = -1


def renewed(index: Index, gone: Sequence[int], come: Mapping[int, Document], size: int) -> Index:
    """The index after some documents changed.

    Args:
        index: as it was; the new one must have the same `width` and `shard_size`.
        gone: numbers of documents that are no more, or no more the same.
        come: new documents by their numbers, which no document has that stays.
        size: of the space of numbers, now.
    """
    before = inverted({number: index.records[number].indexed() for number in gone})
    after = inverted(come)
    changed = [term for term in before | after if not before.get(term, NOTHING).says(after.get(term, NOTHING))]
    places = np.arange(size_of(index, size), dtype=np.int64)
    places[list(gone)] = _GONE
    exchange = _Exchange(index.width, width_of(size), places, after)
    left = set(index.records) - set(gone)
    records = {number: index.records[number] for number in left}
    records |= {number: Record.of(document) for number, document in come.items()}
    shards = _recut(index, exchange, changed)
    characters = characters_of(shards) if before.keys() - after.keys() else index.characters.union(*changed)
    return Index(size, dict(sorted(records.items())), shards, characters)


def moved(index: Index, places: Mapping[int, int], come: Mapping[int, Document], size: int) -> Index:
    """The index after most documents got other numbers: no text of theirs is read again, all lists are written anew.

    Args:
        index: as it was.
        places: new numbers by old ones of the documents that stay, both ascending.
        come: new documents by their numbers.
        size: of the space of numbers, now.
    """
    table = np.full(size_of(index, size), _GONE, np.int64)
    table[list(places)] = list(places.values())
    exchange = _Exchange(index.width, width_of(size), table, inverted(come))
    records = {number: index.records[old] for old, number in places.items()}
    records |= {number: Record.of(document) for number, document in come.items()}
    cutter = Cutter(shard_size(len(records)))
    new = _by_shard(index.shards, exchange.come)
    for number, shard in enumerate(index.shards):
        for term, its in exchange.streamed(shard, new.get(number, ()), every=True):
            cutter.add(term, its)
    cutter.end()
    return Index(size, dict(sorted(records.items())), cutter.shards, characters_of(cutter.shards))


def size_of(index: Index, size: int) -> int:
    """How many numbers of documents there are, before and after."""
    return max(index.size, size)


@dataclass(frozen=True, slots=True)
class _Exchange:
    """What becomes of lists.

    Attributes:
        before: bits of a document number in the codes as they are.
        after: in those that come.
        places: new numbers of documents by their old ones; `_GONE` for those that are no more.
        come: the lists of the documents that come.
    """

    before: int
    after: int
    places: npt.NDArray[np.int64]
    come: Mapping[str, PostingList]

    def streamed(self, shard: Shard, terms: Iterable[str], *, every: bool = False) -> Iterator[tuple[str, Coded]]:
        """A shard's terms with their lists, of which those of `terms` (of every term) are exchanged."""
        lists = dict(shard.lists())
        known = len(lists)
        for term in (*lists, *(term for term in terms if term not in lists)) if every else terms:
            found = self._exchanged(term, lists.get(term))
            if found is None:
                lists.pop(term, None)
            else:
                lists[term] = found
        grown = len(lists) > known or not lists.keys() <= set(shard.names.split("\n"))
        return iter(sorted(lists.items(), key=lambda one: utf16(one[0])) if grown else lists.items())

    def _exchanged(self, term: str, old: Coded | None) -> Coded | None:
        stays = NOTHING
        if old is not None:
            code, short = old
            stays = self._kept(read(term, code, self.before, np.frombuffer(short, np.uint32)))
        all_ = _merged(stays, self.come.get(term, NOTHING))
        return coded(term, all_, self.after) if len(all_.entries) else None

    def _kept(self, postings: PostingList) -> PostingList:
        numbers = self.places[postings.entries >> PLACE_WIDTH]
        entries = numbers << PLACE_WIDTH | postings.entries & np.uint32(PLACES - 1)
        return PostingList(
            entries[numbers != _GONE].astype(np.uint32), self._moved(postings.in_title), self._moved(postings.in_strong)
        )

    def _moved(self, numbers: Sequence[int]) -> list[int]:
        if not numbers:
            return []
        found = self.places[numbers]
        moved: list[int] = found[found != _GONE].tolist()
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
        if number not in terms and cutter.part(shard.first):
            cutter.shards.append(shard)
            continue
        for term, one in exchange.streamed(shard, terms.get(number, ())):
            cutter.add(term, one)
    cutter.end()
    return cutter.shards
