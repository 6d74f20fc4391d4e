"""Files that a person attached to an issue: GitHub keeps them, and we fetch no others."""

from __future__ import annotations

import re
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO

from bunko.errors import BunkoError

LARGEST = 25_000_000
"""Bytes of one attachment, and of one member of a zip (GitHub's own limit is 25 MB)."""
MOST = 20
"""Attachments, and members of one zip."""
_ADDRESS = re.compile(r"https://github\.com/user-attachments/files/[0-9]{1,20}/([A-Za-z0-9._-]{1,200})")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,100}")
_SECONDS = 60

Fetch = Callable[[str, Path], None]


class AttachmentError(BunkoError):
    """An attachment cannot be taken in."""


def fetched(text: str, folder: Path, fetch: Fetch | None = None) -> list[Path]:
    """The files that a field names, in a new folder each; what a zip holds stands in its place.

    Args:
        text: the field, Markdown with the attachments' links.
        folder: where they are put.
        fetch: gets an address into a file (by the network unless given).

    Raises:
        AttachmentError: too many or too large ones, or a zip that is none.
    """
    addresses = list(dict.fromkeys(match[0] for match in _ADDRESS.finditer(text)))
    if len(addresses) > MOST:
        raise _refused(f"{len(addresses)} attachments", f"{MOST} at most", "Hand them in by several issues.")
    files: list[Path] = []
    for number, address in enumerate(addresses, 1):
        place = folder / str(number)
        place.mkdir(parents=True)
        file = place / _safe(address.rpartition("/")[2], number)
        (fetch or _fetch)(address, file)
        files += list(_unpacked(file, place)) if zipfile.is_zipfile(file) and file.suffix != ".wacz" else [file]
    return files


def _safe(name: str, number: int) -> str:
    found = _NAME.search(PurePosixPath(name).name)
    return found[0] if found else f"file-{number}"


def _fetch(address: str, file: Path) -> None:
    with urllib.request.urlopen(address, timeout=_SECONDS) as answer, file.open("wb") as out:  # noqa: S310 - matched above
        _copied(answer, out, address)


def _copied(source: IO[bytes], out: IO[bytes], name: str) -> None:
    left = LARGEST
    while block := source.read(min(left + 1, 1 << 20)):
        left -= len(block)
        if left < 0:
            raise _refused(name, f"{LARGEST:,} bytes at most", "Split it.")
        out.write(block)


def _unpacked(file: Path, place: Path) -> Iterator[Path]:
    """The members of a zip, each by its own name alone, bounded in number and size whatever they claim."""
    try:
        with zipfile.ZipFile(file) as packed:
            members = [
                one for one in packed.infolist() if not one.is_dir() and not one.filename.startswith("__MACOSX/")
            ]
            if any(one.filename == "datapackage.json" for one in members):
                yield file.rename(file.with_suffix(".wacz"))
                return
            if len(members) > MOST:
                raise _refused(f"{file.name} with {len(members)} files", f"{MOST} at most", "Split it.")
            for number, member in enumerate(members, 1):
                found = place / f"{number}-{_safe(member.filename, number)}"
                with packed.open(member) as source, found.open("wb") as out:
                    _copied(source, out, member.filename)
                yield found
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
        raise _refused(file.name, "a zip that can be read", "Pack the file again, without a password.") from error
    file.unlink(missing_ok=True)


def _refused(found: str, expected: str, cure: str) -> AttachmentError:
    return AttachmentError("attachment", "it is not taken in", expected=expected, found=found[:120], cure=cure)
