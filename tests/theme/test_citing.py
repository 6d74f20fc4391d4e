"""What an article's page gives to those who cite it, and to their programs."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from tests.theme.test_pages import ARTICLE, BARE, NASTY, ROOT, TRANSLATION, WITHDRAWN, Site, site
from tests.theme.zotero import clean_author, saved

__all__ = ["site"]


def json_ld(html: str) -> dict[str, Any]:
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert len(found) == 1
    said: dict[str, Any] = json.loads(found[0])
    return said


def test_zotero_saves_an_article_of_a_newspaper(site: Site) -> None:
    item = saved(site.render(ARTICLE))
    assert item.kind == "newspaperArticle"
    assert item.creators == [("星野", "遥"), ("海老原", "直")]
    assert item.fields == {
        "title": "はやぶさ2のカプセル、砂漠に帰る　リュウグウの試料を今朝回収",
        "date": "2020/12/06",
        "publicationTitle": "宇宙日報",
        "abstractNote": "小惑星リュウグウの試料を収めたカプセルが、六年の旅を終えて地球に戻った。",
        "url": f"{ROOT}/ja/articles/2020/12/hayabusa2-capsule/",
        "language": "ja",
    }


def test_zotero_saves_a_page_that_says_little(site: Site) -> None:
    item = saved(site.render(BARE))
    assert (item.kind, item.creators) == ("newspaperArticle", [])
    assert "publicationTitle" not in item.fields


@pytest.mark.parametrize(
    ("content", "name"),
    [("宇宙新聞 編集部,", ("宇宙新聞 編集部", "")), ("新华社", ("新华社", "")), ("王, 毅", ("王", "毅"))],
)
def test_zotero_leaves_a_house_whole(content: str, name: tuple[str, str]) -> None:
    assert clean_author(content) == name


def test_a_translation_is_tied_to_its_original_both_ways(site: Site) -> None:
    original, translation = json_ld(site.render(ARTICLE)), json_ld(site.render(TRANSLATION))
    assert original["workTranslation"][0]["url"] == translation["url"]
    assert translation["translationOfWork"]["url"] == original["url"]
    assert translation["translator"]["name"] == "骨川 角"
    assert original["archivedAt"] == ["https://archive.example.org/20210103/capsule"]
    assert original["image"] == [f"{ROOT}/images/capsule.svg"]


def test_nothing_in_a_title_ends_the_script(site: Site) -> None:
    title = "</script><script>alert(1)</script><!-- & \u2028"
    html = site.render(ARTICLE, json_ld=json.dumps({"headline": title}))
    assert json_ld(html) == {"headline": title}
    assert "alert(1)</script>" not in html


def test_the_text_of_the_citation_is_on_the_page_without_script(site: Site) -> None:
    html = site.render(ARTICLE)
    box = re.search(r'<details class="bunko-block bunko-cite".*?</details>', html, re.DOTALL)
    assert box
    text = re.sub(r"<[^>]*>", "", box[0])
    assert "星野遥, 海老原直. はやぶさ2のカプセル、砂漠に帰る" in text
    assert 'data-bunko-accessed=", (参照 {date})"' in box[0]
    assert [name for name in ("cite.bib", "cite.ris", "cite.json") if name not in box[0]] == []


def test_a_withdrawn_article_cannot_be_cited(site: Site) -> None:
    html = site.render(WITHDRAWN)
    assert "citation_" not in html
    assert "ld+json" not in html
    assert "bunko-cite" not in html


def test_hostile_values_of_a_citation_stay_text(site: Site) -> None:
    cite = site.meta(ARTICLE)["cite"] | {"before": NASTY, "meta": [{"name": NASTY, "content": NASTY}]}
    assert "<img src=x" not in site.render(ARTICLE, cite=cite)
