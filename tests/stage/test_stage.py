"""The staged tree of a small archive: what every page, list and file of the site says."""

from __future__ import annotations

import json
import shutil
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree as ET

import pytest

from bunko import settings
from bunko.errors import StageError
from bunko.filesystem import write_whole
from bunko.stage import Site, read_site, stage, write_stage
from tests.stage.staged import ARCHIVE, Staged, metas, shown

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def test_every_address_of_one_language_stands_in_the_other(staged: Staged) -> None:
    below: dict[str, set[PurePosixPath]] = {"en": set(), "zh": set()}
    for path in staged:
        if path.parts[0] in below and path.suffix == ".md":
            below[path.parts[0]].add(PurePosixPath(*path.parts[1:]))
    assert below["en"] == below["zh"]


def test_an_article_says_what_follows_from_the_archive(staged: Staged) -> None:
    meta = staged.meta("en/articles/2020/12/101.md")
    assert meta["template"] == "article.html"
    assert meta["date"] == "2020-12-17T01:59:00+08:00"
    assert meta["date_text"] == "17 December 2020, 01:59 (UTC+08:00)"
    assert meta["updated_text"] == "19 December 2020"
    assert meta["source_link"] == {"title": "Sample Times", "url": "en/sources/sample-times/"}
    assert meta["license"] == "CC0-1.0"
    assert meta["translations"] == {"zh": "zh/articles/2020/12/101/"}
    assert meta["switch"] == [{"lang": "zh", "url": "zh/articles/2020/12/101/", "missing": False}]
    assert [tag["url"] for tag in meta["tag_links"]] == [
        "en/tags/moon/",
        "en/tags/sample-return/",
        "en/tags/ocean-of-storms/",
    ]
    assert meta["extra"] == {"mission_code": "NO"}


def test_a_translation_takes_from_its_original_what_it_does_not_say(staged: Staged) -> None:
    meta = staged.meta("zh/articles/2020/12/101.md")
    assert meta["date_text"] == "2020年12月17日 01:59（UTC+08:00）"
    assert [tag["title"] for tag in meta["tag_links"]] == ["月球", "采样返回", "Ocean of Storms"]
    assert meta["tag_links"][2]["language"] == "en"
    assert meta["translation"] == {
        "from": "en",
        "from_name": "英语",
        "from_title": "Chang'e 5 brings back 1,731 grams",
        "from_language": "en",
        "url": "en/articles/2020/12/101/",
        "translator": "示例译者",
        "translator_text": "示例译者（人工翻译）",
        "method": "human",
        "date_text": "2026年1月2日",
    }


@pytest.mark.parametrize(
    ("head", "text", "cited"),
    [
        (
            "translation: {from: en, translator: 译机, method: machine}",
            "译机（机器翻译，未经人工校订）",
            "译机, 译 (机器翻译，未经人工校订)",
        ),
        (
            "translation: {from: en, translator: 译机, method: machine-edited}",
            "译机（机器翻译，经人工校订）",
            "译机, 译 (机器翻译，经人工校订)",
        ),
        ("translation: {from: en, method: machine}", "机器翻译，未经人工校订", "机器翻译，未经人工校订"),
    ],
)
def test_a_machines_translation_says_so_wherever_it_is_named(
    archive: Path, tmp_path: Path, head: str, text: str, cited: str
) -> None:
    shutil.copytree(archive, tmp_path / "archive")
    page = tmp_path / "archive/docs/zh/articles/2020/12/101.md"
    lines = page.read_text(encoding="utf-8").split("\n")
    page.write_text("\n".join(head if line.startswith("translation:") else line for line in lines), encoding="utf-8")

    staged = Staged(stage(read_site(settings.load(tmp_path / "archive/mkdocs.yml"))))

    meta = staged.meta("zh/articles/2020/12/101.md")
    assert (meta["authors"], meta["authors_language"]) == (["Sample Desk"], "en")
    assert meta["translation"]["translator_text"] == text
    assert [side.get("translator_text") for side in staged.meta("zh/articles/2020/12/101/parallel.md")["sides"]] == [
        None,
        text,
    ]
    kind = text.partition("（")[2].rstrip("）") or text
    assert cited in meta["cite"]["before"]
    assert kind in staged.text("zh/articles/2020/12/101/cite.bib")
    assert f"N1  - {kind}" in staged.text("zh/articles/2020/12/101/cite.ris")
    assert kind in json.loads(staged.text("zh/articles/2020/12/101/cite.json"))[0]["note"]
    named = json.loads(meta["json_ld"]).get("translator")
    assert named == ({"@type": "Organization", "name": "译机", "description": kind} if "译机" in head else None)


