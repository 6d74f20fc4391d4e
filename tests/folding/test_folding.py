"""Variants of one text meet when they are folded."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bunko.folding import fold, han_variants


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("会談", "会谈"),
        ("會談", "会谈"),
        ("朝鮮", "朝鲜"),
        ("働く", "動く"),
        ("ＳＬＩＭ", "slim"),
        ("㋿", "令和"),
        ("ﾊﾔﾌﾞｻ２", "ハヤブサ2"),
        ("臺灣", "台湾"),
    ],
)
def test_variants_meet(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("日本", "中国"), ("月", "目"), ("ハ", "バ")])
def test_what_is_no_variant_stays_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text())
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_each_variant_has_one_form_that_is_no_variant() -> None:
    table = han_variants()
    assert len(table) > 3_000
    for variant, form in table.items():
        assert len(form) == 1
        assert ord(form) not in table
        assert unicodedata.normalize("NFKC", chr(variant) + form) == chr(variant) + form
