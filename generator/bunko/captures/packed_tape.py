"""A gzip file of records, with a member for each record or as a whole, read as a tape."""

from __future__ import annotations

import zlib
from typing import BinaryIO

from bunko.captures.tape import BLANK, BLOCK, BOMB, HEADERS, LINE, RATIO, START, DamageError, Tape

GZIP = b"\x1f\x8b\x08"
_UNPACKED = 1024 * 1024
_KEPT = 1024 * 1024
"""Bytes of a record in a gzip member that are kept, to look for the next one where this one is broken."""


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

    def go_to(self, place: str) -> None:
        """Go to a record by its place.

        Raises:
            DamageError: no such place.
        """
        member, _, inner = place.partition("+")
        if not member.isdigit() or not (inner or "0").isdigit() or int(member) > self.size:
            raise DamageError(f"no record at {place}")
        self._headers = HEADERS
        self._open_member(int(member))
        self.skip(int(inner or 0))

    def next_record(self) -> bool:
        """Go to the next record in this member, else to the next member; False at the end of the file."""
        self._headers = HEADERS
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
        if self._reread > 4 * self.size + BOMB:
            raise DamageError("most of the file is broken")
        while True:
            self._file.seek(at)
            block = self._file.read(BLOCK)
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
            head = zlib.decompressobj(wbits=31).decompress(self._file.read(BLOCK), LINE)
        except zlib.error:
            return False
        return bool(START.match(head.lstrip(BLANK)))

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
        head = rest or self._file.read(BLOCK)
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
                packed = self._packed or self._file.read(BLOCK)
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
        if self._base > BOMB and self._base > RATIO * self._taken:
            raise DamageError(f"{self._taken} bytes that unpack to more than {self._base}")
        return out


def open_tape(file: BinaryIO) -> Tape:
    """The tape of a WARC or ARC file, plain or gzip.

    Args:
        file: can seek; it is read from its start.
    """
    file.seek(0)
    return PackedTape(file) if file.read(len(GZIP)) == GZIP else Tape(file)
