"""Which block of one text answers which of the other.

Dynamic programming over both sequences, after Gale and Church, "A Program for Aligning Sentences in
Bilingual Corpora" (Computational Linguistics 19, 1993): a pair costs more the less its lengths fit
the ratio of the whole texts. Added to it are the kinds of the blocks, and what the two texts share
letter by letter (after Simard, Foster and Isabelle, "Using Cognates to Align Sentences", 1992):
figures, Latin words, and Han characters in their folded form. A block that one side lacks, or that
it has in two, moves none of the others.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bunko.folding import fold
from bunko.nouns import Block, Heading, ItemList, Paragraph, Passage, Picture, Quote, Table
from bunko.prose import plain, write_attribution

_VARIANCE = 6.8
"""Of the length of a translation, by character: Gale and Church's for their corpora."""

_PRIORS = {(1, 1): 0.89, (1, 0): 0.0099, (0, 1): 0.0099, (2, 1): 0.0445, (1, 2): 0.0445}
"""How often one block answers one, none, or two; theirs, without pairs of two and two."""

_COSTS = {bead: -math.log(prior) for bead, prior in _PRIORS.items()}
_NEVER = math.inf
_OTHER_KIND = 8.0
_SHARED = 10.0
"""What a full overlap of figures, words and characters takes off, and no overlap at all puts on in half."""

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[A-Za-z]{2,}|[㐀-鿿]")
_BAND = 40
"""Blocks that the path may stray from the diagonal, besides the difference of the two counts."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Indices of blocks that answer each other; one side may be empty, or have two."""

    left: tuple[int, ...]
    right: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Unit:
    kind: type
    length: int
    tokens: Counter[str]
    count: int


def align(left: Sequence[Block], right: Sequence[Block]) -> tuple[Pair, ...]:
    """The pairs in order; every block of both sides stands in just one."""
    ours, theirs = [_unit(block) for block in left], [_unit(block) for block in right]
    ratio = (sum(unit.length for unit in theirs) + 1) / (sum(unit.length for unit in ours) + 1)
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for i in range(len(ours) + 1):
        for j in _near(i, len(ours), len(theirs)):
            candidates = [
                (best[i - a, j - b][0] + _cost(ours[i - a : i], theirs[j - b : j], ratio), (a, b))
                for a, b in _PRIORS
                if (i - a, j - b) in best
            ]
            if candidates:
                best[i, j] = min(candidates)
    return _path(best, len(ours), len(theirs))


def text_of_block(block: Block) -> str:
    """The plain text that a reader sees of a block."""
    match block:
        case Heading(text=text) | Paragraph(text=text):
            return plain(text)
        case Quote(paragraphs=paragraphs, attribution=said):
            return "\n".join(map(plain, (*paragraphs, *([write_attribution(said)] if said else ()))))
        case ItemList(items=items):
            return "\n".join(plain(item) for item in items)
        case Picture(alt=alt, title=title):
            return f"{alt}{title}"
        case Table(header=header, rows=rows):
            return "\n".join(plain(cell) for row in (header, *rows) for cell in row)
        case Passage(markdown=markdown):
            return plain(markdown)


def _unit(block: Block) -> _Unit:
    text = text_of_block(block)
    tokens = Counter(_TOKEN.findall(fold(text)))
    return _Unit(type(block), len(text), tokens, tokens.total())


def _near(i: int, rows: int, columns: int) -> range:
    width = _BAND + abs(rows - columns)
    middle = i * columns // rows if rows else 0
    return range(max(0, middle - width), min(columns, middle + width) + 1)


def _cost(ours: Sequence[_Unit], theirs: Sequence[_Unit], ratio: float) -> float:
    bead = (len(ours), len(theirs))
    if not ours or not theirs:
        return _COSTS[bead]
    kinds = {unit.kind for unit in (*ours, *theirs)}
    if len(kinds) > 1 and (Heading in kinds or sum(bead) > 2):  # noqa: PLR2004 - more than a pair
        return _NEVER
    if sum(bead) > 2 and kinds != {Paragraph}:  # noqa: PLR2004 - as above
        return _NEVER
    other = _OTHER_KIND if len(kinds) > 1 else 0.0
    return _COSTS[bead] + _of_lengths(ours, theirs, ratio) + other + _of_tokens(ours, theirs)


def _of_lengths(ours: Sequence[_Unit], theirs: Sequence[_Unit], ratio: float) -> float:
    """Minus the logarithm of the chance that lengths differ by so much."""
    one, other = sum(unit.length for unit in ours), sum(unit.length for unit in theirs)
    mean = (one * ratio + other) / 2
    spread = abs(other - one * ratio) / math.sqrt(max(mean, 1.0) * _VARIANCE)
    return -math.log(max(math.erfc(spread / math.sqrt(2)), 1e-12))


def _of_tokens(ours: Sequence[_Unit], theirs: Sequence[_Unit]) -> float:
    one, other = sum(unit.count for unit in ours), sum(unit.count for unit in theirs)
    if not one or not other:
        return 0.0
    (single, *_), others = sorted((ours, theirs), key=len)  # no bead has two on both sides
    first, last = others[0].tokens, others[-1].tokens
    if first is last:
        shared = sum([min(count, first[token]) for token, count in single.tokens.items() if token in first])
    else:
        shared = sum([min(n, first.get(token, 0) + last.get(token, 0)) for token, n in single.tokens.items()])
    return _SHARED * (0.5 - 2 * shared / (one + other))


def _path(best: dict[tuple[int, int], tuple[float, tuple[int, int]]], i: int, j: int) -> tuple[Pair, ...]:
    pairs: list[Pair] = []
    while (i, j) != (0, 0):
        a, b = best[i, j][1]
        pairs.append(Pair(tuple(range(i - a, i)), tuple(range(j - b, j))))
        i, j = i - a, j - b
    return tuple(reversed(pairs))
