"""What of an original changed since a translation was made of it, paragraph by paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from bunko.nouns import Article, Block
from bunko.parallel.alignment import align, text_of_block
from bunko.prose import read_blocks
from bunko.translated import text_of

_TOKEN = re.compile(r"[A-Za-z0-9]+|\s+|.", re.DOTALL)
_MOST_TOKENS = 4000
"""Longer paragraphs are shown old and new as wholes."""

_SHORTEST_KEPT = 2
"""Fewer tokens that stayed, between two that did not, read better as changed."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that stayed (`same`), was taken out (`deleted`) or came in (`inserted`)."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One block that is not as it was.

    Attributes:
        kind: `changed`, `added` or `removed`.
        blocks: indices in the present body; empty for what was removed, and for title and description.
        before: index in the present body before which a removed block stood.
        pieces: old and new text, interleaved.
    """

    kind: str
    blocks: tuple[int, ...]
    before: int
    pieces: tuple[Piece, ...]


def changes(kept: str, original: Article) -> tuple[Change, ...]:
    """What differs between the text that was translated and the original as it is.

    Args:
        kept: the text translated from, as `bunko.translated.text_of` writes it.
        original: the original's present article.
    """
    old, new = read_blocks(kept), read_blocks(text_of(original))
    head = len(new) - len(original.body)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    found: list[Change] = []
    for kind, i, end_i, j, end_j in matcher.get_opcodes():
        if kind != "equal":
            found += _between(old[i:end_i], new[j:end_j], j - head)
    return tuple(found)


def _between(old: Sequence[Block], new: Sequence[Block], start: int) -> Iterator[Change]:
    """The changes of one stretch that differs; `start` is its place in the present body."""
    at = start
    for pair in align(old, new):
        before = "\n".join(_text(old[index]) for index in pair.left)
        after = "\n".join(_text(new[index]) for index in pair.right)
        blocks = tuple(start + index for index in pair.right if start + index >= 0)
        kind = "changed" if pair.left and pair.right else "removed" if pair.left else "added"
        at = start + pair.right[0] if pair.right else at
        yield Change(kind, blocks, max(at, 0), tuple(pieces(before, after)))
        at += len(pair.right)


def _text(block: Block) -> str:
    """The block's text; the title of a kept text is a heading that Markdown alone shows as one."""
    return text_of_block(block).removeprefix("# ")


def pieces(before: str, after: str) -> Iterator[Piece]:
    """The differences of two texts in reading order; what was taken out stands before what came in."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    if max(len(old), len(new)) > _MOST_TOKENS:
        yield from _stretch(before, after)
        return
    removed = inserted = ""
    for kind, i, end_i, j, end_j in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        short = end_i - i < _SHORTEST_KEPT and end_i < len(old) and (removed or inserted)
        if kind == "equal" and not short:
            yield from _stretch(removed, inserted)
            removed = inserted = ""
            yield Piece("same", "".join(old[i:end_i]))
        else:
            removed += "".join(old[i:end_i])
            inserted += "".join(new[j:end_j])
    yield from _stretch(removed, inserted)


def _stretch(removed: str, inserted: str) -> Iterator[Piece]:
    if removed:
        yield Piece("deleted", removed)
    if inserted:
        yield Piece("inserted", inserted)
