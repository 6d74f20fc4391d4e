"""A line of text that cites an article, as the page's language cites.

Japanese follows SIST 02 (electronic documents, newspaper articles), Chinese GB/T 7714-2015 (an online
newspaper, `[N/OL]`), all others Chicago (17th edition, bibliography: a newspaper article online).
The first two give the day on which the reader saw the page, which only the reader's browser knows:
it is a part of its own, and is left out where nobody fills it in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bunko.citations.names import Name, read_name
from bunko.citations.work import Work

_END = re.compile(r"[.?!。？！．…]$")
_GB_NAMES = 3
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reference:
    """A citation in three parts.

    Attributes:
        style: `sist02`, `gbt7714` or `chicago`.
        before: text up to the day of access.
        accessed: the day of access with `{date}` (2026-11-24) in it; empty where the style has none.
        after: what follows.
    """

    style: str
    before: str
    accessed: str = ""
    after: str = ""

    @property
    def text(self) -> str:
        """The whole without a day of access."""
        return self.before + self.after


def reference(work: Work, language: str) -> Reference:
    """The citation in a site's language (`ja`, `zh`, else English)."""
    return {"ja": _sist02, "zh": _gbt7714}.get(language, _chicago)(work)


def _sist02(work: Work) -> Reference:
    authors = ", ".join(_printed(name) for name in _names(work))
    translator = _translated(work, f"{_printed(read_name(work.translator))}訳" if work.translator else "")
    day = work.day.isoformat() if work.day else "日付不明"
    archive = work.archive if work.address else ""
    parts = [authors, _one_line(work.title), translator, work.newspaper, day, archive]
    text = _sentence(parts)
    return Reference("sist02", f"{text} {work.url}", ", (参照 {date})", ".") if work.url else Reference("sist02", text)


def _gbt7714(work: Work) -> Reference:
    names = [_printed(name, comma=False) for name in _names(work)]
    authors = ", ".join(names[:_GB_NAMES]) + (", 等" if len(names) > _GB_NAMES else "")
    kind = "[N/OL]" if work.url else "[N]"
    translator = _translated(
        work, f"{_printed(read_name(work.translator), comma=False)}, 译" if work.translator else ""
    )
    where = ", ".join(part for part in (work.newspaper, work.day.isoformat() if work.day else "日期不详") if part)
    text = _sentence([authors, f"{_one_line(work.title)}{kind}", translator, where], last="")
    return Reference("gbt7714", text, "[{date}]", f". {work.url}." if work.url else ".")


def _chicago(work: Work) -> Reference:
    names = _names(work)
    listed = [_inverted(name) if place == 0 else _printed(name) for place, name in enumerate(names)]
    authors = listed[0] if len(listed) == 1 else f"{', '.join(listed[:-1])}, and {listed[-1]}" if listed else ""
    title = _one_line(work.title)
    quoted = f"“{title}”" if _END.search(title) else f"“{title}.”"
    translator = _translated(work, f"Translated by {_printed(read_name(work.translator))}" if work.translator else "")
    day = f"{_MONTHS[work.day.month - 1]} {work.day.day}, {work.day.year}" if work.day else "n.d."
    where = ", ".join(part for part in (work.newspaper, day) if part)
    archive = work.archive if work.address else ""
    text = " ".join(filter(None, [_sentence([authors]), quoted, _sentence([translator, where, archive])]))
    return Reference("chicago", f"{text} {work.url}." if work.url else text)


def _translated(work: Work, by: str) -> str:
    """Who translated, and what a machine had to do with it."""
    kind = work.translation_kind
    return f"{by} ({kind})" if by and kind else by or kind or ""


def _names(work: Work) -> list[Name]:
    return [read_name(name) for name in work.authors]


def _printed(name: Name, *, comma: bool = True) -> str:
    """A name as it stands in a list: East Asian ones in one piece, others as the styles turn them."""
    if name.family is None:
        return name.whole
    if name.east_asian:
        return f"{name.family}{name.given}"
    return f"{name.given} {name.family}" if comma else f"{name.family} {name.given}"


def _inverted(name: Name) -> str:
    return f"{name.family}, {name.given}" if name.family is not None and not name.east_asian else _printed(name)


def _sentence(parts: list[str | None], *, last: str = ".") -> str:
    """The parts that are there, each closed by a full stop unless it closes itself; the last by `last`."""
    said = [part for part in parts if part]
    closed = [part if _END.search(part) else f"{part}." for part in said[:-1]]
    end = [said[-1] if _END.search(said[-1]) and last else f"{said[-1]}{last}"] if said else []
    return " ".join([*closed, *end])


def _one_line(text: str) -> str:
    return re.sub(r"[\r\n\t]+", " ", text).strip()


STYLES: Mapping[str, str] = {"sist02": "SIST 02", "gbt7714": "GB/T 7714-2015", "chicago": "Chicago (17th ed.)"}
"""The names by which the styles are known, the same in every language."""
