"""Python and the browser fold alike, and find the same terms."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bunko.search.terms import fold, forms, pair, scan
from tests.search.conftest import Searcher, text

pytestmark = pytest.mark.browser

FOLD = """async ([texts, forms]) => {
    const { Folding } = await import('./assets/bunko/modules/fold.js');
    const folding = new Folding(new Map(forms));
    return texts.map((text) => [folding.fold(text), folding.mapped(text).folded]);
}"""
TERMS = """async (texts) => {
    const { termsOf } = await import('./assets/bunko/modules/terms.js');
    return texts.map((text) => termsOf(text, false).map(({ term, last }) => [term, last ?? null]));
}"""


def pairs() -> list[tuple[str, str]]:
    return [(chr(variant), form) for variant, form in forms().items()]


def known(code: int) -> bool:
    """Whether this Python knows the character: a newer browser may fold what Python takes for unassigned."""
    return not 0xD800 <= code < 0xE000 and unicodedata.category(chr(code)) != "Cn"


def test_every_character_of_the_plane_folds_alike(searcher: Callable[..., Searcher]) -> None:
    page = searcher([text(1, "題")]).page
    characters = [chr(code) for code in range(0x10000) if known(code)]
    assert len(characters) > 50_000
    found = page.evaluate(FOLD, [characters, pairs()])
    different = [
        (f"U+{ord(c):04X}", fold(c), one, mapped)
        for c, (one, mapped) in zip(characters, found, strict=True)
        if not fold(c) == one == mapped
    ]
    assert different == []


@settings(max_examples=1, suppress_health_check=list(HealthCheck), deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cn"]), max_size=8), min_size=1500, max_size=1500))
def test_texts_fold_alike_and_have_the_same_terms(searcher: Callable[..., Searcher], texts: list[str]) -> None:
    page = searcher([text(1, "題")]).page
    texts += ["ΟΔΥΣΣΕΥΣ", "ﾊﾞﾋﾟｶﾞ", "Straße", "각", "ㄱㅏ", "İstanbul", "ヶ関ヶ原", "e\u0301", "𠮷野家", "ﬁn"]
    found: Any = page.evaluate(FOLD, [texts, pairs()])
    assert [one for one, _ in found] == [fold(one) for one in texts]
    folded = [one for one, _ in found]
    for one, terms in zip(folded, page.evaluate(TERMS, folded), strict=True):
        stands = scan(one)
        standing = {*map(pair, stands.terms.tolist()), *(word for word, _, _ in stands.words)}
        for term, last in terms:
            if last is None and "\n" not in one:
                assert term in standing, (one, term)
