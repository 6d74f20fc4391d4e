"""A story's page: its days in order, the languages side by side, and one under the other on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.sample import LANGUAGES, page_of
from tests.conftest import BuiltSite

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_the_languages_stand_side_by_side(
    built_site: BuiltSite, open_page: OpenPage, language: str, *, script: bool
) -> None:
    page = open_page(page_of(built_site, language, "story"), script=script)
    days = page.locator(".bunko-axis__day time")
    told = [days.nth(at).get_attribute("datetime") or "" for at in range(days.count())]
    assert len(told) > 1
    assert told == sorted(told)
    boxes = [cell.bounding_box() for cell in page.locator(".bunko-axis__day").first.locator(".bunko-axis__cell").all()]
    first, second = (box for box in boxes if box)
    assert first["x"] + first["width"] <= second["x"]
    assert first["y"] == second["y"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_a_phone_one_stands_under_the_other(built_site: BuiltSite, open_page: OpenPage, language: str) -> None:
    page = open_page(page_of(built_site, language, "story"), width=360)
    boxes = [cell.bounding_box() for cell in page.locator(".bunko-axis__day").first.locator(".bunko-axis__cell").all()]
    first, second = (box for box in boxes if box)
    assert second["y"] >= first["y"] + first["height"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_article_leads_to_its_story_and_back(built_site: BuiltSite, open_page: OpenPage, language: str) -> None:
    page = open_page(page_of(built_site, language, "story"))
    page.locator(".bunko-axis__cell a").first.click()
    page.locator(".bunko-story a").click()
    expect(page).to_have_url(built_site.url + page_of(built_site, language, "story"))
