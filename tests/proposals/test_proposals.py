"""Tags that are proposed: the register's names whole and in any form, then what the text is about; never over a tag."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bunko.nouns import Article, Concept, Paragraph
from bunko.proposals import MOST, chinese, propose
from bunko.registers import Registers

CONCEPTS = (
    Concept("japan", {"ja": "日本", "zh": "日本"}),
    Concept("jaxa", {"ja": "JAXA", "zh": "日本宇宙航空研究开发机构"}, aliases=("宇宙航空研究開発機構",)),
    Concept("laos", {"ja": "ラオス", "zh": "老挝"}),
    Concept("talks", {"ja": "会談", "zh": "会谈"}),
    Concept("moon", {"ja": "月", "zh": "月球"}),
)
KNOWN = Registers({concept.id: concept for concept in CONCEPTS})
EMPTY = Registers()

JAPANESE = (
    "探査機が小惑星から持ち帰った試料の分析で、水を含む鉱物が見つかった。研究チームは、小惑星の鉱物が太陽系の初期にできたとみている。",
    "試料は2020年12月6日に届いた。小惑星の表面と地下の二か所で採取した試料を、チームは別々に分析している。",
)
CHINESE = (
    "探测器从小行星带回的样品中发现了含水矿物。研究团队认为，小行星上的矿物形成于太阳系早期。",
    "样品于2020年12月6日送达。团队正在分别分析从小行星表面和地下两处采集的样品，并将公布矿物分析结果。",
)


def article(
    title: str, *paragraphs: str, folder: str = "ja", language: str = "ja", tags: tuple[str, ...] = ()
) -> Article:
    body = tuple(Paragraph(text) for text in paragraphs)
    path = PurePosixPath(folder, "articles/2024/01/1.md")
    return Article(path=path, title=title, language=language, body=body, tags=tags)


def test_a_publishers_tags_are_not_added_to() -> None:
    assert propose(article("日本の会談", *JAPANESE, tags=("会談",)), KNOWN) == ()


def test_names_of_the_register_are_found_in_any_form_and_named_in_the_articles_language() -> None:
    found = propose(article("兩國首腦會談在老撾舉行", folder="zh", language="zh-Hant"), KNOWN)
    assert set(found) == {"会谈", "老挝"}


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("宇宙航空研究開発機構が発表", ("JAXA",)),
        ("ｊａｘａが発表", ("JAXA",)),
        ("JAXAS計画を発表", ()),
        ("コラオスという町", ()),
        ("ラオスという国", ("ラオス",)),
        ("6月の予定", ()),
    ],
)
def test_a_name_counts_where_it_stands_whole(title: str, expected: tuple[str, ...]) -> None:
    assert propose(article(title), KNOWN) == expected


def test_a_name_in_passing_is_no_subject() -> None:
    once, often = "日本でも見えた。", "日本では見えた。日本の空。日本の海。"
    assert propose(article("流星", once), KNOWN) == ()
    assert propose(article("流星", often), KNOWN) == ("日本",)


def test_keywords_of_a_japanese_text_are_its_frequent_compounds_and_no_dates() -> None:
    found = propose(article("小惑星の試料に水の跡", *JAPANESE), EMPTY)
    assert set(found[:2]) == {"小惑星", "試料"}
    assert "鉱物" in found
    assert len(found) <= MOST
    assert not any(word[0].isdigit() for word in found)


def test_a_long_vowel_at_the_end_of_a_word_is_kept() -> None:
    text = "センターは新しい。" * 12
    assert propose(article("センターの話", text), EMPTY)[0] == "センター"


def test_keywords_of_a_traditional_text_are_written_as_the_text_writes_them() -> None:
    simplified = propose(article("小行星样品中发现水的痕迹", *CHINESE, folder="zh", language="zh-Hans"), EMPTY)
    assert {"样品", "小行星", "矿物"} <= set(simplified)
    text = "樣品於2020年12月6日送達。團隊正在分別分析從小行星表面和地下兩處採集的樣品，並將公布礦物分析結果。" * 3
    traditional = propose(article("小行星樣品中發現水的痕跡", text, folder="zh", language="zh-Hant"), EMPTY)
    assert "樣品" in traditional
    assert not set("样矿") & set("".join(traditional))


def test_too_little_text_has_no_keywords() -> None:
    assert propose(article("小惑星", "試料が届いた。"), EMPTY) == ()


def test_a_text_of_rare_characters_takes_no_longer_than_another() -> None:
    rare = "".join(chr(code) for code in range(0x4E00, 0x9FD5, 3)) * 3
    chinese.keywords("灯塔", "海边的灯塔", 5)  # the dictionary is loaded once
    start = time.process_time()

    found = chinese.keywords("灯塔", rare + "守塔人说，灯塔昨晚重新点亮。", 5)

    assert time.process_time() - start < 10  # a minute and more when jieba saw them all
    assert "灯塔" in found


@given(st.text(max_size=400), st.text(max_size=400))
def test_what_is_proposed_stands_in_the_text(title: str, body: str) -> None:
    said = article(title or "-", body)
    for word in propose(said, EMPTY):
        assert word in title or word in body


def test_nothing_is_written_outside_of_the_archive_and_the_seed_does_not_matter(tmp_path: Path) -> None:
    code = (
        "from bunko.proposals import chinese, japanese\n"
        f"print(chinese.keywords('小行星样品', {CHINESE[0]!r}, 5), japanese.keywords('小惑星', {JAPANESE[0]!r}, 5))"
    )
    said = []
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TMPDIR": str(tmp_path)}
        command = [sys.executable, "-c", code]
        said.append(subprocess.run(command, env=environment, check=True, capture_output=True).stdout)
    assert said[0] == said[1]
    assert not list(tmp_path.iterdir())
