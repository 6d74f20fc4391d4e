"""A WARC or ARC file as warcio reads it: unpacked bytes in order, with bounded lines and a way past damage.

A file is plain, or gzip with a member for each record, or gzip as a whole. warcio's own reader
keeps a line of any length in memory and stops at the first damage; this one does neither.
"""

from __future__ import annotations

import os
import re
import zlib
from contextlib import suppress
from typing import BinaryIO

GZIP = b"\x1f\x8b\x08"
_BLOCK = 64 * 1024
_UNPACKED = 1024 * 1024
_LINE = 64 * 1024
_HEADERS = 1024 * 1024
_BOMB, _RATIO = 1024 * 1024 * 1024, 100
"""A member that unpacks to more than this, and to so many times its size, holds no pages."""

_ARC = rb"[a-z][a-z0-9+.-]{1,20}:[^\n]{1,4000} [0-9a-fA-F.:]{3,45} \d{14} \S{1,200} \d+\r?\n"
START = re.compile(rb"WARC/\d|filedesc://|" + _ARC)
"""How a record of a WARC or ARC file starts."""

_NEXT = re.compile(rb"\n(?=WARC/\d\.\d+\r?\n|" + _ARC + rb")")
_OVERLAP = 5000
_BLANK = b"\r\n\0"
_RECORD_END = b"\r\n\r\n"
_VERSION = 16
_KEPT = 1024 * 1024
"""Bytes of a record in a gzip member that are kept, to look for the next one where this one is broken."""


class DamageError(Exception):
    """A record cannot be read; the message is what was found."""


