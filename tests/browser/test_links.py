"""Every address that the built site names below its own root answers there, under the sub-path."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import urldefrag
from xml.etree import ElementTree as ET

import pytest

from tests.browser.document import document
from tests.browser.links import Answers, asking, dead_links, local, target
from tests.conftest import BuiltSite

pytestmark = pytest.mark.site

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def answers(built_site: BuiltSite) -> Iterator[Answers]:
    with asking(built_site) as answers:
        yield answers


def test_every_page_answers(built_site: BuiltSite, answers: Answers) -> None:
    assert len(built_site.pages) > 10
    assert [page for page in built_site.pages if answers[built_site.url + page] != 200] == []


def test_no_link_or_file_of_a_page_is_missing(built_site: BuiltSite, answers: Answers) -> None:
    assert dead_links(built_site, answers) == []


def test_the_404_page_works_at_any_depth(built_site: BuiltSite, answers: Answers) -> None:
    missing = built_site.folder / "404.html"
    for depth in ("gone/", "ja/articles/2020/01/gone/"):
        assert answers[built_site.url + depth] == 404
        urls = [local(built_site, built_site.url + depth, address) for address in document(missing).addresses]
        assert [url for url in urls if url and answers[urldefrag(url).url] != 200] == []


def test_the_sitemaps_name_every_page_that_may_be_found(built_site: BuiltSite, answers: Answers) -> None:
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    index = ET.parse(built_site.folder / "sitemap.xml").getroot()  # noqa: S314 - our own file
    assert index.tag.endswith("sitemapindex")
    named = set()
    for entry in index.iterfind("s:sitemap/s:loc", space):
        assert entry.text
        assert entry.text.startswith(built_site.url)
        sitemap = ET.parse(built_site.folder / entry.text.removeprefix(built_site.url)).getroot()  # noqa: S314 - our own
        named |= {loc.text or "" for loc in sitemap.iterfind("s:url/s:loc", space)}
    pages = {
        built_site.url + page for page in built_site.pages if "articles/2" in page and not _hidden(built_site, page)
    }
    assert {url for url in pages if url not in named} == set()
    assert [url for url in named if not url.startswith(built_site.url) or answers[url] != 200] == []


@pytest.mark.parametrize("name", ["feed.xml", "feed.json"])
def test_feeds_lead_to_pages(name: str, built_site: BuiltSite, answers: Answers) -> None:
    named = set()
    for feed in built_site.folder.rglob(name):
        if name == "feed.json":
            named |= {item["url"] for item in json.loads(feed.read_text(encoding="utf-8"))["items"]}
        else:
            root = ET.parse(feed).getroot()  # noqa: S314 - our own file
            named |= {link.get("href", "") for link in root.iterfind(f"{ATOM}entry/{ATOM}link")}
    found = {local(built_site, built_site.url, url) for url in named} - {None}
    assert found
    assert [url for url in found if url and answers[url] != 200] == []


def _hidden(site: BuiltSite, page: str) -> bool:
    return "noindex" in document(target(site, site.url + page)).meta.get("robots", "")
