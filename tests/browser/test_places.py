"""Charts and calendars in a real browser: by keyboard, without script, and to the articles that they count."""

from __future__ import annotations

import re

import pytest

from tests.browser.conftest import OpenPage
from tests.browser.sample import LANGUAGES

pytestmark = [pytest.mark.browser, pytest.mark.site]

STROKE = "getComputedStyle(document.activeElement.querySelector('.bunko-chart__room')).stroke"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_bar_is_reached_by_keyboard_shows_it_and_leads_to_its_articles(language: str, open_page: OpenPage) -> None:
    page = open_page(f"{language}/timeline/")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('bunko-chart__link')"):
            break
    assert page.evaluate(STROKE) not in ("none", "rgba(0, 0, 0, 0)")
    label = page.evaluate("document.activeElement.getAttribute('aria-label')")
    year, count = re.findall(r"\d+", label)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{language}/articles/{year}/")
    assert page.locator(".bunko-entry").count() == int(count)


@pytest.mark.parametrize("language", LANGUAGES)
def test_chart_and_calendar_are_whole_without_script(language: str, open_page: OpenPage) -> None:
    page = open_page(f"{language}/articles/2024/", script=False, width=360)
    bars = page.locator(".bunko-chart__bar")
    months = page.locator(".bunko-periods a").count()
    assert bars.count() == months > 1
    boxes = [bars.nth(n).bounding_box() for n in range(months)]
    assert all(box and box["height"] > 10 and 0 <= box["x"] < 360 for box in boxes)
    assert page.locator(".bunko-calendar__day a").count() >= 2
    page.locator("summary").first.click()
    assert page.locator(".bunko-figures__table tbody tr").count() == months


def test_a_day_of_the_calendar_leads_to_its_first_article(open_page: OpenPage) -> None:
    page = open_page("ja/articles/2024/")
    day = page.locator(".bunko-calendar__day a").first
    day.click()
    page.wait_for_url("**/ja/articles/2024/01/#on-2024-01-*")
    assert page.locator(".bunko-entry:target").count() == 1


def test_no_style_stands_in_the_markup_of_a_chart_so_that_a_strict_policy_holds(open_page: OpenPage) -> None:
    for address in ("ja/timeline/", "ja/articles/2024/", "zh/tags/moon/"):
        page = open_page(address, script=False)  # Material moves its sidebar by script, which a policy allows
        assert page.locator("main [style], .bunko-chart [style], .bunko-calendar [style]").count() == 0
