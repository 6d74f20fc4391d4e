"""What is asked, and what is right: made from the articles with a fixed seed."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.search.corpus import Corpus
from bunko.search.terms import fold

_RUN = re.compile(r"[\w々ー]+")
_LATIN = re.compile(r"(?<![A-Za-z])[A-Za-z]{3,}(?![A-Za-z])")
_KATAKANA = re.compile(r"[ァ-ヺー]{3,}")
_HAN = re.compile(r"[\u4e00-\u9fff]{2,}")
_DATE = re.compile(r"(?:\d{4}年)?\d{1,2}月\d{1,2}日|\d{4}年")


@dataclass(frozen=True)
class Question:
    """What a person types; `language` the folder that the search is narrowed to, or None."""

    kind: str
    text: str
    language: str | None
    wanted: str | None = None


def substrings(corpus: Corpus, folder: str, count: int, seed: int) -> list[Question]:
    """Pieces of articles: runs of every kind in turn, as they stand there."""
    chance = random.Random(f"{seed} substrings {folder}")  # noqa: S311 - drawn for a benchmark
    kinds: list[tuple[str, Callable[[str, random.Random], str | None]]] = [
        ("han", lambda text, chance: _cut(_HAN, text, chance, 2, 6)),
        ("run", lambda text, chance: _cut(_RUN, text, chance, 4, 10)),
        ("date", lambda text, chance: _cut(_DATE, text, chance, 99, 99)),
        ("han", lambda text, chance: _cut(_HAN, text, chance, 3, 4)),
        ("latin", lambda text, chance: _cut(_LATIN, text, chance, 99, 99)),
        ("one", lambda text, chance: _cut(_HAN, text, chance, 1, 1)),
        ("run", lambda text, chance: _cut(_RUN, text, chance, 2, 4)),
    ]
    if folder == "ja":
        kinds[3:3] = [("katakana", lambda text, chance: _cut(_KATAKANA, text, chance, 99, 99))] * 2
    documents = [one for one in corpus.documents if one.folder == folder]
    found: dict[str, Question] = {}
    while len(found) < count:
        kind, cut = kinds[len(found) % len(kinds)]
        text = cut(chance.choice(documents).text, chance)
        if text and text not in found:
            found[text] = Question(kind, text, folder)
    return list(found.values())


def across(corpus: Corpus, folder: str, count: int, seed: int) -> list[Question]:
    """Han runs whose characters the other language writes in another way, asked in all languages."""
    chance = random.Random(f"{seed} across {folder}")  # noqa: S311 - drawn for a benchmark
    documents = [one for one in corpus.documents if one.folder == folder]
    found: dict[str, Question] = {}
    tries = 0
    while len(found) < count and tries < 100 * count:
        tries += 1
        text = _cut(_HAN, chance.choice(documents).text, chance, 2, 3)
        if text and fold(text) != text:
            found.setdefault(text, Question("across", text, None))
    return list(found.values())


def known_items(corpus: Corpus, folder: str, count: int, seed: int) -> list[Question]:
    """A piece of 8 to 14 characters of a title that no other title has; every other time as two words of it.

    None starts inside a Latin word: such a word is found from its start (as `right` has it).
    """
    chance = random.Random(f"{seed} known {folder}")  # noqa: S311 - drawn for a benchmark
    documents = [one for one in corpus.documents if one.folder == folder]
    titles = [_normal(one.title) for one in documents]
    found: list[Question] = []
    while len(found) < count:
        one = chance.choice(documents)
        length = chance.randrange(8, 15)
        start = chance.randrange(max(len(one.title) - length, 0) + 1)
        piece = one.title[start : start + length].strip()
        if len(piece) < 8 or not re.fullmatch(r"[\w々ー・]+", piece) or sum(_normal(piece) in t for t in titles) != 1:
            continue
        if _splits(one.title, one.title.index(piece)):
            continue
        if len(found) % 2:
            if _splits(piece, len(piece) - 4):
                continue
            piece = f"{piece[:4]}　{piece[-4:]}"
            if sum(all(_normal(half) in t for half in piece.split()) for t in titles) != 1:
                continue
        found.append(Question("known", piece, folder, one.address))
    return found


def _splits(text: str, at: int) -> bool:
    """Whether a word of Latin letters goes over this place."""
    return at > 0 and bool(re.fullmatch(r"[^\W\d_\u2e80-\U0010ffff]{2}", text[at - 1 : at + 1]))


def right(corpus: Corpus, question: Question, texts: dict[str, str], *, folded: bool) -> set[str]:
    """Addresses of the articles whose text holds the question; a word of Latin letters from its start."""
    sought = fold(question.text) if folded else _normal(question.text)
    boundary = (
        re.compile(rf"(?<![^\W\d_\u2e80-\U0010ffff]){re.escape(sought)}")
        if sought[0].isascii() and sought[0].isalpha()
        else None
    )
    return {
        one.address
        for one in corpus.documents
        if question.language in (None, one.folder)
        and (boundary.search(texts[one.address]) if boundary else sought in texts[one.address])
    }


def normal_texts(corpus: Corpus) -> dict[str, str]:
    return {one.address: _normal(corpus.text(one)) for one in corpus.documents}


def folded_texts(corpus: Corpus) -> dict[str, str]:
    return {one.address: fold(corpus.text(one)) for one in corpus.documents}


def _normal(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _cut(pattern: re.Pattern[str], text: str, chance: random.Random, least: int, most: int) -> str | None:
    """A piece of a run that the pattern finds; the whole run where `least` is 99."""
    runs = [run for run in pattern.findall(text) if least == 99 or len(run) >= least]
    if not runs:
        return None
    run = chance.choice(runs)
    if least == 99:
        return run
    length = chance.randint(least, min(most, len(run)))
    start = chance.randrange(len(run) - length + 1)
    return run[start : start + length]
