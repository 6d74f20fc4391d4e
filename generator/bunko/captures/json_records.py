"""JSONL and JSON: each object to a capture, one after the other.

A JSONL file has an object on each line, and a broken line costs that line alone. Any other
file of objects (one over many lines, an array of them) is cut at the braces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from bunko.captures.found import LIMIT, Found, Unreadable, damaged, too_large
from bunko.nouns import Capture

_BLOCK = 64 * 1024
_ENDLESS = 1024 * 1024 * 1024
"""Bytes of one line after which nothing more is expected of a file."""

_OUTSIDE = re.compile(rb'[{}"]')
_INSIDE = re.compile(rb'[\\"]')
_BOM = b"\xef\xbb\xbf"

Piece = tuple[int, bytes | None]
"""Where an object starts, and its bytes; None where it is larger than a capture may be."""


def read_json(name: str, file: BinaryIO, sha256: str) -> Iterator[Found]:
    """Every object of a JSON or JSONL file; an object that is alone in its file has the file's name.

    Args:
        name: of the file; a record's is `articles.jsonl@8379`, the offset in the unpacked file.
        file: at its start.
        sha256: of the file as it lies there.

    Raises:
        OSError, EOFError, zlib.error: the file is a damaged gzip file.
    """
    head = file.read(_BLOCK)
    pieces = _lines(file, head) if _has_lines(head) else _objects(file, head)
    first, alone = next(pieces, None), True
    while first is not None:
        try:
            second = next(pieces, None)
        except EOFError as error:
            yield _found(name, sha256, first, alone=False)
            yield Unreadable(name, damaged(name, str(error), "file"))
            return
        alone = alone and second is None
        yield _found(name, sha256, first, alone=alone)
        first, alone = second, False


def _found(name: str, sha256: str, piece: Piece, *, alone: bool) -> Found:
    place = name if alone else f"{name}@{piece[0]}"
    if piece[1] is None:
        return Unreadable(place, too_large(place))
    container = (None, None) if alone else ("JSONL", sha256)
    return Capture(piece[1], place, "application/ld+json", container=container[0], container_sha256=container[1])


def _has_lines(head: bytes) -> bool:
    """The first object stands on the first line."""
    lines = head.removeprefix(_BOM).lstrip().split(b"\n", 2)
    return lines[0].startswith(b"{") and (
        len(lines) == 1 or lines[0].rstrip().endswith(b"}") or lines[1].lstrip().startswith(b"{")
    )


def _lines(file: BinaryIO, head: bytes) -> Iterator[Piece]:
    """Each line that is not empty.

    Raises:
        EOFError: a line has no end.
    """
    base, line, skipped = 0, bytearray(), 0
    block = head
    while block:
        *whole, rest = block.split(b"\n")
        for part in whole:
            line += part
            if skipped or line.strip():
                yield base, None if skipped else _bare(line, base)
            base += skipped + len(line) + 1
            line, skipped = bytearray(), 0
        line += rest
        if len(line) > LIMIT:
            skipped += len(line)
            line = bytearray()
        if skipped > _ENDLESS:
            raise EOFError(f"a line of more than {_ENDLESS} bytes at {base}")
        block = file.read(_BLOCK)
    if skipped or line.strip():
        yield base, None if skipped else _bare(line, base)


def _bare(line: bytearray, base: int) -> bytes:
    """The line without its end, and the file without its byte order mark."""
    content = bytes(line).removesuffix(b"\r")
    return content if base else content.removeprefix(_BOM)


def _objects(file: BinaryIO, head: bytes) -> Iterator[Piece]:
    """Each object of the outermost level.

    Raises:
        EOFError: the file ends in the midst of one, or one is larger than a capture may be.
    """
    cut = _Cut(bytearray(head))
    while True:
        piece = cut.next_object()
        if piece is not None:
            yield piece
            continue
        block = file.read(_BLOCK)
        if not block:
            break
        cut.add(block)
    if cut.depth:
        raise EOFError(f"the file ends in the midst of the object at {cut.base}")


@dataclass
class _Cut:
    """A window of a file: `base` is where it starts, `at` how far it has been read."""

    buffer: bytearray
    base: int = 0
    at: int = 0
    start: int = 0
    depth: int = 0
    inside: bool = False

    def add(self, block: bytes) -> None:
        """Go on with a block, and forget what lies before the object."""
        kept = self.start if self.depth else min(self.at, len(self.buffer))
        del self.buffer[:kept]
        self.base, self.at, self.start = self.base + kept, self.at - kept, 0
        self.buffer += block
        if len(self.buffer) > LIMIT + _BLOCK:
            raise EOFError(f"an object of more than {LIMIT} bytes at {self.base}")

    def next_object(self) -> Piece | None:
        """The next object that ends in this window."""
        while found := (_INSIDE if self.inside else _OUTSIDE).search(self.buffer, self.at):
            self.at, mark = found.end(), found.group()
            if mark == b"\\":
                self.at += 1
            elif mark == b'"':
                self.inside = bool(self.depth) and not self.inside
            elif mark == b"{":
                self.start = self.start if self.depth else found.start()
                self.depth += 1
            elif self.depth:
                self.depth -= 1
                if not self.depth:
                    return self.base + self.start, bytes(self.buffer[self.start : self.at])
        self.at = max(self.at, len(self.buffer))
        return None
