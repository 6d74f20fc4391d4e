"""Laws of likeness and of stories."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import PurePosixPath

from hypothesis import given, settings
from hypothesis import strategies as st

from bunko.nouns import Article
from bunko.related.graph import Graph, graph
from bunko.related.kept import Kept
from bunko.related.terms import Text
from bunko.stories import FEWEST, SURE, clusters
from tests.related.archives import noise, read_texts

WORDS = st.lists(st.sampled_from([noise(seed, 6) for seed in range(12)]), min_size=0, max_size=12).map("".join)
TEXTS = st.lists(st.tuples(WORDS, st.integers(0, 200), st.sampled_from(["ja", "zh"])), min_size=2, max_size=12)
START = date(2020, 1, 1)
Given = list[tuple[str, int, str]]


def compared(texts: Given) -> Graph:
    pages = [
        Article(PurePosixPath(f"{lang}/articles/2020/01/{at}.md"), "", lang, published=START + timedelta(days))
        for at, (_, days, lang) in enumerate(texts)
    ]
    return graph(pages, read_texts([Text("", text) for text, _, _ in texts], Kept()))


def pairs(found: Graph) -> dict[tuple[int, int], float]:
    return {(row, other): round(score, 6) for row, others in found.alike.items() for other, score in others}


@given(TEXTS)
@settings(deadline=None, max_examples=60)
def test_likeness_is_the_same_both_ways_and_lies_between_0_and_1(texts: Given) -> None:
    found = pairs(compared(texts))
    assert all(found[other, row] == score for (row, other), score in found.items())
    assert all(0 < score <= 1.000001 for score in found.values())
    assert all(row != other for row, other in found)


@given(TEXTS, st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=60)
def test_the_order_of_articles_does_not_matter(texts: Given, rng: random.Random) -> None:
    order = list(range(len(texts)))
    rng.shuffle(order)
    shuffled = pairs(compared([texts[at] for at in order]))
    assert {(order[row], order[other]): score for (row, other), score in shuffled.items()} == pairs(compared(texts))


@given(TEXTS)
@settings(deadline=None, max_examples=30)
def test_the_same_articles_give_the_same_bytes(texts: Given) -> None:
    assert compared(texts).alike == compared(texts).alike


def test_an_article_that_shares_nothing_is_related_to_none_and_parts_none() -> None:
    texts: Given = [(noise(1) + noise(at + 10, 100), at, "ja") for at in range(3)]
    texts += [(noise(at + 30), 0, "ja") for at in range(9)]
    before, after = pairs(compared(texts)), pairs(compared([*texts, ("àéîõü" * 30, 0, "ja")]))
    assert before
    assert before.keys() == after.keys()


def test_a_mirror_is_not_related_to_itself() -> None:
    texts: Given = [(noise(1), 0, "ja"), (noise(1), 0, "ja"), *((noise(at), 0, "ja") for at in range(5, 9))]
    assert pairs(compared(texts)) == {}


LINKS = st.dictionaries(
    st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh")).filter(lambda pair: pair[0] < pair[1]),
    st.floats(0.3, 1),
)


@given(LINKS, st.randoms(use_true_random=False))
def test_stories_are_apart_and_sure_in_any_order(links: dict[tuple[str, str], float], rng: random.Random) -> None:
    found = clusters(links)
    items = list(links.items())
    rng.shuffle(items)
    assert clusters(dict(items)) == found
    members = [key for group in found for key in group]
    assert len(members) == len(set(members))
    for group in found:
        assert len(group) >= FEWEST
        inside = [links.get((a, b), 0.0) for a in group for b in group if a < b]
        assert sum(inside) / len(inside) >= SURE - 1e-9


def test_a_chain_is_no_story() -> None:
    assert clusters({("a", "b"): 0.6, ("b", "c"): 0.6, ("c", "d"): 0.6}) == []
