"""Keywords of a Japanese text without a dictionary: runs of kanji, katakana and Latin letters.

Japanese writes what a text is about in such runs, and grammar in hiragana between them. A run weighs
by how often it stands there, inside longer runs too, by its length, and more where it stands
early. The weights were chosen on 600 articles of the Livedoor set; benchmarks/proposals has what they reach.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

_RUN = re.compile(r"(?:[\u3400-\u9fff々ヶ]|[ァ-ヺー]|(?<=[ァ-ヺー])・(?=[ァ-ヺ])|[A-Za-zＡ-Ｚａ-ｚ0-9０-９])+")
_NUMBER = re.compile(
    r"[第約同各全計]?[0-9０-９]+(?![A-Za-z0-9０-９]).*|[一二三四五六七八九十百千万億兆数第約同各全計]+[\u3400-\u9fffァ-ヺー]{0,3}|[0-9０-９A-Za-z]{1,2}"
)
"""A number with what it counts, or a date."""
_LONGEST = 24
"""A longer run is a list without marks, or an address."""
_EARLY, _EARLY_WEIGHT = 300, 2.5
"""Letters at the start, where news says what it is about."""
TITLE_WEIGHT = 4
"""What stands in the headline counts as often."""
_READ = 20_000
_WEIGHED = 400
"""Letters that are read, and runs that are weighed, so that a book costs no more than a long article."""


def keywords(title: str, text: str, most: int) -> list[str]:
    """The best candidates, best first; of two that one holds the other, one alone.

    Args:
        title: the headline.
        text: lead and body, as plain text in this order.
        most: how many.
    """
    text = text[:_READ]
    early = title + "\n" + text[:_EARLY]
    whole = (title + "\n") * TITLE_WEIGHT + text
    runs = Counter(run.strip("・").lstrip("ー") for run in _RUN.findall(whole))
    likely = [run for run, _ in runs.most_common() if _may_be(run)][:_WEIGHED]
    weights = {
        run: math.sqrt(math.log2(len(run) + 0.5)) * whole.count(run) * (_EARLY_WEIGHT if run in early else 1)
        for run in likely
    }
    ranked = sorted(weights, key=lambda run: (-weights[run], -len(run), run))
    return apart(ranked, most)


@cache
def _general() -> frozenset[str]:
    """Words of any news; one that an article is about stands in a compound (首脳会談), which is none of them."""
    lines = (files("bunko.proposals") / "general_words_ja.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _may_be(run: str) -> bool:
    return 1 < len(run) <= _LONGEST and run not in _general() and not _NUMBER.fullmatch(run)


def apart(ranked: Sequence[str], most: int) -> list[str]:
    """The first ones of which none is a part of another."""
    chosen: list[str] = []
    for run in ranked:
        if len(chosen) == most:
            break
        if not any(run in other or other in run for other in chosen):
            chosen.append(run)
    return chosen
