"""What meets between texts: of one language, and of two."""

from __future__ import annotations

import time

import pytest

from bunko.related import transliteration
from bunko.related.bags import bag
from bunko.related.terms import Text, terms_of


def terms(text: str) -> set[str]:
    return set(terms_of(Text("", text)))


@pytest.mark.parametrize(
    ("japanese", "chinese", "shared"),
    [
        ("1億2000万円", "1.2亿日元", "#1.2e+08"),
        ("9月29日に", "9月29号", "#9/29"),
        ("3万5000人", "35,000人", "#35000"),
        ("会談した", "会谈", "会谈"),
        ("ロンドンで", "在伦敦", "=伦敦"),
        ("トランプ氏", "特朗普", "~TLNP"),
        ("プーチン氏", "普京", "~PSN"),
        ("ＪＡＸＡが", "JAXA", "jaxa"),
    ],
)
def test_one_thing_is_one_term_in_both_languages(japanese: str, chinese: str, shared: str) -> None:
    assert shared in terms(japanese) & terms(chinese)


def test_a_name_in_katakana_is_a_whole_word() -> None:
    assert "=伦敦" not in terms("ロンドンデリー")


def test_a_skeleton_of_two_consonants_says_nothing() -> None:
    assert transliteration.of_katakana("タコ") == set()


def test_an_empty_text_has_no_terms() -> None:
    assert len(bag(terms_of(Text("", ""))).codes) == 0


def test_a_long_text_is_read_in_bounded_time() -> None:
    started = time.process_time()
    found = bag(terms_of(Text("長", "月面着陸に成功した。" * 500_000)))
    assert len(found.codes) < 5000
    assert time.process_time() - started < 20


def test_addresses_are_no_words() -> None:
    assert not {"www", "example", "org", "slug"} & terms(
        "[記事](https://www.example.org/slug) https://example.org/slug"
    )
