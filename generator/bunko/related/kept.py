"""What is kept between builds, below `.cache/bunko/`, so that a build reads only what is new.

A file is a line of ASCII (what it is, of which version, a checksum of the rest), then what it holds. What does not fit
in any way (cut, changed, of another version, of other code) is as if it were not there.
"""

from __future__ import annotations

import contextlib
import hashlib
import platform
import unicodedata
import zlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np

from bunko.filesystem import write_whole

_FORM = 2


@dataclass(frozen=True)
class Kept:
    """The files of a folder; without a folder nothing is kept."""

    folder: Path | None = None

    def read(self, name: str) -> bytes | None:
        """What was written under a name, if it is whole and of this version."""
        if self.folder is None:
            return None
        try:
            head, _, rest = (self.folder / name).read_bytes().partition(b"\n")
        except OSError:
            return None
        return rest if head == _head(name, rest) else None

    def write(self, name: str, content: bytes) -> None:
        """Keep something; a folder that cannot be written costs time, nothing else."""
        if self.folder is not None:
            with contextlib.suppress(OSError):
                write_whole(self.folder / name, _head(name, content) + b"\n" + content, durable=False)


def _head(name: str, content: bytes) -> bytes:
    return f"bunko {name} {version()} {len(content)} {zlib.crc32(content):08x}".encode("ascii")


@cache
def version() -> str:
    """Of all that is kept follows from: this form, the code, the tables, Unicode, and who reckons."""
    code = [part for part in files("bunko.related").iterdir() if part.name.endswith((".py", ".txt"))]
    parts = [
        *sorted(code, key=lambda part: part.name),
        files("bunko") / "han_variants.txt",
        files("bunko") / "folding.py",
    ]
    every = b"".join(hashlib.sha256(part.read_bytes()).digest() for part in parts)
    every += f"{np.__version__} {platform.machine()}".encode()
    return f"{_FORM}-{unicodedata.unidata_version}-{hashlib.sha256(every).hexdigest()[:16]}"
