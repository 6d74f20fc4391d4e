"""Images of a container, read again at the places where they were met."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from bunko.captures.crawl import FAILURES, image_at
from bunko.captures.mhtml import image_part
from bunko.captures.packed_tape import open_tape
from bunko.captures.tape import START
from bunko.captures.wacz import ZIP_FAILURES, open_entry

_DAMAGE = (*FAILURES, *ZIP_FAILURES)


def stored_images(container: str, places: Collection[str]) -> Iterator[tuple[str, bytes | None]]:
    """The bytes of the images at some places; None where one can no longer be read.

    Args:
        container: as it was named when its records were passed over.
        places: names of the records, `news.warc.gz@8379`.
    """
    try:
        with _opened(container) as file:
            is_crawl = _is_crawl(file)
            tape = open_tape(file) if is_crawl else None
            file.seek(0)
            mail = b"" if is_crawl else file.read()
            for place in sorted(places, key=_offsets):
                at = place.removeprefix(f"{container}@")
                try:
                    yield place, image_at(tape, at) if tape else image_part(mail, at)
                except _DAMAGE:
                    yield place, None
    except _DAMAGE:
        yield from ((place, None) for place in places)


def _offsets(place: str) -> tuple[int, ...]:
    return tuple(int(number) if number.isdigit() else 0 for number in place.rpartition("@")[2].split("+"))


def _is_crawl(file: BinaryIO) -> bool:
    head = file.read(64)
    return head.startswith(b"\x1f\x8b") or bool(START.match(head.lstrip(b"\r\n\0")))


@contextmanager
def _opened(container: str) -> Iterator[BinaryIO]:
    """The file, or the entry of a ZIP file that the name goes on to."""
    path = Path(container)
    if path.is_file():
        with path.open("rb") as file:
            yield file
        return
    package = next((parent for parent in path.parents if parent.is_file()), None)
    if package is None:
        raise FileNotFoundError(2, "the file went away", container)
    with package.open("rb") as file, tempfile.TemporaryFile() as scratch:
        yield open_entry(file, path.relative_to(package).as_posix(), scratch)
