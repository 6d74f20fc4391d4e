"""Files that a person attached to an issue: GitHub keeps them, and we fetch no others."""

from __future__ import annotations

import http.client
import lzma
import re
import struct
import urllib.parse
import urllib.request
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from bunko.intake.words import RefusalError

LARGEST = 25_000_000
"""Bytes of one attachment, and of one member of a zip (GitHub's own limit is 25 MB)."""
LARGEST_TOTAL = 100_000_000
"""Bytes of all attachments of an issue and of all that zips among them hold."""
MOST = 20
"""Attachments, and members of one zip."""
_LINK = re.compile(r"https?://[^\s<>()\[\]\"'`]{1,2000}", re.IGNORECASE)
_ATTACHED = re.compile(
    r"https://github\.com/user-attachments/files/[0-9]{1,20}/(?:[A-Za-z0-9._~+-]|%[0-9A-Fa-f]{2}){1,600}"
)
_ZIP = b"PK\x03\x04"
_SECONDS = 60
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
)

Open = Callable[[str], IO[bytes]]


@dataclass(slots=True)
class _Room:
    """How many bytes may still come."""

    left: int = LARGEST_TOTAL

    def copy(self, source: IO[bytes], file: Path, name: str) -> None:
        """Put what is read into a new file, as far as there is room; whatever length the source claims."""
        left = LARGEST
        with file.open("xb") as out:
            while block := source.read(min(left, self.left, (1 << 20) - 1) + 1):
                left, self.left = left - len(block), self.left - len(block)
                if left < 0:
                    raise RefusalError("attachment", "too large", found=name, most=f"{LARGEST:,}")
                if self.left < 0:
                    raise RefusalError("attachment", "too large in all", found=name, most=f"{LARGEST_TOTAL:,}")
                out.write(block)


def fetched(text: str, folder: Path, open_: Open | None = None) -> tuple[list[Path], list[str]]:
    """The files that a field names, in a new folder each; what a zip holds stands in its place.

    Args:
        text: the field, Markdown with the attachments' links.
        folder: where they are put.
        open_: opens an address to read (by the network unless given).

    Returns:
        The files; and the links of the field that were not taken.

    Raises:
        RefusalError: too many or too large ones, one that cannot be fetched, or a zip that cannot be read.
    """
    links = [link.rstrip(".,;:!?*_") for link in dict.fromkeys(_LINK.findall(text))]
    addresses = [link for link in links if _ATTACHED.fullmatch(link)]
    if len(addresses) > MOST:
        raise RefusalError("attachment", "too many", found=len(addresses), most=MOST)
    files: list[Path] = []
    room = _Room()
    for number, address in enumerate(addresses, 1):
        place = folder / str(number)
        place.mkdir(parents=True)
        file = place / _safe(urllib.parse.unquote(address.rpartition("/")[2]))
        _fetch(open_ or _open, address, file, room)
        files += _unpacked(file, place, room) if _is_zip(file) else [file]
    return files, [link for link in links if link not in addresses]


def _safe(name: str) -> str:
    """A file's name of letters, digits, `.`, `_` and `-`, of any script, that leads to no other folder."""
    return re.sub(r"[^\w.-]+", "_", PurePosixPath(name).name)[-60:].lstrip(".-") or "file"


def _open(address: str) -> IO[bytes]:
    answer: IO[bytes] = urllib.request.urlopen(address, timeout=_SECONDS)  # noqa: S310 - matched above
    return answer


def _fetch(open_: Open, address: str, file: Path, room: _Room) -> None:
    try:
        with closing(open_(address)) as answer:
            room.copy(answer, file, address)
    except (OSError, http.client.HTTPException) as error:
        raise RefusalError("attachment", "not fetched", found=f"{address[-80:]}: {error}") from error


def _is_zip(file: Path) -> bool:
    """By its beginning: a file of another kind may end as a zip does."""
    with file.open("rb") as source:
        return source.read(len(_ZIP)) == _ZIP and file.suffix != ".wacz"


def _unpacked(file: Path, place: Path, room: _Room) -> list[Path]:
    """The members of a zip, each by its own name alone, bounded in number and size whatever they claim."""
    try:
        with zipfile.ZipFile(file) as packed:
            if "datapackage.json" in packed.namelist():
                return [file.rename(file.with_suffix(".wacz"))]
            return list(_members(packed, file.name, place / "unpacked", room))
    except (*_UNREADABLE, OSError, ValueError) as error:
        raise RefusalError("attachment", "no zip", found=file.name) from error


def _members(packed: zipfile.ZipFile, name: str, place: Path, room: _Room) -> Iterator[Path]:
    members = [one for one in packed.infolist() if not one.is_dir() and not one.filename.startswith("__MACOSX/")]
    if len(members) > MOST:
        raise RefusalError("attachment", "too many", found=f"{len(members)}: {name}", most=MOST)
    place.mkdir()
    for number, member in enumerate(members, 1):
        found = place / f"{number}-{_safe(member.filename)}"
        with packed.open(member) as source:
            room.copy(source, found, member.filename)
        yield found
