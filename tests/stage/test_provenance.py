"""What a page says of where it came from: as it was imported, and after a person's edit."""

from __future__ import annotations

from pathlib import Path

import pytest

from bunko import settings
from bunko.importer import import_captures
from bunko.stage import read_site, stage
from tests.stage.staged import Staged

CAPTURE = """{"@type": "NewsArticle", "url": "https://news.example.org/2024/7.html", "headline": "月の石",
"datePublished": "2024-06-02T09:00:00+09:00", "inLanguage": "ja",
"articleBody": "石が届いた。\\n\\n重さは2キロだった。"}"""
CONFIG = "site_name: 文庫\nextra: {bunko: {languages: {ja: {name: 日本語, title: 文庫}}}}\nplugins: [bunko]\n"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """The page that an import made, in an archive of its own."""
    (tmp_path / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    (tmp_path / "a.jsonld").write_text(CAPTURE, encoding="utf-8")
    list(import_captures(settings.load(tmp_path / "mkdocs.yml"), [tmp_path / "a.jsonld"]))
    return next((tmp_path / "docs").rglob("*.md"))


def told(page: Path) -> Staged:
    root = next(folder for folder in page.parents if (folder / "mkdocs.yml").exists())
    return Staged(stage(read_site(settings.load(root / "mkdocs.yml"))))


def path_of(page: Path) -> str:
    return page.as_posix().partition("/docs/")[2]


def test_a_page_as_it_was_imported_is_said_to_be_so(page: Path) -> None:
    meta = told(page).meta(path_of(page))
    assert meta["provenance"]["known"] is True
    assert "edited" not in meta["provenance"]
    assert meta["provenance"]["wayback"] == "https://web.archive.org/web/*/https://news.example.org/2024/7.html"
    assert meta["captures"][0]["kind"] == "JSONレコード"
    assert meta["captures"][0]["place"] == "a.jsonld"
    assert meta["captures"][0]["file"] == f"archive/captures/{meta['captures'][0]['sha256']}.jsonld"


@pytest.mark.parametrize(
    ("original", "shown", "looked_up"),
    [
        ("{state: alive, date: 2025-01-31}", "2025年1月31日に公開を確認", False),
        ("{state: gone, date: 2025-01-31}", "2025年1月31日以降、このアドレスでは読めません", True),
        (
            "{state: moved, date: 2025-01-31, url: https://b.example/7}",
            "2025年1月31日以降、別のアドレスに移っています",
            False,
        ),
    ],
)
def test_the_card_says_how_it_stands_with_the_original(
    page: Path, original: str, shown: str, *, looked_up: bool
) -> None:
    text = page.read_text(encoding="utf-8")
    archived = "archived_at: https://archive.example.org/7\n  sha256: "
    page.write_text(
        text.replace("language:", f"original: {original}\nlanguage:").replace("sha256: ", archived), "utf-8"
    )

    provenance = told(page).meta(path_of(page))["provenance"]

    assert provenance["state"] == shown
    assert provenance.get("moved_to") == ("https://b.example/7" if "b.example" in original else None)
    assert (
        "wayback" in provenance
    ) is looked_up  # a copy elsewhere is known; one that is gone is looked up all the same
    assert "edited" not in provenance


@pytest.mark.parametrize(
    ("captured", "shown"),
    [
        ("2024-06-03T07:05:00+09:00", "2024年6月3日 07:05（日本時間）"),
        ("2024-06-03T07:05:00+08:00", "2024年6月3日 07:05（UTC+08:00）"),
        ("2024-06-03T07:05:00Z", "2024年6月3日 07:05（協定世界時）"),
        ("2024-06-03", "2024年6月3日"),
    ],
)
def test_a_time_has_its_zone_wherever_it_is_shown(page: Path, captured: str, shown: str) -> None:
    root = next(folder for folder in page.parents if (folder / "mkdocs.yml").exists())
    register = "news: {names: {ja: 見本}, zone: Asia/Tokyo, hosts: [news.example.org]}\n"
    (root / "archive/sources.yml").write_text(register, encoding="utf-8")
    text = page.read_text(encoding="utf-8")
    text = text.replace("captures:\n- ", f"source: news\nupdated: {captured}\ncaptures:\n- captured: {captured}\n  ")
    page.write_text(text, encoding="utf-8")

    staged = told(page)

    meta = staged.meta(path_of(page))
    assert meta["captures"][0]["captured_text"] == shown
    assert meta["updated_text"] == shown
    listed = staged.meta("ja/articles/index.md")["entries"][0]
    assert meta["date_text"] == listed["date_text"] == "2024年6月2日 09:00（日本時間）"


def test_what_a_person_changed_is_named(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("title: 月の石", "title: 月の小石\nsection: 科学").replace("2キロ", "3キロ"), "utf-8")
    edited = told(page).meta(path_of(page))["provenance"]["edited"]
    assert [field["name"] for field in edited] == ["title", "section", "body"]
    assert [field["text"] for field in edited] == ["題名", "分野", "本文"]


@pytest.mark.parametrize("sha256", ["../../mkdocs", "0" * 64])
def test_a_capture_without_a_record_says_little(sha256: str, page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    own = text.partition("sha256: ")[2][:64].strip()
    page.write_text(text.replace(own, sha256), encoding="utf-8")
    meta = told(page).meta(path_of(page))
    assert "known" not in meta.get("provenance", {})
    assert set(meta["captures"][0]) <= {"sha256", "captured_text"}


@pytest.mark.parametrize(
    ("count", "folded", "unlisted"), [(5, 0, False), (6, 1, False), (100, 95, False), (365, 95, True)]
)
def test_of_many_captures_a_page_shows_five_and_folds_the_others(
    page: Path, count: int, folded: int, *, unlisted: bool
) -> None:
    text = page.read_text(encoding="utf-8")
    more = "".join(f"- sha256: '{number:064x}'\n  captured: 2024-06-01\n" for number in range(count - 1))
    page.write_text(text.replace("---\n\n石が", f"{more}---\n\n石が"), encoding="utf-8")

    meta = told(page).meta(path_of(page))

    older = meta["provenance"].get("older", {})
    assert (len(meta["captures"]), len(older.get("captures", ()))) == (5, folded)
    assert (str(count - 5) in older.get("text", "")) == bool(folded)
    assert ("unlisted" in older) is unlisted
