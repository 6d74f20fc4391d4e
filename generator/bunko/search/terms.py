"""What stands in the index of a text: its terms, and where they stand.

A term is two neighbouring characters of a run of Han characters, kana, Hangul or digits (`首脳`, `3月`; the run's
last character stands with a space: `談 `), or a whole word of an alphabet (`iphone`). `search/terms.js` reads a query
in the same way.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from operator import add

from bunko.folding import han_variants

PLACES = 16
"""Positions are kept modulo this number: one bit each in a mask."""

WORD_LENGTH = 32
"""Characters of a word that are kept; longer ones are equal where these are."""

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


def scan(paragraphs: Iterable[str]) -> dict[str, int]:
    """Every term of some paragraphs with the places where it stands: bit n of the mask is n modulo `PLACES`.

    Each paragraph starts at place 0, so that an edit in one moves nothing in another.
    """
    folded = _plain("\n".join(paragraphs)).split("\n")
    text = "".join([paragraph + " " * (PLACES - len(paragraph) % PLACES) for paragraph in folded])
    units = text.translate(_UNITS)
    masks: dict[str, int] = {}
    get = masks.get
    for place in range(PLACES):
        bit = 1 << place
        for term in set(map(add, units[place::PLACES], units[place + 1 :: PLACES])):
            masks[term] = get(term, 0) | bit
    for term in [term for term in masks if term[0] == " "]:
        del masks[term]
    for word in _WORD.finditer(text):
        term = word[0][:WORD_LENGTH]
        masks[term] = get(term, 0) | 1 << word.start() % PLACES
    return masks


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
