"""Where the headline stands among the first visible lines of a microdata dump.

It is found from below, by what is surest: it is the title, or it stands above the date line. So
the lines above it are tags, also where they are not those that the microdata says.
"""

from __future__ import annotations

from collections.abc import Sequence

from bunko import dates
from bunko.captures import dateline
from bunko.captures.draft import Draft
from bunko.captures.shapes import looks_like_heading

_NEAR = 6
"""Lines at the top that may be tags (printed once or twice), headline and date line."""

_LEAD = 20
"""Characters of the lead by which a line is known."""


def headline_at(lines: Sequence[str], draft: Draft, body: str | None) -> int | None:
    """The number of the headline's line; None where nothing tells it from tags and text.

    Args:
        lines: the visible lines, none of them empty, without white space at their edges.
        draft: what the microdata says.
        body: the article body on one line; what stands there as a sentence is text.
    """
    top = lines[:_NEAR]
    below = _dateline_at(top, draft)
    found: int | None = None
    titles = [n for n, line in enumerate(top[:below]) if line == draft.title]
    if titles:
        found = titles[-1]
    elif below:
        sure = _has_lead(top[below], draft) or _prints_the_day(top[below], draft)
        if sure or looks_like_heading(top[below - 1]):
            found = below - 1
    else:
        found = _cut_headline_at(lines, draft)
    is_text = found is not None and any(_is_text(line, body or "") for line in top[: found + 1] if line != draft.title)
    return None if is_text else found


def _dateline_at(top: Sequence[str], draft: Draft) -> int | None:
    """The first line that starts with a date, rather one that has the lead too; else one that has the lead."""
    lines = [(n, line) for n, line in enumerate(top) if line != draft.title]
    dated = [n for n, line in lines if dateline.prefix_length(line)]
    led = [n for n, line in lines if _has_lead(line, draft)]
    return next(iter([n for n in dated if n in led] or dated or led), None)


def _cut_headline_at(lines: Sequence[str], draft: Draft) -> int | None:
    """The last line, where the dump ends inside the headline."""
    last = lines[-1] if 0 < len(lines) <= _NEAR else None
    is_title = last is not None and (draft.title or "").startswith(last) and not ", ".join(draft.tags).startswith(last)
    return len(lines) - 1 if is_title else None


def _has_lead(line: str, draft: Draft) -> bool:
    return draft.description is not None and draft.description[:_LEAD] in line


def _prints_the_day(line: str, draft: Draft) -> bool:
    printed = dateline.printed_in(line)
    return printed is not None and draft.published is not None and printed.day == dates.day(draft.published)


def _is_text(line: str, body: str) -> bool:
    return not looks_like_heading(line) and line in body
