"""What an index is made of, before it is written: shards, records, characters; and how it changes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import attrgetter

import numpy as np

from bunko.search.document import Findable
from bunko.search.inversion import Inversion, PostingList, utf16
from bunko.search.numbering import Span
from bunko.search.postings import Change, Postings
from bunko.search.records import record
from bunko.search.shards import Cutter, Shard, listed
from bunko.search.terms import PLACE_WIDTH

_SHARD = 4_000
"""Bytes of a shard of a small archive; they double whenever the archive grows by four."""
_SMALL = 10_000


@dataclass(frozen=True, slots=True)
class Index:
    """The parts of an index.

    Attributes:
        size: of the space of document numbers.
        records: by document number.
        shards: in the order of their terms.
        characters: all that stand in a term.
    """

    size: int
    records: Mapping[int, bytes]
    shards: Sequence[Shard]
    characters: frozenset[str]

    @property
    def width(self) -> int:
        """Bits of a document number."""
        return width_of(self.size)

    @property
    def shard_size(self) -> int:
        """Bytes of a shard, about."""
        return shard_size(len(self.records))


def width_of(size: int) -> int:
    """Bits of a document number, in a space of so many."""
    return max(size - 1, 1).bit_length()


def shard_size(count: int) -> int:
    """Bytes of a shard, about, where there are so many documents."""
    size = _SHARD
    while count > _SMALL:
        size, count = size * 2, count // 4
    return size


def made(spans: Sequence[Span], size: int) -> tuple[Index, list[PostingList]]:
    """The index of some documents, and the lists that it was made of, in the order of their terms."""
    inversion, records = Inversion(), {}
    for number, found in numbered(spans):
        document = found.whole()
        inversion.add(number, document)
        records[number] = record(document)
    cutter, width = Cutter(shard_size(len(records))), width_of(size)
    lists = list(inversion.lists())
    for term, postings in lists:
        cutter.add(term, listed(term, postings, width))
    cutter.end()
    index = Index(size, records, cutter.shards, characters_of(term for term, _ in lists))
    return index, [postings for _, postings in lists]


def numbered(spans: Sequence[Span]) -> Iterator[tuple[int, Findable]]:
    """The documents with their numbers, in ascending order."""
    for span in spans:
        yield from enumerate(span.documents, span.start)


def characters_of(terms: Iterable[str]) -> frozenset[str]:
    """Every character of some terms."""
    return frozenset("".join(terms))


def renewed(
    index: Index, postings: Postings, gone: Sequence[int], come: Mapping[int, Findable], size: int
) -> tuple[Index, Postings]:
    """The index after some documents changed: the same bytes as if it were made anew.

    Args:
        index: as it was; the new one must have the same `width` and `shard_size`.
        postings: its lists.
        gone: numbers of documents that are no more, or no more the same.
        come: new documents by their numbers, which no document has that stays.
        size: of the space of numbers, now.
    """
    records = {number: content for number, content in index.records.items() if number not in set(gone)}
    records |= {number: record(document.whole()) for number, document in come.items()}
    records = dict(sorted(records.items()))
    terms = [term for shard in index.shards for term in shard.terms]
    changes = _changes(terms, postings, gone, come)
    shards = _recut(index, changes, width_of(size))
    if any(change.remove and not change.postings for change in changes):
        characters = characters_of(term for shard in shards for term in shard.terms)
    else:
        characters = index.characters | characters_of(change.term for change in changes)
    return Index(size, records, shards, characters), postings.changed(changes)


def moved(
    index: Index, postings: Postings, places: Mapping[int, int], come: Mapping[int, Findable], size: int
) -> tuple[Index, Postings]:
    """The index after most documents got other numbers: no text of theirs is read again, all lists are written anew.

    Args:
        index: as it was.
        postings: its lists.
        places: new numbers by old ones of the documents that stay, both ascending.
        come: new documents by their numbers.
        size: of the space of numbers, now.
    """
    terms = [term for shard in index.shards for term in shard.terms]
    changes = _changes(terms, postings, [number for number in index.records if number not in places], {})
    terms, postings = _spliced(terms, changes), postings.changed(changes).renumbered(places)
    changes = _changes(terms, postings, [], come)
    terms, postings = _spliced(terms, changes), postings.changed(changes)
    records = {places[number]: content for number, content in index.records.items() if number in places}
    records |= {number: record(document.whole()) for number, document in come.items()}
    cutter, width = Cutter(shard_size(len(records))), width_of(size)
    for ordinal, term in enumerate(terms):
        cutter.add(term, listed(term, postings.list_of(ordinal), width))
    cutter.end()
    return Index(size, dict(sorted(records.items())), cutter.shards, characters_of(terms)), postings


def _spliced(terms: Sequence[str], changes: Sequence[Change]) -> list[str]:
    spliced, before = list[str](), 0
    for change in changes:
        spliced += terms[before : change.at]
        if change.postings:
            spliced.append(change.term)
        before = change.at + change.remove
    return spliced + list(terms[before:])


def _changes(
    terms: Sequence[str], postings: Postings, gone: Sequence[int], come: Mapping[int, Findable]
) -> Sequence[Change]:
    inversion = Inversion()
    for number in sorted(come):
        inversion.add(number, come[number].whole())
    fresh = dict(inversion.lists())
    wanted = np.zeros(1 + max((*gone, postings.entries.values.max(initial=0) >> PLACE_WIDTH)), np.bool_)
    wanted[list(gone)] = True
    old = [
        rows.holding(wanted, width)
        for rows, width in ((postings.entries, PLACE_WIDTH), (postings.in_title, 0), (postings.in_strong, 0))
    ]
    changes = []
    ordinals = {ordinal: terms[ordinal] for ordinal in old[0]}
    for term, found in fresh.items():
        at = bisect_left(terms, utf16(term), key=utf16)
        if at < len(terms) and terms[at] == term:
            ordinals[at] = term
        else:
            changes.append(Change(at, 0, term, found))
    nothing = PostingList(*([] for _ in range(3)))  # type: ignore[arg-type]
    for at, term in ordinals.items():
        new = fresh.get(term, nothing)
        if tuple(rows.get(at, []) for rows in old) != (list(new.entries), new.in_title, new.in_strong):
            merged = _merged(postings.without(at, wanted), new)
            changes.append(Change(at, 1, term, merged if merged.entries else None))
    return sorted(changes, key=lambda one: (one.at, one.remove, utf16(one.term)))


def _merged(stays: PostingList, comes: PostingList) -> PostingList:
    """Two lists of different documents as one, documents ascending."""
    entries = sorted((*stays.entries, *comes.entries), key=lambda entry: entry >> PLACE_WIDTH)
    return PostingList(
        type(stays.entries)("I", entries),
        sorted((*stays.in_title, *comes.in_title)),
        sorted((*stays.in_strong, *comes.in_strong)),
    )


def _recut(index: Index, changes: Sequence[Change], width: int) -> Sequence[Shard]:
    """The shards after some changes: those around them are cut anew, up to where a border stands as before."""
    starts = [0, *accumulate(len(shard.terms) for shard in index.shards)]
    by_shard: dict[int, list[Change]] = {}
    for change in changes:
        # What is new before a shard's first term belongs to the shard before; what moves that term moves its end.
        home = max(bisect_left(starts, change.at + change.remove) - 1, 0)
        by_shard.setdefault(home, []).append(change)
        if change.at == starts[home] and home:
            by_shard.setdefault(home - 1, [])
    cutter = Cutter(index.shard_size)
    for number, shard in enumerate(index.shards):
        stream = _stream(shard, starts[number], by_shard[number], width) if number in by_shard else None
        if stream is None and cutter.part(shard.terms[0]):
            cutter.shards.append(shard)
            continue
        for term, code in stream if stream is not None else zip(shard.terms, shard.codes(), strict=True):
            cutter.add(term, code)
    cutter.end()
    return cutter.shards


def _stream(shard: Shard, start: int, changes: Sequence[Change], width: int) -> Iterator[tuple[str, str]]:
    """A shard's terms with their codes, after the changes."""
    waiting = iter(sorted(changes, key=attrgetter("at", "remove")))
    change = next(waiting, None)
    for ordinal, (term, code) in enumerate(zip(shard.terms, shard.codes(), strict=True), start):
        while change and change.at == ordinal and not change.remove:
            yield from _coded(change, width)
            change = next(waiting, None)
        if change and change.at == ordinal:
            yield from _coded(change, width)
            change = next(waiting, None)
        else:
            yield term, code
    while change:
        yield from _coded(change, width)
        change = next(waiting, None)


def _coded(change: Change, width: int) -> Iterator[tuple[str, str]]:
    if change.postings:
        yield change.term, listed(change.term, change.postings, width)
