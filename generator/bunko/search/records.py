"""Each document's own words, for titles and excerpts: one small file a document, in a folder a group."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping

from bunko.search.document import Document

GROUP = 16
"""Documents whose records share a folder: it is named by all of them, so that caches never mix versions."""


def record(document: Document) -> bytes:
    """A document's record: the CRC-32 of what follows, then the raw deflate of a JSON list."""
    fields = (document.address, document.title, document.language, document.date, document.source_title, document.text)
    packed = deflate(json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode(errors="replace"))
    return zlib.crc32(packed).to_bytes(4, "big") + packed


def grouped(records: Mapping[int, bytes], size: int) -> Iterator[tuple[bytes, dict[str, bytes]]]:
    """The name of each group (CRC-32, 4 bytes) up to the document number `size`, with its files."""
    for start in range(0, size, GROUP):
        members = {number % GROUP: records[number] for number in range(start, start + GROUP) if number in records}
        crc = 0
        for place, content in members.items():
            crc = zlib.crc32(content, zlib.crc32(bytes((place,)), crc))
        yield (
            crc.to_bytes(4, "big"),
            {f"{crc:08x}/{place:x}.bin": content for place, content in members.items()},
        )


def deflate(data: bytes) -> bytes:
    """Raw deflate, which `DecompressionStream` reads; no server need say so."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()