def test_a_notice_stands_where_a_translation_is_missing(staged: Staged) -> None:
    meta = staged.meta("en/articles/2024/06/102.md")
    assert meta["template"] == "missing.html"
    assert meta["language"] == "zh-Hant"
    assert meta["original"]["url"] == "zh/articles/2024/06/102/"
    assert meta["create"] == "docs/en/articles/2024/06/102.md"
    assert meta["robots"] == "noindex"
    assert staged.meta("zh/about.md")["template"] == "missing.html"
    assert staged.meta("zh/articles/2024/06/102.md")["switch"] == [
        {"lang": "en", "url": "en/articles/2024/06/102/", "missing": True}
    ]


def test_a_withdrawn_article_keeps_its_address_and_reason_alone(staged: Staged) -> None:
    meta = staged.meta("en/articles/2021/05/103.md")
    assert (meta["status"], meta["reason"]) == ("withdrawn", [{"text": "The author asked for it."}])
    for path, content in staged.items():
        text = shown(path, content)
        assert "Secret text" not in text, path
        assert "Withdrawn at the request" not in text, path


def test_related_articles_come_with_reasons_that_stand_on_both_pages(staged: Staged) -> None:
    related = staged.meta("en/articles/2020/12/101.md")["related"]
    assert [one["url"] for one in related] == [
        "en/articles/2021/05/105/", "zh/articles/2024/06/102/", "en/articles/undated/104/"
    ]  # fmt: skip
    assert [one["score"] for one in related] == sorted((one["score"] for one in related), reverse=True)
    assert [reason["kind"] for reason in related[0]["reasons"]] == ["named_by", "place"]
    back = staged.meta("en/articles/2021/05/105.md")["related"][0]
    assert [reason["kind"] for reason in back["reasons"]] == ["named", "place"]
    assert [(reason["kind"], reason["ids"]) for reason in related[1]["reasons"]] == [
        ("place", ["moon"]), ("topic", ["sample-return"])
    ]  # fmt: skip
    assert "Moon" in related[1]["reasons"][0]["text"]
    assert related[1]["language"] == "zh-Hant"


def test_every_shown_reason_can_be_verified(staged: Staged) -> None:
    pages = metas(staged)
    for path, meta in pages.items():
        tags = {link["url"].split("/")[2] for link in meta.get("tag_links", [])}
        for neighbour in meta.get("related", []):
            other = pages[PurePosixPath(neighbour["url"].rstrip("/") + ".md")]
            others = {link["url"].split("/")[2] for link in other["tag_links"]}
            assert neighbour["reasons"], path
            for reason in neighbour["reasons"]:
                if reason["kind"] in {"person", "event", "organisation", "place", "topic", "tags"}:
                    assert set(reason["ids"]) <= tags & others, path


def test_links_to_originals_that_we_hold_are_told_to_the_extension(staged: Staged) -> None:
    line = staged.body("en/articles/2020/12/101.md").splitlines()[0]
    told = json.loads(line.removeprefix("<!-- bunko ").removesuffix(" -->"))
    assert told == {"kind": "article", "language": "en", "lang": "en"}, (
        "the named article is withdrawn, so the link stays"
    )


def test_lists_show_each_article_once_in_the_pages_language_where_it_can(staged: Staged) -> None:
    entries = staged.meta("zh/articles/index.md")["entries"] + staged.meta("zh/articles/page/2/index.md")["entries"]
    assert [one["url"] for one in entries] == [
        "zh/articles/2024/06/102/", "en/articles/2021/05/105/", "zh/articles/2020/12/101/", "en/articles/undated/104/"
    ]  # fmt: skip
    assert (entries[1]["language"], entries[1]["language_name"]) == ("en", "英语")
    assert "language_name" not in entries[0]
    first = staged.meta("zh/articles/index.md")
    assert first["paging"] == {"number": 1, "count": 2, "next": "zh/articles/page/2/"}
    assert first["total"] == 4
    assert [period["title"] for period in first["periods"]] == ["2024年", "2021年", "2020年", "日期不明的文章"]


