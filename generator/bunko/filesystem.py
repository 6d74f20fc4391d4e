"""The only module that writes files: a file is there whole or not at all."""

from __future__ import annotations

import errno
import glob
import hashlib
import os
import re
import secrets
import shutil
import stat
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import cache, partial
from pathlib import Path, PurePosixPath

_PART = re.compile(r"\..*\.[0-9a-f]{12}\.part", re.DOTALL)
_AT_ONCE = 1 << 20
"""Bytes that are compared at once."""
_ABANDONED = 3600
"""Seconds after which a folder that is being filled is no process's any more."""
_unfinished: set[Path] = set()
"""Parts that this process makes: known before they are there, so that a signal at any moment loses none."""


Pieces = Sequence[bytes | bytearray | memoryview]
"""A content in pieces, one after the other; of a large one no copy is made to join them."""


def write_whole(path: Path, content: bytes | bytearray | str | Pieces, *, durable: bool = True) -> bool:
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


def write_together(files: Sequence[tuple[Path, bytes | bytearray | Pieces]], *, durable: bool = True) -> int:
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
            pieces = (data,) if isinstance(data, bytes | bytearray) else data
            if not _holds(path, pieces):
                parts.append((_part_of(path, pieces), path))
        if durable:
            _settle([part for part, _ in parts])
        for part, path in parts:
            put_in_place(part, path)
            _unfinished.discard(part)
    except BaseException:
        for part, _ in parts:
            _removed(part)
        raise
    return len(parts)


def remove_unfinished() -> None:
    """Remove the parts of this process; whoever lets a signal end it by an exception calls this last."""
    for part in tuple(_unfinished):
        _removed(part)


def _removed(part: Path) -> None:
    """Remove a part as far as the system lets us: what went wrong before is what a person must hear of."""
    with suppress(OSError):
        part.unlink(missing_ok=True)
    _unfinished.discard(part)


def sweep(folder: Path, *, deep: bool = True) -> int:
    """Remove the parts that a process left behind which was ended at once, or whose machine went down.

    Whoever calls this sees to it that no other process writes there (`bunko.lock`).

    Args:
        folder: where to look.
        deep: whether to look into the folders below it too.

    Returns:
        The number of parts removed.
    """
    count = 0
    for part in folder.rglob(".*.part") if deep else folder.glob(".*.part"):
        if _PART.fullmatch(part.name) and part.is_file():
            _removed(part)
            count += 1
    return count


def put_in_place(part: Path, path: Path) -> None:
    """Let a file appear, whole."""
    part.replace(path)


def _holds(path: Path, pieces: Pieces) -> bool:
    try:
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_size != sum(map(len, pieces)):
                return False
            views = (memoryview(piece) for piece in pieces)
            parts = (view[at : at + _AT_ONCE] for view in views for at in range(0, len(view), _AT_ONCE))
            return all(file.read(len(part)) == part for part in parts)
    except (FileNotFoundError, NotADirectoryError):
        return False


def _part_of(path: Path, pieces: Pieces) -> Path:
    part = _new_part(path)
    try:
        try:
            _write(part, pieces)
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(part, pieces)
    except BaseException:
        _removed(part)
        raise
    return part


def _new_part(path: Path) -> Path:
    part = path.parent / f".{path.name[:40]}.{secrets.token_hex(6)}.part"
    _unfinished.add(part)
    return part


def _write(part: Path, pieces: Pieces) -> None:
    with part.open("xb", 0) as file:
        for piece in pieces:
            _write_all(file.write, piece)


def _write_all(write: Callable[[memoryview], int], piece: bytes | bytearray | memoryview) -> None:
    """Write a piece by as many calls as it takes: each writes what it can."""
    rest = memoryview(piece)
    while rest:
        rest = rest[write(rest) :]


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


def make_way(folder: Path, place: str) -> None:
    """Remove what keeps a file from standing at `place` below a folder: a file on the way, a folder in its place."""
    path = folder
    for part in PurePosixPath(place).parts[:-1]:
        path /= part
        if path.is_symlink() or path.is_file():
            path.unlink()
            return
    path = folder / place
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)


