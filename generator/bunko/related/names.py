"""Names of places and things that Japanese writes in katakana, each as one term in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from bunko.folding import fold

_KATAKANA = re.compile("[ァ-ヴー]")


@cache
def table() -> Mapping[str, str]:
    """The Chinese name of each name, folded; a Chinese one is its own. `names.txt` says where they are from."""
    lines = (files("bunko.related") / "names.txt").read_text(encoding="utf-8").splitlines()
    known: dict[str, str] = {}
    for line in lines:
        if not line.startswith("#"):
            names = [fold(name) for name in line.split(" ")]
            known.update(dict.fromkeys(names, names[0]))
    return known


def found(text: str) -> Iterator[tuple[str, str]]:
    """Every name in a text, as it stands there, and its Chinese name; a katakana name is a whole word.

    Args:
        text: folded.
    """
    longest = _by_beginning()
    for at in [place.start() for place in _beginning().finditer(text)]:
        for name in longest.get(text[at : at + 2], ()):
            if text.startswith(name, at) and not _cut(text, at, at + len(name)):
                yield name, table()[name]
                break


def _cut(text: str, start: int, end: int) -> bool:
    """Whether a katakana word goes on before or behind."""
    return bool(
        (_KATAKANA.match(text[start]) and _KATAKANA.match(text[start - 1 : start] or "-"))
        or (_KATAKANA.match(text[end - 1]) and _KATAKANA.match(text[end : end + 1] or "-"))
    )


@cache
def _by_beginning() -> Mapping[str, tuple[str, ...]]:
    """Names by their first two characters, the longest first."""
    beginnings: dict[str, list[str]] = {}
    for name in sorted(table(), key=lambda name: (-len(name), name)):
        beginnings.setdefault(name[:2], []).append(name)
    return {beginning: tuple(names) for beginning, names in beginnings.items()}


@cache
def _beginning() -> re.Pattern[str]:
    """A character that some name begins with, before one that some name goes on with."""
    first, second = ("".join(sorted({name[at] for name in _by_beginning()})) for at in (0, 1))
    return re.compile(f"[{re.escape(first)}](?=[{re.escape(second)}])")
