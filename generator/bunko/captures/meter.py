"""How far a file has been read, for a progress line."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import BinaryIO, cast

Meter = Callable[[int], None]
"""Is told how many bytes more of a file lie behind; what is read twice counts once."""


def metered(file: BinaryIO, meter: Meter) -> BinaryIO:
    """The file, whose readings the meter is told of."""
    return cast("BinaryIO", _Metered(file, meter))


class _Metered(io.RawIOBase):
    def __init__(self, file: BinaryIO, meter: Meter) -> None:
        self._file, self._meter, self._furthest = file, meter, 0

    def read(self, size: int | None = -1) -> bytes:
        data = self._file.read(-1 if size is None else size)
        self._note()
        return data

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        size = self._file.readinto(buffer)  # type: ignore[attr-defined]
        self._note()
        return int(size)

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def seekable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True

    def _note(self) -> None:
        at = self._file.tell()
        if at > self._furthest:
            self._meter(at - self._furthest)
            self._furthest = at