def take_place(made: Path, place: Path) -> bool:
    """Move a folder to where nothing is yet, with all its files at once.

    Returns:
        False where something is there already, or it is another file system: nothing was moved, `place` is a folder.

    Raises:
        OSError: the folder cannot be made.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        if place.is_dir() and not place.is_symlink() and not any(place.iterdir()):
            place.rmdir()
        if not place.exists() and not place.is_symlink():
            made.replace(place)
            return True
    except OSError:  # another file system, a mounted folder, a folder that fills up just now
        pass
    place.mkdir(parents=True, exist_ok=True)
    return False


def same_file(source: Path, target: Path) -> None:
    """Give a file a second name; where that cannot be, a copy. What stands at `target` stays.

    Whoever rewrites `source` must put a new file in its place, as this module does: the other name keeps the old one.

    Raises:
        OSError: it can neither be named nor copied.
    """
    try:
        _link(source, target)
    except FileExistsError:
        return
    except OSError:
        if not target.exists():
            shutil.copyfile(source, target)


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except FileNotFoundError:
        target.parent.mkdir(parents=True, exist_ok=True)
        os.link(source, target)


def name_again(source: Path, target: Path) -> None:
    """Let a file stand at a second place, as `same_file` does; a reader there sees the old content or the new.

    Raises:
        OSError: it can neither be named nor copied; what stood at `target` stands there.
    """
    part = _new_part(target)
    try:
        same_file(source, part)
        put_in_place(part, target)
    finally:
        _removed(part)  # it is still there where both were the same file already


def copy_range(source: int, target: int, start: int, length: int) -> None:
    """Copy a range of a file to where another one is being written, by the system alone where it can.

    Args:
        source: a descriptor of the file.
        target: a descriptor of the other one.
        start: the range's first byte.
        length: of the range.

    Raises:
        OSError: it cannot be read or written, or the file ends before.
    """
    end = start + length
    with suppress(AttributeError, OSError):  # not this system's, or none of this file system: what is left is read
        while start < end and (done := os.copy_file_range(source, target, end - start, start)):
            start += done
    with open(source, "rb", 0, closefd=False) as file:
        file.seek(start)
        while start < end:
            piece = file.read(min(_AT_ONCE, end - start))
            if not piece:
                raise OSError(errno.EIO, "the file ends too soon")
            start += len(piece)
            _write_all(partial(os.write, target), piece)


def remove_files(folder: Path, places: Iterable[str]) -> None:
    """Delete files below a folder, and the folders above them that this leaves empty.

    Args:
        folder: where they are; it stays.
        places: below `folder`, with `/` between their parts; what is no file there is passed over.
    """
    above = set[str]()
    for place in places:
        with suppress(FileNotFoundError, NotADirectoryError):
            if not stat.S_ISDIR((folder / place).lstat().st_mode):
                (folder / place).unlink()
        above.update(str(one) for one in PurePosixPath(place).parents)
    for place in sorted(above - {"."}, key=len, reverse=True):
        with suppress(OSError):  # it holds something
            (folder / place).rmdir()


def _same(one: Path, other: Path) -> bool:
    try:
        if other.is_symlink() or one.stat().st_size != other.stat().st_size:
            return False
        with one.open("rb") as file, other.open("rb") as there:
            pairs = zip(iter(partial(file.read, _AT_ONCE), b""), iter(partial(there.read, _AT_ONCE), b""), strict=False)
            return all(piece == its for piece, its in pairs)
    except (FileNotFoundError, NotADirectoryError):
        return False


def copied(source: Path, target: Path) -> tuple[str, int]:
    """Copy a file piece by piece to where nothing is.

    Returns:
        SHA-256 and size of what was copied.

    Raises:
        OSError: it cannot be read or written.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with source.open("rb") as file, target.open("xb") as copy:
        while piece := file.read(1024 * 1024):
            copy.write(piece)
            digest.update(piece)
            size += len(piece)
    return digest.hexdigest(), size


@contextmanager
def passing_file(folder: Path) -> Iterator[Path]:
    """A place for a file of another's making that is needed for a moment; it goes away, if only by the next `sweep`.

    Args:
        folder: where it stands; it is made.
    """
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / f".passing.{secrets.token_hex(6)}.part"
    _unfinished.add(place)
    try:
        yield place
    finally:
        _removed(place)


@contextmanager
def whole_folder(place: Path) -> Iterator[Path]:
    """A folder to write into, which takes its place with all its files where all went well, and else goes away.

    Args:
        place: a new folder, or an empty one; all it needs is on one file system.

    Raises:
        FileExistsError: something stands there.
        OSError: it cannot be written.
    """
    if place.exists() and (not place.is_dir() or any(place.iterdir())):
        raise FileExistsError(errno.EEXIST, "something stands there already; name a new folder", str(place))
    place.parent.mkdir(parents=True, exist_ok=True)
    for left in place.parent.glob(f".{glob.escape(place.name)}.*.part"):
        if left.is_dir() and left.stat().st_mtime < time.time() - _ABANDONED:
            shutil.rmtree(left)
    made = place.parent / f".{place.name}.{secrets.token_hex(6)}.part"
    made.mkdir()
    try:
        yield made
        if not take_place(made, place):
            raise FileExistsError(errno.EEXIST, "something stands there by now; name a new folder", str(place))
    finally:
        shutil.rmtree(made, ignore_errors=True)