def test_tag_pages_gather_both_languages_and_free_labels(staged: Staged) -> None:
    moon = staged.meta("en/tags/moon/index.md")
    assert (moon["title"], moon["total"], moon["names"]) == ("Moon", 3, [{"lang": "zh", "name": "月球"}])
    assert staged.meta("zh/tags/ocean-of-storms/index.md")["language"] == "en"
    groups = staged.meta("en/tags/index.md")["groups"]
    assert [group["kind"] for group in groups] == ["place", "topic", "other"]


def test_feeds_are_atom_and_json_with_what_is_known(staged: Staged) -> None:
    root = ET.fromstring(staged.text("en/feed.xml"))  # noqa: S314 - our own text
    assert [entry.findtext(f"{ATOM}title") for entry in root.iter(f"{ATOM}entry")] == [
        "Zhurong lands on Mars", "Chang'e 5 brings back 1,731 grams", "A note without a date"
    ]  # fmt: skip
    assert root.findtext(f"{ATOM}updated") == "2021-05-15T07:18:00+08:00"
    items = json.loads(staged.text("zh/tags/moon/feed.json"))["items"]
    assert [item["url"] for item in items] == [
        "http://127.0.0.1/repo/zh/articles/2024/06/102/", "http://127.0.0.1/repo/zh/articles/2020/12/101/"
    ]  # fmt: skip
    assert "date_published" not in items[0], "a plain day is no instant"


def test_the_sitemap_lists_what_is_to_be_found_and_no_notice(staged: Staged) -> None:
    found = {
        location.text
        for lang in ("en", "zh")
        for location in ET.fromstring(staged.text(f"{lang}/sitemap.xml")).iter(f"{MAP}loc")  # noqa: S314
    }
    assert "http://127.0.0.1/repo/zh/articles/2024/06/102/" in found
    assert "http://127.0.0.1/repo/en/articles/2024/06/102/" not in found
    assert "http://127.0.0.1/repo/en/articles/2021/05/103/" not in found
    assert "http://127.0.0.1/repo/en/" in found


def test_the_same_archive_gives_the_same_bytes(site: Site, staged: Staged) -> None:
    assert stage(site) == dict(staged)


def test_a_stage_is_kept_in_step_and_nothing_else_is_touched(archive: Path, tmp_path: Path) -> None:
    folder = tmp_path / "stage"
    configured = settings.load(archive / "mkdocs.yml")
    write_stage(configured, folder)
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*.md")}
    write_whole(folder / "en" / "left-over.md", "old")
    write_stage(configured, folder)
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*.md")} == before
    other = tmp_path / "mine"
    write_whole(other / "letter.txt", "mine")
    with pytest.raises(StageError, match="no stage of Bunko"):
        write_stage(configured, other)
    assert (other / "letter.txt").read_text() == "mine"


def test_a_page_under_no_language_is_shown_in_the_default_one(archive: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(archive, tmp_path / "archive"))
    write_whole(copy / "docs" / "imprint.md", "---\ntitle: Imprint\n---\nWho answers for this.\n")
    staged = Staged(stage(read_site(settings.load(copy / "mkdocs.yml"))))
    assert staged.meta("imprint.md")["lang"] == "en"
    assert "Who answers for this." in staged.body("imprint.md")


def test_a_page_where_a_list_belongs_is_refused(archive: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(archive, tmp_path / "archive"))
    write_whole(copy / "docs" / "en" / "tags" / "index.md", "My own tags.\n")
    with pytest.raises(StageError, match="a derived page has this address"):
        stage(read_site(settings.load(copy / "mkdocs.yml")))


