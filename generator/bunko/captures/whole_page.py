"""The article in a dump of a whole page, menus and rankings and all, as "select all" copies it.

Its headline stands above the line that prints the day, and prose follows; what goes before are short lines, dozens of
them. It ends where what every page has begins, or where only short lines follow.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bunko.captures.credit_lines import credits_of
from bunko.captures.foot import EDITOR, kind_of
from bunko.captures.shapes import looks_like_heading

_MENU = 12
"""Lines above an article from which on a dump is taken for one of a whole page."""

_LINES = 2_000
_ABOVE, _BETWEEN, _AFTER = 6, 14, 10
"""Lines above the day in which the headline is sought, between day and prose, and without prose at the end."""

_HEADLINE, _PROSE, _SHORT, _LONG = 10, 40, 24, 60
_SOME = 0.1
_IN_BRACKETS = re.compile(r"[（(【［\[].{2,40}[）)】］\]]")
"""A writer's name, or an editor's, which closes the article."""


def article_in(lines: Sequence[str], texts: Sequence[int]) -> tuple[int, int] | None:
    """The number of the headline's line, and of the first line below the article; None where the dump is no whole page.

    Args:
        lines: of the dump.
        texts: numbers of those that hold text.
    """
    texts = texts[:_LINES]
    above = texts[:_MENU]
    if len(texts) <= _MENU or any(_is_prose(lines[n]) for n in above) or _is_dated(lines, above[:_ABOVE]):
        return None
    for at in range(_MENU, len(texts)):
        headline = _headline(lines, texts, at) if _prints_a_day(lines[texts[at]]) else None
        if headline is not None and _is_menu([lines[n] for n in texts if n < headline]):
            return headline, _end(lines, [n for n in texts if n > texts[at]])
    return None


def _is_prose(line: str) -> bool:
    return len(line) >= _PROSE and "。" in line


def _is_dated(lines: Sequence[str], numbers: Sequence[int]) -> bool:
    """A page that is no whole one prints its day near its top."""
    return any(_prints_a_day(lines[n]) for n in numbers)


def _prints_a_day(line: str) -> bool:
    if len(line) > 2 * _PROSE or not any(map(str.isdecimal, line)):
        return False
    found = credits_of(line)
    return found is not None and (found.published is not None or found.updated is not None)


def _headline(lines: Sequence[str], texts: Sequence[int], at: int) -> int | None:
    """The nearest line above the day that is long enough, where prose follows before another day."""
    for n in texts[at + 1 : at + 1 + _BETWEEN]:
        if _is_prose(lines[n]):
            break
        if _prints_a_day(lines[n]):
            return None
    else:
        return None
    near = reversed(texts[max(0, at - _ABOVE) : at])
    return next((n for n in near if len(lines[n]) >= _HEADLINE and looks_like_heading(lines[n])), None)


def _is_menu(above: Sequence[str]) -> bool:
    """Short lines, and hardly a sentence among them."""
    prose = sum(map(_is_prose, above))
    return bool(above) and prose <= _SOME * len(above) and sum(map(len, above)) <= _SHORT * len(above)


def _end(lines: Sequence[str], below: Sequence[int]) -> int:
    """The first line of what every page has, or of many short lines without a sentence; else none of them."""
    begun = False
    for place, n in enumerate(below):
        following = [lines[m] for m in below[place : place + _AFTER]]
        begun = begun or _is_prose(lines[n])
        if not begun or any(map(_is_prose, following)) or _IN_BRACKETS.fullmatch(lines[n]):
            continue
        kind = kind_of(lines[n])
        ends = kind is not None and kind != EDITOR
        if ends or (len(following) == _AFTER and not any(map(_may_be_text, following))):
            return n
    return len(lines)


def _may_be_text(line: str) -> bool:
    return "。" in line or len(line) > _LONG
