"""Containers: from the paths that a person gives to captures, each recognised by its content.

A new container is one more row in `_KINDS` with a reader from an open file to what stands in it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from bunko.captures.crawl import read_crawl
from bunko.captures.found import Found, Unreadable
from bunko.captures.hypertext.saved import saved
from bunko.captures.json_records import read_json
from bunko.captures.meter import Meter, metered
from bunko.captures.mhtml import read_mhtml
from bunko.captures.packing import FAILURES, GivenFile
from bunko.captures.tape import START
from bunko.captures.wacz import read_wacz
from bunko.errors import CaptureError
from bunko.nouns import Capture

Reader = Callable[[GivenFile], Iterator[Found]]

_MHTML_LIMIT = 32 * 1024 * 1024
"""A saved page with its images, which are no part of the capture's own limit."""


def read_paths(paths: Iterable[str | Path], root: Path, meter: Meter = lambda _: None) -> Iterator[Found]:
    """Every capture at the paths, files of folders in sorted order; what cannot be read is named in its place.

    Args:
        paths: files and folders as the person gave them.
        root: the folder that relative paths are relative to.
        meter: is told of the bytes that are read.
    """
    for path in paths:
        yield from _read_path(str(path), root, meter)


def _read_path(given: str, root: Path, meter: Meter) -> Iterator[Found]:
    try:
        path = root / given
        if path.is_dir():
            for name in _files(path):
                yield from _read_file(f"{given.rstrip('/')}/{name}", path / name, meter)
            return
        if not path.exists():
            raise FileNotFoundError(2, "no such file or folder")
    except (OSError, ValueError) as error:
        yield Unreadable(given, _unreadable(given, error))
        return
    yield from _read_file(given, path, meter)


def _files(folder: Path) -> list[str]:
    names = []
    for directory, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        names += [Path(directory, name).relative_to(folder).as_posix() for name in files if not name.startswith(".")]
    return sorted(names)


def _read_file(name: str, path: Path, meter: Meter) -> Iterator[Found]:
    try:
        with _open(name, path) as file:
            given = GivenFile(name, metered(file, meter), path)
            yield from _reader(given.head())(given)
    except CaptureError as error:
        yield Unreadable(name, error)
    except OSError as error:
        yield Unreadable(name, _unreadable(name, error))


def _open(name: str, path: Path) -> BinaryIO:
    if not path.is_file():
        raise CaptureError(name, "no file", expected="a file or a folder", cure="Give the path of a capture.")
    return path.open("rb")


def _reader(head: bytes) -> Reader:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    return next((reader for shape, reader in _KINDS if shape.match(start)), _document("text/plain"))


def _unreadable(name: str, error: Exception) -> CaptureError:
    reason = getattr(error, "strerror", None) or str(error)
    return CaptureError(
        name, "the path cannot be read", found=str(reason), cure="Check its spelling and the right to read it."
    )


def _document(media_type: str) -> Reader:
    """A reader of files that are one capture each."""

    def read(given: GivenFile) -> Iterator[Found]:
        yield Capture(content=given.content(), name=given.name, media_type=media_type)

    return read


def _crawl(given: GivenFile) -> Iterator[Found]:
    return read_crawl(given.name, given.file, given.sha256)


def _wacz(given: GivenFile) -> Iterator[Found]:
    if given.packed:
        raise CaptureError(given.name, "a ZIP file inside a gzip file", cure="Unpack it with gunzip.")
    return read_wacz(given.name, given.file, given.sha256)


def _mhtml(given: GivenFile) -> Iterator[Found]:
    yield from read_mhtml(given.name, given.content(_MHTML_LIMIT), given.sha256)


def _json(given: GivenFile) -> Iterator[Found]:
    sha256 = given.sha256
    try:
        for found in read_json(given.name, given.stream(), sha256):
            if isinstance(found, Capture) and found.container is None:
                yield replace(found, content=given.content())
            else:
                yield found
    except FAILURES as error:
        yield Unreadable(given.name, given.damaged(error))


def _page(given: GivenFile) -> Iterator[Found]:
    content = given.content()
    by_comment = saved(content)
    yield Capture(content, given.name, "text/html", address=by_comment.address, captured=by_comment.captured)


def _nested(given: GivenFile) -> Iterator[Found]:
    raise CaptureError(given.name, "a gzip file inside a gzip file", cure="Unpack it once with gunzip.")


_ELEMENTS = (
    rb"article|base|center|div|figure|font|frameset|h[1-6]|header|img|link|main|p|script|section|span|style|table"
)
"""What a page starts with that leaves out the tags of its head and body, as HTML allows; or the part of one."""

_MAIL = re.compile(rb"(?:[!-9;-~]{1,70}:[^\n]*\n|[ \t][^\n]*\n){0,60}?content-type:\s*multipart/related", re.IGNORECASE)

_KINDS: tuple[tuple[re.Pattern[bytes], Reader], ...] = (
    (START, _crawl),
    (re.compile(rb"PK\x03\x04|PK\x05\x06"), _wacz),
    (re.compile(rb"\x1f\x8b"), _nested),
    (re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|title|\?xml|!--)", re.IGNORECASE), _page),
    (re.compile(rb"<(?:%s)(?:\s[^<>]{0,2000}>|>|\s[^<>]{0,40}data:)" % _ELEMENTS, re.IGNORECASE), _page),
    (re.compile(rb'\{\s*"|\[\s*\{'), _json),
    (_MAIL, _mhtml),
)
"""How the unpacked content of a file starts, and its reader; what starts otherwise is a text dump."""
