"""After an edit the same is found as if nothing had been kept, bit for bit."""

from __future__ import annotations

import random
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, timedelta
from pathlib import Path, PurePosixPath
from unittest.mock import patch

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from bunko.nouns import Article
from bunko.related import commonness, matching, nearest
from bunko.related.bags import Numbers, label_code
from bunko.related.graph import Graph, graph
from bunko.related.kept import Kept
from bunko.related.kept_matches import Matches, load, save
from bunko.related.nearest import Candidates, Days, Heads, Index, candidates
from bunko.related.terms import Text
from tests.related.archives import noise, read_texts

WORDS = [noise(seed, 4) for seed in range(60)]
EDITS = ("words", "day", "tags", "new", "newest", "gone", "moved")


@dataclass(frozen=True)
class Page:
    name: str
    folder: str
    day: int | None
    words: tuple[int, ...]
    tags: tuple[int, ...] = ()


def told(pages: list[Page], before: Matches | None = None, kept: Kept | None = None) -> Graph:
    articles = [
        Article(
            PurePosixPath(f"{page.folder}/articles/2020/01/{page.name}.md"),
            "",
            page.folder,
            published=None if page.day is None else date(2020, 1, 1) + timedelta(page.day),
        )
        for page in pages
    ]
    texts = [Text("", "、".join(WORDS[at] for at in page.words)) for page in pages]
    labels = [sorted({label_code(str(tag)) for tag in page.tags}) for page in pages]
    return graph(articles, read_texts(texts, kept or Kept()), labels, before)


def some(rng: random.Random, name: str) -> Page:
    day = rng.choice([None, *range(90)])
    words = tuple(rng.choices(range(60), weights=[1 / (at + 1) for at in range(60)], k=rng.randrange(25)))
    return Page(name, rng.choice(["ja", "ja", "zh"]), day, words, tuple(rng.choices(range(5), k=rng.randrange(3))))


def edited(rng: random.Random, pages: list[Page]) -> list[Page]:
    """The pages after a few edits, in some order."""
    pages = list(pages)
    for number in range(rng.randrange(1, 4)):
        edit, at = rng.choice(EDITS), rng.randrange(len(pages))
        other = some(rng, f"x{number}{rng.randrange(100)}")
        match edit:
            case "new":
                pages.append(other)
            case "newest":
                pages.append(replace(other, day=99))
            case "gone" if len(pages) > 1:
                del pages[at]
            case "words" | "day" | "tags":
                pages[at] = replace(pages[at], **{edit: getattr(other, edit)})
            case _:
                pages[at] = replace(pages[at], name=other.name)
    pages = list({page.name: page for page in pages}.values())
    rng.shuffle(pages)
    return pages


def assert_same(one: object, other: object) -> None:
    """Whether two values are the same to the bit, part by part."""
    assert type(one) is type(other)
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        assert (one.dtype, one.shape) == (other.dtype, other.shape)
        assert one.tobytes() == other.tobytes()
    elif isinstance(one, dict) and isinstance(other, dict):
        assert one.keys() == other.keys()
        for name in one:
            assert_same(one[name], other[name])
    elif is_dataclass(one) and is_dataclass(other):
        for field in fields(one):
            assert_same(getattr(one, field.name), getattr(other, field.name))
    else:
        assert one == other


@given(st.integers(0, 1 << 32), st.integers(2, 40))
@settings(deadline=None, max_examples=50)
def test_after_random_edits_the_same_is_found_as_from_nothing(seed: int, count: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - hypothesis gives the seed
    pages = [some(rng, f"p{at}") for at in range(count)]
    with (
        patch.object(commonness, "ALL", 4),
        patch.multiple(nearest, HEAVIEST=6, POSTINGS=3, CANDIDATES=3),
        patch.object(matching, "MOST_FRESH", 1000),
    ):
        terms = Kept()
        kept = told(pages, None, terms).matches
        for _ in range(3):
            pages = edited(rng, pages)
            warm, cold = told(pages, kept, terms), told(pages)
            assert warm.alike == cold.alike
            assert warm.marks == cold.marks
            assert_same(warm.matches, cold.matches)
            kept = warm.matches


def test_what_is_kept_is_read_back_as_it_was(tmp_path: Path) -> None:
    rng = random.Random(1)  # noqa: S311 - the same pages each time
    found = told([some(rng, f"p{at}") for at in range(30)]).matches
    save(Kept(tmp_path), found)
    assert_same(load(Kept(tmp_path)), found)


def test_one_edit_among_many_pages_asks_few_anew() -> None:
    rng = random.Random(2)  # noqa: S311 - the same pages each time
    pages = [replace(some(rng, f"p{at}"), day=at, folder="ja") for at in range(300)]
    with patch.object(commonness, "ALL", 64):
        kept = told(pages).matches
        pages[-1] = replace(pages[-1], words=(*pages[-1].words, 59))
        asked: list[int] = []

        def watched(known: Heads, days: Days, postings: Index, askers: Numbers, least: float) -> Candidates:
            asked.append(len(askers))
            return candidates(known, days, postings, askers, least)

        with patch.object(matching, "candidates", watched):
            told(pages, kept)
    assert 0 < sum(asked) < 150


def test_an_edit_counts_no_other_pages() -> None:
    rng = random.Random(3)  # noqa: S311 - the same pages each time
    pages, terms = [some(rng, f"p{at}") for at in range(30)], Kept()
    kept = told(pages, None, terms).matches
    pages[3] = replace(pages[3], words=(*pages[3].words, 59), tags=(7,))
    with patch.object(commonness, "counted", side_effect=AssertionError("all pages are counted")):
        warm = told(pages, kept, terms)
    assert_same(warm.matches, told(pages).matches)
