"""What stands in the index of a text: its terms, and where they stand.

A term is two neighbouring characters of a run of Han characters, kana, Hangul or digits (`首脳`, `3月`; the run's
last character stands with a space: `談 `), or a whole word of an alphabet (`iphone`). `search/terms.js` reads a query
in the same way.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, cycle, islice
from operator import add

from bunko.folding import han_variants

PLACE_WIDTH = 10
PLACES = 1 << PLACE_WIDTH
"""Places are counted modulo this number while they are gathered."""

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


def scan(paragraphs: Sequence[str], base: int) -> Iterator[tuple[str, int]]:
    """Every term of some paragraphs, as often as it stands there, with `base` + its place in its folded paragraph.

    Places start at 0 in each paragraph, so that an edit in one moves nothing in another; they are taken modulo
    `PLACES`. Pairs that start with a space come too, and are no terms.
    """
    text = _plain("\n".join(paragraphs))
    units = text.translate(_UNITS)
    lengths = [len(paragraph) + 1 for paragraph in text.split("\n")]
    places = [_places(base, length) for length in lengths]
    pairs = zip(map(add, units, units[1:] + " "), chain.from_iterable(places), strict=False)
    words = _words(text, base) if _WORD.search(text) else ()
    return chain(pairs, words)


def _places(base: int, count: int) -> Iterable[int]:
    places = range(base, base + min(count, PLACES))
    return places if count <= PLACES else islice(cycle(places), count)


def _words(text: str, base: int) -> Iterator[tuple[str, int]]:
    for paragraph in text.split("\n"):
        for word in _WORD.finditer(paragraph):
            yield word[0][:WORD_LENGTH], base + word.start() % PLACES


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
