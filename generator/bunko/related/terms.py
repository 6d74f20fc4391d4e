"""The terms of a text: what of it can be found again in another text, of the same language or of another one.

In one language: pairs of Han characters, single ones, katakana words and their threes, Latin words,
numbers with their unit (1.2億 and 1億2000万 are one number), days. Across languages the same terms
meet since the text is folded, and two kinds more: names that a table maps, and the consonants of
foreign names (`transliteration`). No segmenter: pairs found as much as words did on what was
measured (benchmarks/related), at a tenth of the time.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from operator import add

from bunko.folding import fold
from bunko.related import names, transliteration

MOST_CHARACTERS = 60_000
"""Of a text that are read; what an article is about stands at its beginning."""

_TITLE = 3
_LEAD = 250
"""News tells the most first: a term counts this often more in the title, and once more in as many characters of the
lead (on human links, R@5 .68 without the lead, .70 with it)."""

_ADDRESS = re.compile(r"https?://[^\s)>\]]{1,2000}|\]\([^()\s]{0,2000}\)")
_HAN = "々〆\u3400-\u9fff"
_RUN = re.compile(rf"[{_HAN}]+")
_KATAKANA = re.compile("[ァ-ヴー]{2,}")
_LATIN = re.compile("[a-z][a-z0-9]+")
_NUMBER = re.compile(
    r"([0-9](?<![0-9a-z.][0-9])(?:[0-9]{0,2}(?:,[0-9]{3})+|[0-9]{0,14}))(\.[0-9]{1,6})?"
    r"(?:([万亿兆])(?:([0-9]{1,4})(万?))?)?"
)
"""It begins with the digit and looks behind it then: so `re` passes over other characters in one go."""
_DAY = re.compile(r"([0-9]{1,2})月([0-9]{1,2})[日号]")
_UNITS = {"": 1, "万": 10**4, "亿": 10**8, "兆": 10**12}


@dataclass(frozen=True, slots=True)
class Text:
    """What of an article is compared.

    Attributes:
        title: plain text.
        body: description and body, Markdown.
    """

    title: str
    body: str


def terms_of(text: Text) -> Mapping[str, int]:
    """Each term and how often it stands in the text, those of the title and the lead counted more.

    A kind of term has a mark of its own before it (`#` numbers, `~` consonants, `=` names); words have none.
    """
    counted = terms_in(text.body[:MOST_CHARACTERS])
    counted.update(terms_in(text.body[:_LEAD]))
    for term, count in terms_in(text.title[:MOST_CHARACTERS]).items():
        counted[term] += _TITLE * count
    return counted


def terms_in(text: str) -> Counter[str]:
    """Each term of a text and how often it stands there; a single Han character is one too."""
    folded = fold(_ADDRESS.sub(" ", text))
    runs = _RUN.findall(folded)
    counted = Counter("".join(runs))
    counted.update(chain.from_iterable(map(add, run, run[1:]) for run in runs))
    counted.update(map("~".__add__, transliteration.of_han(folded)))
    counted.update(chain.from_iterable(map(_of_katakana, _KATAKANA.findall(folded))))
    counted.update(_LATIN.findall(folded))
    counted.update(map("#".__add__, _numbers(folded)))
    counted.update("=" + name for _, name in names.found(folded))
    return counted


@lru_cache(maxsize=1 << 16)
def _of_katakana(word: str) -> tuple[str, ...]:
    threes = [word[at : at + 3] for at in range(len(word) - 2)] if len(word) > 3 else []  # noqa: PLR2004 - else the word
    return (word, *threes, *("~" + skeleton for skeleton in sorted(transliteration.of_katakana(word))))


def _numbers(folded: str) -> Iterable[str]:
    """Numbers by their value and days by month and day; a digit alone says nothing."""
    for whole, part, unit, more, more_unit in _NUMBER.findall(folded):
        value = float(whole.replace(",", "") + part) * _UNITS[unit] + float(more or 0) * _UNITS[more_unit]
        if unit or part or len(whole) > 1:
            yield f"{value:g}"
    yield from (f"{int(month)}/{int(day)}" for month, day in _DAY.findall(folded))
