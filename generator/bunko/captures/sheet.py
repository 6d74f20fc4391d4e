"""The lines of a dump of the visible page, and what became of each so far."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from bunko.captures.credit_lines import Credits
from bunko.captures.shapes import looks_like_heading
from bunko.nouns import LeftOut


@dataclass
class Sheet:
    """Lines without white space at their edges; each is text until it goes elsewhere.

    Attributes:
        left_out: numbers (from 0) of lines that are no text, with the reason.
        places: number of the line (from 1) that each field was read from.
        credits: what lines of credits say, by number.
        photo: lines that say who took the photo, and what it shows.
    """

    lines: list[str]
    left_out: dict[int, str] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)
    credits: dict[int, Credits] = field(default_factory=dict)
    photo: frozenset[int] = frozenset()

    def leave(self, numbers: Iterable[int], reason: str) -> None:
        """Lines that are no text of the article; what is known of one already stays."""
        for n in numbers:
            if self.lines[n]:
                self.left_out.setdefault(n, reason)

    def free(self, n: int) -> bool:
        """The line holds text that has gone nowhere yet."""
        return bool(self.lines[n]) and n not in self.left_out and n not in self.photo

    def texts(self, start: int, end: int) -> list[int]:
        """Numbers of such lines."""
        return [n for n in range(start, end) if self.free(n)]

    def prose(self, start: int, end: int) -> int:
        """The first such line that no headline looks like; `end` where there is none."""
        return next((n for n in range(start, end) if self.free(n) and not looks_like_heading(self.lines[n])), end)

    def told(self) -> tuple[LeftOut, ...]:
        """What was left out, in the order of the lines."""
        return tuple(LeftOut(n + 1, self.lines[n], self.left_out[n]) for n in sorted(self.left_out))
