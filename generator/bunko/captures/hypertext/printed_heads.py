"""A headline in bold and its date as old pages print them: one below the other in a cell, a line break between."""

from __future__ import annotations

import re

from bunko.captures.hypertext.marks import BOLD_CLOSE, BOLD_OPEN, BREAK, unmarked
from bunko.captures.hypertext.moments import moment_in
from bunko.captures.shapes import ends_sentence

_HEADLINE, _DATE = 120, 60
_YEAR = re.compile(r"\d{4}|[元〇]|(?:令和|平成|昭和)\s?\d")
_WHOLE = re.compile(rf"\s*{BOLD_OPEN}[^{BOLD_OPEN}{BOLD_CLOSE}]*(?:{BOLD_CLOSE})?\s*")


def parted(part: str) -> list[str]:
    """The headline, the date line and the rest, where a part of a page starts with these; else the part alone.

    Args:
        part: text with the marks of `marks`, as it stood between two empty lines.
    """
    head, break_, below = part.partition(BREAK)
    if not break_ or not _WHOLE.fullmatch(head) or len(head) > _HEADLINE or ends_sentence(unmarked(_bare(head))):
        return [part]
    line, break_, rest = below.partition(BREAK)
    dated = unmarked(_bare(line)).strip()
    if len(dated) > _DATE or not _YEAR.search(dated) or ends_sentence(dated) or moment_in(dated) is None:
        return [part]
    return [head, line, rest] if break_ else [head, line]


def _bare(text: str) -> str:
    return text.replace(BOLD_OPEN, "").replace(BOLD_CLOSE, "").strip()
