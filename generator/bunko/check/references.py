"""References (`[moon][1]`, `[moon][]`) that nothing defines, on a page that defines some: readers see brackets."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from bunko.check.problem import Problem

_REFERENCE = re.compile(
    r"(?<![\\\]])\[(?P<text>[^\[\]\\^][^\[\]\\]{0,1000})\] ?\[(?P<label>[^\[\]\\^\n]{0,200})\](?![(:\[])"
)
_DEFINITION = re.compile(r"^ {0,3}\[(?P<label>[^\[\]\n]+)\]:\s*\S", re.MULTILINE)

Place = Callable[[int], tuple[int, int]]


def references(file: str, paragraphs: Sequence[tuple[str, Place]]) -> Iterator[Problem]:
    """Every reference without its definition.

    Args:
        file: the page, for the problems.
        paragraphs: each text with what gives line and column of a place in it.
    """
    named = [
        (one, place) for text, place in paragraphs if "][" in text or "] [" in text for one in _REFERENCE.finditer(text)
    ]
    if not named:
        return
    defined = {_label(one["label"]) for text, _ in paragraphs for one in _DEFINITION.finditer(text)}
    if not defined:  # a page that does not write links so: these are brackets of its text (`[1] [2]`, `a[i][j]`)
        return
    for found, place in named:
        label = found["label"] or found["text"]
        if _label(label) not in defined:
            line, column = place(found.start())
            message = f"Nothing defines the reference [{label[:80]}]: readers see its brackets."
            cure = f"Add a line `[{label[:80]}]: address`, or write `\\[` where the text itself has brackets."
            yield Problem(file, line, "link", message, cure, column)


def _label(text: str) -> str:
    return " ".join(text.split()).lower()
