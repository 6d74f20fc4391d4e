"""Lines of which the article body has a slightly other wording, such as a letter that was mended in one half."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from bunko.captures.alignment import Match
from bunko.captures.quotations import quotations_in
from bunko.captures.shapes import ends_sentence
from bunko.nouns import Paragraph

_SHARE = 0.8
"""Share of a line's characters that stand in the body in the same order."""

_SHORTEST = 6
_WORK = 4_000_000
"""Pairs of characters that are compared for one article at most."""


def with_alike(matches: Sequence[Match], lines: Sequence[str], body: str) -> list[Match]:
    """The chain with lines that are much alike what stands in a gap at their place.

    Args:
        matches: exact matches, in order.
        lines: the visible lines.
        body: the article body on one line.
    """
    found, work, line, at = list[Match](), _WORK, 0, 0
    for match in (*matches, Match(len(lines), len(body), len(body))):
        gap = body[at : match.start]
        if line < match.line and gap.strip():
            alike, work = _in_gap(range(line, match.line), lines, gap, work)
            found += [Match(one.line, one.start + at, one.end + at) for one in alike]
        if match.line < len(lines):
            found.append(match)
        line, at = match.line + 1, match.end
    return found


def _in_gap(numbers: range, lines: Sequence[str], gap: str, work: int) -> tuple[list[Match], int]:
    found, at, number = list[Match](), 0, numbers.start
    for block in quotations_in(lines[numbers.start : numbers.stop]):
        # The line below a quote may be no name, but the first of a paragraph that a link breaks.
        is_text = isinstance(block.block, Paragraph)
        line = number if is_text else number + block.lines - 1
        number += block.lines
        text = lines[line]
        work -= len(text) * (len(gap) - at)
        span = _span(text, gap[at:]) if len(text) >= _SHORTEST and work > 0 else None
        if span is not None and (is_text or _starts_paragraph(text, gap[at:], span, last=number == numbers.stop)):
            found.append(Match(line, at + span[0], at + span[1]))
            at += span[1]
    return found, work


def _starts_paragraph(text: str, gap: str, span: tuple[int, int], *, last: bool) -> bool:
    """The text below a quote stands right before the next paragraph; word for word, it may end a heading."""
    return last and span[1] == len(gap) and gap[slice(*span)] != text and not ends_sentence(text)


def _span(text: str, gap: str) -> tuple[int, int] | None:
    """Where the text stands in the gap, about; None where too little of it does."""
    blocks = SequenceMatcher(None, text, gap, autojunk=False).get_matching_blocks()[:-1]
    if sum(block.size for block in blocks) < _SHARE * len(text):
        return None
    first, last = blocks[0], blocks[-1]
    # What differs at an edge of the line belongs to it.
    start = max(0, first.b - first.a)
    end = min(len(gap), last.b + last.size + len(text) - last.a - last.size)
    return (start, end) if end - start <= 2 * len(text) else None
