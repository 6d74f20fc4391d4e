"""Pieces of the stage: files that are made together, from what is known of them before they are made."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import NamedTuple, Protocol

REDIRECTS = "redirects"
"""The one piece whose files may belong to any part of the site."""

Content = str | bytes | bytearray | Path
"""A staged file: its content, or the file to copy."""


class StagedFile(NamedTuple):
    """A file of the stage.

    Attributes:
        path: its place.
        content: what it holds.
        listed: False for a page that no sitemap is to name (notices, withdrawn articles).
        sha256: of its content, where whoever made it knows it.
    """

    path: PurePosixPath
    content: Content
    listed: bool = True
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """Some files of the stage.

    Attributes:
        name: which piece it is, the same in every build.
        follows: a digest of all that the files follow from, besides what every piece follows from (settings,
            registers, Bunko itself); None where that is not told and the piece is made in each build.
        make: makes the files.
        owner: the part of the site that the files belong to (`bunko.parts.owner_of`).
        places: the same places, with the same `listed`, without making the files; None where that is not told.
    """

    name: str
    follows: str | None
    make: Callable[[], Iterable[StagedFile]]
    owner: str | None = None
    places: Callable[[], Mapping[str, bool]] | None = None


class Taker(Protocol):
    """Takes pieces; gives the places of their files, and whether a sitemap is to name each."""

    @property
    def faces(self) -> dict[str, str]:
        """What is known of `Grounds.faces`."""

    def take(self, piece: Piece) -> Mapping[str, bool]:
        """Take a piece."""

    def aside(self, pieces: Sequence[Piece]) -> AbstractContextManager[Callable[[], Mapping[str, bool]]]:
        """Take pieces that follow from the library alone: begun now, and taken when what this gives is called."""


def digest(*values: object) -> str:
    """A digest of values by what they show of themselves: texts, numbers, bytes, tuples and lists of them."""
    return hashlib.blake2b(repr(values).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
