"""Work that other processes do meanwhile: copies of this one, where the platform makes such copies.

Elsewhere, and on a machine of one core, there are none, and the work is done here.
"""

from __future__ import annotations

import ctypes
import os
import pickle
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Generic, NoReturn, TypeVar

from bunko.filesystem import remove_unfinished

Result = TypeVar("Result")

_PARENT_DEATH_SIGNAL = 1
"""PR_SET_PDEATHSIG of prctl(2)."""


def processes() -> int:
    """How many processes can work at once: as many as there are cores, where this one can be copied; else one."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


class Copy:
    """A copy of this process, made by `Copy()`: from there on the program runs twice, once with `is_here` true.

    The copy has all that the process knew; what it changes is lost, but for files and what it says at its `end`. It
    ends with the process that made it, whatever ends that.
    """

    def __init__(self) -> None:
        self._pipe, end = os.pipe()
        sys.stdout.flush()
        sys.stderr.flush()
        maker = os.getpid()
        self._pid = os.fork()
        self.is_here = not self._pid
        if self.is_here:
            ctypes.CDLL(None).prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL)
            if os.getppid() != maker:  # it was ended before that
                os._exit(0)
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            os.close(self._pipe)
            self._pipe = end
        else:
            os.close(end)

    def end(self, said: object) -> NoReturn:
        """End the copy, which says this; nothing, where it cannot be said."""
        try:
            remove_unfinished()
            with os.fdopen(self._pipe, "wb") as pipe:
                pipe.write(pickle.dumps(said))
        finally:
            os._exit(0)  # what this process holds beside is its maker's to end

    def said(self) -> Any:
        """What the copy said at its end, for which this waits; None where it was ended otherwise."""
        with os.fdopen(self._pipe, "rb") as pipe:
            content = pipe.read()
        self._reap()
        return pickle.loads(content) if content else None  # noqa: S301 - this program's own words

    def abandon(self) -> None:
        """End the copy, if it is still there."""
        if self._pid:
            os.close(self._pipe)
            with suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGTERM)
            self._reap()

    def _reap(self) -> None:
        with suppress(ChildProcessError):
            os.waitpid(self._pid, 0)
        self._pid = 0


class Aside(Generic[Result]):
    """Some work, begun at once by a copy. Whoever begins it asks for its result, or abandons it."""

    def __init__(self, work: Callable[[], Result]) -> None:
        self._work = work
        self._copy = Copy() if processes() > 1 else None
        if self._copy is not None and self._copy.is_here:
            signal.signal(signal.SIGTERM, _ended)
            self._copy.end(self._done())

    def result(self) -> Result:
        """What the work gave.

        Raises:
            Exception: what the work raised.
        """
        said = self._copy.said() if self._copy is not None else None
        if said is None:  # there is no copy, or it was ended from outside
            return self._work()
        done, value = said
        if done:
            return value  # type: ignore[no-any-return]
        raise value

    def abandon(self) -> None:
        """End the work, if it is still going on."""
        if self._copy is not None:
            self._copy.abandon()

    def _done(self) -> tuple[bool, Any] | None:
        try:
            return True, self._work()
        except SystemExit:  # it is ended from outside, and has nothing to say
            return None
        except BaseException as error:  # noqa: BLE001 - it is raised where the result is asked for
            return False, error


def _ended(*_: object) -> None:
    raise SystemExit
