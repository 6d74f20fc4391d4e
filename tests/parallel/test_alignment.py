"""Which paragraph answers which, also where one side lacks one or has it in two."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bunko import settings
from bunko.nouns import Block, Heading, Paragraph, Quote
from bunko.parallel import Pair, align
from bunko.stage import read_site

ROOT = Path(__file__).parents[2]


def samples() -> list[tuple[tuple[Block, ...], tuple[Block, ...]]]:
    """The texts of the shipped archive that have as many blocks as their translation, which was made block by block."""
    groups = read_site(settings.load(ROOT / "mkdocs.yml")).library.groups.values()
    pairs = [tuple(tuple(article.body) for article in group.values()) for group in groups if len(group) > 1]
    return [(pair[0], pair[1]) for pair in pairs if len(pair[0]) == len(pair[1])]


SAMPLES = samples()


def test_a_translation_made_block_by_block_is_paired_so() -> None:
    assert len(SAMPLES) >= 3
    for left, right in SAMPLES:
        assert align(left, right) == tuple(Pair((n,), (n,)) for n in range(len(left)))


def test_a_block_that_one_side_lacks_moves_no_other() -> None:
    right_ones = total = 0
    for left, right in SAMPLES:
        for gap in range(len(left)):
            for pair in align(left[:gap] + left[gap + 1 :], right):
                total += len(pair.left)
                right_ones += sum(pair.right == (index + (index >= gap),) for index in pair.left)
    assert right_ones / total > 0.98


def test_paragraphs_that_were_put_together_are_two_to_one() -> None:
    left, right = SAMPLES[0]
    at = next(n for n in range(len(right)) if all(isinstance(block, Paragraph) for block in right[n : n + 2]))
    one, other = right[at], right[at + 1]
    assert isinstance(one, Paragraph)
    assert isinstance(other, Paragraph)
    joined = (*right[:at], Paragraph(one.text + other.text), *right[at + 2 :])
    assert Pair((at, at + 1), (at,)) in align(left, joined)


BLOCKS = st.one_of(
    st.builds(Heading, st.just(2), st.text(max_size=8)),
    st.builds(Paragraph, st.text("月球火星2024 abc", max_size=40)),
    st.builds(Quote, st.tuples(st.text(max_size=8))),
)
TEXTS = st.lists(BLOCKS, max_size=9).map(tuple)


@given(left=TEXTS, right=TEXTS)
def test_every_block_stands_once_and_in_order(left: tuple[Block, ...], right: tuple[Block, ...]) -> None:
    pairs = align(left, right)
    assert [index for pair in pairs for index in pair.left] == list(range(len(left)))
    assert [index for pair in pairs for index in pair.right] == list(range(len(right)))


@given(left=TEXTS, right=TEXTS)
def test_a_heading_answers_headings_alone(left: tuple[Block, ...], right: tuple[Block, ...]) -> None:
    for pair in align(left, right):
        kinds = {type(left[n]) for n in pair.left} | {type(right[n]) for n in pair.right}
        assert kinds == {Heading} or Heading not in kinds


@pytest.mark.parametrize("count", [0, 1, 300])
def test_texts_of_any_length(count: int) -> None:
    text = tuple(Paragraph(f"{n}番目の段落、月は{n * 7}") for n in range(count))
    assert align(text, text) == tuple(Pair((n,), (n,)) for n in range(count))
    assert align(text, ()) == tuple(Pair((n,), ()) for n in range(count))
