"""All files of the index: shards, records, tags, and the core that names them."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

from bunko.garbage import without_collection
from bunko.search.core import Core
from bunko.search.document import Findable, Names
from bunko.search.index import Index, made
from bunko.search.numbering import Span, number
from bunko.search.records import grouped

CORE = PurePosixPath("core.bin")
"""The only file whose name stays."""

Files = dict[PurePosixPath, str | bytes]


def assemble(documents: Iterable[Findable], names: Names) -> Files:
    """The index of some documents, by paths below its folder. The same documents give the same bytes."""
    with without_collection():
        spans, size = number(documents, names.languages)
        return written(made(spans, size)[0], spans, names)


def written(index: Index, spans: Sequence[Span], names: Names) -> Files:
    """The files of an index."""
    files: Files = {}
    for shard in index.shards:
        name = f"{shard.crc:08x}"
        files[PurePosixPath(f"terms/{name[:2]}/{name}.bin")] = shard.content
    groups = []
    for group, members in grouped(index.records, index.size):
        groups.append(group)
        files |= {PurePosixPath(f"text/{path}"): content for path, content in members.items()}
    core = Core(spans, index.size, index.width, names, index.shards, groups, index.characters)
    files[PurePosixPath(f"tags-{zlib.crc32(core.tags):08x}.bin")] = core.tags
    files[CORE] = core.written()
    return files
