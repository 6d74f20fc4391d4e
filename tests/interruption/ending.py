"""Runs a command of Python that ends, or is refused, at a chosen event of its files.

    python ending.py count 0 bunko import inbox        # tells on standard error how many events there are
    python ending.py kill 37 bunko import inbox        # dies at the 37th, as by kill -9
    python ending.py full 37 mkdocs build              # from the 37th on the disk is full
    python ending.py read-only 1 bunko stage out       # every event is refused

An event is a file below the current folder that is opened for writing, renamed, linked or removed, or a folder that is
made or removed; Python's audit events tell them before they happen.
"""

from __future__ import annotations

import errno
import os
import runpy
import signal
import sys
from typing import Any

_CHANGES = frozenset({"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate"})
_TAKES_ROOM = frozenset({"open", "os.mkdir", "os.link", "os.symlink"})
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class Ending:
    """Counts events, and acts at the chosen one."""

    def __init__(self, kind: str, moment: int) -> None:
        self.kind, self.moment, self.count = kind, moment, 0
        self.root = os.path.join(os.path.realpath("."), "")  # noqa: PTH118 - as quick as can be

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Take an audit event (PEP 578)."""
        if not (event in _CHANGES or (event == "open" and arguments[2] & _WRITES)):
            return
        path = arguments[0]
        if isinstance(path, int) or not os.path.abspath(os.fsdecode(path)).startswith(self.root):  # noqa: PTH100 - as above
            return
        self.count += 1
        if self.count < self.moment or self.kind == "count":
            return
        if self.kind == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if self.kind == "full" and event in _TAKES_ROOM:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), os.fsdecode(path))
        if self.kind == "read-only":
            raise OSError(errno.EROFS, os.strerror(errno.EROFS), os.fsdecode(path))


def main(kind: str, moment: str, module: str, *arguments: str) -> None:
    """Run the module as `python -m` would."""
    ending = Ending(kind, int(moment))
    sys.argv = [module, *arguments]
    sys.path[0] = ""
    sys.addaudithook(ending)
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    finally:
        if kind == "count":
            sys.stderr.write(f"\n{ending.count} events\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
