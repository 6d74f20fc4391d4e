"""RIS: one tag a line, a newspaper article (`NEWS`), line ends CR LF, as reference managers write it."""

from __future__ import annotations

from collections.abc import Iterator

from bunko.citations.names import read_name
from bunko.citations.work import Work


def ris(work: Work) -> str:
    """The record, with its `ER` line."""
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in _fields(work) if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def _fields(work: Work) -> Iterator[tuple[str, str | None]]:
    day = work.day
    yield "TY", "NEWS"
    yield "ID", work.key
    yield "TI", work.title
    yield from (("AU", _name(name)) for name in work.authors)
    yield "A4", _name(work.translator) if work.translator else None
    yield "OP", work.original_title
    yield "T2", work.newspaper
    yield "PY", str(day.year) if day else None
    yield "DA", f"{day:%Y/%m/%d}" if day else None
    yield "SE", work.section
    yield "AB", work.abstract
    yield from (("KW", word) for word in work.keywords)
    yield "LA", work.language
    yield "DB", work.archive
    yield "UR", work.url
    yield "N1", work.translation_kind
    yield "N1", work.original if work.address else None


def _name(printed: str) -> str:
    name = read_name(printed)
    return name.whole if name.family is None else f"{name.family}, {name.given}"