class Tape:
    """A plain file from which records are read one after the other."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._buffer, self._at = b"", 0
        self._base = 0
        self._headers = _HEADERS
        self.size = file.seek(0, os.SEEK_END)
        self._reread = 0
        self._start = 0
        file.seek(0)

    @property
    def place(self) -> str:
        """Where the next byte stands: `8379`, or `8379+120` inside a gzip member."""
        return str(self.inner)

    @property
    def inner(self) -> int:
        """Unpacked bytes before the next one, from the start of the file or member."""
        return self._base + self._at

    def next_record(self) -> bool:
        """Go to the start of the next record; False at the end of the file."""
        self._headers = _HEADERS
        found = self._skip_blank()
        self._start = self.inner
        return found

    def ends_record(self) -> bool:
        """Two empty lines follow, or nothing but empty lines stands before the next record or the end."""
        if self._peek(len(_RECORD_END)) == _RECORD_END:
            return True
        return not self._skip_blank() or any(START.match(self._peek(size)) for size in (_VERSION, _LINE))

    def read(self, size: int | None = None) -> bytes:
        """So many bytes, fewer at the end."""
        pieces, wanted = list[bytes](), size
        while wanted is None or wanted > 0:
            if self._at >= len(self._buffer) and not self._more():
                break
            piece = self._buffer[self._at : None if wanted is None else self._at + wanted]
            self._at += len(piece)
            wanted = None if wanted is None else wanted - len(piece)
            pieces.append(piece)
        return b"".join(pieces)

    def readline(self, size: int | None = None) -> bytes:
        """A line of a header with its line feed.

        Raises:
            DamageError: the line, or all lines of the record, are too long for a header.
        """
        limit = min(_LINE if size is None else size, self._headers)
        end = self._buffer.find(b"\n", self._at)
        while end < 0 and len(self._buffer) - self._at < limit and self._more():
            end = self._buffer.find(b"\n", self._at)
        line = self._buffer[self._at : min(self._at + limit, len(self._buffer) if end < 0 else end + 1)]
        if not line.endswith(b"\n") and len(line) in {_LINE, self._headers}:
            raise DamageError(f"a header line of more than {len(line)} bytes")
        self._at += len(line)
        self._headers -= len(line)
        return line

    def skip(self, size: int) -> None:
        """Go on by so many bytes.

        Raises:
            DamageError: the file ends before.
        """
        target = self.inner + size
        if target > self.size:
            raise DamageError("the file ends in the midst of the record")
        if size <= len(self._buffer) - self._at:
            self._at += size
        else:
            self._go_to(target)

    def resume(self, start: int) -> bool:
        """Look for the next record after one that started at `start` and is broken; False where there is none.

        Raises:
            DamageError: so much is broken that it is no longer worth the time.
        """
        self._reread += self.inner - start
        if self._reread > 4 * self.size + _BOMB:
            raise DamageError("most of the records are broken")
        self._go_to(start)
        return self._seek_start()

    def _seek_start(self) -> bool:
        """Go behind the next line feed before a record; False at the end."""
        self._at = min(self._at + 1, len(self._buffer)) if self._at < len(self._buffer) or self._more() else self._at
        while True:
            found = _NEXT.search(self._buffer, max(0, self._at - 1))
            if found and found.end() >= self._at:
                self._at = found.end()
                return True
            self._at = max(self._at, len(self._buffer) - _OVERLAP)
            self._start = self.inner
            if not self._more():
                self._at = len(self._buffer)
                return False

    def _go_to(self, place: int) -> None:
        self._file.seek(place)
        self._buffer, self._at, self._base = b"", 0, place

    def _peek(self, size: int) -> bytes:
        """What comes next; damage counts where it is read."""
        with suppress(DamageError):
            while len(self._buffer) - self._at < size and self._more():
                pass
        return self._buffer[self._at : self._at + size]

    def _skip_blank(self) -> bool:
        while True:
            rest = self._buffer[self._at : self._at + _BLOCK]
            bare = rest.lstrip(_BLANK)
            self._at += len(rest) - len(bare)
            if bare:
                return True
            if self._at >= len(self._buffer) and not self._more():
                return False

    def _more(self) -> bool:
        block, kept = self._block(), self._kept()
        self._base += kept
        self._buffer = self._buffer[kept:] + block
        self._at -= kept
        return bool(block)

    def _kept(self) -> int:
        """Where in the buffer that starts which is still wanted."""
        return self._at

    def _block(self) -> bytes:
        return self._file.read(_BLOCK)


class PackedTape(Tape):
    """A gzip file from which records are read one after the other."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__(file)
        self._member = 0
        self._unpacker = zlib.decompressobj(wbits=31)
        self._packed = b""
        self._taken = 0
        self._failure = ""

    @property
    def place(self) -> str:
        """Where the member starts, and where in it the record."""
        return f"{self._member}+{self.inner}" if self.inner else str(self._member)

    def next_record(self) -> bool:
        """Go to the next record in this member, else to the next member; False at the end of the file."""
        self._headers = _HEADERS
        self._start = self.inner
        while not self._skip_blank():
            if not self._next_member():
                return False
        self._start = self.inner
        return True

    def skip(self, size: int) -> None:
        """Go on by so many unpacked bytes."""
        while size:
            if self._at >= len(self._buffer) and not self._more():
                raise DamageError("the record is shorter than it says")
            step = min(size, len(self._buffer) - self._at)
            self._at += step
            size -= step

    def resume(self, start: int) -> bool:
        """Look for the next record, in this member where it is sound, else in one of the next."""
        try:
            self._at = max(0, start - self._base)
            if self._seek_start():
                return True
            return self._next_member()
        except DamageError:
            return self._seek_member()

    def _kept(self) -> int:
        if self.inner - self._start > _KEPT:
            return self._at
        return min(self._at, max(0, self._start - self._base))

    def _seek_member(self) -> bool:
        """Go to the next member that starts with a record."""
        at = self._member + 1
        self._reread += max(0, self._file.tell() - at)
        if self._reread > 4 * self.size + _BOMB:
            raise DamageError("most of the file is broken")
        while True:
            self._file.seek(at)
            block = self._file.read(_BLOCK)
            found = block.find(GZIP)
            if found >= 0 and self._starts_record(at + found):
                self._open_member(at + found)
                return True
            if found < 0 and len(block) < len(GZIP):
                self._open_member(self.size)
                return False
            at += found + 1 if found >= 0 else len(block) - len(GZIP) + 1

    def _starts_record(self, at: int) -> bool:
        self._file.seek(at)
        try:
            head = zlib.decompressobj(wbits=31).decompress(self._file.read(_BLOCK), _LINE)
        except zlib.error:
            return False
        return bool(START.match(head.lstrip(_BLANK)))

    def _open_member(self, at: int) -> None:
        self._file.seek(at)
        self._buffer, self._at, self._base, self._start = b"", 0, 0, 0
        self._member, self._packed, self._taken, self._failure = at, b"", 0, ""
        self._unpacker = zlib.decompressobj(wbits=31)

    def _next_member(self) -> bool:
        """Open the member behind this one, which must be read to its end.

        Raises:
            DamageError: something else stands there.
        """
        if not self._unpacker.eof:
            return False
        rest = self._unpacker.unused_data
        at = self._file.tell() - len(rest)
        head = rest or self._file.read(_BLOCK)
        if not head.strip(b"\0"):
            return False
        self._open_member(at)
        return True

    def _block(self) -> bytes:
        """More unpacked bytes of this member; none at its end.

        Raises:
            DamageError: the data is damaged, cut, or a bomb.
        """
        if self._failure:
            raise DamageError(self._failure)
        out = b""
        try:
            while not out and not self._unpacker.eof:
                packed = self._packed or self._file.read(_BLOCK)
                if not packed:
                    if self._taken:
                        raise DamageError("the file ends in the midst of its gzip data")
                    return b""
                out = self._unpacker.decompress(packed, _UNPACKED)
                self._packed = self._unpacker.unconsumed_tail
                self._taken += len(packed) - len(self._packed)
        except zlib.error as error:
            self._failure = f"gzip data that cannot be unpacked ({error})"
            raise DamageError(self._failure) from error
        if self._base > _BOMB and self._base > _RATIO * self._taken:
            raise DamageError(f"{self._taken} bytes that unpack to more than {self._base}")
        return out


def open_tape(file: BinaryIO) -> Tape:
    """The tape of a WARC or ARC file, plain or gzip.

    Args:
        file: can seek; it is read from its start.
    """
    file.seek(0)
    return PackedTape(file) if file.read(len(GZIP)) == GZIP else Tape(file)
