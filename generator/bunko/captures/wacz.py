"""WACZ: a ZIP file with WARC files in its folder `archive`."""

from __future__ import annotations

import io
import os
import shutil
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from bunko.captures.crawl import read_crawl
from bunko.captures.found import Found, Unreadable, damaged
from bunko.errors import CaptureError

_BOMB, _RATIO = 1024 * 1024 * 1024, 100
"""A packed file that unpacks to more than this, and to so many times its size, holds no pages."""

_ENTRIES = 100_000
_ENCRYPTED = 1
_LOCAL = struct.Struct("<26sHH")
"""The head of an entry: 26 bytes, then the lengths of its name and its extra field."""


def read_wacz(name: str, file: BinaryIO, sha256: str) -> Iterator[Found]:
    """Every stored page of a WACZ file.

    Nothing is written below the archive by the names in the ZIP file; one that climbs out of it is refused.

    Args:
        name: of the file; a record's is `crawl.wacz/archive/data.warc.gz@8379`.
        file: can seek.
        sha256: of the file.
    """
    try:
        with zipfile.ZipFile(file) as package:
            entries = [entry for entry in package.infolist()[:_ENTRIES] if _is_crawl(entry)]
            if not entries:
                yield Unreadable(name, _no_wacz(name))
            for entry in entries:
                yield from _read_entry(f"{name}/{entry.filename}", file, package, entry, sha256)
    except ZIP_FAILURES as error:
        yield Unreadable(name, damaged(name, str(error) or type(error).__name__, "ZIP file"))


ZIP_FAILURES = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, RuntimeError, ValueError)
"""What zipfile raises of a damaged, encrypted or unknown ZIP file."""


def open_entry(file: BinaryIO, name: str, scratch: BinaryIO) -> BinaryIO:
    """An entry of a ZIP file by its name, as a file that can seek.

    Args:
        file: the ZIP file.
        name: of the entry.
        scratch: takes the unpacked bytes where they are packed.

    Raises:
        KeyError, and what stands in ZIP_FAILURES: it cannot be read.
    """
    package = zipfile.ZipFile(file)
    entry = package.getinfo(name)
    if entry.compress_type == zipfile.ZIP_STORED and not entry.flag_bits & _ENCRYPTED:
        return _slice(file, entry)
    with package.open(entry) as packed:
        shutil.copyfileobj(packed, scratch)
    scratch.seek(0)
    return scratch


def _is_crawl(entry: zipfile.ZipInfo) -> bool:
    parts = PurePosixPath(entry.filename.replace("\\", "/")).parts
    return "archive" in parts[:-1] and parts[-1].lower().endswith((".warc", ".warc.gz", ".arc", ".arc.gz"))


def _read_entry(
    name: str, file: BinaryIO, package: zipfile.ZipFile, entry: zipfile.ZipInfo, sha256: str
) -> Iterator[Found]:
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        yield Unreadable(
            name,
            CaptureError(
                name,
                "the name climbs out of the ZIP file",
                expected="archive/….warc.gz",
                found=entry.filename,
                cure="Do not trust this file; ask who made it.",
            ),
        )
        return
    if entry.file_size > _BOMB and entry.file_size > _RATIO * max(entry.compress_size, 1):
        found = f"{entry.compress_size} bytes that unpack to {entry.file_size}"
        yield Unreadable(name, damaged(name, found, "ZIP file"))
        return
    try:
        if entry.compress_type == zipfile.ZIP_STORED and not entry.flag_bits & _ENCRYPTED:
            yield from read_crawl(name, _slice(file, entry), sha256)
            return
        # Reading goes back at damaged places, which a packed file can do only from its start.
        with package.open(entry) as packed, tempfile.TemporaryFile() as unpacked:
            shutil.copyfileobj(packed, unpacked)
            yield from read_crawl(name, unpacked, sha256)
    except ZIP_FAILURES as error:
        yield Unreadable(name, damaged(name, str(error) or type(error).__name__, "ZIP file"))


class _Slice(io.RawIOBase):
    """A part of a file as a file of its own; zipfile's would read from the start on each step back."""

    def __init__(self, file: BinaryIO, start: int, size: int) -> None:
        self._file, self._start, self._size, self._at = file, start, size, 0

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        self._at = offset + {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence]
        return self._at

    def tell(self) -> int:
        return self._at

    def read(self, size: int | None = -1) -> bytes:
        rest = max(0, self._size - self._at)
        self._file.seek(self._start + self._at)
        data = self._file.read(rest if size is None or size < 0 else min(size, rest))
        self._at += len(data)
        return data


def _slice(file: BinaryIO, entry: zipfile.ZipInfo) -> BinaryIO:
    """An entry that is stored as it is.

    Raises:
        BadZipFile: the entry does not stand where the ZIP file's list says.
    """
    file.seek(entry.header_offset)
    head = file.read(_LOCAL.size)
    if len(head) < _LOCAL.size or not head.startswith(b"PK\x03\x04"):
        raise zipfile.BadZipFile(f"no entry at {entry.header_offset}")
    _, name, extra = _LOCAL.unpack(head)
    start = entry.header_offset + _LOCAL.size + name + extra
    return cast("BinaryIO", _Slice(file, start, entry.file_size))


def _no_wacz(name: str) -> CaptureError:
    return CaptureError(
        name,
        "the ZIP file is no WACZ",
        expected="archive/….warc.gz in it",
        cure="Unpack it, and import what it holds.",
    )
