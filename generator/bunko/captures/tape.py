"""A WARC or ARC file as warcio reads it: bytes in order, with bounded lines and a way past damage.

warcio's own reader keeps a line of any length in memory and stops at the first damage; this one
does neither. `packed_tape` reads gzip files.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from typing import BinaryIO

BLOCK = 64 * 1024
LINE = 64 * 1024
HEADERS = 1024 * 1024
BOMB, RATIO = 1024 * 1024 * 1024, 100
"""A member that unpacks to more than this, and to so many times its size, holds no pages."""

_ARC = rb"[a-z][a-z0-9+.-]{1,20}:[^\n]{1,4000} [0-9a-fA-F.:]{3,45} \d{14} \S{1,200} \d+\r?\n"
START = re.compile(rb"WARC/\d|filedesc://|" + _ARC)
"""How a record of a WARC or ARC file starts."""

_NEXT = re.compile(rb"\n(?=WARC/\d\.\d+\r?\n|" + _ARC + rb")")
_OVERLAP = 5000
BLANK = b"\r\n\0"
_RECORD_END = b"\r\n\r\n"
_VERSION = 16


class DamageError(Exception):
    """A record cannot be read; the message is what was found."""


class Tape:
    """A plain file from which records are read one after the other."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._buffer, self._at = b"", 0
        self._base = 0
        self._headers = HEADERS
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

    def go_to(self, place: str) -> None:
        """Go to a record by its place, as `place` told it.

        Raises:
            DamageError: no such place.
        """
        if not place.isdigit() or int(place) > self.size:
            raise DamageError(f"no record at {place}")
        self._headers = HEADERS
        self._go_to(int(place))

    def next_record(self) -> bool:
        """Go to the start of the next record; False at the end of the file."""
        self._headers = HEADERS
        found = self._skip_blank()
        self._start = self.inner
        return found

    def ends_record(self) -> bool:
        """Two empty lines follow, or nothing but empty lines stands before the next record or the end."""
        if self._peek(len(_RECORD_END)) == _RECORD_END:
            return True
        return not self._skip_blank() or any(START.match(self._peek(size)) for size in (_VERSION, LINE))

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
        limit = min(LINE if size is None else size, self._headers)
        end = self._buffer.find(b"\n", self._at)
        while end < 0 and len(self._buffer) - self._at < limit and self._more():
            end = self._buffer.find(b"\n", self._at)
        line = self._buffer[self._at : min(self._at + limit, len(self._buffer) if end < 0 else end + 1)]
        if not line.endswith(b"\n") and len(line) in {LINE, self._headers}:
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
        if self._reread > 4 * self.size + BOMB:
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
            rest = self._buffer[self._at : self._at + BLOCK]
            bare = rest.lstrip(BLANK)
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
        return self._file.read(BLOCK)
