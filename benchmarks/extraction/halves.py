"""Each public set in two halves: rules are tuned on one, and the other tells what unseen pages would give."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

WHOLE, TUNING, HELD_OUT = "whole", "tuning", "held out"


def half_of(name: str) -> str:
    """The half of a page, by the SHA-256 of its name alone, so that it never changes."""
    return HELD_OUT if hashlib.sha256(name.encode()).digest()[0] % 2 else TUNING


@dataclass
class Figures:
    """What was measured: tool, half and measure to a figure, `None` for one that was not measured."""

    of: dict[tuple[str, str, str], float] = field(default_factory=dict)

    def tell(self, tool: str, half: str, **measured: float | None) -> None:
        for name, value in measured.items():
            if value is not None:
                self.of[tool, half, name] = value

    def show(self, title: str) -> None:
        """Print a table of Markdown, one row for each tool and half."""
        names = list(dict.fromkeys(name for _, _, name in self.of))
        rows = list(dict.fromkeys((tool, half) for tool, half, _ in self.of))
        print(f"\n{title}\n\n| tool | half | {' | '.join(name.replace('_', ' ') for name in names)} |")
        print("| --- | --- |" + " --- |" * len(names))
        for tool, half in rows:
            cells = (self.of.get((tool, half, name)) for name in names)
            print(f"| {tool} | {half} | {' | '.join(map(_shown, cells))} |")


def _shown(value: float | None) -> str:
    return "–" if value is None else f"{value:.0f}" if value == int(value) and value > 1 else f"{value:.3f}"
