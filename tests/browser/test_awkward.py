"""Articles that are hard to show are shown whole, inside the window, in both schemes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.awkward import KINDS, furnish
from tests.browser.conftest import OpenPage
from tests.browser.test_pages import violations
from tests.conftest import BuiltSite

pytestmark = [pytest.mark.browser, pytest.mark.site]

Awkward = tuple[BuiltSite, dict[str, list[str]]]


@pytest.fixture(scope="module")
def awkward(copied: Callable[[], Path], build: Callable[[Path], BuiltSite]) -> Awkward:
    archive = copied()
    addresses = furnish(archive)
    return build(archive), addresses


@pytest.mark.parametrize("kind", KINDS)
def test_it_stands_inside_the_window_and_axe_finds_nothing(kind: str, awkward: Awkward, open_page: OpenPage) -> None:
    site, addresses = awkward
    assert len(addresses[kind]) == 2
    for dark, address in enumerate(addresses[kind]):
        page = open_page(site.url + address, width=360, dark=bool(dark))
        assert page.evaluate("document.scrollingElement.scrollWidth") <= 360
        assert page.locator("h1").evaluate(
            "e => e.scrollWidth <= e.clientWidth && e.scrollHeight <= e.clientHeight + 2"
        )
        assert violations(page) == []
        page.set_viewport_size({"width": 1280, "height": 800})
        assert page.evaluate("document.scrollingElement.scrollWidth") <= 1280


def test_a_list_shows_the_first_lines_of_a_long_headline(awkward: Awkward, open_page: OpenPage) -> None:
    site, _ = awkward
    for lang in ("ja", "zh"):
        page = open_page(f"{site.url}{lang}/articles/2025/07/", width=360)
        assert page.evaluate("document.scrollingElement.scrollWidth") <= 360
        titles = page.locator(".bunko-entry__title")
        lines = titles.evaluate_all(
            "all => all.map(e => e.getBoundingClientRect().height / parseFloat(getComputedStyle(e).lineHeight))"
        )
        assert len(lines) >= 9
        assert max(lines) == pytest.approx(4, abs=0.1)
        assert max(len(text) for text in titles.all_text_contents()) == 300


def test_markup_in_a_title_is_shown_as_it_is_written(awkward: Awkward, open_page: OpenPage) -> None:
    site, addresses = awkward
    for address in addresses["markup"]:
        page = open_page(site.url + address)
        assert page.locator("h1").inner_text().startswith("<b>太字</b> & **強調** `code` <script>alert(1)</script>")
        assert page.title().startswith("<b>太字</b> & **強調**")


def test_an_image_that_is_gone_leaves_its_words_and_no_broken_frame(awkward: Awkward, open_page: OpenPage) -> None:
    site, addresses = awkward
    for address in addresses["image"]:
        page = open_page(site.url + address)
        assert page.locator(".bunko-article img").count() == 0
        assert page.locator(".bunko-image figcaption").is_visible()
