"""The table of days, from which the home page chooses today's."""

from __future__ import annotations

import json

from tests.stage.staged import Staged


def test_each_day_has_its_articles_each_once_and_every_month_is_there(staged: Staged) -> None:
    for language in ("en", "zh"):
        tables = [json.loads(staged.text(f"{language}/days/{month:02}.json")) for month in range(1, 13)]
        assert [entry["url"] for entry in tables[11]["17"]] == [f"{language}/articles/2020/12/101/"]
        assert tables[11]["17"][0]["year"] == 2020
    english = json.loads(staged.text("en/days/06.json"))
    assert english["25"][0]["language"] == "zh-Hant"  # shown in the language that it stands in
    assert json.loads(staged.text("en/days/01.json")) == {}
    assert "103" not in staged.text("en/days/05.json")  # withdrawn
