"""What of texts and their likeness is kept between builds, each kind on a shelf of its own below `.cache/bunko/`."""

from __future__ import annotations

import hashlib
import platform
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np

from bunko.shelf import Shelf

_FORM = 2
_PART = "content"


@dataclass(frozen=True)
class Kept:
    """The files of a folder; without a folder nothing is kept."""

    folder: Path | None = None

    def read(self, name: str) -> bytes | None:
        """What was written under a name, if it is whole and of this version."""
        if self.folder is None:
            return None
        content = Shelf(self.folder / name, name, version()).read().get(_PART)
        return None if content is None else bytes(content)

    def write(self, name: str, content: bytes) -> None:
        """Keep something; a folder that cannot be written costs time, nothing else."""
        if self.folder is not None:
            Shelf(self.folder / name, name, version()).write({_PART: content})


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
