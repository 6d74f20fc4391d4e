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
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bunko.nouns import Block, Heading, ItemList, Paragraph, Passage, Picture, Quote, Table
from bunko.parallel.cognates import Shared, tokens_of
from bunko.prose import plain, write_attribution

_VARIANCE = 6.8
"""Of the length of a translation, by character: Gale and Church's for their corpora."""

_PRIORS = {(1, 1): 0.89, (1, 0): 0.0099, (0, 1): 0.0099, (2, 1): 0.0445, (1, 2): 0.0445}
"""How often one block answers one, none, or two; theirs, without pairs of two and two."""

_COSTS = {bead: -math.log(prior) for bead, prior in sorted(_PRIORS.items())}
_NEVER = math.inf
_OTHER_KIND = 8.0
_SHARED = 10.0
"""What a full overlap of figures, words and characters takes off, and no overlap at all puts on in half."""

_BAND = 40
"""Blocks that the path may stray from the diagonal, besides the difference of the two counts."""

_MOST = 2000
"""Blocks of one text that are aligned in one go."""

_MOST_CELLS = 40_000
"""Places of both texts that the path is looked for in, in one go; the band is as narrow as that asks for."""


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


@dataclass(frozen=True, slots=True)
class _Bead:
    kind: type | None
    length: int
    count: int


_ROOT = math.sqrt(2)
_Steps = dict[tuple[int, int], tuple[int, int]]


def align(left: Sequence[Block], right: Sequence[Block]) -> tuple[Pair, ...]:
    """The pairs in order; every block of both sides stands in just one.

    Texts of more than `_MOST` blocks are cut at the same shares, and aligned piece by piece.
    """
    parts = max(1, math.ceil(max(len(left), len(right)) / _MOST))
    pairs: list[Pair] = []
    for part in range(parts):
        (i, end_i), (j, end_j) = (
            (part * len(side) // parts, (part + 1) * len(side) // parts) for side in (left, right)
        )
        ours, theirs = [_unit(block) for block in left[i:end_i]], [_unit(block) for block in right[j:end_j]]
        pairs += _path(_best(ours, theirs), (i, j), (len(ours), len(theirs)))
    return tuple(pairs)


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
    tokens = tokens_of(text)
    return _Unit(type(block), len(text), tokens, tokens.total())


def _best(ours: Sequence[_Unit], theirs: Sequence[_Unit]) -> _Steps:
    """For each place in both texts the last step of the way there that costs least; of two alike the lesser step."""
    ratio = (sum(unit.length for unit in theirs) + 1) / (sum(unit.length for unit in ours) + 1)
    shared = Shared([unit.tokens for unit in ours], [unit.tokens for unit in theirs])
    left, right = _beads(ours), _beads(theirs)
    best: _Steps = {}
    rows: list[dict[int, float]] = [{}, {}, {0: 0.0}]  # least costs, of this row and the two before it
    for i in range(len(ours) + 1):
        columns = _near(i, len(ours), len(theirs))
        found = shared.before(i, columns.start, columns.stop)
        if i:
            rows = [*rows[1:], {}]
        steps = [(bead, prior, rows[-1 - bead[0]], found.get(bead)) for bead, prior in _COSTS.items()]
        for n, j in enumerate(columns):
            least, step = _NEVER, None
            for bead, prior, row, common in steps:
                a, b = bead
                before = row.get(j - b)
                if before is None:
                    continue
                cost = prior
                if common is not None:
                    one, other = left[a][i], right[b][j]
                    # only paragraphs are ever one block there and two here
                    if a + b > 2 and not one.kind is other.kind is Paragraph:  # noqa: PLR2004 - more than a pair
                        continue
                    cost += _cost(one, other, ratio, common[n])
                cost += before
                if step is None or cost < least:
                    least, step = cost, bead
            if step is not None:
                best[i, j] = step
                rows[-1][j] = least
    return best


def _beads(units: Sequence[_Unit]) -> tuple[Sequence[_Bead], ...]:
    """What a bead has of a side: by the number of its blocks, then by the index behind the last one."""
    nothing = _Bead(None, 0, 0)
    one = [nothing, *(_Bead(unit.kind, unit.length, unit.count) for unit in units)]
    pairs = pairwise(one[1:])
    two = [_Bead(a.kind if a.kind is b.kind else None, a.length + b.length, a.count + b.count) for a, b in pairs]
    return (), one, [nothing, nothing, *two]


def _near(i: int, rows: int, columns: int) -> range:
    steep = columns // max(rows, 1) + 3
    width = min(_BAND + abs(rows - columns), max(steep, _MOST_CELLS // (rows + 1)))
    middle = i * columns // rows if rows else 0
    return range(max(0, middle - width), min(columns, middle + width) + 1)


def _cost(one: _Bead, other: _Bead, ratio: float, shared: int) -> float:
    """Of two sides that answer each other and have `shared` tokens in common, besides the prior's."""
    cost = 0.0
    if one.kind is not other.kind:
        if Heading in (one.kind, other.kind):
            return _NEVER
        cost = _OTHER_KIND
    mean = (one.length * ratio + other.length) / 2
    spread = abs(other.length - one.length * ratio) / math.sqrt(max(mean, 1.0) * _VARIANCE)
    cost -= math.log(max(math.erfc(spread / _ROOT), 1e-12))  # the chance that lengths differ by so much
    if one.count and other.count:
        cost += _SHARED * (0.5 - 2 * shared / (one.count + other.count))
    return cost


def _path(best: _Steps, start: tuple[int, int], end: tuple[int, int]) -> tuple[Pair, ...]:
    """The steps to `end`, as indices that count from `start`."""
    pairs: list[Pair] = []
    i, j = end
    while (i, j) != (0, 0):
        a, b = best[i, j]
        left, right = start[0] + i, start[1] + j
        pairs.append(Pair(tuple(range(left - a, left)), tuple(range(right - b, right))))
        i, j = i - a, j - b
    return tuple(reversed(pairs))
