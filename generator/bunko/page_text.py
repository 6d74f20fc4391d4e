"""The Markdown below a page's front matter: held, or read from its file when it is asked for."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import overload

from bunko import frontmatter
from bunko.errors import PageError
from bunko.nouns import Block
from bunko.prose import read_blocks

_FEW = 16
"""Texts that are held after they were read: whoever makes an article's pages asks for its text several times."""
_NEWLINE = re.compile("\r\n?")


def digest_of(content: bytes) -> bytes:
    """BLAKE2b of a page's bytes, 16 bytes."""
    return hashlib.blake2b(content, digest_size=16).digest()


def decoded(content: bytes) -> str:
    """A page's bytes as text, with line feeds alone between its lines.

    Raises:
        UnicodeDecodeError: it is not in UTF-8.
    """
    text = content.decode()
    return _NEWLINE.sub("\n", text) if "\r" in text else text


@dataclass(frozen=True, slots=True)
class HeldText:
    """A text that is held."""

    markdown: str


@dataclass(frozen=True, slots=True)
class PageText:
    """A text that stands in its page alone.

    Attributes:
        file: the page.
        path: its place below docs/.
        digest: `digest_of` the page as it was read; no other page's text is given for this one's.
    """

    file: str
    path: PurePosixPath
    digest: bytes

    @property
    def markdown(self) -> str:
        """The text.

        Raises:
            PageError: the page is no more what it was.
        """
        return _markdown(self)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The text in blocks.

        Raises:
            PageError: as `markdown`.
        """
        return _blocks(self)

    def changed(self, found: str) -> PageError:
        """The error of a page that is no more what it was."""
        return PageError(
            f"docs/{self.path}", "the page changed while the site was made", found=found, cure="Build once more."
        )


@lru_cache(_FEW)
def _markdown(text: PageText) -> str:
    try:
        content = Path(text.file).read_bytes()
    except OSError as error:
        raise text.changed(error.strerror or "no file") from error
    if digest_of(content) != text.digest:
        raise text.changed("another content")
    return frontmatter.split(decoded(content).removeprefix("\ufeff"))[1]


@lru_cache(_FEW)
def _blocks(text: PageText) -> tuple[Block, ...]:
    return read_blocks(text.markdown)


class Body(Sequence[Block]):
    """The blocks of a text that stands in its page alone, read when they are asked for."""

    __slots__ = ("_text",)

    def __init__(self, text: PageText) -> None:
        self._text = text

    @overload
    def __getitem__(self, at: int) -> Block: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Block]: ...

    def __getitem__(self, at: int | slice) -> Block | Sequence[Block]:
        return self._text.blocks[at]

    def __len__(self) -> int:
        return len(self._text.blocks)

    def __iter__(self) -> Iterator[Block]:
        return iter(self._text.blocks)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._text.blocks == tuple(other)

    def __repr__(self) -> str:
        """Its page and state: `stage.piece.digest` tells by this what follows from an article."""
        return f"Body({str(self._text.path)!r}, {self._text.digest.hex()})"

    def __hash__(self) -> int:
        return hash(self._text.blocks)
