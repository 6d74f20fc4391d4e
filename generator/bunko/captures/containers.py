"""Containers: from the paths that a person gives to captures, each recognised by its content.

A new container is one more row in `_KINDS` with a reader from bytes to captures.
"""

from __future__ import annotations

import os
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bunko.captures.hypertext.saved import saved
from bunko.errors import CaptureError
from bunko.nouns import Capture

LIMIT = 20 * 1024 * 1024
"""Bytes of one text dump, unpacked. An article has some ten thousand."""

_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A place in a batch that gave no capture, and why."""

    name: str
    error: CaptureError


def read_paths(paths: Iterable[str | Path], root: Path) -> Iterator[Capture | Unreadable]:
    """Every capture at the paths, files of folders in sorted order; what cannot be read is named in its place.

    Args:
        paths: files and folders as the person gave them.
        root: the folder that relative paths are relative to.
    """
    for path in paths:
        yield from _read_path(str(path), root)


def _read_path(given: str, root: Path) -> Iterator[Capture | Unreadable]:
    try:
        path = root / given
        if path.is_dir():
            for name in _files(path):
                yield from _read_file(f"{given.rstrip('/')}/{name}", path / name)
            return
        if not path.exists():
            raise FileNotFoundError(2, "no such file or folder")
    except (OSError, ValueError) as error:
        yield Unreadable(given, _unreadable(given, error))
        return
    yield from _read_file(given, path)


def _files(folder: Path) -> list[str]:
    names = []
    for directory, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        names += [Path(directory, name).relative_to(folder).as_posix() for name in files if not name.startswith(".")]
    return sorted(names)


def _read_file(name: str, path: Path) -> Iterator[Capture | Unreadable]:
    try:
        yield from read_bytes(name, _content(name, path))
    except CaptureError as error:
        yield Unreadable(name, error)
    except OSError as error:
        yield Unreadable(name, _unreadable(name, error))


def _content(name: str, path: Path) -> bytes:
    if not path.is_file():
        raise CaptureError(name, "no file", expected="a file or a folder", cure="Give the path of a dump.")
    with path.open("rb") as file:
        content = file.read(LIMIT + 1)
    return _bounded(name, content)


def _bounded(name: str, content: bytes) -> bytes:
    if len(content) > LIMIT:
        raise CaptureError(
            name,
            "the dump is too large",
            expected=f"one article, at most {LIMIT // 1024 // 1024} MB",
            cure="Split it into one file for each article.",
        )
    return content


def read_bytes(name: str, content: bytes) -> Iterator[Capture]:
    """The captures of a container.

    Raises:
        CaptureError: damaged, too large, or a container that is not read yet.
    """
    if content.startswith(_GZIP):
        content = _unpack(name, content)
    head = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    reader = next((reader for shape, reader in _KINDS if shape.match(head)), _text_dump)
    yield from reader(name, content)


def _unpack(name: str, content: bytes) -> bytes:
    out, rest = b"", content
    try:
        while rest.startswith(_GZIP) and len(out) <= LIMIT:
            unpacker = zlib.decompressobj(wbits=31)
            out += unpacker.decompress(rest, LIMIT + 1 - len(out))
            if not unpacker.eof and len(out) <= LIMIT:
                raise _damaged(name, "the file ends in the midst of its data")
            rest = unpacker.unused_data
    except zlib.error as error:
        raise _damaged(name, str(error)) from error
    return _bounded(name, out)


def _damaged(name: str, found: str) -> CaptureError:
    return CaptureError(name, "the gzip file is damaged", found=found, cure="Fetch it again; `gzip -t` tells more.")


def _unreadable(name: str, error: Exception) -> CaptureError:
    reason = getattr(error, "strerror", None) or str(error)
    return CaptureError(
        name, "the path cannot be read", found=str(reason), cure="Check its spelling and the right to read it."
    )


def _text_dump(name: str, content: bytes) -> Iterator[Capture]:
    yield Capture(content=content, name=name, media_type="text/plain")


def _page(name: str, content: bytes) -> Iterator[Capture]:
    by_comment = saved(content)
    yield Capture(content, name, "text/html", address=by_comment.address, captured=by_comment.captured)


def _not_yet(kind: str) -> Callable[[str, bytes], Iterator[Capture]]:
    def refuse(name: str, _: bytes) -> Iterator[Capture]:
        raise CaptureError(
            name,
            f"{kind} is not read yet",
            expected="a text dump",
            found=kind,
            cure="Save the page as text in UTF-8 and import that.",
        )

    return refuse


_KINDS: tuple[tuple[re.Pattern[bytes], Callable[[str, bytes], Iterator[Capture]]], ...] = (
    (re.compile(rb"WARC/\d"), _not_yet("a WARC file")),
    (re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|title|\?xml|!--)", re.IGNORECASE), _page),
    (re.compile(rb'\{\s*"'), _not_yet("a JSON or JSONL file")),
)
