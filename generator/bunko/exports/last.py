"""A file of records that was made before, out of which a format takes what still holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

Bounds = dict[str, list[int]]
"""Where records end, by what is counted (the bytes of a file, the rows of a table): of `n` records `n + 1` numbers, the
first of which is where the first one starts."""


@dataclass(frozen=True, slots=True)
class Last:
    """A file as it was made.

    Attributes:
        file: where it stands.
        pages: of its records, in their order.
        bounds: of its records, as its format counts.
    """

    file: Path
    pages: Sequence[str]
    bounds: Mapping[str, Sequence[int]]


def taken_over(bounds: list[int], last: Sequence[int], run: range) -> None:
    """Add the bounds of a run of records that now follow upon others.

    Args:
        bounds: of what there is.
        last: of the records that there were.
        run: the numbers of those that stay, at least one.
    """
    shift = bounds[-1] - last[run.start]
    bounds += [end + shift for end in last[run.start + 1 : run.stop + 1]]
