"""One command at a time on what two must not write at once: the second waits, and says for whom."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

try:
    import fcntl
except ImportError:  # a system without them, as Windows: two commands at once are then a person's own care
    fcntl = None  # type: ignore[assignment]

_NO_LOCKS = frozenset({errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP})
"""What a file system says that knows no locks (some network mounts)."""

Tell = Callable[[str], None]


class Lock:
    """A file that at most one process holds; the system lets go of it however that process ends.

    Args:
        path: of the file; it stays when nobody holds it, and names who held it last.
        command: what holds it, as a person calls it.
    """

    def __init__(self, path: Path, command: str) -> None:
        self._path, self._command = path, command
        self._file: IO[str] | None = None

    def take(self, tell: Tell) -> None:
        """Wait until nobody else holds it; `tell` is told for whom, once, where it must be waited.

        Raises:
            OSError: the file cannot be written.
        """
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._file = file = self._path.open("a+", encoding="utf-8")
        try:
            _lock(file, lambda: tell(f"Waiting for {_holder(file)} to end."))
            with suppress(OSError):  # a disk that is full: it is held all the same
                file.truncate(0)
                file.write(f"{self._command} (process {os.getpid()})")
                file.flush()
        except BaseException:
            self.leave()
            raise

    def leave(self) -> None:
        """Let the next one in; nothing happens where it is not held."""
        if self._file is not None:
            with suppress(OSError):  # a disk that is full
                self._file.close()
            self._file = None


def of_builds(root: Path, command: str) -> Lock:
    """What all that stage an archive or build its site hold: they share `.cache/bunko/`."""
    return Lock(root / ".cache" / "bunko" / "build.lock", command)


def of_archive(root: Path, command: str) -> Lock:
    """What all that write pages, captures and registers hold; who only reads them waits for nobody."""
    return Lock(root / ".cache" / "bunko" / "archive.lock", command)


def of_links(root: Path, command: str) -> Lock:
    """What a check of the originals' addresses holds, for hours maybe: no host is asked by two at once."""
    return Lock(root / ".cache" / "bunko" / "links.lock", command)


@contextmanager
def held(lock: Lock, tell: Tell) -> Iterator[None]:
    """Hold a lock while something is done.

    Raises:
        OSError: its file cannot be written.
    """
    lock.take(tell)
    try:
        yield
    finally:
        lock.leave()


def _lock(file: IO[str], waits: Callable[[], None]) -> None:
    if fcntl is None:
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        waits()
        fcntl.flock(file, fcntl.LOCK_EX)
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            raise


def _holder(file: IO[str]) -> str:
    file.seek(0)
    return file.read(200) or "another command"
