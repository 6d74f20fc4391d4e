"""Bar charts of counts over time: numbers to geometry, for an SVG that a template draws.

Lengths are whole numbers, in tenths of a pixel at full width: engines write a fraction each in its own way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

WIDTH, HEIGHT = 6400, 1560
_LEFT, _TOP, _BASE = 420, 240, 1260
"""The margin at both sides, where half a tick's label has room; the highest bar's top; the axis."""
_MONTHS = 36
"""A longer span of time is shown by years."""
_TICKS = 5
_THICKEST = 480
_THINNEST = 20


@dataclass(frozen=True, slots=True)
class Period:
    """A year, or a month (1 to 12) of it."""

    year: int
    month: int = 0


@dataclass(frozen=True, slots=True)
class Bar:
    """A period that has articles: its bar, and the column (`left`, `room`) that stands for it on the axis."""

    period: Period
    count: int
    x: int
    y: int
    width: int
    height: int
    left: int
    room: int


@dataclass(frozen=True, slots=True)
class Tick:
    """A labelled place of the axis: the middle of a period's column."""

    period: Period
    x: int


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars over a time axis without gaps; `most` is the count of the highest one."""

    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    most: int
    top: int = _TOP
    base: int = _BASE


def chart(counts: Mapping[Period, int]) -> Chart | None:
    """The chart of counts by month: by month where these span up to three years, else by year.

    Returns:
        None where fewer than two periods have a count: one bar says nothing.
    """
    months = {period: count for period, count in counts.items() if count > 0}
    numbers = [_number(period) for period in months]
    by_month = bool(numbers) and max(numbers) - min(numbers) < _MONTHS
    summed: dict[int, int] = {}
    for period, count in months.items():
        at = _number(period) if by_month else period.year
        summed[at] = summed.get(at, 0) + count
    if len(summed) < 2:  # noqa: PLR2004 - see above
        return None
    first, slots, most = min(summed), max(summed) - min(summed) + 1, max(summed.values())
    bars = tuple(
        _bar(_period(at, by_month=by_month), count, most, at - first, slots) for at, count in sorted(summed.items())
    )
    step = -(-slots // _TICKS)
    ticks = tuple(
        Tick(_period(first + slot, by_month=by_month), (_edge(slot, slots) + _edge(slot + 1, slots)) // 2)
        for slot in range(0, slots, step)
    )
    return Chart(bars, ticks, most)


def _bar(period: Period, count: int, most: int, slot: int, slots: int) -> Bar:
    left, right = _edge(slot, slots), _edge(slot + 1, slots)
    width = max(min((right - left) * 4 // 5, _THICKEST), _THINNEST)
    height = max((_BASE - _TOP) * count // most, _THINNEST)
    room = max(right - left, _THINNEST)
    return Bar(period, count, (left + right - width) // 2, _BASE - height, width, height, left, room)


def _edge(slot: int, slots: int) -> int:
    return _LEFT + (WIDTH - 2 * _LEFT) * slot // slots


def _number(period: Period) -> int:
    """Months since the year 0."""
    return period.year * 12 + period.month - 1


def _period(at: int, *, by_month: bool) -> Period:
    return Period(at // 12, at % 12 + 1) if by_month else Period(at)
