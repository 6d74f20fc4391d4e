"""Records as text, one after the other: JSON Lines and CSV."""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

from bunko.exports.last import Bounds, Last, taken_over
from bunko.exports.record import FIELDS, Record
from bunko.filesystem import copy_range

_AT_ONCE = 1 << 20
"""Bytes that are held before they are written."""
_BYTES = "bytes"
_SEPARATOR = "; "
_TO_QUOTE = re.compile('[",\r\n]')


class Lines:
    """A file of records, each some bytes.

    Args:
        place: the file to make; without one it is made in memory.
        last: the file of this format that was made last.
        head: what stands before the first record.

    Raises:
        OSError: a file cannot be written or read, here and below.
    """

    def __init__(self, place: Path | None, last: Last | None, head: bytes = b"") -> None:
        self._stack = ExitStack()
        made: BinaryIO = place.open("xb", _AT_ONCE) if place else io.BytesIO()
        self._file = self._stack.enter_context(made)
        self._last = last
        self._from = self._stack.enter_context(last.file.open("rb", 0)) if last else None
        self._file.write(head)
        self.bounds: Bounds = {_BYTES: [len(head)]}

    def write(self, content: bytes) -> None:
        """Write a record."""
        self._file.write(content)
        bounds = self.bounds[_BYTES]
        bounds.append(bounds[-1] + len(content))

    def keep(self, run: range) -> None:
        """Take over records of the last file by their numbers."""
        if self._last is None or self._from is None:
            raise ValueError("there is no last file")
        last = self._last.bounds[_BYTES]
        self._file.flush()
        copy_range(self._from.fileno(), self._file.fileno(), last[run.start], last[run.stop] - last[run.start])
        taken_over(self.bounds[_BYTES], last, run)

    def end(self) -> None:
        """Have all in the file."""
        self._file.flush()

    def content(self) -> bytes:
        """The file, made in memory."""
        return self._file.getvalue() if isinstance(self._file, io.BytesIO) else b""

    def close(self) -> None:
        """Hold nothing any more."""
        self._stack.close()


class JsonLines(Lines):
    """One JSON object a line, UTF-8, with `@type`.

    Attributes:
        digest: SHA-256 of the line that was added last.
    """

    def __init__(self, place: Path | None = None, last: Last | None = None) -> None:
        super().__init__(place, last)
        self._encode = json.JSONEncoder(ensure_ascii=False).encode
        self.digest = b""

    def add(self, record: Record) -> None:
        """Take a record in."""
        line = f"{self._encode({'@type': 'NewsArticle'} | record)}\n".encode("utf-8", "backslashreplace")
        self.digest = hashlib.sha256(line).digest()
        self.write(line)


class Table(Lines):
    """RFC 4180 with a header, UTF-8 with a byte order mark, without which Excel takes it for another encoding.

    Values of a list are joined by `; `; of an image the address stands alone.
    """

    def __init__(self, place: Path | None = None, last: Last | None = None) -> None:
        super().__init__(place, last, f"\ufeff{','.join(FIELDS)}\r\n".encode())

    def add(self, record: Record) -> None:
        """Take a record in."""
        row = ",".join([_cell(record[name]) if name in record else "" for name in FIELDS])
        self.write(f"{row}\r\n".encode("utf-8", "backslashreplace"))


def _cell(value: object) -> str:
    text = _text(value)
    return f'"{text.replace(chr(34), chr(34) * 2)}"' if _TO_QUOTE.search(text) else text


def _text(value: object) -> str:
    if isinstance(value, list):
        return _SEPARATOR.join(map(_text, value))
    if isinstance(value, Mapping):
        return str(value.get("url") or value.get("contentUrl") or "")
    return str(value)
