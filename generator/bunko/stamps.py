"""Stamps of files: by them a build knows that a file is still the one that it wrote."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

LINK = -1
"""In place of the size of a symbolic link, which is never a file that we wrote."""


class Stamp(NamedTuple):
    """A file's size in bytes and its time of change in nanoseconds: another stamp, another file."""

    size: int
    changed: int

    @classmethod
    def of(cls, path: Path) -> Stamp | None:
        """The stamp of a file; None where there is none."""
        try:
            return _stamp(os.lstat(path), link=path.is_symlink())
        except (FileNotFoundError, NotADirectoryError):
            return None


def stamps_below(folder: Path, spare: Callable[[str], bool] = lambda _: False) -> dict[str, Stamp]:
    """The stamp of every file below a folder, by its place there; links to elsewhere are not followed.

    Args:
        folder: where to look; it need not be there.
        spare: whether an entry of `folder` itself is passed over by its name, with all below it.

    Raises:
        OSError: a folder cannot be read.
    """
    found: dict[str, Stamp] = {}
    waiting = [(str(folder), "")] if folder.is_dir() else []
    while waiting:
        directory, prefix = waiting.pop()
        with os.scandir(directory) as entries:
            for entry in entries:
                if not prefix and spare(entry.name):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((entry.path, f"{prefix}{entry.name}/"))
                else:
                    stamp = _stamp(entry.stat(follow_symlinks=False), link=entry.is_symlink())
                    found[prefix + entry.name] = stamp
    return found


def _stamp(found: os.stat_result, *, link: bool) -> Stamp:
    return Stamp(LINK if link else found.st_size, found.st_mtime_ns)
