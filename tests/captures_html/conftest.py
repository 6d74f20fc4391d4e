"""A sample publisher with two layouts, which stands in for the publishers with a module of their own."""

from __future__ import annotations

from datetime import date

import pytest

from bunko import sources
from bunko.sources import Layout, Publisher, Selectors

OLD = Selectors(headline="td.midashi", date="td.hizuke", body="td.honbun", quote="table.koe", left_out="table.koukoku")
NEW = Selectors(headline="div.bt", date="div.rq", body="div.nr", quote="div.yy", left_out="div.gg")

SAMPLE = Publisher(
    id="mihon-tenmon",
    name="見本天文通信",
    language="ja",
    names=frozenset({"見本天文通信"}),
    hosts=frozenset({"old.tsushin.example.org", "zh.tsushin.example.org"}),
    zone="Asia/Tokyo",
    homepage="https://tsushin.example.org/",
    layouts=(Layout(since=date(2010, 1, 1), html=NEW), Layout(html=OLD)),
)


@pytest.fixture
def _sample_publisher(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "PUBLISHERS", (SAMPLE,))
