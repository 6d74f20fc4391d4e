"""Quotes and their attributions among visible lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bunko.captures.shapes import breaks_off, closing_quote, ends_sentence, is_quotation
from bunko.nouns import Attribution, Paragraph, Quote
from bunko.prose import escape
from bunko.prose.lines import joins

_NAME_LIMIT = 60
_ROLE_LIMIT = 90
_LONGEST = 40
"""Lines of one quote at most, so that an opening mark without its end is not looked for everywhere."""


@dataclass(frozen=True, slots=True)
class Found:
    """A quote, or a paragraph where a line is none.

    Attributes:
        block: the quote with its attribution, or the line as a paragraph.
        link_starts: (characters before the break, whether it swallowed a space) in the quote's plain text.
        first: the first line, as printed.
        lines: how many lines it takes.
        open: the dump ends before the quotation does.
    """

    block: Quote | Paragraph
    link_starts: tuple[tuple[int, bool], ...]
    first: str
    lines: int
    open: bool = False


def quotations_in(lines: Sequence[str], *, at_end: bool = False) -> list[Found]:
    """The blocks of a run of visible lines, in order; every line goes into one of them.

    Args:
        lines: the run.
        at_end: the dump ends with it, so that a quotation may be cut off.
    """
    found: list[Found] = []
    at = 0
    last = {line[-1:]: number for number, line in enumerate(lines)}
    while at < len(lines):
        block = quotation_at(lines, at)
        if block is None and at_end and _is_open(lines[at], at, last):
            block = replace(_quote(lines[at:], ()), open=True)
        block = block or Found(Paragraph(escape(lines[at])), (), lines[at], 1)
        found.append(block)
        at += block.lines
    return found


def quotation_at(lines: Sequence[str], at: int) -> Found | None:
    """The quote that starts with line `at`, with the lines that say who said it; None where none starts."""
    end = _end_of_quotation(lines, at)
    if end is None:
        return None
    return _quote(lines[at:end], _attribution(lines[end : end + 2]))


def without_long_quotations(lines: Sequence[str], body: str) -> list[str]:
    """The lines with those of quotations over several lines emptied, unless the article body has their first.

    A paragraph of such a quotation may stand word for word in the article body as well.
    """
    outside = list(lines)
    at = 0
    while at < len(lines):
        end = _end_of_quotation(lines, at) or at + 1
        if end > at + 1 and lines[at] not in body:
            outside[at:end] = [""] * (end - at)
        at = end
    return outside


def _is_open(line: str, at: int, last: Mapping[str, int]) -> bool:
    """A quotation starts with the line, and no line from there on (`last` has each mark's last) ends with its end."""
    closer = closing_quote(line)
    return closer is not None and last.get(closer, -1) < at


def _quote(lines: Sequence[str], said: Sequence[str]) -> Found:
    paragraphs, starts = _joined(lines)
    attribution = Attribution(*map(escape, said)) if said else None
    return Found(Quote(tuple(map(escape, paragraphs)), attribution), tuple(starts), lines[0], len(lines) + len(said))


def _end_of_quotation(lines: Sequence[str], at: int) -> int | None:
    """The line after the one that closes the quotation."""
    closer = closing_quote(lines[at])
    if closer is None:
        return None
    opener, depth, opened = lines[at].strip()[0], 0, 0
    for number in range(at, min(len(lines), at + _LONGEST)):
        line = lines[number].strip()
        if not line:
            return None
        # Each paragraph of a long quotation may open anew, and only the last closes.
        opened += line.startswith(opener)
        depth = 0 if opener == closer else depth + line.count(opener) - line.count(closer)
        closed = line[-1] == closer and (depth == 0 or depth == opened - 1)
        if number == at and closed and depth == 0 and not is_quotation(line):
            return None
        if closed and (opener != closer or number > at or is_quotation(line)):
            return number + 1
        if depth <= 0 and opener != closer:
            return None
    return None


def _joined(lines: Sequence[str]) -> tuple[list[str], list[tuple[int, bool]]]:
    """The quote's paragraphs, and where link starts broke them, counted over paragraphs joined by line feeds."""
    paragraphs, starts, length = [lines[0]], [], len(lines[0])
    for line, following in pairwise(lines):
        if breaks_off(line, following):
            swallowed = not joins(line[-1], following[0])
            paragraphs[-1] += (" " if swallowed else "") + following
            length += swallowed
            starts.append((length, swallowed))
        else:
            paragraphs.append(following)
            length += 1
        length += len(following)
    return paragraphs, starts


def _attribution(lines: Sequence[str]) -> tuple[str, ...]:
    """Name and role as the lines after a quote print them; empty where the text goes on."""
    said: list[str] = []
    for line, limit in zip(lines, (_NAME_LIMIT, _ROLE_LIMIT), strict=False):
        if not line or len(line) > limit or ends_sentence(line) or closing_quote(line):
            break
        said.append(line)
    return tuple(said)
