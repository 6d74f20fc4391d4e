"""Pieces of the stage: files that are made together, from what is known of them before they are made."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import NamedTuple

Content = str | bytes | Path
"""A staged file: its content, or the file to copy."""


class StagedFile(NamedTuple):
    """A file of the stage; `listed` is False for a page that no sitemap is to name (notices, withdrawn articles)."""

    path: PurePosixPath
    content: Content
    listed: bool = True


@dataclass(frozen=True, slots=True)
class Piece:
    """Some files of the stage.

    Attributes:
        name: which piece it is, the same in every build.
        follows: a digest of all that the files follow from, besides what every piece follows from (settings,
            registers, Bunko itself); None where that is not told and the piece is made in each build.
        make: makes the files.
    """

    name: str
    follows: str | None
    make: Callable[[], Iterable[StagedFile]]


def digest(*values: object) -> str:
    """A digest of values by what they show of themselves: texts, numbers, bytes, tuples and lists of them."""
    return hashlib.blake2b(repr(values).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
