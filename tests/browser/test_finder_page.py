"""The page of the search: its address, the way back, what it says where nothing is found, and without script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.finding import found
from tests.browser.test_pages import violations
from tests.conftest import BuiltSite

pytestmark = [pytest.mark.browser, pytest.mark.site]


@pytest.fixture
def search(finder_site: BuiltSite, open_page: OpenPage) -> Page:
    """The page of the search in Japanese."""
    page = open_page(finder_site.url + "ja/search/")
    expect(page.locator(".bunko-filters")).to_be_attached()
    return page


def test_the_field_has_the_focus_and_the_key_brings_it_back(search: Page) -> None:
    field = search.locator("[name=q]")
    expect(field).to_be_focused()
    field.blur()
    search.keyboard.press("/")
    expect(field).to_be_focused()
    assert search.locator("dialog").count() == 0


def test_an_address_says_all_that_was_asked(finder_site: BuiltSite, open_page: OpenPage) -> None:
    page = open_page(finder_site.url + "ja/search/?q=演習&language=ja&tag=jaxa&year=2023&sort=date")
    expect(page.locator(".bunko-finder__count")).to_have_text("12件")
    expect(page.get_by_label("日本語")).to_be_checked()
    expect(page.locator("[name=tag]")).to_have_value("jaxa")
    expect(page.locator("[name=sort]")).to_have_value("date")
    assert "演習" in page.title()


def test_what_is_asked_stands_in_the_address_and_can_be_gone_back_to(search: Page) -> None:
    search.keyboard.type("演習")
    search.wait_for_url(re.compile(r"\?q=%E6%BC%94%E7%BF%92$"))
    search.keyboard.press("Enter")
    search.locator("[name=language][value=zh]").check()
    search.wait_for_url("**&language=zh")
    expect(found(search)).to_have_count(1)
    search.locator("[name=q]").fill("会談")
    search.wait_for_url("**?q=%E4%BC%9A%E8%AB%87&language=zh")
    for asked, language, count in (("演習", "zh", 1), ("演習", "", 10), ("", "", 0)):
        search.go_back()
        expect(search.locator("[name=q]")).to_have_value(asked)
        expect(search.locator(f"[name=language][value='{language}']")).to_be_checked()
        expect(found(search)).to_have_count(count)
    expect(search.locator(".bunko-browse")).to_be_visible()
    search.go_forward()
    expect(found(search)).to_have_count(10)
    expect(search.locator(".bunko-browse")).to_be_hidden()


def test_coming_back_from_a_result_shows_as_many_as_before(search: Page) -> None:
    search.keyboard.type("定例会見")
    expect(found(search)).to_have_count(10)
    search.get_by_role("button", name="続きを表示").click()
    expect(found(search)).to_have_count(20)
    last = found(search).nth(19)
    words = last.inner_text()
    last.click()
    expect(search.locator("h1")).to_have_text(words)
    search.go_back()
    expect(found(search)).to_have_count(20)
    expect(found(search).nth(19)).to_be_in_viewport()


def test_the_switch_of_language_takes_the_question_along(search: Page) -> None:
    search.keyboard.type("演習")
    expect(found(search)).to_have_count(10)
    search.locator(".bunko-switch a").click()
    search.wait_for_url("**/zh/search/?q=*")
    expect(search.locator(".bunko-finder__count")).to_have_text("26条结果")


def test_where_nothing_is_found_ways_lead_on(search: Page) -> None:
    search.keyboard.type("定例会見 月の裏側")
    none = search.locator(".bunko-finder__none")
    expect(none).to_contain_text("「定例会見 月の裏側」に一致する記事は見つかりませんでした。")
    expect(search.get_by_role("status")).to_contain_text("見つかりませんでした")
    tag = none.get_by_role("link", name="月の裏側")
    expect(tag).to_have_attribute("href", re.compile(r"/ja/tags/lunar-far-side/$"))
    for name in ("記事一覧", "タグ", "出典"):
        expect(none.get_by_role("link", name=name, exact=True)).to_be_visible()
    none.get_by_role("button", name="定例会見（24）").click()
    expect(search.locator(".bunko-finder__count")).to_have_text("24件")
    expect(search.locator("[name=q]")).to_be_focused()


def test_other_ways_of_writing_that_were_tried_are_told(search: Page) -> None:
    none = search.locator(".bunko-finder__none")
    search.locator("[name=q]").fill("テレビジョン受像機")  # no word of it has another form
    expect(none).to_be_visible()
    expect(none).not_to_contain_text("次の表記でも")
    search.locator("[name=q]").fill("ヴァイオリニスト")
    expect(none).to_contain_text("次の表記でも探しました： バイオリニスト")


def test_a_day_that_is_typed_leads_to_its_articles(search: Page) -> None:
    search.locator("[name=q]").fill("2023-12-24")
    way = search.locator(".bunko-finder__ways a")
    expect(way).to_have_text("2023年12月24日に公開された記事")
    expect(way).to_have_attribute("href", re.compile(r"/ja/articles/2023/12/$"))
    search.locator("[name=q]").fill("演習")
    expect(way).to_have_count(0)


def test_filters_that_hide_everything_are_let_go_by_one_button(search: Page) -> None:
    search.keyboard.type("双方会談")
    expect(found(search)).to_have_count(1)
    search.locator("[name=language][value=ja]").check()
    search.get_by_role("button", name="すべての言語で探す（1件）").click()
    expect(found(search)).to_have_text("双方会谈纪要")
    expect(search.locator("[name=language][value='']")).to_be_checked()


@pytest.mark.parametrize("phone", [True, False])
@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("ja/search/", ".bunko-filters"),
        ("ja/search/?q=月", ".bunko-found"),
        ("zh/search/?q=月", ".bunko-found"),
        ("zh/search/?q=月 没有的词语&language=ja", ".bunko-none"),
    ],
)
def test_axe_finds_nothing_and_nothing_is_too_wide(
    address: str, shown: str, phone: bool, finder_site: BuiltSite, open_page: OpenPage
) -> None:
    width = 360 if phone else 1280
    page = open_page(finder_site.url + address, width=width, dark=phone)
    expect(page.locator(shown).first).to_be_attached()
    assert violations(page) == []
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width


@pytest.mark.parametrize(("language", "notice"), [("ja", "スクリプト"), ("zh", "脚本")])
def test_without_script_the_control_leads_to_the_ways_to_browse(
    language: str, notice: str, finder_site: BuiltSite, open_page: OpenPage
) -> None:
    page = open_page(f"{finder_site.url}{language}/", script=False)
    page.locator("a.bunko-search").click()
    page.wait_for_url(f"**/{language}/search/")
    expect(page.locator(".bunko-notice")).to_contain_text(notice)
    expect(page.locator("form")).to_be_hidden()
    for address in ("articles/", "tags/", "sources/", "articles/2023/"):
        expect(page.locator(f".bunko-browse a[href$='{address}']").first).to_be_visible()


def test_the_404_page_leads_to_the_search(finder_site: BuiltSite, open_page: OpenPage) -> None:
    page = open_page(finder_site.url + "404.html")
    page.locator("li[lang=ja] a[href$='ja/search/']").click()
    expect(page.locator("[name=q]")).to_be_focused()


def test_search_engines_are_not_sent_to_it(finder_site: BuiltSite) -> None:
    text = (finder_site.folder / "ja/search/index.html").read_text(encoding="utf-8")
    assert '<meta name="robots" content="noindex">' in text
    assert "/search/" not in (finder_site.folder / "ja/sitemap.xml").read_text(encoding="utf-8")
