"""All files of the index: shards, records, tags, and the core that names them."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from bunko.garbage import without_collection
from bunko.search.core import Core
from bunko.search.document import Findable, Names
from bunko.search.index import Index, made
from bunko.search.numbering import Span, number
from bunko.search.records import grouped

CORE = "core.bin"
"""The only file whose name stays."""


class File(NamedTuple):
    """A file of the index: its path below the index's folder, its content, and that one's SHA-256."""

    path: str
    content: bytes
    sha256: str


def assemble(documents: Iterable[Findable], names: Names) -> Iterator[File]:
    """The index of some documents. The same documents give the same files."""
    with without_collection():
        spans, size = number(documents, names.languages)
        index = made(spans, size)
    return written(index, spans, names)


def written(index: Index, spans: Sequence[Span], names: Names) -> Iterator[File]:
    """The files of an index."""
    for shard in index.shards:
        name = f"{shard.crc:08x}"
        yield File(f"terms/{name[:2]}/{name}.bin", shard.content, shard.sha256)
    groups = []
    for group, members in grouped(index.records, index.size):
        groups.append(group)
        for path, record in members.items():
            yield File(f"text/{path}", record.content, record.sha256)
    core = Core(spans, index.size, index.width, names, index.shards, groups, index.characters)
    for path, content in ((f"tags-{zlib.crc32(core.tags):08x}.bin", core.tags), (CORE, core.written())):
        yield File(path, content, hashlib.sha256(content).hexdigest())
