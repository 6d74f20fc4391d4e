"""What of texts and their likeness is kept between builds, each kind on a shelf of its own below `.cache/bunko/`."""

from __future__ import annotations

import hashlib
import platform
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bunko.shelf import Shelf

_FORM = 3
_PART = "content"


FEW = 8
"""So many texts may differ from those that are kept: to find these again takes less than to write all."""


@dataclass(frozen=True)
class Kept:
    """The files of a folder; without a folder nothing is kept in files.

    Attributes:
        folder: where they are.
        held: by the same names, what was made of them or kept last in this process: values that nobody changes.
    """

    folder: Path | None = None
    held: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def read(self, name: str) -> memoryview | None:
        """What was written under a name, if it is whole and of this version."""
        return self._parts(name).get(_PART)

    def write(self, name: str, content: bytes) -> None:
        """Keep something; a folder that cannot be written costs time, nothing else."""
        if self.folder is not None:
            Shelf(self.folder / name, name, version()).write({_PART: content})

    def read_arrays(self, name: str) -> Mapping[str, NDArray[Any]]:
        """The arrays that were written under a name, at any address; none if they are not whole and of this version."""
        found = {}
        for said, content in self._parts(name).items():
            part, kind, *shape = said.split(" ")
            found[part] = np.frombuffer(content, kind).reshape([int(size) for size in shape])
        return found

    def write_arrays(self, name: str, arrays: Mapping[str, NDArray[Any]]) -> None:
        """Keep arrays by names without spaces."""
        if self.folder is not None:
            parts = {" ".join([part, one.dtype.str, *map(str, one.shape)]): one for part, one in arrays.items()}
            contents = {said: np.ascontiguousarray(one).reshape(-1).view(np.uint8).data for said, one in parts.items()}
            Shelf(self.folder / name, name, version()).write(contents)

    def _parts(self, name: str) -> Mapping[str, memoryview]:
        return {} if self.folder is None else Shelf(self.folder / name, name, version()).read()


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
