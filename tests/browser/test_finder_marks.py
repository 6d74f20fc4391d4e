"""A page that was opened from the search shows where the searched words stand."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.finding import found, open_finder
from tests.browser.test_pages import violations
from tests.conftest import BuiltSite

pytestmark = [pytest.mark.browser, pytest.mark.site]

ARTICLE = "ja/articles/2022/05/long/"
STATE = "e => [e.innerHTML, e.querySelector('p:nth-of-type(9)').childNodes.length]"
"""The text's HTML, and into how many pieces a paragraph is cut that had marks."""


@pytest.fixture
def article(finder_site: BuiltSite, open_page: OpenPage) -> Page:
    """A long article, opened from the search for 会谈 in Chinese characters."""
    page = open_page(f"{finder_site.url}{ARTICLE}?h=会谈", height=600)
    expect(page.locator(".bunko-marks")).to_be_attached()
    return page


def bar(page: Page) -> Locator:
    return page.get_by_role("region", name="検索語の位置")


def clear_of_the_masthead(page: Page, mark: Locator) -> bool:
    box, head = mark.bounding_box(), page.locator(".md-header").bounding_box()
    assert box
    assert head
    return box["y"] >= head["y"] + head["height"] and box["y"] + box["height"] <= 600


def test_the_variant_that_stands_there_is_marked_and_in_view(article: Page) -> None:
    current = article.locator("mark[data-current]")
    assert "".join(current.all_inner_texts()) == "会談"  # 談 stands in another element than 会
    assert clear_of_the_masthead(article, current.first)
    expect(bar(article)).to_contain_text("会谈")
    expect(bar(article).get_by_role("status")).to_have_text("1 / 2")
    assert article.evaluate("document.activeElement === document.body")


def test_buttons_lead_round_the_matches_and_say_where_they_are(article: Page) -> None:
    for name, position in (("次", "2 / 2"), ("次", "1 / 2"), ("前", "2 / 2")):
        bar(article).get_by_role("button", name=f"{name}の一致箇所へ").click()
        expect(bar(article).get_by_role("status")).to_have_text(position)
    article.wait_for_function(
        "() => ((top) => top > 60 && top < 560)(document.querySelector('[data-current]').getBoundingClientRect().top)"
    )
    assert article.locator("mark[data-current]").inner_text() == "会談"


def test_the_marks_can_be_cleared_and_the_text_is_as_it_was(finder_site: BuiltSite, article: Page) -> None:
    bar(article).get_by_role("button", name="強調表示を消す").click()
    expect(article.locator("mark, .bunko-marks")).to_have_count(0)
    assert article.url == finder_site.url + ARTICLE
    assert article.evaluate("document.activeElement.innerText").startswith("ここで会談")
    cleared = article.locator(".bunko-text").evaluate(STATE)
    article.reload()
    plain = article.locator(".bunko-text").evaluate(STATE)
    assert [cleared[0].replace(' tabindex="-1"', ""), cleared[1]] == plain


def test_a_result_leads_to_its_marks(finder_site: BuiltSite, open_page: OpenPage) -> None:
    page = open_page(finder_site.url + "ja/")
    dialog = open_finder(page)
    page.keyboard.type("会談が開かれた")
    found(dialog).first.click()
    page.wait_for_url("**/long/?h=*")
    expect(page.locator("mark[data-current]").first).to_be_in_viewport()


def test_where_the_words_stand_only_in_a_tag_it_says_so(finder_site: BuiltSite, open_page: OpenPage) -> None:
    page = open_page(f"{finder_site.url}{ARTICLE}?h=月の裏側")
    expect(bar(page)).to_contain_text("本文に「月の裏側」は見当たりません。")
    assert page.evaluate("scrollY") == 0


def test_a_place_that_the_address_names_comes_first(finder_site: BuiltSite, open_page: OpenPage) -> None:
    page = open_page(f"{finder_site.url}{ARTICLE}?h=会談#p1", height=600)
    expect(page.locator(".bunko-marks")).to_be_attached()
    expect(page.locator("#p1")).to_be_in_viewport()


@pytest.mark.parametrize(("width", "dark"), [(360, True), (1280, False)])
def test_axe_finds_nothing(width: int, dark: bool, finder_site: BuiltSite, open_page: OpenPage) -> None:
    page = open_page(f"{finder_site.url}{ARTICLE}?h=会談", width=width, dark=dark)
    expect(page.locator(".bunko-marks")).to_be_attached()
    assert violations(page) == []
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width
