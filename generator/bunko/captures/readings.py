"""Captures read to drafts, pages of HTML on several processes if there are many, and always in their order.

Reading is a pure function of the capture, so that the number of processes changes nothing but the time.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import chain, islice

from bunko.captures import reader
from bunko.captures.draft import Draft
from bunko.captures.found import Found
from bunko.captures.time_limit import time_limit
from bunko.errors import CaptureError
from bunko.faults import FAULTS, fault
from bunko.nouns import Capture

_ALONE = 32
"""Captures that are read before other processes are worth their start."""

_AHEAD = 8
"""Captures for each process that are read ahead of the writing."""

_WORTH_SENDING = frozenset({"text/html"})
"""Media types that cost more to read than to send to another process (benchmarks/import); the rest is read here."""

_BYTES_AHEAD = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Hints:
    """What a person told of a capture that helps to read it: the article's address and its headline."""

    url: str | None = None
    title: str | None = None


NO_HINTS = Hints()


@dataclass(frozen=True)
class Reading:
    """What stands at a place, and of a capture what it says.

    Attributes:
        result: the draft, or why there is none; None where the place holds no capture.
        hints: what the reader was told of it.
    """

    found: Found
    result: Draft | CaptureError | None = None
    hints: Hints = NO_HINTS


def readings(places: Iterable[Found], hints_of: Callable[[Capture], Hints], jobs: int) -> Iterator[Reading]:
    """Each place with its draft, in order.

    Args:
        places: as the containers give them; they are taken a little ahead of the drafts.
        hints_of: what a person told of a capture.
        jobs: processes that read; 1 reads in this one.
    """
    rest = iter(places)
    for found in rest if jobs == 1 else islice(rest, _ALONE):
        yield _here(found, hints_of)
    following = next(rest, None)
    if following is not None:
        yield from _Ahead(jobs, hints_of).read(chain([following], rest))


def _here(found: Found, hints_of: Callable[[Capture], Hints]) -> Reading:
    if not isinstance(found, Capture):
        return Reading(found)
    hints = hints_of(found)
    return Reading(found, read_one(found, hints), hints)


def read_one(capture: Capture, hints: Hints) -> Draft | CaptureError:
    """The draft of a capture, or why there is none, within a bound of time."""
    try:
        with time_limit(capture.name):
            return reader.read(capture, hints.url, hints.title)
    except CaptureError as error:
        return error
    except FAULTS as error:
        return fault(capture.name, error)


@dataclass
class _Waiting:
    found: Found
    hints: Hints = NO_HINTS
    future: Future[Draft | CaptureError] | None = None

    @property
    def size(self) -> int:
        return len(self.found.content) if isinstance(self.found, Capture) else 0


class _Ahead:
    """A queue of captures that other processes read."""

    def __init__(self, jobs: int, hints_of: Callable[[Capture], Hints]) -> None:
        self._jobs, self._hints_of = jobs, hints_of
        self._queue = deque[_Waiting]()
        self._bytes = 0
        self._pool = self._start()

    def read(self, places: Iterator[Found]) -> Iterator[Reading]:
        through = False
        try:
            for found in places:
                self._put(found)
                while len(self._queue) > _AHEAD * self._jobs or self._bytes > _BYTES_AHEAD:
                    yield self._first()
            while self._queue:
                yield self._first()
            through = True
        finally:  # what ends while its pool is still ending says so (python/cpython#94777)
            self._pool.shutdown(wait=through, cancel_futures=True)

    def _start(self) -> ProcessPoolExecutor:
        # Started anew and not forked, since this process may hold threads and locks.
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self._jobs, mp_context=context, initializer=_settle)

    def _put(self, found: Found) -> None:
        waiting = _Waiting(found)
        if isinstance(found, Capture):
            waiting.hints = self._hints_of(found)
            if found.media_type in _WORTH_SENDING:
                self._submit(waiting, found)
        self._queue.append(waiting)
        self._bytes += waiting.size

    def _submit(self, waiting: _Waiting, capture: Capture) -> None:
        try:
            waiting.future = self._pool.submit(read_one, capture, waiting.hints)
        except BrokenProcessPool:
            waiting.future = Future()
            waiting.future.set_exception(BrokenProcessPool())

    def _first(self) -> Reading:
        waiting = self._queue.popleft()
        self._bytes -= waiting.size
        if not isinstance(waiting.found, Capture):
            return Reading(waiting.found)
        if waiting.future is None:
            return Reading(waiting.found, read_one(waiting.found, waiting.hints), waiting.hints)
        try:
            result = waiting.future.result()
        except BrokenProcessPool:
            result = self._again(waiting.found, waiting.hints)
        return Reading(waiting.found, result, waiting.hints)

    def _again(self, capture: Capture, hints: Hints) -> Draft | CaptureError:
        """A process ended while this capture or another one was read; it is read alone to learn which."""
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"), initializer=_settle) as alone:
            try:
                result = alone.submit(read_one, capture, hints).result()
            except BrokenProcessPool:
                result = _breaks(capture.name)
        self._pool.shutdown(wait=False)
        self._pool = self._start()
        for waiting in self._queue:
            if waiting.future is not None and isinstance(waiting.found, Capture):
                self._submit(waiting, waiting.found)
        return result


def _breaks(name: str) -> CaptureError:
    return CaptureError(
        name,
        "the process that read the capture broke down",
        found="an end without a message, as of too little memory",
        cure="Import the capture alone; if that fails too, please report it with the capture.",
    )


def _settle() -> None:
    """Make this process one that ends with its parent: by the parent's word, or when the parent is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def cores() -> int:
    """Processors that this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1
