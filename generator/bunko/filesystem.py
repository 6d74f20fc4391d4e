"""The only module that writes files: a file is there whole or not at all."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache
from pathlib import Path

_LEFT_BEHIND = 3600
"""Seconds after which a part is no process's any more."""


def write_whole(path: Path, content: bytes | str, *, durable: bool = True) -> bool:
    """Write a file so that a reader sees the old content or the new, never a part.

    Args:
        path: the file; folders above it are made.
        content: text is written as UTF-8 with its newlines as they are.
        durable: whether it must outlast a power cut; what can be made again need not.

    Returns:
        False where the file already holds just this, and was left alone.

    Raises:
        OSError: the folder cannot be written, or the disk is full; nothing is left behind.
    """
    data = content.encode() if isinstance(content, str) else content
    return bool(write_together([(path, data)], durable=durable))


def write_together(files: Sequence[tuple[Path, bytes]], *, durable: bool = True) -> int:
    """Write files, each whole, that appear one after the other in this order.

    The disk is waited for once, and not for each: waiting is most of what writing costs.

    Returns:
        The number of files that were written; what is there just so is left alone.

    Raises:
        OSError: a folder cannot be written, or the disk is full; files before the one that fails are there.
    """
    parts = list[tuple[Path, Path]]()
    try:
        for path, data in files:
            if not _holds(path, data):
                parts.append((_part_of(path, data), path))
        if durable:
            _settle([part for part, _ in parts])
        for part, path in parts:
            put_in_place(part, path)
    except BaseException:
        for part, _ in parts:
            part.unlink(missing_ok=True)
        raise
    return len(parts)


def sweep(folder: Path) -> int:
    """Remove the parts that a process left behind which was ended at once, or whose machine went down.

    Returns:
        The number of parts removed; one that was written lately may be another process's, and stays.
    """
    latest, count = time.time() - _LEFT_BEHIND, 0
    for part in folder.rglob(".*.part"):
        with suppress(OSError):
            if part.is_file() and part.stat().st_mtime < latest:
                part.unlink()
                count += 1
    return count


def put_in_place(part: Path, path: Path) -> None:
    """Let a file appear, whole."""
    part.replace(path)


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.read_bytes() == data
    except (FileNotFoundError, NotADirectoryError):
        return False


def _part_of(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".part", dir=path.parent)
    part = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        part.chmod(0o666 & ~_umask())
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return part


def _settle(parts: Sequence[Path]) -> None:
    """Wait until the files outlast a power cut; all at once, which a journal does in one go."""
    if len(parts) == 1:
        _sync(parts[0])
    elif parts:
        list(_threads().map(_sync, parts))


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(4, thread_name_prefix="bunko-sync")


def move_whole(source: Path, target: Path) -> bool:
    """Move a file so that a reader of `target` sees the old content or the new, never a part.

    Returns:
        False where `target` already held just this, and was left alone; `source` is gone all the same.

    Raises:
        OSError: the folder cannot be written, or the disk is full; `target` is as it was.
    """
    if target.is_dir() and not target.is_symlink():
        shutil.rmtree(target)
    elif _same(source, target):
        source.unlink()
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        source.replace(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        write_whole(target, source.read_bytes(), durable=False)
        source.unlink()
    return True


def remove_below(folder: Path, keep: set[Path], spare: Callable[[str], bool] = lambda _: False) -> None:
    """Delete every file below `folder` that is not in `keep`, then the folders left empty.

    Args:
        folder: where to look; links to other folders are removed, not followed.
        keep: files that stay.
        spare: whether an entry of `folder` itself stays by its name, with all below it.
    """
    for path in list(folder.iterdir()) if folder.is_dir() else ():
        if not spare(path.name):
            _remove(path, keep)


def _remove(path: Path, keep: set[Path]) -> None:
    if path.is_symlink() or not path.is_dir():
        if path not in keep:
            path.unlink()
        return
    for below in list(path.iterdir()):
        _remove(below, keep)
    if not os.listdir(path):  # noqa: PTH208 - a name list is enough
        path.rmdir()


def _same(one: Path, other: Path) -> bool:
    try:
        return (
            not other.is_symlink()
            and one.stat().st_size == other.stat().st_size
            and one.read_bytes() == other.read_bytes()
        )
    except (FileNotFoundError, NotADirectoryError):
        return False


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
