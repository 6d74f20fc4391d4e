"""Tags that an import proposes are the machine's until an editor takes them, and are never laid over a publisher's."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

from bunko.settings import Settings
from tests.captures.printing import DUMP
from tests.importer.conftest import Importer

TEXT = (
    "探査機が小惑星から持ち帰った試料の分析で、水を含む鉱物が見つかった。研究チームは、小惑星の鉱物が太陽系の初期にできたとみている。\n\n"
    "試料は昨年の冬に届いた。小惑星の表面と地下の二か所で採取した試料を、研究チームは別々に分析している。"
)
RECORD = {
    "@type": "NewsArticle",
    "url": "https://tsushin.example.org/20240105/2000001.html",
    "headline": "小惑星の試料に水の跡",
    "datePublished": "2024-01-05T09:00:00+09:00",
    "articleBody": TEXT,
}
PAGE = "docs/ja/articles/2024/01/2000001.md"


def capture(tmp_path: Path, **more: object) -> Path:
    file = tmp_path / "note.json"
    file.write_text(json.dumps(RECORD | more, ensure_ascii=False), encoding="utf-8")
    return file


def test_an_article_without_tags_gets_proposals_and_one_with_tags_none(
    archive: Settings, importing: Importer, tmp_path: Path
) -> None:
    [outcome] = importing(capture(tmp_path))
    assert {"小惑星", "試料"} <= set(outcome.proposed_tags)
    assert outcome.as_json()["proposed_tags"] == list(outcome.proposed_tags)
    assert "proposed tags: " in outcome.as_text()
    page = (archive.root / PAGE).read_text(encoding="utf-8")
    assert "proposed_tags:\n- 小惑星\n" in page
    assert "\ntags:" not in page
    assert importing(capture(tmp_path))[0].outcome == "unchanged"
    [told] = importing(DUMP)
    assert told.proposed_tags == ()


def test_what_an_editor_took_is_not_proposed_again(archive: Settings, importing: Importer, tmp_path: Path) -> None:
    importing(capture(tmp_path))
    page = archive.root / PAGE
    text = page.read_text(encoding="utf-8")
    page.write_text(re.sub(r"proposed_tags:\n(- .*\n)+", "tags: [小惑星]\n", text), encoding="utf-8")
    before = page.read_bytes()
    [outcome] = importing(capture(tmp_path))
    assert (outcome.outcome, outcome.kept, outcome.proposed_tags) == ("unchanged", (), ())
    assert page.read_bytes() == before


def test_nothing_is_proposed_for_a_page_that_has_an_editors_tags(
    archive: Settings, importing: Importer, tmp_path: Path
) -> None:
    importing(capture(tmp_path))
    page = archive.root / PAGE
    text = page.read_text(encoding="utf-8")
    page.write_text(re.sub(r"proposed_tags:\n(- .*\n)+", "tags: [小惑星]\n", text), encoding="utf-8")
    [outcome] = importing(capture(tmp_path, articleBody=f"{TEXT}\n\n分析は来年まで続く。", dateModified="2024-01-06"))
    assert outcome.outcome == "updated"
    assert "proposed_tags" not in page.read_text(encoding="utf-8")


def test_a_later_capture_with_tags_takes_the_proposals_away_in_whatever_order_they_come(
    archive: Settings, importing: Importer, tmp_path: Path
) -> None:
    pages = []
    bare, tagged = capture(tmp_path), tmp_path / "tagged.json"
    tagged.write_text(json.dumps(RECORD | {"keywords": ["月"]}, ensure_ascii=False), encoding="utf-8")
    for order in ((bare, tagged), (tagged, bare)):
        for folder in (archive.root / "docs", archive.root / "archive" / "captures"):
            shutil.rmtree(folder, ignore_errors=True)
        importing(*order)
        pages.append((archive.root / PAGE).read_text(encoding="utf-8"))
    assert pages[0] == pages[1]
    assert "tags:\n- 月\n" in pages[0]
    assert "proposed_tags" not in pages[0]


def test_proposals_of_the_machine_go_where_an_editor_gave_tags(
    archive: Settings, importing: Importer, tmp_path: Path
) -> None:
    importing(capture(tmp_path))
    page = archive.root / PAGE
    page.write_text(page.read_text(encoding="utf-8").replace("proposed_tags:", "tags: [月]\nproposed_tags:"), "utf-8")
    [outcome] = importing(capture(tmp_path))
    assert outcome.outcome == "updated"
    assert "proposed_tags" not in page.read_text(encoding="utf-8")
    assert importing(capture(tmp_path))[0].outcome == "unchanged"
