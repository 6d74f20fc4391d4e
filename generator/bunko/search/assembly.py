"""All files of the index: shards, records, tags, and the core that names them."""

from __future__ import annotations

import gc
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath

from bunko.search.core import Core
from bunko.search.document import Document, Names
from bunko.search.inversion import Inversion
from bunko.search.numbering import number
from bunko.search.records import grouped, record
from bunko.search.shards import shards

CORE = PurePosixPath("core.bin")
"""The only file whose name stays."""

_SHARD = 4_000
"""Bytes of a shard of a small archive; they double whenever the archive grows by four."""
_SMALL = 10_000

Files = dict[PurePosixPath, str | bytes]


def assemble(documents: Iterable[Document], names: Names) -> Files:
    """The index of some documents, by paths below its folder. The same documents give the same bytes."""
    with _without_collection():
        return _assembled(documents, names)


@contextmanager
def _without_collection() -> Iterator[None]:
    """No search for circles of references: among hundreds of thousands of lists it takes a sixth of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _assembled(documents: Iterable[Document], names: Names) -> Files:
    spans, size = number(documents, names.languages)
    inversion, records = Inversion(), {}
    for span in spans:
        for place, document in enumerate(span.documents, span.start):
            inversion.add(place, document)
            records[place] = record(document)
    width = max(size - 1, 1).bit_length()
    cut = list(shards(inversion.lists(), width, _shard_size(len(records))))
    files: Files = {}
    for shard in cut:
        name = f"{shard.crc:08x}"
        files[PurePosixPath(f"terms/{name[:2]}/{name}.bin")] = shard.content
    groups = []
    for group, members in grouped(records, size):
        groups.append(group)
        files |= {PurePosixPath(f"text/{path}"): content for path, content in members.items()}
    core = Core(spans, size, width, names, cut, groups, inversion.characters)
    files[PurePosixPath(f"tags-{zlib.crc32(core.tags):08x}.bin")] = core.tags
    files[CORE] = core.written()
    return files


def _shard_size(count: int) -> int:
    size = _SHARD
    while count > _SMALL:
        size, count = size * 2, count // 4
    return size
