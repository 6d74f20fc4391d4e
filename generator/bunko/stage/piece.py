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

GroupTold = tuple[tuple[object, ...], str, str]
"""Of an article in all its languages: what it was told from, its mark and its face (`Grounds`)."""

Content = str | bytes | bytearray | Path
"""A staged file: its content, or the file to copy."""


class StagedFile(NamedTuple):
    """A file of the stage.

    Attributes:
        path: its place below the stage's root.
        content: what it holds.
        listed: False for a page that no sitemap is to name (notices, withdrawn articles).
        digest: of the content, where whoever made it knows one: another content has another digest. A file with it is
            one that is replaced and never changed, so that it need not be copied.
    """

    path: PurePosixPath
    content: Content
    listed: bool = True
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some files of the stage.

    Attributes:
        name: which piece it is, the same in every build.
        follows: a digest of all that the files follow from, besides what every piece follows from (settings,
            registers, Bunko itself), told when it is asked for; None where that is not told and the piece is made in
            each build.
        make: makes the files.
        owner: the part of the site that the files belong to (`bunko.parts.owner_of`).
        places: the same places, with the same `listed`, without making the files; None where that is not told.
        hint: a digest of more than the files follow from, cheaply told: while it stays, `follows` stays too.
    """

    name: str
    follows: str | Callable[[], str] | None
    make: Callable[[], Iterable[StagedFile]]
    owner: str | None = None
    places: Callable[[], Mapping[str, bool]] | None = None
    hint: str = ""

    def told(self) -> str | None:
        """What `follows` comes to."""
        return self.follows() if callable(self.follows) else self.follows


@dataclass(frozen=True, slots=True)
class Bundle:
    """Pieces that are all as they were while `follows` is: then none of them need be told."""

    name: str
    follows: str
    pieces: Callable[[], Iterable[Piece]]


class Taker(Protocol):
    """Takes pieces; gives the places of their files, and whether a sitemap is to name each."""

    @property
    def known(self) -> dict[str, GroupTold]:
        """What is known of an earlier stage's articles, as `Grounds` has it."""

    def take(self, piece: Piece) -> Mapping[str, bool]:
        """Take a piece."""

    def take_bundle(self, bundle: Bundle) -> Mapping[str, bool]:
        """Take all pieces of a bundle."""

    def aside(self, pieces: Sequence[Piece]) -> AbstractContextManager[Callable[[], Mapping[str, bool]]]:
        """Take pieces that follow from the library alone: begun now, and taken when what this gives is called."""


def digest(*values: object) -> str:
    """A digest of values by what they show of themselves: texts, numbers, bytes, tuples and lists of them."""
    return hashlib.blake2b(repr(values).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
