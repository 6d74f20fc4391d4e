"""Ids and addresses: what an article is called, and which addresses are one."""

from __future__ import annotations

import pytest

from bunko.identity import address_key, article_id
from bunko.language_of_text import language_of

SHA = "0123456789abcdef" * 4


@pytest.mark.parametrize(
    ("url", "id_"),
    [
        ("https://example.jp/20231020/17487928.html", "17487928"),
        ("https://example.cn/20220208/--1038838578.html", "1038838578"),
        ("https://example.jp/20220415/lunar-lander-10649870.html", "10649870"),
        ("https://example.org/2024/01/25/lunar-lander/", "lunar-lander"),
        ("https://example.org/article.php?id=4711", "4711"),
        ("https://example.org/20240125/", "0123456789ab"),
        ("https://example.org/20240125/index.html", "0123456789ab"),
        ("https://example.org/%E6%9C%88", "0123456789ab"),
        ("https://example.org/con", "0123456789ab"),
        ("https://example.org/../../etc/passwd%2F..", "0123456789ab"),
        ("https://example.org/", "0123456789ab"),
        ("https://[broken", "0123456789ab"),
        (None, "0123456789ab"),
    ],
)
def test_an_id_is_the_publishers_own_name_or_a_hash(url: str | None, id_: str) -> None:
    assert article_id(url, SHA) == id_


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://example.org/a/1.html", "http://www.example.org/a/1.html?utm_source=x#top", True),
        ("https://example.org/a/1.html", "https://example.org/a/2.html", False),
        ("https://example.org/a?id=1", "https://example.org/a?id=2", False),
        (
            "https://sputniknews.cn/20250321/1064618572.html",
            "https://big5.sputniknews.cn/20250321/1064618572.html",
            True,
        ),
        ("https://sputniknews.cn/20250321/1064618572.html", "https://sputniknews.jp/20250321/1064618572.html", False),
    ],
)
def test_addresses_of_one_article_share_a_key(one: str, other: str, *, same: bool) -> None:
    assert (address_key(one) == address_key(other)) is same


@pytest.mark.parametrize("url", [None, "", "#", "#p1", "## 題", "https:"])
def test_what_names_nothing_is_no_key(url: str | None) -> None:
    assert address_key(url) is None


@pytest.mark.parametrize(
    ("text", "declared", "language"),
    [
        ("はやぶさ2が帰還した。", "ja", "ja"),
        ("着陸成功、月面図発表", "zh", "ja"),
        ("嫦娥六号从月球背面返回地球。", "zh", "zh-Hans"),
        ("嫦娥六號從月球背面返回地球。", "zh", "zh-Hant"),
        ("日本探测器“はやぶさ2”把小行星的样品送回了地球，科学家正在研究这些样品的成分和年代。", "zh", "zh-Hans"),
        ("Chang'e 6 returned.", "zh", "en"),
        ("La sonda ha vuelto.", "es", "es"),
        ("Луна-25 вышла на орбиту.", "ja", "ru"),
        ("다누리가 달 궤도에 들어섰다.", None, "ko"),
        ("2024 — 100%", "ja", None),
    ],
)
def test_the_language_is_found_from_the_text(text: str, declared: str | None, language: str | None) -> None:
    assert language_of(text, declared) == language
