"""The only module that writes files: a file is there whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


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
    try:
        if path.read_bytes() == data:
            return False
    except (FileNotFoundError, NotADirectoryError):
        pass
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".part", dir=path.parent)
    part = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            if durable:
                os.fsync(file.fileno())
        part.chmod(0o666 & ~_umask())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return True


def remove_below(folder: Path, keep: set[Path]) -> None:
    """Delete every file below `folder` that is not in `keep`, then the folders left empty."""
    for directory, _, names in os.walk(folder, topdown=False):
        for name in names:
            path = Path(directory, name)
            if path not in keep:
                path.unlink()
        if directory != str(folder) and not os.listdir(directory):  # noqa: PTH208 - a name list is enough
            Path(directory).rmdir()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
