"""Marks inside the text of a run, for what its plain text cannot say: characters that no text of a page may hold."""

from __future__ import annotations

import re

OPEN, CLOSE, MIDDLE = "\ufdd0", "\ufdd1", "\ufdd2"
"""Marks of a link inside a run's text, `OPEN address MIDDLE text CLOSE`."""

BREAK = "\ufdd3"
BOLD_OPEN, BOLD_CLOSE = "\ufdd6", "\ufdd7"
RUBY_OPEN, RUBY_CLOSE, READING_OPEN, READING_CLOSE = "\ufdd8", "\ufdd9", "\ufdda", "\ufddb"
"""Marks of a word with its reading: `RUBY_OPEN word READING_OPEN reading READING_CLOSE RUBY_CLOSE`."""

MARKED = re.compile(f"{OPEN}[^{MIDDLE}]*{MIDDLE}|{CLOSE}")
_ANY = re.compile("[\ufdd0-\ufdef]")
_RUBY = re.compile(f"[{RUBY_OPEN}-{READING_CLOSE}]")
_SHOWN = {RUBY_OPEN: "", RUBY_CLOSE: "", READING_OPEN: "（", READING_CLOSE: "）"}


def unmarked(text: str) -> str:
    """A run's text without marks; a reading stands in brackets behind its word, as browsers without ruby show it."""
    text = MARKED.sub("", text) if MIDDLE in text or CLOSE in text else text
    return _RUBY.sub(lambda mark: _SHOWN[mark.group()], text) if _RUBY.search(text) else text


def inside(part: str, opener: str, closer: str, *, open_: bool) -> tuple[int, bool]:
    """How many characters of a part stand between the marks, and whether a mark is open at its end."""
    if not open_ and opener not in part:
        return 0, False
    count = 0
    for piece in re.split(f"([{opener}{closer}])", part):
        if piece in {opener, closer}:
            open_ = piece == opener
        elif open_:
            count += len(_ANY.sub("", piece.rsplit(MIDDLE, 1)[-1]).strip())
    return count, open_
