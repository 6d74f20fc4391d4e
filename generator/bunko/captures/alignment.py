"""Where each visible line stands in the article body, found for all lines at once.

A line is an atom: it matches whole or not at all. Among all chains of matches that keep the
order of both sides, the one with the most matched characters wins, less a price for each gap
in the body, and for each line that breaks off inside a sentence and is not continued at once
by the next line. So a short fragment is not found inside a heading, and the name under a
quote that occurs later in the body is not taken for body text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from bunko.captures.shapes import ends_sentence

GAP = 3.0
"""Price of a gap, in characters."""

_ALONE = 16.0
"""Price of a line that breaks off, follows no matched line and is not continued."""

_AFTER_TEXT = 2.0
"""Price of a line that breaks off after matched text, such as the last item of a list."""

_STATES = 200_000
_MOST = 64


@dataclass(frozen=True, slots=True)
class Match:
    """Line `line` stands at characters `start` to `end` of the body."""

    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _State:
    match: Match
    score: float
    later: float
    before: _State | None


def spaces_alike(text: str) -> str:
    """The text with every white space as U+0020, so that both halves count alike; the length stays."""
    return "".join(" " if letter.isspace() else letter for letter in text)


def align(lines: Sequence[str], body: str) -> list[Match]:
    """The best chain of matches, in order.

    Time grows with the number of lines times the times each occurs in the body; of a line
    that occurs very often, only the places near the best chain so far are tried.

    Args:
        lines: visible lines without white space at their edges; empty ones match nowhere.
        body: the article body on one line.
    """
    return _Chains([spaces_alike(line) for line in lines], spaces_alike(body)).best()


class _Chains:
    def __init__(self, lines: list[str], body: str) -> None:
        self._lines, self._body = lines, body
        self._most = max(4, min(_MOST, _STATES // max(1, len(lines))))
        self._found: dict[str, list[int]] = {}
        self._ends = _BestBefore(len(body) + 1)
        self._at_end: dict[int, _State] = {}

    def best(self) -> list[Match]:
        previous: dict[int, _State] = {}
        top: _State | None = None
        for number, line in enumerate(self._lines):
            states = [self._state(number, line, start, previous) for start in self._places(line, previous, top)]
            previous = {}
            for state in states:
                end = self._next(state.match.end)
                previous[end] = state
                self._ends.put(end, state)
                kept = self._at_end.get(end)
                if kept is None or state.later > kept.later:
                    self._at_end[end] = state
                if top is None or state.later > top.later:
                    top = state
        return _chain(top)

    def _places(self, line: str, previous: dict[int, _State], top: _State | None) -> list[int]:
        if not line:
            return []
        places = self._found.get(line)
        if places is None:
            places = self._found[line] = self._find(line, 0, self._most + 1)
        if len(places) <= self._most:
            return places
        near = self._find(line, top.match.end if top else 0, self._most)
        return sorted({*near, *(end for end in previous if self._body.startswith(line, end))})

    def _find(self, line: str, start: int, most: int) -> list[int]:
        places: list[int] = []
        place = self._body.find(line, start)
        while place >= 0 and len(places) < most:
            places.append(place)
            place = self._body.find(line, place + 1)
        return places

    def _next(self, end: int) -> int:
        while end < len(self._body) and self._body[end] == " ":
            end += 1
        return end

    def _state(self, number: int, line: str, start: int, previous: dict[int, _State]) -> _State:
        """The best chain that ends with this line at this place."""
        direct, joined, gap = previous.get(start), self._at_end.get(start), self._ends.before(start)
        options: list[tuple[float, _How, _State | None]] = [(-GAP, _How.APART, None)]
        if not self._body[:start].strip():
            options = [(0.0, _How.APART, None)]
        if gap is not None:
            options.append((gap.later - GAP, _How.APART, gap))
        if joined is not None:
            options.append((joined.later, _How.JOINED, joined))
        if direct is not None:
            options.append((direct.score, _How.DIRECT, direct))
        whole = ends_sentence(line)
        prices = [0.0 if whole else self._price(number, how, before) for _, how, before in options]
        value, price, before = max(
            ((option[0], price, option[2]) for option, price in zip(options, prices, strict=True)),
            key=lambda choice: choice[0] - choice[1],
        )
        match = Match(number, start, start + len(line))
        return _State(match, value + len(line), value + len(line) - price, before)

    def _price(self, number: int, how: _How, before: _State | None) -> float:
        """What it costs if a line that breaks off is not continued at once."""
        if number == len(self._lines) - 1:
            # The last line may be cut off; below a quote, it may also be a name.
            below = before is None or before.match.line == number - 1
            return 0.0 if below or how is not _How.APART else _ALONE
        return _AFTER_TEXT if how is _How.DIRECT else _ALONE


class _How(Enum):
    """How a match stands to the one before."""

    APART = "after a gap"
    JOINED = "after other visible lines, none of the body between"
    DIRECT = "after the line before, none of the body between"


def _chain(state: _State | None) -> list[Match]:
    matches: list[Match] = []
    while state is not None:
        matches.append(state.match)
        state = state.before
    return matches[::-1]


class _BestBefore:
    """The best state among those that end at a place or before it (a Fenwick tree of maxima)."""

    def __init__(self, size: int) -> None:
        self._tree: list[_State | None] = [None] * (size + 1)

    def put(self, place: int, state: _State) -> None:
        place += 1
        while place < len(self._tree):
            kept = self._tree[place]
            if kept is None or state.later > kept.later:
                self._tree[place] = state
            place += place & -place

    def before(self, place: int) -> _State | None:
        best: _State | None = None
        place += 1
        while place > 0:
            kept = self._tree[place]
            if kept is not None and (best is None or kept.later > best.later):
                best = kept
            place -= place & -place
        return best
