"""A file that was given, gzip or not: its head, its whole content, or a stream, each within bounds."""

from __future__ import annotations

import gzip
import hashlib
import io
import zlib
from functools import cached_property
from pathlib import Path
from typing import BinaryIO, cast

from bunko.captures.found import LIMIT, damaged, too_large
from bunko.errors import CaptureError

GZIP = b"\x1f\x8b"
HEAD = 64 * 1024
_BOMB, _RATIO = 1024 * 1024 * 1024, 100
FAILURES = (EOFError, gzip.BadGzipFile, zlib.error)
"""What a damaged gzip file raises while it is read."""


class GivenFile:
    """An open file of a batch.

    Attributes:
        name: as it was given.
        file: the bytes as they lie there; can seek.
        packed: it is gzip.
    """

    def __init__(self, name: str, file: BinaryIO, path: Path) -> None:
        self.name, self.file, self._path = name, file, path
        self.packed = file.read(len(GZIP)) == GZIP

    @cached_property
    def sha256(self) -> str:
        """Of the file as it lies there."""
        with self._path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def head(self) -> bytes:
        """Up to 64 KB of the unpacked content; of a damaged gzip file, what can be unpacked of them."""
        self.file.seek(0)
        raw = self.file.read(HEAD)
        if not self.packed:
            return raw
        try:
            return zlib.decompressobj(wbits=31).decompress(raw, HEAD)
        except zlib.error:
            return b""

    def stream(self) -> BinaryIO:
        """The unpacked content from its start."""
        self.file.seek(0)
        return cast("BinaryIO", _Bounded(self.file)) if self.packed else self.file

    def content(self, limit: int = LIMIT) -> bytes:
        """The whole unpacked content.

        Raises:
            CaptureError: damaged, or larger than the limit.
        """
        try:
            content = self.stream().read(limit + 1)
        except FAILURES as error:
            raise self.damaged(error) from error
        if len(content) > limit:
            raise too_large(self.name)
        return content

    def damaged(self, error: Exception) -> CaptureError:
        """The failure of a gzip file that cannot be unpacked."""
        return damaged(self.name, str(error), "gzip file")


class _Bounded(io.RawIOBase):
    """The content of a gzip file, which ends with an error where it is a bomb."""

    def __init__(self, file: BinaryIO) -> None:
        self._packed, self._unpacked, self._size = file, gzip.GzipFile(fileobj=file), 0

    def read(self, size: int | None = -1) -> bytes:
        data = self._unpacked.read(size)
        self._size += len(data)
        if self._size > _BOMB and self._size > _RATIO * self._packed.tell():
            raise EOFError(f"{self._packed.tell()} bytes that unpack to more than {self._size}")
        return data
