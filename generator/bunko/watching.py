"""Files watched for the preview: the system tells of most changes at once, and a look now and then finds the others.

MkDocs looks at every file twice a second, since some file systems tell of nothing (folders shared with a container or
over a network, https://github.com/mkdocs/mkdocs/pull/2477). At ten thousand pages that keeps a core half busy, a build
beside it slow, and a change waiting.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import ObservedWatch
from watchdog.observers.polling import PollingObserver

from bunko.stamps import Stamp, stamp_of

OFTEN = 0.5
"""Seconds between looks where the system cannot tell of changes, as MkDocs has it."""
SELDOM = 10.0
"""Seconds between looks where it can."""
_CHANGES = frozenset({"created", "modified", "moved", "deleted"})
"""Kinds of events that are changes; others tell that a file was opened, and a build opens files."""


class _Watch(NamedTuple):
    told: ObservedWatch
    looked: ObservedWatch


class Watcher:
    """In place of watchdog's observer of MkDocs' server: what the system does not tell is found by looking.

    Args:
        seldom: seconds between looks while the system tells of changes.
    """

    def __init__(self, seldom: float = SELDOM) -> None:
        self._telling = Observer()
        self._looking = PollingObserver(timeout=seldom)
        self._noted: dict[str, Stamp | None] = {}
        self._handled: list[tuple[FileSystemEventHandler, str, bool]] = []

    def schedule(self, handler: FileSystemEventHandler, path: str, *, recursive: bool = False) -> _Watch:
        """Watch a file or a folder: each change of a file is handed over once."""
        self._handled.append((handler, path, recursive))
        alone = Path(path).is_file()  # what is told of a file ends when another one takes its place
        told = _Told(handler, self._noted, path if alone else None)
        looked = _Found(handler, self._noted)
        return _Watch(
            self._telling.schedule(told, str(Path(path).parent) if alone else path, recursive=recursive and not alone),
            self._looking.schedule(looked, path, recursive=recursive),
        )

    def unschedule(self, watch: _Watch) -> None:
        """Watch it no more."""
        self._telling.unschedule(watch.told)
        self._looking.unschedule(watch.looked)

    def start(self) -> None:
        """Begin; where the system cannot tell (it watches no more folders), by looking often."""
        try:
            self._telling.start()
        except OSError:
            self._telling.unschedule_all()
            self._looking = PollingObserver(timeout=OFTEN)
            for handler, path, recursive in self._handled:
                self._looking.schedule(handler, path, recursive=recursive)
        self._looking.start()

    def stop(self) -> None:
        """End."""
        for observer in (self._telling, self._looking):
            if observer.is_alive():
                observer.stop()

    def join(self, timeout: float | None = None) -> None:
        """Wait for the end."""
        for observer in (self._telling, self._looking):
            if observer.is_alive():
                observer.join(timeout)


class _Told(FileSystemEventHandler):
    """Hands over what the system tells, of one file `only` if it is given, and notes how each file stands then."""

    def __init__(self, handler: FileSystemEventHandler, noted: dict[str, Stamp | None], only: str | None) -> None:
        self._handler = handler
        self._noted = noted
        self._only = only

    def dispatch(self, event: FileSystemEvent) -> None:
        paths = _paths(event)
        if event.event_type in _CHANGES and (self._only is None or self._only in paths):
            self._noted.update((path, stamp_of(Path(path))) for path in paths)
            self._handler.dispatch(event)


class _Found(FileSystemEventHandler):
    """Hands over what was found by looking, unless the files stand as they stood when the system told of them."""

    def __init__(self, handler: FileSystemEventHandler, noted: dict[str, Stamp | None]) -> None:
        self._handler = handler
        self._noted = noted

    def dispatch(self, event: FileSystemEvent) -> None:
        if not all(path in self._noted and self._noted[path] == stamp_of(Path(path)) for path in _paths(event)):
            self._handler.dispatch(event)


def _paths(event: FileSystemEvent) -> list[str]:
    return [os.fsdecode(path) for path in (event.src_path, event.dest_path) if path]
