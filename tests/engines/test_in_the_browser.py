"""The site that Zensical made, used by a reader: search, results, and the page that is found."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage, open_page
from tests.browser.finding import found, open_finder
from tests.engines.conftest import Twins

__all__ = ["open_page"]
pytestmark = [pytest.mark.browser, pytest.mark.site]


_SEARCH = "async ([script, words]) => (await import(script)).search(words, { limit: 50 })"
"""The whole answer: on the page a first one stands until all is loaded."""


@pytest.fixture(scope="module")
def zensical(shipped: Twins, served: Callable[[Path], str]) -> str:
    """The address of this repository's own site as Zensical made it."""
    return served(shipped.zensical)


@pytest.fixture(scope="module")
def mkdocs(shipped: Twins, served: Callable[[Path], str]) -> str:
    """The address of the same by MkDocs."""
    return served(shipped.mkdocs)


@pytest.mark.parametrize(("lang", "words"), [("ja", "小惑星"), ("zh", "月球"), ("ja", "はやぶさ2")])
def test_a_search_finds_the_same_on_both(
    lang: str, words: str, mkdocs: str, zensical: str, open_page: OpenPage
) -> None:
    told = []
    for site in (mkdocs, zensical):
        page = open_page(f"{site}{lang}/search/?q={words}")
        expect(found(page).first).to_be_visible()
        told.append(page.evaluate(_SEARCH, [f"{site}assets/bunko/search.js", words]))
    assert told[0] == told[1]
    assert told[0]["total"] > 1


@pytest.mark.parametrize("dark", [False, True])
def test_a_reader_on_a_phone_searches_from_an_article_and_opens_what_is_found(
    zensical: str, dark: bool, open_page: OpenPage
) -> None:
    page = open_page(f"{zensical}ja/", width=390, height=844, dark=dark)
    page.locator("a[href*='/articles/2']").first.click()
    page.wait_for_url("**/articles/2*/**")  # loaded, with what listens to keys
    expect(page.locator("h1")).to_be_visible()
    dialog = open_finder(page)
    page.keyboard.type("探査機")
    expect(found(dialog).first).to_be_visible()
    found(dialog).first.click()
    page.wait_for_url(re.compile(r"/ja/articles/\d{4}/\d{2}/[^/]+/"))
    expect(page.locator("mark").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
