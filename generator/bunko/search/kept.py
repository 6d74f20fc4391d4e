"""The index as it was made last, so that a build indexes only what is new."""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import groupby, pairwise
from pathlib import Path

from bunko.garbage import without_collection
from bunko.search.assembly import File, written
from bunko.search.document import Findable, Names, digest_of
from bunko.search.index import Index, made, numbered, shard_size, width_of
from bunko.search.numbering import Span, number
from bunko.search.records import Record
from bunko.search.revision import renewed
from bunko.search.shards import Shard
from bunko.shelf import Shelf, version_of

_FORM = 2
_DIGEST = 16
_FEW = 20
"""One document in so many may have changed: with more, making all anew costs no more."""
_FEWEST = 64
_BORDERS = 16
"""Where more often documents one after the other moved differently far, most lists change at many places."""
_TOGETHER = 256
"""Numbers of documents whose records are kept in one file."""
_CUT = 512
"""A file of shards begins where the CRC-32 of a first term says so: about every 16th, since it parts shards too."""
_HEAD = "head"


@dataclass(frozen=True, slots=True)
class Kept:
    """An index, and the digest of the document of each number."""

    index: Index
    digests: Mapping[int, bytes]


def assembled(documents: Sequence[Findable], names: Names, folder: Path) -> Iterator[File]:
    """The index, of what a folder keeps of the last one and what changed since: the files that `assemble` gives.

    What was cut, changed or made by another version is made anew; what cannot be written is done without.
    """
    with without_collection():
        spans, size = number(documents, names.languages)
        digests = {place: document.digest for place, document in numbered(spans)}
        held = _Held(folder)
        kept = held.read()
        if kept is None or kept.digests != digests or kept.index.size != size:
            kept = _followed(kept, spans, size, digests) or Kept(made(spans, size), digests)
            held.write(kept)
    return written(kept.index, spans, names)


def _followed(kept: Kept | None, spans: Sequence[Span], size: int, digests: Mapping[int, bytes]) -> Kept | None:
    """What is kept, brought to these documents; None where too much changed."""
    if kept is None or not kept.index.shards:
        return None
    index, old = kept.index, kept.digests
    if (width_of(size), shard_size(len(digests))) != (index.width, index.shard_size):
        return None
    most = max(len(digests) // _FEW, _FEWEST)
    places = {place: place for place, digest in old.items() if digests.get(place) == digest}
    if len(old) + len(digests) - 2 * len(places) > most:
        by_digest = {digest: place for place, digest in digests.items()}
        places = {place: by_digest[digest] for place, digest in old.items() if digest in by_digest}
        ascending = all(one < other for one, other in pairwise(places.values()))
        if not ascending or len(old) + len(digests) - 2 * len(places) > most or _borders(places) > _BORDERS:
            return None
    stay = set(places.values())
    come = {place: one.whole() for place, one in numbered(spans) if place not in stay}
    return Kept(renewed(index, places, come, size), digests)


def _borders(places: Mapping[int, int]) -> int:
    """How often documents one after the other are not moved as far."""
    return sum(new - old != after - before for (old, new), (before, after) in pairwise(places.items()))


class _Held:
    """The folder: a head, which names files of records and of shards, each by a digest of what it holds.

    So an edit writes the head and the few files that it touches. Files that the head does not name are removed.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names: set[str] = set()

    def read(self) -> Kept | None:
        """The index as it was kept; None where anything of it is missing."""
        head = self._shelf(_HEAD).read_value()
        if head is None:
            return None
        size, numbers, digests, characters, records, shards = head
        texts, terms = ([self._shelf(name).read_value() for name in names] for names in (records, shards))
        if None in texts or None in terms:
            return None
        self._names = {*records, *shards}
        places = array("I", numbers).tolist()
        known = {number: Record(*one) for its in texts for number, *one in its}
        index = Index(size, known, [Shard(*one) for its in terms for one in its], frozenset(characters))
        cut = range(0, len(digests), _DIGEST)
        return Kept(index, dict(zip(places, [digests[at : at + _DIGEST] for at in cut], strict=True)))

    def write(self, kept: Kept) -> None:
        """Keep this and nothing else."""
        with suppress(OSError):  # before there was a folder, all stood in one file
            if self._folder.is_file():
                self._folder.unlink()
        index = kept.index
        told = [(number, one.content, one.sha256, one.strong_lines) for number, one in index.records.items()]
        together = [list(its) for _, its in groupby(told, key=lambda one: one[0] // _TOGETHER)]
        records = [self._put([(number, *marks) for number, _, *marks in its], its) for its in together]
        shards = [
            self._put([(one.sha256, one.beside) for one in its], [_told(one) for one in its])
            for its in _cut(index.shards)
        ]
        digests, characters = b"".join(kept.digests.values()), "".join(sorted(index.characters))
        head = (index.size, array("I", kept.digests).tobytes(), digests, characters, records, shards)
        self._shelf(_HEAD).write_value(head)
        with suppress(OSError):
            for file in self._folder.iterdir():
                if file.name not in {_HEAD, *records, *shards}:
                    file.unlink()

    def _put(self, marks: Sequence[object], content: Sequence[object]) -> str:
        """Write a file, if it is not there; its name, which follows from `marks`."""
        name = digest_of(marks).hex()
        if name not in self._names:
            self._shelf(name).write_value(content)
        return name

    def _shelf(self, name: str) -> Shelf:
        return Shelf(self._folder / name, "search", _version())


def _told(one: Shard) -> tuple[str | bytes, ...]:
    return one.names, one.starts, one.lengths, one.counts, one.beside, one.content, one.sha256


def _cut(shards: Sequence[Shard]) -> Iterator[Sequence[Shard]]:
    """The shards by files."""
    its: list[Shard] = []
    for shard in shards:
        if its and zlib.crc32(shard.first.encode()) % _CUT == 0:
            yield its
            its = []
        its.append(shard)
    if its:
        yield its


_BESIDE = ("folding.py", "frontmatter.py", "han_variants.txt", "page_text.py")
"""What it follows from beside `search` and `prose`."""


@cache
def _version() -> str:
    code = [
        *(file for folder in ("search", "prose") for file in (resources.files("bunko") / folder).iterdir()),
        *(resources.files("bunko") / name for name in _BESIDE),
    ]
    return version_of(_FORM, [file for file in code if file.name.endswith((".py", ".txt"))])
