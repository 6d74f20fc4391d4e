"""The search as a reader has it on any page: opened, typed into, moved through, narrowed, left."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.finding import commit, compose, found, open_finder
from tests.browser.test_pages import violations
from tests.conftest import BuiltSite

pytestmark = [pytest.mark.browser, pytest.mark.site]


@pytest.fixture
def home(finder_site: BuiltSite, open_page: OpenPage) -> Page:
    """The Japanese home page."""
    return open_page(finder_site.url + "ja/")


@pytest.mark.parametrize("way", ["/", "Control+k", "click"])
def test_it_opens_at_once_and_gives_the_focus_back(way: str, home: Page) -> None:
    link = home.locator(".bunko-footer a").first
    link.focus()
    if way == "click":
        home.locator("a.bunko-search").click()
    else:
        home.keyboard.press(way)
    home.keyboard.type("月")
    expect(found(home.locator("dialog"))).not_to_have_count(0)
    home.keyboard.press("Escape")
    expect(home.locator("dialog")).to_be_hidden()
    expect(home.locator("a.bunko-search") if way == "click" else link).to_be_focused()


def test_nothing_of_the_search_is_loaded_before_it_is_used(finder_site: BuiltSite, open_page: OpenPage) -> None:
    page = open_page(finder_site.url + "ja/articles/2022/05/long/")
    asked: list[str] = page.evaluate("performance.getEntriesByType('resource').map(({name}) => name)")
    scripts = sorted(re.sub(r".*/|\.[0-9a-f]{8}", "", url) for url in asked if ".js" in url)
    assert scripts == ["bunko.js", "finder.js", "scheme.js"]
    assert not [url for url in asked if "index" in url or "search" in url]
    assert len(asked) < 8


def test_a_slash_is_a_slash_where_one_types(home: Page) -> None:
    home.evaluate("document.querySelector('#bunko-content').insertAdjacentHTML('afterend', '<input id=elsewhere>')")
    home.locator("#elsewhere").focus()
    home.keyboard.type("1/2")
    expect(home.locator("#elsewhere")).to_have_value("1/2")
    expect(home.locator("dialog")).to_be_hidden()


def test_the_key_can_be_turned_off_and_stays_off(home: Page) -> None:
    dialog = open_finder(home)
    dialog.get_by_label("「/」キーで検索を開く").uncheck()
    home.keyboard.press("Escape")
    home.reload()
    expect(home.locator("kbd")).to_be_hidden()
    for key in "/sf":  # Material's own keys for a search
        home.keyboard.press(key)
        expect(dialog).to_be_hidden()
    home.locator("a.bunko-search").click()
    expect(dialog).to_be_visible()


def test_results_tell_title_date_source_and_language_and_mark_what_stands_there(home: Page) -> None:
    dialog = open_finder(home)
    home.keyboard.type("双方会談")
    entry = dialog.locator(".bunko-found").first
    expect(entry.locator("a")).to_have_text("双方会谈纪要")
    expect(entry.locator("a")).to_have_attribute("lang", "zh-Hans")
    assert entry.locator("mark").all_inner_texts()[0] == "双方会谈"
    facts = entry.locator(".bunko-entry__facts")
    for words in ("中国語", "2022年5月6日", "航天"):
        expect(facts).to_contain_text(words)
    assert entry.locator("a").get_attribute("aria-describedby") == facts.get_attribute("id")
    home.keyboard.press("Control+a")
    home.keyboard.type("定例会見")
    expect(dialog.locator(".bunko-found .bunko-badge")).to_have_count(0)


def test_arrows_home_end_and_letters_move_between_field_and_results(home: Page) -> None:
    dialog = open_finder(home)
    home.keyboard.type("定例会見")
    links = found(dialog)
    expect(links).to_have_count(10)
    stops = {"ArrowDown": 0, "End": -1, "Home": 0}
    for key, index in stops.items():
        home.keyboard.press(key)
        stop = dialog.get_by_role("button", name="続きを表示（残り14件）") if index < 0 else links.nth(index)
        expect(stop).to_be_focused()
    home.keyboard.press("ArrowUp")
    expect(dialog.locator("[name=q]")).to_be_focused()
    home.keyboard.press("ArrowDown")
    home.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    home.keyboard.type("2")
    expect(dialog.locator("[name=q]")).to_have_value("定例会見2")
    home.keyboard.press("Backspace")
    expect(links).to_have_count(10)
    address = links.nth(0).get_attribute("href")
    home.keyboard.press("ArrowDown")
    home.keyboard.press("Enter")
    home.wait_for_url(address or "")


def test_enter_in_the_field_leads_to_all_results(home: Page) -> None:
    dialog = open_finder(home)
    home.keyboard.type("定例会見")
    dialog.get_by_label("日本語").check()
    link = dialog.get_by_role("link", name="すべての結果を見る")
    expect(link).to_have_attribute("href", re.compile("language=ja"))
    dialog.locator("[name=q]").press("Enter")
    home.wait_for_url("**/ja/search/?q=*&language=ja")
    expect(found(home)).to_have_count(10)
    expect(home.get_by_label("日本語")).to_be_checked()


def test_an_input_method_searches_what_is_written_and_not_how_it_is_spelt(home: Page) -> None:
    dialog = open_finder(home)
    compose(home, "ｔ", "て", "てい", "ていれいかいけｎ", "ていれいかいけん")
    home.wait_for_timeout(700)
    expect(found(dialog)).to_have_count(0)
    expect(dialog.locator(".bunko-none")).to_have_count(0)
    compose(home, "定例会見")  # converted, not yet confirmed
    expect(found(dialog)).to_have_count(10)
    expect(dialog.get_by_role("status")).to_have_text("")
    commit(home, "定例会見")
    expect(dialog.get_by_role("status")).to_have_text("24件見つかりました。")


@pytest.mark.parametrize("flags", [{"isComposing": True}, {"keyCode": 229}])
def test_the_enter_that_confirms_a_conversion_submits_nothing(flags: dict[str, object], home: Page) -> None:
    dialog = open_finder(home)
    home.keyboard.type("会談")
    allowed = dialog.locator("[name=q]").evaluate(
        """(field, flags) => field.dispatchEvent(
             new KeyboardEvent('keydown', {key: 'Enter', bubbles: true, cancelable: true, ...flags}))""",
        flags,
    )
    assert not allowed
    expect(dialog).to_be_visible()


def test_only_the_last_question_is_answered(home: Page) -> None:
    dialog = open_finder(home)
    for text in ("月", "月の", "定例会見"):
        dialog.locator("[name=q]").fill(text)
        home.wait_for_timeout(100)
    expect(dialog.locator(".bunko-finder__count")).to_have_text("24件")
    home.wait_for_timeout(500)
    assert {text[:1] for text in found(dialog).all_inner_texts()} == {"第"}


def test_filters_count_narrow_and_let_go(home: Page) -> None:
    dialog = open_finder(home)
    home.keyboard.type("演習")
    languages = dialog.locator(".bunko-languages")
    expect(languages).to_contain_text(re.compile(r"日本語\s*25\s*中文\s*1"))
    dialog.locator("summary").click()
    dialog.get_by_label("タグ").select_option("moon")
    expect(dialog.locator(".bunko-finder__count")).to_have_text("13件")
    assert "2022（1）" in dialog.get_by_label("年").inner_text()
    dialog.get_by_label("年").select_option("2022")
    expect(found(dialog)).to_have_count(1)
    expect(found(dialog)).to_have_text("双方会谈纪要")
    assert "サンプル航天報（1）" in dialog.get_by_label("出典").inner_text()
    dialog.get_by_label("年").select_option("")
    expect(dialog.locator(".bunko-finder__count")).to_have_text("13件")


def test_results_sort_by_date(home: Page) -> None:
    dialog = open_finder(home)
    home.keyboard.type("定例会見")
    dialog.locator("summary").click()
    dialog.get_by_label("並び順").select_option("date")
    expect(found(dialog).first).to_have_text("第23回定例会見の要旨")
    days = [time.get_attribute("datetime") or "" for time in dialog.locator(".bunko-found time").all()]
    assert days == sorted(days, reverse=True)


def test_more_results_come_by_a_button_and_are_told(home: Page) -> None:
    dialog = open_finder(home)
    home.keyboard.type("定例会見")
    for shown, left in ((20, "残り4件"), (24, "")):
        dialog.get_by_role("button", name="続きを表示").click()
        expect(found(dialog)).to_have_count(shown)
        expect(found(dialog).nth(shown - (4 if shown == 24 else 10))).to_be_focused()
        if left:
            expect(dialog.get_by_role("button", name=left)).to_be_visible()
    expect(dialog.get_by_role("button", name="続きを表示")).to_have_count(0)
    expect(dialog.get_by_role("status")).to_have_text("4件を追加しました。")
    assert len(set(found(dialog).all_inner_texts())) == 24


def test_this_language_or_all_is_remembered(home: Page) -> None:
    open_finder(home).get_by_label("日本語").check()
    home.reload()
    expect(open_finder(home).get_by_label("日本語")).to_be_checked()
    home.goto(home.url.replace("/ja/", "/zh/"))
    expect(open_finder(home).get_by_label("中文")).to_be_checked()
    home.locator("dialog").get_by_label("全部语言").check()
    home.reload()
    expect(open_finder(home).get_by_label("全部语言")).to_be_checked()


def test_a_browser_that_keeps_nothing_is_no_obstacle(home: Page) -> None:
    home.context.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }})"
    )
    home.route("**/bundle.*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    home.goto(home.url + "search/?q=定例会見")
    expect(found(home)).to_have_count(10)
    home.get_by_label("日本語").check()
    home.wait_for_url("**&language=ja")
    expect(found(home)).to_have_count(10)


@pytest.mark.parametrize(
    ("language", "width", "dark"), [("ja", 360, False), ("zh", 360, True), ("ja", 1280, True), ("zh", 1280, False)]
)
def test_axe_finds_nothing_in_the_open_dialog(
    language: str, width: int, dark: bool, finder_site: BuiltSite, open_page: OpenPage
) -> None:
    page = open_page(f"{finder_site.url}{language}/", width=width, dark=dark)
    dialog = open_finder(page)
    assert violations(page) == []
    page.keyboard.type("月")
    expect(found(dialog)).to_have_count(10)
    dialog.locator("summary").click()
    page.wait_for_timeout(200)
    assert violations(page) == []
    page.keyboard.press("Control+a")
    dialog.locator("[name=q]").fill("月 存在しない語")
    expect(dialog.locator(".bunko-none")).to_be_visible()
    assert violations(page) == []
    assert dialog.evaluate("e => e.scrollWidth <= e.clientWidth")


def test_on_a_phone_it_fills_the_screen(finder_site: BuiltSite, open_page: OpenPage) -> None:
    page = open_page(f"{finder_site.url}ja/", width=360, height=740)
    page.locator("a.bunko-search").click()
    expect(page.locator("dialog")).to_be_visible()
    assert page.locator("dialog").bounding_box() == {"x": 0, "y": 0, "width": 360, "height": 740}
    page.get_by_role("button", name="検索を閉じる").click()
    expect(page.locator("dialog")).to_be_hidden()
