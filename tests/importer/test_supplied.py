"""What a person supplies for a capture, at its first import or later: it is used, or it is said why not."""

from __future__ import annotations

import json

from bunko.settings import Settings
from tests.captures.printing import ADDRESS, DUMP, HEADLINE
from tests.importer.conftest import Importer
from tests.importer.test_ownership import state

PLAIN = """\
灯台の一年
2024年12月31日　見本天文通信
灯台が一年の務めを終えた。市民が岸壁で見送った。
来年は修理を行う。
"""
URL = "https://tsushin.example.org/20241231/5000100.html"
OTHER = "https://tsushin.example.org/20241231/5000200.html"


def url_of(archive: Settings, page: str) -> str | None:
    lines = (archive.root / page).read_text(encoding="utf-8").splitlines()
    return next((line.removeprefix("url: ") for line in lines if line.startswith("url: ")), None)


def test_an_address_supplied_after_the_import_is_put_into_the_page(archive: Settings, importing: Importer) -> None:
    [first] = importing(PLAIN)
    assert first.page is not None
    assert url_of(archive, first.page) is None

    [later] = importing(PLAIN, url=URL)

    assert (later.outcome, later.page, later.warnings) == ("updated", first.page, ())
    assert url_of(archive, first.page) == URL
    before = state(archive)
    assert [outcome.outcome for outcome in importing(PLAIN)] == ["unchanged"]
    assert [outcome.outcome for outcome in importing(PLAIN, url=URL)] == ["unchanged"]
    assert state(archive) == before


def test_an_address_supplied_wrongly_is_mended_by_another(archive: Settings, importing: Importer) -> None:
    [first] = importing(PLAIN, url=URL)
    assert first.page is not None

    [later] = importing(PLAIN, url=OTHER)

    assert (later.outcome, later.page) == ("updated", first.page)
    assert url_of(archive, first.page) == OTHER
    [sidecar] = (archive.root / "archive" / "captures").glob("*.json")
    assert "earlier" not in json.loads(sidecar.read_text(encoding="utf-8"))


def test_the_address_of_another_page_is_said(importing: Importer) -> None:
    [one] = importing(json_record(URL).encode())
    [two] = importing("港の灯台、20年ぶりに点灯\n2024年5月3日\n港の灯台が3日夜に点灯した。\n")
    assert one.page != two.page

    [later] = importing("港の灯台、20年ぶりに点灯\n2024年5月3日\n港の灯台が3日夜に点灯した。\n", url=URL)

    assert later.outcome == "updated"
    assert [text for text in later.warnings if "has this address too" in text and str(one.page) in text]


def json_record(url: str) -> str:
    return json.dumps({"@type": "NewsArticle", "url": url, "headline": "星の記録", "articleBody": "記録が続く。"})


def test_what_a_capture_says_itself_goes_before_and_that_is_said(archive: Settings, importing: Importer) -> None:
    [outcome] = importing(DUMP, title="別の題", url=OTHER)

    text = (archive.root / str(outcome.page)).read_text(encoding="utf-8")
    assert f"title: {HEADLINE}\n" in text
    said = [warning for warning in outcome.warnings if "is not used" in warning]
    assert [warning.split(" is not used: the capture itself says ")[0] for warning in said] == ["--title", "--url"]
    assert HEADLINE in said[0]
    assert ADDRESS in said[1]


def test_a_title_supplied_later_is_the_title_of_a_dump_without_data(archive: Settings, importing: Importer) -> None:
    [first] = importing(PLAIN)

    [later] = importing(PLAIN, title="灯台、修理へ")

    assert (later.outcome, later.page) == ("updated", first.page)
    assert "title: 灯台、修理へ\n" in (archive.root / str(first.page)).read_text(encoding="utf-8")
    assert [text for text in later.warnings if text.startswith("--title is the title; line 1")]
    assert [outcome.outcome for outcome in importing(PLAIN)] == ["unchanged"]
