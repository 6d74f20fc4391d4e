"""What a reader does with an article: cites it, reads it beside its translation, comes back in his language."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.sample import page_of
from tests.conftest import BuiltSite

pytestmark = [pytest.mark.browser, pytest.mark.site]


def days(site: BuiltSite) -> dict[str, dict[str, list[dict[str, str]]]]:
    """Month to day to entries, as the site has them in Japanese."""
    return {path.stem: json.loads(path.read_text("utf-8")) for path in Path(site.folder, "ja/days").glob("*.json")}


def test_a_citation_is_copied_with_the_day_of_access(built_site: BuiltSite, open_page: OpenPage) -> None:
    page = open_page(page_of(built_site, "ja", "article"))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator(".bunko-cite summary").click()
    today = page.evaluate("new Date().toLocaleDateString('sv')")
    page.locator(".bunko-cite button").click()
    expect(page.locator(".bunko-cite [role=status]")).to_have_text("コピーしました")
    text = page.evaluate("navigator.clipboard.readText()")
    assert f"(参照 {today})" in text
    assert page.url in text


def test_a_citation_can_be_read_without_script(built_site: BuiltSite, open_page: OpenPage) -> None:
    page = open_page(page_of(built_site, "zh", "article"), script=False)
    page.locator(".bunko-cite summary").click()
    expect(page.locator(".bunko-cite__text")).to_contain_text("[N/OL]")
    assert not page.locator(".bunko-cite button").is_visible()
    links = page.locator(".bunko-cite a[download]")
    for number in range(links.count()):
        assert page.request.get(page.evaluate("e => e.href", links.nth(number).element_handle())).ok


@pytest.mark.parametrize(("width", "beside"), [(1280, True), (360, False)])
def test_the_two_texts_stand_beside_each_other_where_there_is_room(
    width: int, beside: bool, built_site: BuiltSite, open_page: OpenPage
) -> None:
    page = open_page(page_of(built_site, "zh", "parallel"), width=width, script=False)
    rows = page.locator(".bunko-pair")
    assert rows.count() >= 3
    for number in range(rows.count()):
        cells = rows.nth(number).locator(".bunko-pair__text")
        left, right = cells.nth(0).bounding_box(), cells.nth(1).bounding_box()
        assert left
        assert right
        assert (abs(left["y"] - right["y"]) < 1) == beside
        assert (right["x"] > left["x"]) == beside
    languages = page.evaluate("[...document.querySelectorAll('.bunko-pair > [lang]')].map(e => e.lang)")
    assert set(languages) == {"ja", "zh-Hans"}


def test_a_link_to_a_pair_leads_to_it(built_site: BuiltSite, open_page: OpenPage) -> None:
    page = open_page(page_of(built_site, "ja", "parallel") + "#pair-3")
    expect(page.locator("#pair-3")).to_be_in_viewport()
    page.locator("#pair-2 .bunko-permalink").focus()
    assert page.locator("#pair-2 .bunko-permalink").evaluate("e => getComputedStyle(e).opacity") == "1"
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#pair-2$"))


def test_a_paragraph_has_a_link_that_the_keyboard_shows(built_site: BuiltSite, open_page: OpenPage) -> None:
    page = open_page(page_of(built_site, "ja", "article"))
    link = page.locator("#p1 .bunko-permalink")
    assert link.evaluate("e => getComputedStyle(e).opacity") == "0"
    link.focus()
    assert link.evaluate("e => getComputedStyle(e).opacity") == "1"
    link.press("Enter")
    expect(page).to_have_url(re.compile("#p1$"))
    assert "¶" not in page.locator("#p1").inner_text()


@pytest.mark.parametrize(("language", "folder"), [("zh-CN", "zh"), ("ja-JP", "ja")])
def test_the_start_page_leads_to_the_language_of_the_browser(
    language: str, folder: str, built_site: BuiltSite, open_page: OpenPage
) -> None:
    page = open_page("", language=language)
    page.wait_for_url(f"{built_site.url}{folder}/")


def test_the_start_page_stays_for_others_and_without_script(built_site: BuiltSite, open_page: OpenPage) -> None:
    for page in (open_page("", language="fr-FR"), open_page("", language="zh-CN", script=False)):
        page.wait_for_timeout(300)
        assert page.url == built_site.url


def test_the_start_page_remembers_the_language_that_was_chosen(built_site: BuiltSite, open_page: OpenPage) -> None:
    page = open_page("ja/", language="ja-JP")
    page.locator(".bunko-switch a").click()
    page.wait_for_url(f"{built_site.url}zh/")
    page.goto("about:blank")
    page.goto(built_site.url)
    page.wait_for_url(f"{built_site.url}zh/")


def test_the_home_page_tells_what_was_published_on_this_day(built_site: BuiltSite, open_page: OpenPage) -> None:
    tables = days(built_site)
    month, day = next((month, day) for month, table in sorted(tables.items()) for day in table)
    page = open_page("ja/tags/")  # without Material's script, whose timers a clock set meanwhile trips
    page.clock.set_fixed_time(f"2027-{month}-{day}T12:00:00")
    page.goto(f"{built_site.url}ja/")
    link = page.locator("[data-bunko-days] a").first
    expect(link).to_have_text(tables[month][day][0]["title"])
    link.click()
    page.wait_for_url(f"{built_site.url}{tables[month][day][0]['url']}")


def test_there_is_no_such_block_on_a_day_without_articles(built_site: BuiltSite, open_page: OpenPage) -> None:
    tables = days(built_site)
    free = next(f"{month}-{day}" for month in sorted(tables) for day in ("11", "12", "13") if day not in tables[month])
    page = open_page("ja/tags/")  # without Material's script, whose timers a clock set meanwhile trips
    page.clock.set_fixed_time(f"2027-{free}T12:00:00")
    page.goto(f"{built_site.url}ja/")
    page.wait_for_load_state("networkidle")
    assert not page.locator("[data-bunko-days]").is_visible()
