"""How a staged article can be cited, and what machines read of it."""

from __future__ import annotations

import json
from pathlib import PurePosixPath

from bunko.stage import Site
from bunko.stage.citing import work_of
from tests.stage.staged import Staged

ARTICLE = "en/articles/2020/12/101.md"
TRANSLATION = "zh/articles/2020/12/101.md"


def test_each_article_has_its_files_beside_its_page(staged: Staged) -> None:
    for page in (ARTICLE, TRANSLATION):
        folder = page.removesuffix(".md")
        files = {file["kind"]: file["url"] for file in staged.meta(page)["cite"]["files"]}
        assert files == {kind: f"{folder}/cite.{kind}" for kind in ("bib", "ris", "json")}
        assert all(PurePosixPath(url) in staged for url in files.values())
    assert not any("articles/2021/05/103/cite" in str(path) for path in staged)  # withdrawn


def test_keys_are_ascii_and_unique(site: Site) -> None:
    keys = [work_of(site, article).key for article in site.library.published]
    assert len(set(keys)) == len(keys)
    assert all(key.isascii() for key in keys)


def test_a_translation_names_its_translator_and_its_original(site: Site) -> None:
    article = next(found for found in site.library.published if str(found.path) == TRANSLATION)
    work = work_of(site, article)
    assert (work.translator, work.original_title) == ("示例译者", "Chang'e 5 brings back 1,731 grams")
    assert work.authors == ("Sample Desk",)


def test_json_ld_says_what_the_page_says(staged: Staged) -> None:
    meta = staged.meta(ARTICLE)
    said = json.loads(meta["json_ld"])
    assert said["@type"] == "NewsArticle"
    assert said["headline"] == meta["title"]
    assert said["datePublished"] == meta["date"]
    assert said["inLanguage"] == "en"
    assert said["isBasedOn"] == meta["url"]
    assert [work["inLanguage"] for work in said["workTranslation"]] == ["zh-Hans"]
    assert json.loads(staged.meta(TRANSLATION)["json_ld"])["translationOfWork"]["headline"] == meta["title"]


def test_an_article_leads_to_those_before_and_after_it_in_its_language(staged: Staged) -> None:
    first = staged.meta(ARTICLE)["in_time"]
    assert "previous" not in first
    assert first["next"]["url"] == "en/articles/2021/05/105/"
    assert staged.meta("en/articles/2021/05/105.md")["in_time"]["previous"]["url"] == "en/articles/2020/12/101/"
    assert "in_time" not in staged.meta("en/articles/undated/104.md")