def test_an_archive_without_registers_and_articles_is_staged(archive: Path, tmp_path: Path) -> None:
    write_whole(tmp_path / "mkdocs.yml", (archive / "mkdocs.yml").read_bytes())
    staged = Staged(stage(read_site(settings.load(tmp_path / "mkdocs.yml"))))
    assert staged.meta("zh/sources/index.md")["items"] == []
    assert staged.meta("en/articles/index.md")["entries"] == []
    assert staged.meta("en/index.md")["latest"] == []


def test_the_sitemap_names_the_page_for_readers_of_other_languages(staged: Staged) -> None:
    link = "{http://www.w3.org/1999/xhtml}link"
    for language in ("en", "zh"):
        found = {
            url.findtext(f"{MAP}loc"): {twin.get("hreflang"): twin.get("href") for twin in url.iter(link)}
            for url in ET.fromstring(staged.text(f"{language}/sitemap.xml"))  # noqa: S314 - our own file
        }
        root, place = "http://127.0.0.1/repo", "articles/2020/12/101/"
        both = {"en": f"{root}/en/{place}", "zh": f"{root}/zh/{place}", "x-default": f"{root}/en/{place}"}
        assert found[f"{root}/{language}/{place}"] == both
    assert found[f"{root}/zh/articles/2024/06/102/"] == {}


def test_the_home_page_leads_to_stories_and_to_the_days_of_the_newest_month(staged: Staged) -> None:
    meta = staged.meta("en/index.md")
    assert [month["title"] for month in meta["calendar"]["months"]] == ["June 2024"]
    days = [day for week in meta["calendar"]["months"][0]["weeks"] for day in week if "url" in day]
    assert [day["url"] for day in days] == ["en/articles/2024/06/#on-2024-06-25"]
    assert meta.get("stories", []) == staged.meta("en/stories/index.md")["items"][:5]


def test_addresses_of_sitemaps_and_feeds_are_ascii(tmp_path: Path) -> None:
    archive = Path(shutil.copytree(ARCHIVE, tmp_path / "archive"))
    (archive / "docs/en/月 & 星.md").write_text("# Moon and star\n", encoding="utf-8")
    page = archive / "docs/en/articles/2020/12/101.md"
    page.write_text(page.read_text(encoding="utf-8").replace("tags: [", "tags: [星, ", 1), encoding="utf-8")
    staged = Staged(stage(read_site(settings.load(archive / "mkdocs.yml"))))
    sitemap = staged.text("en/sitemap.xml")
    assert "/en/%E6%9C%88%20&amp;%20%E6%98%9F/</loc>" in sitemap
    assert sitemap.isascii()
    links = [link.get("href", "") for link in ET.fromstring(staged.text("en/tags/星/feed.xml")).iter(f"{ATOM}link")]  # noqa: S314
    assert "http://127.0.0.1/repo/en/tags/%E6%98%9F/feed.xml" in links
    assert all(link.isascii() for link in links)


def test_a_translation_shows_its_originals_copy_of_an_image(archive: Path, tmp_path: Path) -> None:
    shutil.copytree(archive, tmp_path / "archive")
    docs = tmp_path / "archive/docs"
    (docs / "assets").mkdir(exist_ok=True)
    (docs / "assets/soil.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    address = "url: https://times.example.org/soil.png"
    gone = "{file: assets/gone.png}, {file: ../../mkdocs.yml}"
    soil = f"{{{address}, caption: Soil, file: assets/soil.png}}"
    images = {"en": f"{soil}, {gone}", "zh": f"{{{address}, caption: 月壤}}"}
    for folder, image in images.items():
        page = docs / folder / "articles/2020/12/101.md"
        page.write_text(page.read_text(encoding="utf-8").replace("---\n", f"---\nimages: [{image}]\n", 1), "utf-8")

    staged = Staged(stage(read_site(settings.load(tmp_path / "archive/mkdocs.yml"))))

    meta = staged.meta("zh/articles/2020/12/101.md")
    assert [(image["caption"], image["file"]) for image in meta["images"]] == [("月壤", "assets/soil.png")]
    for folder in images:  # and nothing of a file that is not there
        said = json.loads(staged.meta(f"{folder}/articles/2020/12/101.md")["json_ld"])
        assert [address.partition("/assets/")[2] for address in said["image"]] == ["soil.png"]
