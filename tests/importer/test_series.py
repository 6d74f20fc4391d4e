"""The notices of a series are articles of their own; mirrors of one notice are not."""

from __future__ import annotations

import json

import pytest

from tests.importer.conftest import Importer

EXPLAINED = """\
降水確率は6時間に1ミリ以上の雨または雪が降る見込みを10%刻みで示す。気温は日なたを避けて測る。

警報や注意報が出ているときは、自治体の案内に従って行動してほしい。

予報は1日に3回改められ、変わったところには印が付く。この欄の値は速報である。

海上では陸上より風が強く、波の高さは風の向きと吹く長さとで決まる。黄砂の日は視程を別に示す。"""


def notice(url: str, news: str, **values: str) -> str:
    said = {"url": url, "headline": "見本市の天気", "articleBody": f"{news}\n\n{EXPLAINED}"}
    return json.dumps(said | values, ensure_ascii=False)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            notice("https://a.example.org/x", "最高気温は12度。", datePublished="2024-01-01"),
            notice("https://a.example.org/y", "最高気温は14度。", datePublished="2024-01-02"),
        ),
        (notice("https://a.example.org/x", "最高気温は12度。"), notice("https://a.example.org/y", "最高気温は14度。")),
        (notice("https://a.example.org/10001", "晴れ。"), notice("https://a.example.org/10002", "雨。")),
        (
            notice("https://a.example.org/x", "晴れ。", datePublished="2024-01-01"),
            notice("https://a.example.org/y", "晴れ。", datePublished="2024-02-01"),
        ),
        (
            notice("https://a.example.org/x", "晴れ。", headline="1日の天気"),
            notice("https://a.example.org/y", "雨。", headline="2日の天気"),
        ),
    ],
    ids=["days", "numbers", "numbered addresses", "the same on another day", "numbers in titles"],
)
def test_notices_of_a_series_get_pages_of_their_own(importing: Importer, first: str, second: str) -> None:
    assert [outcome.outcome for outcome in importing(first, second)] == ["created", "created"]


@pytest.mark.parametrize("url", ["https://a.example.org/print?id=10001", "https://mirror.example.com/20002"])
def test_a_print_version_and_a_mirror_of_a_notice_are_copies(importing: Importer, url: str) -> None:
    first = notice("https://a.example.org/10001", "最高気温は12度。", datePublished="2024-01-01")
    second = notice(url, "最高気温は12度。 印刷日 3月5日", datePublished="2024-01-02")

    assert [outcome.outcome for outcome in importing(first, second)] == ["created", "duplicate"]
