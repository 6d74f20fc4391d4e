"""Files watched for the preview: each change is handed over, once, whoever notices it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer as Telling

from bunko import watching
from bunko.watching import Watcher

SECONDS = 20
"""How long a slow machine may take to notice a change."""
LOOK = 0.3


class Silent:
    """An observer of a file system that tells of nothing."""

    def schedule(self, *_: object, **__: object) -> None: ...
    def unschedule_all(self) -> None: ...
    def start(self) -> None: ...
    def is_alive(self) -> bool:
        return False


class Full(Silent):
    """An observer where no more folders can be watched."""

    def start(self) -> None:
        raise OSError(28, "inotify watch limit reached")


class Deaf(Telling):  # type: ignore[misc,valid-type]
    """An observer that tells of nothing from a moment on."""

    hears = True

    def schedule(self, event_handler: FileSystemEventHandler, path: str, **options: Any) -> Any:
        dispatch = event_handler.dispatch
        event_handler.dispatch = lambda event: dispatch(event) if Deaf.hears else None  # type: ignore[method-assign]
        return super().schedule(event_handler, path, **options)


class Heard(FileSystemEventHandler):
    def __init__(self) -> None:
        self.paths: list[str] = []

    def on_any_event(self, event: FileSystemEvent) -> None:
        if not event.is_directory:
            self.paths.append(os.fsdecode(event.src_path))

    def wait(self, fits: Callable[[list[str]], bool]) -> None:
        end = time.monotonic() + SECONDS
        while not fits(self.paths):
            assert time.monotonic() < end, self.paths
            time.sleep(0.02)

    def wait_for_more(self, than: int) -> None:
        self.wait(lambda paths: len(paths) > than)


@contextmanager
def watched(path: Path) -> Iterator[Heard]:
    watcher, heard = Watcher(seldom=LOOK), Heard()
    watcher.schedule(heard, str(path), recursive=True)
    watcher.start()
    try:
        yield heard
    finally:
        watcher.stop()
        watcher.join()


def test_a_change_is_handed_over_by_one_of_both(tmp_path: Path) -> None:
    page = tmp_path / "a.md"
    page.write_text("a")
    with watched(tmp_path) as heard:
        page.write_text("ab")
        heard.wait(lambda paths: str(page) in paths)
        time.sleep(LOOK / 3)  # what belongs to the same change is told
        told = len(heard.paths)
        time.sleep(3 * LOOK)
        assert len(heard.paths) == told


def test_a_change_that_is_not_told_is_found_though_one_before_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "Observer", Deaf)
    page = tmp_path / "a.md"
    page.write_text("a")
    with watched(tmp_path) as heard:
        page.write_text("ab")
        heard.wait_for_more(0)
        Deaf.hears = False
        try:
            before = len(heard.paths)
            page.unlink()
            heard.wait_for_more(before)
        finally:
            Deaf.hears = True


def test_reading_is_no_change(tmp_path: Path) -> None:
    page, other = tmp_path / "a.md", tmp_path / "b.md"
    page.write_text("a")
    with watched(tmp_path) as heard:
        assert page.read_text() == "a"
        other.write_text("b")
        heard.wait(lambda paths: str(other) in paths)
        assert str(page) not in heard.paths


def test_a_file_is_watched_on_when_another_takes_its_place(tmp_path: Path) -> None:
    options = tmp_path / "mkdocs.yml"
    options.write_text("a")
    with watched(options) as heard:
        for times in (1, 2, 3):
            before = len(heard.paths)
            (tmp_path / "new").write_text("b" * times)
            (tmp_path / "new").replace(options)
            heard.wait_for_more(before)
            time.sleep(3 * LOOK)


@pytest.mark.parametrize("observer", [Silent, Full])
def test_what_the_system_does_not_tell_is_found_by_looking(
    observer: type[Silent], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "Observer", observer)
    page = tmp_path / "a.md"
    page.write_text("a")
    with watched(tmp_path) as heard:
        for text in ("ab", "abc"):
            before = len(heard.paths)
            time.sleep(2 * LOOK)
            page.write_text(text)
            heard.wait_for_more(before)
