"""What stands in the index of a text: its terms, and where they stand.

A term is two neighbouring characters of a run of Han characters, kana, Hangul or digits (`首脳`, `3月`; the run's
last character stands with a space: `談 `), or a whole word of an alphabet (`iphone`). `search/terms.js` reads a query
in the same way.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from bunko.folding import han_variants

PLACE_WIDTH = 10
PLACES = 1 << PLACE_WIDTH
"""Places are counted modulo this number while they are gathered."""

WORD_LENGTH = 32
"""Characters of a word that are kept; longer ones are equal where these are."""

UNIT_WIDTH = 21
"""Bits of a character."""
_SPACE = ord(" ")

MARKS = {
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("·•‧∙⋅", "・"),
    **dict.fromkeys("‘’ʼ", "'"),
    **dict.fromkeys("“”", '"'),
    "〜": "~",
    "ヶ": "ケ",
    "ヵ": "カ",
}
"""Small kana and punctuation of one meaning, folded beside what `bunko.folding` folds."""

_RUNS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\U0010ffff"
"""Scripts without spaces between words: Thai and its neighbours, all from the CJK radicals on."""

_WORD = re.compile(rf"[^\W\d_{_RUNS}]+")
_RUN = re.compile(rf"[\d{_RUNS}]")


@cache
def forms() -> dict[int, str]:
    """For `str.translate`: each variant that search folds, one character to one."""
    return {**han_variants(), **{ord(mark): form for mark, form in MARKS.items()}}


class _Units(dict[int, str]):
    """For `str.translate`: a character of a run to its form, any other to a space."""

    def __missing__(self, ordinal: int) -> str:
        form = forms().get(ordinal, chr(ordinal))
        unit = form if form.isalnum() and _RUN.match(form) else " "
        self[ordinal] = unit
        return unit


_UNITS = _Units()


def fold(text: str) -> str:
    """The text as it is matched: `bunko.folding.fold`, and small kana and punctuation besides."""
    return _plain(text).translate(forms())


class Standing(NamedTuple):
    """Where terms stand in some lines: one row for each time that one does.

    Attributes:
        terms: two characters of a run, as `pair` reads them.
        lines: number of the line, from 0.
        places: in the folded line, from 0, modulo `PLACES`: an edit in one line moves nothing in another.
        words: whole words, each with its line and its place.
    """

    terms: npt.NDArray[np.int64]
    lines: npt.NDArray[np.int64]
    places: npt.NDArray[np.int64]
    words: Sequence[tuple[str, int, int]]


def scan(text: str) -> Standing:
    """Every term of some lines, as often as it stands there, in its order."""
    text = _plain(text)
    units = np.frombuffer(f"{text.translate(_UNITS)} ".encode("utf-32-le", "surrogatepass"), "<u4").astype(np.int64)
    folded = text.split("\n")
    lengths = np.fromiter((len(line) + 1 for line in folded), np.int64, len(folded))
    lines = np.repeat(np.arange(len(folded)), lengths)[:-1]
    starts = np.cumsum(lengths) - lengths
    at = np.flatnonzero(units[:-1] != _SPACE)
    terms = units[at] << UNIT_WIDTH | units[at + 1]
    words = [
        (word[0][:WORD_LENGTH], number, word.start() % PLACES)
        for number, line in enumerate(folded)
        for word in _WORD.finditer(line)
    ]
    lines = lines[at]
    return Standing(terms, lines, (at - starts[lines]) % PLACES, words)


def pair(term: int) -> str:
    """Two characters of a run as `scan` gives them."""
    return chr(term >> UNIT_WIDTH) + chr(term & (1 << UNIT_WIDTH) - 1)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
