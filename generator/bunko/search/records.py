"""Each document's own words, for titles and excerpts: one small file a document, in a folder a group."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bunko.search.document import Document

GROUP = 16
"""Documents whose records share a folder: it is named by all of them, so that caches never mix versions."""


@dataclass(frozen=True, slots=True)
class Record:
    """A document's record.

    Attributes:
        content: the CRC-32 of what follows, then the raw deflate of a JSON list.
        sha256: of the content.
        strong_lines: `Document.strong_lines`.
    """

    content: bytes
    sha256: str
    strong_lines: bytes

    @classmethod
    def of(cls, document: Document) -> Record:
        """The record of a document."""
        text = document.text
        fields = (document.address, document.title, document.language, document.date, document.source_title, text)
        packed = deflate(json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode(errors="replace"))
        content = zlib.crc32(packed).to_bytes(4, "big") + packed
        return cls(content, hashlib.sha256(content).hexdigest(), document.strong_lines)

    def indexed(self) -> Document:
        """What stands in the index of the document: its title and its lines, what is strong apart."""
        address, title, language, date, source_title, text = json.loads(zlib.decompress(self.content[4:], -15))
        lines: tuple[list[str], list[str]] = ([], [])
        for line, is_strong in zip(text.split("\n"), self.strong_lines, strict=False):  # no paragraph is no line
            lines[is_strong].append(line)
        body, strong = map(tuple, lines)
        return Document(address, title, language, "", date, "", source_title, (), strong, body)


def grouped(records: Mapping[int, Record], size: int) -> Iterator[tuple[bytes, dict[str, Record]]]:
    """The name of each group (CRC-32, 4 bytes) up to the document number `size`, with its files."""
    for start in range(0, size, GROUP):
        members = {number % GROUP: records[number] for number in range(start, start + GROUP) if number in records}
        crc = 0
        for place, record in members.items():
            crc = zlib.crc32(record.content, zlib.crc32(bytes((place,)), crc))
        yield (
            crc.to_bytes(4, "big"),
            {f"{crc:08x}/{place:x}.bin": record for place, record in members.items()},
        )


def deflate(data: bytes) -> bytes:
    """Raw deflate, which `DecompressionStream` reads; no server need say so."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()
