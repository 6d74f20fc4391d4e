"""What is translated, and what is worth translating next."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from bunko.coverage import Share, as_lines, coverage
from bunko.library import Library, load
from bunko.page_readings import KeptReadings
from bunko.registers import Registers
from bunko.settings import Settings, SiteLanguage
from bunko.stage import read_site, stage
from bunko.stage.grounds import Grounds
from bunko.stage.pieces import _of_the_library
from bunko.translated import fingerprint
from tests.stage.staged import Staged

LANGUAGES = {"ja": SiteLanguage("日本語", "文庫", ""), "zh": SiteLanguage("中文", "文库", "")}


def page(title: str, date: str | None = None, tags: str = "", more: str = "") -> str:
    head = f"title: {title}\n" + (f"date: {date}\n" if date else "") + (f"tags: [{tags}]\n" if tags else "") + more
    return f"---\n{head}---\n\n本文です。\n"


PAGES = {
    "ja/articles/2024/05/1.md": page("月の話", "2024-05-01", "月"),
    "zh/articles/2024/05/1.md": page("月球", more="translation: {from: ja, method: machine}\n"),
    "ja/articles/2024/06/2.md": page("月の水", "2024-06-01", "月, 水"),
    "ja/articles/2023/05/3.md": page("火星の話", "2023-05-01", "火星"),
    "ja/articles/2024/07/4.md": page("月の塵", "2024-07-01", "月"),
    "ja/articles/2022/01/5.md": page("消した話", "2022-01-01", "月", "status: withdrawn\nreason: 例\n"),
    "zh/articles/undated/6.md": page("无日期", None, "月"),
}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    for place, text in PAGES.items():
        file = tmp_path / "docs" / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return Settings(tmp_path, LANGUAGES, docs=tmp_path / "docs")


@pytest.fixture
def library(settings: Settings) -> Library:
    return load(settings, Registers({}, {}))


def test_what_stands_is_counted_by_year_and_tag_without_what_is_withdrawn(library: Library) -> None:
    zh = coverage(library, "zh")
    assert zh.all == Share(2, 5)
    assert zh.translations == 1
    assert dict(zh.years) == {"2024": Share(1, 3), "2023": Share(0, 1), "undated": Share(1, 1)}
    assert list(zh.tags.items()) == [("月", Share(2, 4)), ("水", Share(0, 1)), ("火星", Share(0, 1))]


def test_the_most_wanted_are_those_whose_subjects_stand_there_then_the_newest(library: Library) -> None:
    wanted = [(one.article.id, one.company) for one in coverage(library, "zh").wanted]
    assert wanted == [("4", 2), ("2", 2), ("3", 0)]


def test_a_translation_lags_once_its_original_changed(library: Library, settings: Settings) -> None:
    assert coverage(library, "zh").lagging == []
    for of, lags in ((fingerprint(library.groups["articles/2024/05/1"]["ja"]), []), ("0" * 64, ["1"])):
        text = page("月球", more=f"translation: {{from: ja, of: '{of}'}}\n")
        (settings.docs / "zh" / "articles" / "2024" / "05" / "1.md").write_text(text, encoding="utf-8")
        found = coverage(load(settings, Registers({}, {})), "zh")
        assert [article.id for article in found.lagging] == lags
        assert found.machine == []


def test_long_lists_are_cut_and_say_so(library: Library) -> None:
    lines = list(as_lines(coverage(library, "zh"), 1))
    assert lines[0] == "zh: 2 of 5 articles, 1 of them translations"
    assert "    to translate: docs/ja/articles/2024/07/4.md (2 on its subjects stand there): 月の塵" in lines
    assert "    and 2 more" in lines
    assert "    docs/zh/articles/2024/05/1.md: by a machine, not reviewed" in lines


def test_a_withdrawn_translation_does_not_stand_and_one_that_was_begun_is_not_wanted(settings: Settings) -> None:
    place = settings.docs / "zh" / "articles" / "2024" / "05" / "1.md"
    place.write_text(page("月球", more="translation: {from: ja}\nstatus: withdrawn\nreason: 例\n"), encoding="utf-8")
    begun = settings.docs / "zh" / "articles" / "2024" / "07" / "4.md"
    begun.parent.mkdir(parents=True)
    waiting = "\n<!-- bunko: translate this\n本文です。\n-->\n"
    begun.write_text(page("尘埃", more="translation: {from: ja}\n") + waiting, encoding="utf-8")
    found = coverage(load(settings, Registers({}, {})), "zh")
    assert found.all == Share(1, 5)
    assert [one.article.id for one in found.wanted] == ["2", "1", "3"]
    assert [article.id for article in found.drafts] == ["4"]


def test_the_page_of_translations_follows_from_what_drafts_say(settings: Settings, tmp_path: Path) -> None:
    begun = settings.docs / "zh" / "articles" / "2024" / "07" / "4.md"
    begun.parent.mkdir(parents=True)
    waiting = "\n<!-- bunko: translate this\n本文です。\n-->\n"
    begun.write_text(page("尘埃", more="translation: {from: ja}\n") + waiting, encoding="utf-8")

    def ground() -> str | None:
        site = read_site(settings, KeptReadings(tmp_path / "kept"))
        (piece,) = (one for one in _of_the_library(site, Grounds(site), None, None) if one.name == "translations")
        return piece.told()

    first = ground()
    assert ground() == first
    begun.write_text(begun.read_text(encoding="utf-8") + "\n已译。\n", encoding="utf-8")
    assert ground() != first


def test_a_year_is_the_one_of_the_address(settings: Settings) -> None:
    file = settings.docs / "zh" / "articles" / "undated" / "6.md"
    file.write_text(page("后来查明日期", "2016-05-01", "月"), encoding="utf-8")
    years = Staged(stage(read_site(settings))).meta("zh/translations/index.md")["years"]
    assert "zh/articles/2016/" not in {one["url"] for one in years}
    assert "zh/articles/undated/" in {one["url"] for one in years}


def test_the_page_leads_to_what_is_wanted_and_what_waits_for_a_reader(settings: Settings) -> None:
    staged = Staged(stage(read_site(settings)))
    meta = staged.meta("zh/translations/index.md")
    assert [(one["lang"], one["standing"], one["percent"]) for one in meta["languages"]] == [
        ("ja", 4, 80),
        ("zh", 2, 40),
    ]
    assert meta["wanted"][0]["url"] == "ja/articles/2024/07/4/"
    assert meta["wanted"][0]["reason"] == "同主题文章：2篇"
    assert [one["url"] for one in meta["machine"]] == ["zh/articles/2024/05/1/"]
    assert meta["years"][0] == {
        "title": "2024年",
        "url": "zh/articles/2024/",
        "standing": 1,
        "articles": 3,
        "percent": 33,
    }


def test_a_site_of_one_language_has_no_such_page(settings: Settings) -> None:
    one = Settings(settings.root, {"ja": LANGUAGES["ja"]}, docs=settings.docs)
    assert PurePosixPath("ja/translations/index.md") not in stage(read_site(one))
