"""The line of text in each page's language."""

from __future__ import annotations

import pytest

from bunko.citations import reference
from tests.citations.works import ADDRESS, WORKS

LINES = {
    ("a Japanese article by two persons", "ja"): (
        "星野遥, 海老原直. カプセル、砂漠に帰る　試料を今朝回収. 宇宙日報. 2020-12-06. 文庫. "
        f"{ADDRESS}, (参照 2026-11-24)."
    ),
    ("a newsroom and no date", "ja"): (
        f"サンプル宇宙新聞 編集部. 日付のない記事. サンプル宇宙新聞. 日付不明. 文庫. {ADDRESS}, (参照 2026-11-24)."
    ),
    ("a Chinese translation", "zh"): (
        f"星野遥, 海老原直, 佐藤一, 等. 返回舱降落沙漠[N/OL]. 骨川角, 译. 宇宙日报, 2020-12-06[2026-11-24]. {ADDRESS}."
    ),
    ("a Chinese translation", "ja"): (
        "星野遥, 海老原直, 佐藤一, 田中実. 返回舱降落沙漠. 骨川角訳. 宇宙日报. 2020-12-06. 文库. "
        f"{ADDRESS}, (参照 2026-11-24)."
    ),
    ("nobody, nowhere", "zh"): "无题[N]. 日期不详[2026-11-24].",
    ("nobody, nowhere", "ja"): "无题. 日付不明.",
    ("Latin names", "en"): (
        "Lovelace, Ada, Ursula Le Guin, and Sample News Agency. “Who said {this} & that_100% of $5? #1 ~ ^.” "
        f"Sample Times, June 2, 2024. Library. {ADDRESS}."
    ),
    ("nobody, nowhere", "en"): "“无题.” n.d.",
    ("a Chinese translation", "en"): (
        "星野遥, 海老原直, 佐藤一, and 田中実. “返回舱降落沙漠.” Translated by 骨川角. 宇宙日报, December 6, 2020. "
        f"文库. {ADDRESS}."
    ),
}


@pytest.mark.parametrize(("name", "language"), LINES)
def test_a_work_is_cited_as_the_page_s_language_does(name: str, language: str) -> None:
    line = reference(WORKS[name], language)
    assert line.before + line.accessed.replace("{date}", "2026-11-24") + line.after == LINES[name, language]


def test_a_line_without_the_day_of_access_is_whole_too() -> None:
    line = reference(WORKS["a Japanese article by two persons"], "ja")
    assert line.text.endswith(f" 2020-12-06. 文庫. {ADDRESS}.")
