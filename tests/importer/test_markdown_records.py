"""A record of our own export brings its body back as it was written; what it holds is data."""

from __future__ import annotations

import json

import pytest

from bunko.settings import Settings
from tests.importer.conftest import Importer

BODY = """\
月の探査機が**電波**を返した。[記録](https://tsushin.example.org/a)がある。

## 冬の朝

> おはよう、SLIM
>
> — 星野 光 (月探査室、主任)

- 一つ
- 二つ

| 名 | 年 |
| --- | --- |
| SLIM | 2024 |

![月面](https://img.example.org/a.jpg "海")
"""


def record(markdown: object, **values: object) -> str:
    said = {"url": "https://tsushin.example.org/1000501.html", "headline": "月面の朝", "articleBody": "月の探査機。"}
    return json.dumps(said | {"markdown": markdown, "page": "docs/ja/x.md"} | values)


def body_of(archive: Settings, page: str | None) -> str:
    return (archive.root / str(page)).read_text(encoding="utf-8").split("\n---\n\n", 1)[1]


def test_the_body_comes_back_byte_for_byte(archive: Settings, importing: Importer) -> None:
    [outcome] = importing(record(BODY))

    assert outcome.outcome == "created"
    assert body_of(archive, outcome.page) == BODY
    assert "body: markdown" in outcome.explanation
    assert any("articleBody" in line and "markdown" in line for line in outcome.explanation)


@pytest.mark.parametrize("markdown", [None, "", " \n", 5, ["a"], {"a": 1}])
def test_without_markdown_the_plain_text_is_the_body(archive: Settings, importing: Importer, markdown: object) -> None:
    [outcome] = importing(record(markdown))

    assert body_of(archive, outcome.page) == "月の探査機。\n"


@pytest.mark.parametrize(
    "markdown",
    [
        "---\ntitle: another\n---\n\n本文だ。月の石を運んだ。",
        '<!-- bunko {"kind": "page"} -->\n\n本文だ。月の石を運んだ。',
        "<script>alert(1)</script>\n\n本文だ。月の石を運んだ。",
        "本文だ。\x00月の石を\ud800運んだ。",
        "> " * 5000 + "本文だ。月の石を運んだ。",
    ],
    ids=["front matter", "a directive", "a script", "control characters", "deep"],
)
def test_hostile_markdown_is_a_body_and_no_more(archive: Settings, importing: Importer, markdown: str) -> None:
    [outcome] = importing(record(markdown))

    assert outcome.outcome == "created"
    text = (archive.root / str(outcome.page)).read_text(encoding="utf-8")
    assert text.startswith("---\ntitle: 月面の朝\n")
    assert [again.outcome for again in importing(record(markdown))] == ["unchanged"]
