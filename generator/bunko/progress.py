"""A line on standard error that tells how far an import is."""

from __future__ import annotations

import time
from types import TracebackType
from typing import TextIO

_EVERY = 0.2
_MEGABYTE = 1_000_000


class Progress:
    """Captures done, megabytes read, captures a second; written over itself, and gone at the end.

    Args:
        out: a terminal.
        shown: False writes nothing.
    """

    def __init__(self, out: TextIO, *, shown: bool) -> None:
        self._out, self._shown = out, shown
        self._count, self._bytes = 0, 0
        self._start = self._last = time.monotonic()
        self._width = 0

    def __enter__(self) -> Progress:  # noqa: PYI034 - Self would say no more
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.clear()

    def read(self, size: int) -> None:
        """So many bytes more are read."""
        self._bytes += size
        self._show()

    def done(self) -> None:
        """One capture more is done."""
        self._count += 1
        self._show()

    def clear(self) -> None:
        """Take the line away, since something else is to be written."""
        if self._width:
            self._out.write("\r" + " " * self._width + "\r")
            self._width = 0

    def _show(self) -> None:
        now = time.monotonic()
        if not self._shown or now - self._last < _EVERY:
            return
        self._last = now
        rate = self._count / max(now - self._start, _EVERY)
        line = f"{self._count:,} captures, {self._bytes / _MEGABYTE:,.0f} MB read, {rate:,.0f} a second"
        self.clear()
        self._out.write(line)
        self._out.flush()
        self._width = len(line)
