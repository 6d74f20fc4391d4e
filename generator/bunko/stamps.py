"""Stamps of files: by them a build knows that a file is still the one that it wrote."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from stat import S_ISLNK

Stamp = tuple[int, int]
"""A file's size in bytes and its time of change in nanoseconds: another stamp, another file.

A plain tuple: there are a hundred thousand of them, which are kept as they are (`shelf`).
"""
LINK = -1
"""In place of the size of a symbolic link, which is never a file that we wrote."""


def stamp_of(path: Path) -> Stamp | None:
    """The stamp of a file; None where there is none."""
    try:
        found = os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    return LINK if S_ISLNK(found.st_mode) else found.st_size, found.st_mtime_ns


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
                    at = entry.stat(follow_symlinks=False)
                    found[prefix + entry.name] = LINK if S_ISLNK(at.st_mode) else at.st_size, at.st_mtime_ns
    return found
