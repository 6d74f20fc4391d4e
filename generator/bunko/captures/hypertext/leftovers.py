"""What of a page's visible text went into no field, so that an archivist sees it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lxml import etree

from bunko.captures.credit_lines import credits_of
from bunko.captures.hypertext.article import Chosen
from bunko.captures.hypertext.edges import is_dateline
from bunko.captures.hypertext.elements import ancestors, line_of
from bunko.captures.hypertext.runs import Run
from bunko.captures.hypertext.titles import bare
from bunko.nouns import LeftOut

_ENTRIES = 200
_SHOWN = 160


def left_out(runs: Sequence[Run], chosen: Chosen, fields: Iterable[str]) -> tuple[LeftOut, ...]:
    """The runs that no field holds, with their lines and reasons; the last entry counts what is not listed."""
    used, holders = {id(run) for run in chosen.runs}, set(chosen.holders)
    held = "\n".join(bare(text) for text in fields)
    found: list[LeftOut] = []
    more = 0
    for run in runs:
        text = run.letters
        if id(run) in used or not text or text in held:
            continue
        if len(found) == _ENTRIES:
            more += 1
            continue
        said = run.plain if len(run.plain) <= _SHOWN else run.plain[: _SHOWN - 1] + "…"
        found.append(LeftOut(line_of(run.element) or 0, said.replace("\n", " "), run.reason or _reason(run, holders)))
    if more:
        found.append(LeftOut(0, f"… and {more} more", "the list is bounded"))
    return tuple(found)


def _reason(run: Run, holders: set[etree._Element]) -> str:
    if is_dateline(run.plain):
        return "the date line; its date is the field date"
    if credits_of(run.plain) is not None:
        return "a line of credits; its names are authors and source, where the data name none"
    if run.linked * 2 > len(run.plain):
        return "links to other pages"
    inside = any(at in holders for at in ancestors(run.element))
    return "a label beside the text" if inside else "outside the article's text"
