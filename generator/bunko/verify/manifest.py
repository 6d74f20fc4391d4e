"""A site's manifest: the SHA-256 of each of its files, in the form of `sha256sum`.

It is written when the site is built, by whatever engine, and covers all that is published but itself. Anyone checks a
copy of the site with coreutils alone: `sha256sum --check data/manifest-sha256.txt` in its folder.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from bunko.captures.meter import Meter
from bunko.errors import BunkoError
from bunko.filesystem import write_whole
from bunko.verify.files import sha256_of
from bunko.verify.verdict import Verdict

MANIFEST = "data/manifest-sha256.txt"
"""Below the site's root; the paths in it are relative to the root."""

_LINE = re.compile(r"(\\?)([0-9a-f]{64}) [ *](.+)")
_ESCAPED = {"\\": "\\\\", "\n": "\\n", "\r": "\\r"}


class ManifestError(BunkoError):
    """A site's manifest cannot be made or read."""


def manifest_of(folder: Path, meter: Meter = lambda _: None) -> str:
    """The manifest of all files below a folder, in the order of their paths; of the manifest itself nothing is told.

    Raises:
        ManifestError: it is no folder, or holds a link, which means other bytes at each place.
        OSError: a file cannot be read.
    """
    return "".join(line(sha256_of(folder / name, meter), name) for name in _files(folder) if name != MANIFEST)


def line(sha256: str, name: str) -> str:
    r"""One line of a manifest, as `sha256sum` writes it: a name with a backslash or a line's end is escaped."""
    escaped = "".join(_ESCAPED.get(letter, letter) for letter in name)
    return f"{'' if escaped == name else chr(92)}{sha256}  {escaped}\n"


def write_manifest(folder: Path, meter: Meter = lambda _: None) -> int:
    """Write a site's manifest into it; returns the number of files that it names."""
    text = manifest_of(folder, meter)
    write_whole(folder / MANIFEST, text)
    return text.count("\n")


def verify_site(folder: Path, meter: Meter = lambda _: None) -> Iterator[Verdict]:
    """A verdict on each file of a site, and on each that its manifest names and that is not there.

    Raises:
        ManifestError: it has no manifest, or one that cannot be read.
    """
    told = _told(folder)
    for name in _files(folder):
        if name == MANIFEST:
            continue
        expected = told.pop(name, None)
        if expected is None:
            what = "The manifest does not name it."
            yield Verdict(
                "file", name, "failed", what, "It was put there after the build: take it away, or build again."
            )
        elif (found := sha256_of(folder / name, meter)) != expected:
            what = f"Its SHA-256 is {found}; the manifest says {expected}."
            yield Verdict("file", name, "failed", what, "It was changed after the build, or damaged: build again.")
        else:
            yield Verdict("file", name)
    for name in told:
        yield Verdict("file", name, "failed", "The manifest names it, and it is not there.", "Build the site again.")


def _files(folder: Path) -> Iterator[str]:
    if not folder.is_dir():
        raise ManifestError(str(folder), "no folder of a site", cure="Build the site first: `make site`.")
    found = list[str]()
    for directory, _, names in os.walk(folder):
        for name in names:
            path = Path(directory, name)
            place = path.relative_to(folder).as_posix()
            if path.is_symlink() or not path.is_file():
                what = "a symbolic link" if path.is_symlink() else "something else than a file"
                raise ManifestError(place, what, expected="a file", cure="Put the file itself there.")
            if place != place.encode("utf-8", "replace").decode():
                raise ManifestError(repr(place), "a name that is no UTF-8", cure="Rename the file.")
            found.append(place)
    yield from sorted(found)


def _told(folder: Path) -> dict[str, str]:
    path = folder / MANIFEST
    try:
        lines = path.read_bytes().decode().split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise ManifestError(
            str(path), "the manifest cannot be read", found=str(error), cure=f"Write it: `bunko manifest {folder}`."
        ) from error
    told = dict[str, str]()
    for number, text in enumerate(lines, 1):
        if not text and number == len(lines):
            break
        parts = _LINE.fullmatch(text)
        name = _name(parts[3], escaped=bool(parts[1])) if parts else ""
        if parts is None or not _is_below(name):
            raise ManifestError(
                f"{path}:{number}",
                "no line of a manifest",
                expected="a SHA-256, two spaces, and a path below the site's folder",
                found=text[:80],
                cure="Restore the manifest, or build the site again.",
            )
        told[name] = parts[2]
    return told


def _name(text: str, *, escaped: bool) -> str:
    if not escaped:
        return text
    return re.sub(r"\\(.)", lambda found: {"n": "\n", "r": "\r"}.get(found[1], found[1]), text)


def _is_below(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts
