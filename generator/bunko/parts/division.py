"""An archive divided into parts of about the same size, told from the names of files alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from bunko.parts import SEARCH, Part


def pages_by_year(docs: Path, languages: Iterable[str]) -> Mapping[str, int]:
    """How many articles' pages each year has, oldest year first; told from the names of files alone."""
    counts: Counter[str] = Counter()
    for language in languages:
        for folder in (docs / language / "articles").glob("[0-9][0-9][0-9][0-9]"):
            counts[folder.name] += sum(1 for _ in folder.glob("*/*.md"))
    return dict(sorted((year, count) for year, count in counts.items() if count))


def divided(pages: Mapping[str, int], count: int) -> tuple[Part, ...]:
    """At most `count` parts of consecutive years, the greatest as small as can be; then the search and the rest."""
    others = Part(SEARCH, SEARCH), Part()
    if not pages:
        return others
    low, high = max(pages.values()), sum(pages.values())
    while low < high:
        most = (low + high) // 2
        low, high = (low, most) if len(_filled(pages, most)) <= count else (most + 1, high)
    return (*(Part(years[0], years[-1]) for years in _filled(pages, low)), *others)


def _filled(pages: Mapping[str, int], most: int) -> Sequence[Sequence[str]]:
    """Years in their order, in groups of at most `most` pages; no year has more."""
    groups: list[list[str]] = [[]]
    size = 0
    for year, count in pages.items():
        if groups[-1] and size + count > most:
            groups.append([])
            size = 0
        groups[-1].append(year)
        size += count
    return groups
