"""A bound on the time that one capture may take: hostile input costs its own reading and no more."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from bunko.errors import CaptureError

SECONDS = 60.0
"""Of this process's own time, so that a busy machine fails no sound capture; an article takes some milliseconds."""


@contextmanager
def time_limit(name: str, seconds: float | None = None) -> Iterator[None]:
    """End what is done inside once it took too long; where the system has no such timer, nothing is ended.

    Args:
        name: of the capture.
        seconds: of this process's time; None for the usual bound.

    Raises:
        CaptureError: it took too long.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return
    bound = SECONDS if seconds is None else seconds

    def end(_signal: int, _frame: FrameType | None) -> None:
        raise _too_long(name, bound)

    before = signal.signal(signal.SIGVTALRM, end)
    signal.setitimer(signal.ITIMER_VIRTUAL, bound)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _too_long(name: str, seconds: float) -> CaptureError:
    return CaptureError(
        name,
        "reading the capture took too long",
        expected=f"at most {seconds:g} seconds of processor time; an article takes some milliseconds",
        cure="Look whether it is an article; if it is, please report it with the capture.",
    )
