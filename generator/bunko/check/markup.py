"""HTML in a text of which readers will not see what its writer expects."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from bunko.check.problem import Problem
from bunko.markdown_extension import allowed
from bunko.markdown_extension.sanitiser import clean

_TAG = re.compile(r"(?<!\\)<(?P<end>/?)(?P<tag>[A-Za-z][A-Za-z0-9-]*)(?P<rest>(?:\s[^<>]*)?)/?>")
_UNCLOSED = re.compile(r"(?<!\\)<!--")
_STYLE = re.compile(r"\sstyle\s*=", re.IGNORECASE)
_HANDLER = re.compile(r"\son[a-z]+\s*=", re.IGNORECASE)
_EMPTY = ("br", "hr", "img", "input", "wbr", "col")
_ENDED_BY_HTML = (
    *("p", "li", "dt", "dd", "rb", "rt", "rp", "rtc"),
    *("td", "th", "tr", "thead", "tbody", "tfoot", "colgroup", "caption"),
)
_ENDLESS = frozenset((*_EMPTY, *_ENDED_BY_HTML))
"""Allowed tags that need no closing one."""
_CURE = "Say it in Markdown; write &lt; where the text itself has a <."

Place = Callable[[int], tuple[int, int]]


def markup(file: str, paragraphs: Sequence[tuple[str, Place]]) -> Iterator[Problem]:
    """Tags that are taken out, or not closed.

    Args:
        file: the page, for the problems.
        paragraphs: each text with what gives line and column of a place in it.
    """
    open_: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for text, place in paragraphs:
        for match in _UNCLOSED.finditer(text) if "<!--" in text else ():  # comments that are closed are blanked
            line, column = place(match.start())
            cure = "Write --> at its end; &lt; where the text has a <."
            yield Problem(file, line, "markup", "The comment is not closed: readers see it.", cure, column)
        for match in _TAG.finditer(text) if "<" in text else ():
            tag, at = match["tag"].lower(), place(match.start())
            if match["end"]:
                if open_.get(tag):
                    open_[tag].pop()
                continue
            message = _taken_out(tag, match["rest"])
            if message is not None:
                yield Problem(file, at[0], "markup", message, _CURE, at[1])
            elif tag not in _ENDLESS:
                open_[tag].append(at)
    for tag, places in open_.items():
        for line, column in places:
            message = f"<{tag}> is not closed: what follows it is inside."
            yield Problem(file, line, "markup", message, f"Write </{tag}> behind what it is about.", column)


def _taken_out(tag: str, attributes: str) -> str | None:
    if tag not in allowed.TAGS:
        if _goes_with_content(tag):
            return f"<{tag[:40]}> and what stands in it are taken out of the page."
        return f"The tag <{tag[:40]}> is taken out of the page."
    if _HANDLER.search(attributes):
        return f"The script in <{tag}> is taken out of the page."
    return f"The style of <{tag}> is taken out of the page." if _STYLE.search(attributes) else None


@lru_cache(maxsize=1000)
def _goes_with_content(tag: str) -> bool:
    """Whether the page's cleaning takes what stands in a tag too, as it does with the tags of SVG."""
    return "文" not in clean(f"<{tag}>文</{tag}>")
