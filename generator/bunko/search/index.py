"""What an index is made of, before it is written: shards, records, characters; and how it changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bunko.search.codes import is_short, listed
from bunko.search.document import Document, Findable
from bunko.search.inversion import Inversion, PostingList
from bunko.search.numbering import Span
from bunko.search.records import Record
from bunko.search.shards import Coded, Cutter, Shard

_SHARD = 4_000
"""Bytes of a shard of a small archive; they double whenever the archive grows by four."""
_SMALL = 10_000


@dataclass(frozen=True, slots=True)
class Index:
    """The parts of an index.

    Attributes:
        size: of the space of document numbers.
        records: by document number, ascending.
        shards: in the order of their terms.
        characters: all that stand in a term.
    """

    size: int
    records: Mapping[int, Record]
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


def made(spans: Sequence[Span], size: int) -> Index:
    """The index of some documents."""
    inversion, records = Inversion(), {}
    for number, found in numbered(spans):
        document = found.whole()
        inversion.add(number, document)
        records[number] = Record.of(document)
    cutter, width = Cutter(shard_size(len(records))), width_of(size)
    for term, postings in inversion.lists():
        cutter.add(term, coded(term, postings, width))
    cutter.end()
    return Index(size, records, cutter.shards, characters_of(cutter.shards))


def numbered(spans: Sequence[Span]) -> Iterator[tuple[int, Findable]]:
    """The documents with their numbers, in ascending order."""
    for span in spans:
        yield from enumerate(span.documents, span.start)


def inverted(documents: Mapping[int, Document]) -> dict[str, PostingList]:
    """The lists of some documents by term, in their order."""
    inversion = Inversion()
    for number in sorted(documents):
        inversion.add(number, documents[number])
    return dict(inversion.lists())


def coded(term: str, postings: PostingList, width: int) -> Coded:
    """A list as a shard takes it."""
    code = listed(term, postings, width)
    return code, (postings.entries if is_short(code) else postings.entries[[0, -1]]).tobytes()


def characters_of(shards: Sequence[Shard]) -> frozenset[str]:
    """Every character of the terms of some shards."""
    return frozenset().union(*(shard.names for shard in shards)) - {"\n"}
