"""A run's text to inline Markdown: what stands in it is escaped, links of the web stay links."""

from __future__ import annotations

import re
from urllib.parse import quote

from bunko.captures.hypertext.marks import (
    CLOSE,
    MARKED,
    MIDDLE,
    OPEN,
    READING_CLOSE,
    READING_OPEN,
    RUBY_CLOSE,
    RUBY_OPEN,
    unmarked,
)
from bunko.captures.hypertext.runs import Run
from bunko.prose import escape, plain

_LINK = re.compile(f"{OPEN}([^{MIDDLE}]*){MIDDLE}([^{CLOSE}{OPEN}]*){CLOSE}")
_FIRST, _LAST = "\ufdd4", "\ufdd5"
_NO_MARK = f"[^{RUBY_OPEN}-{READING_CLOSE}]"
_READING = re.compile(f"{READING_OPEN}({_NO_MARK}*){READING_CLOSE}")
_RUBY = re.compile(f"{RUBY_OPEN}((?:{_NO_MARK}*{_READING.pattern})+{_NO_MARK}*){RUBY_CLOSE}")
_KEPT = "%/:?=&;+,$-_.!~@#"


def markdown(run: Run, *, links: bool = True) -> str:
    """The run as inline Markdown that shows just its text."""
    return markdown_of(run.text, links=links)


def markdown_of(text: str, *, links: bool = True) -> str:
    """Marked text as inline Markdown that shows just its plain text.

    A link that Markdown cannot hold is its words. A word with its reading is `<ruby>`, with brackets for
    what knows none, so that its plain text is the word and the reading in brackets.
    """
    shown = unmarked(text)
    if not links or (OPEN not in text and RUBY_OPEN not in text):
        return escape(shown)
    addresses: list[str] = []

    def marked(found: re.Match[str]) -> str:
        words = found[2]
        inner = words.strip()
        if not inner or not found[1]:
            return words
        addresses.append(quote(found[1], safe=_KEPT))
        start = words.index(inner)
        return f"{words[:start]}{_FIRST}{inner}{_LAST}{words[start + len(inner) :]}"

    escaped = escape(MARKED.sub("", _LINK.sub(marked, text))).replace(f"!{_FIRST}", f"\\!{_FIRST}")
    waiting = iter(addresses)
    written = re.sub(_LAST, lambda _: f"]({next(waiting)})", escaped.replace(_FIRST, "["))
    written = unmarked(_RUBY.sub(_ruby, written))
    return written if plain(written) == plain(escape(shown)) else escape(shown)


def _ruby(found: re.Match[str]) -> str:
    words = _READING.sub(r"<rp>（</rp><rt>\1</rt><rp>）</rp>", found[1])
    return f"<ruby>{words}</ruby>"
