"""Document numbers: by language, then by day, so that a new article is a last one and moves no other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bunko.search.document import Findable

_ROOM = 1024
"""A language's numbers start at a multiple of this, so that another's can grow."""


@dataclass(frozen=True, slots=True)
class Span:
    """A language's numbers: `start` up to `start + len(documents)`, undated documents first, then the oldest."""

    folder: str
    start: int
    documents: Sequence[Findable]


def number(documents: Iterable[Findable], folders: Iterable[str]) -> tuple[list[Span], int]:
    """The documents by their numbers, and the size of the space of numbers."""
    by_folder: Mapping[str, list[Findable]] = {folder: [] for folder in folders}
    for document in documents:
        by_folder[document.folder].append(document)
    spans, start = [], 0
    for folder, found in by_folder.items():
        found.sort(key=lambda document: (document.date[:10], document.date[10:19], document.address))
        spans.append(Span(folder, start, found))
        start += -(-len(found) // _ROOM) * _ROOM
    return spans, max(start, 1)


def day(document: Findable) -> int:
    """The printed day, counted from 0001-01-01 as 1; 0 where unknown."""
    return date.fromisoformat(document.date[:10]).toordinal() if document.date else 0
