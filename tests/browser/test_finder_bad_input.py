"""The search under queries that nobody types, words that look like markup, and a connection that breaks."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.finding import MARKUP, found, open_finder
from tests.conftest import BuiltSite

pytestmark = [pytest.mark.browser, pytest.mark.site]


@pytest.fixture
def broken(chromium: Browser) -> Iterator[Page]:
    """A page whose requests a test may break: a browser reports each on its console, which nobody can silence."""
    context = chromium.new_context(locale="ja-JP")
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []


def test_a_query_of_ten_thousand_characters_is_cut_and_that_is_said(
    finder_site: BuiltSite, open_page: OpenPage
) -> None:
    page = open_page(finder_site.url + "ja/")
    dialog = open_finder(page)
    dialog.locator("[name=q]").fill("演習" * 5000)
    expect(dialog.locator(".bunko-finder__count")).to_contain_text("先頭の200文字で検索しました")
    page.goto(f"{finder_site.url}ja/search/?q={'a' * 10_000}")
    expect(page.locator(".bunko-none")).to_be_visible()
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 1280
    page.locator("[name=q]").fill("定例会見")
    expect(found(page)).to_have_count(10)


@pytest.mark.parametrize("half", ["%ED%A0%BD", "%ED%B8%80%ED%A0%BD", "%FF%FE"])
def test_halves_of_characters_in_an_address_are_no_obstacle(
    half: str, finder_site: BuiltSite, open_page: OpenPage
) -> None:
    page = open_page(f"{finder_site.url}ja/search/?q=%E6%9C%88+{half}")
    expect(page.locator(".bunko-none, .bunko-found").first).to_be_visible()
    page.goto(f"{finder_site.url}ja/articles/2022/05/long/?h={half}")
    expect(page.locator(".bunko-marks")).to_be_attached()


def test_halves_of_characters_in_the_field_are_no_obstacle(finder_site: BuiltSite, open_page: OpenPage) -> None:
    page = open_page(finder_site.url + "ja/search/")
    expect(page.locator(".bunko-filters")).to_be_attached()
    page.locator("[name=q]").evaluate(
        "e => { e.value = '定例会見 \\ud83d'; e.dispatchEvent(new InputEvent('input', {bubbles: true})); }"
    )
    page.wait_for_url("**%EF%BF%BD")
    page.locator("[name=q]").evaluate(
        "e => { e.value = '\\ude00定例会見'; e.dispatchEvent(new InputEvent('input', {bubbles: true})); }"
    )
    page.wait_for_url("**/?q=%EF%BF%BD%E5%AE%9A*")


@pytest.mark.parametrize(
    "query", [MARKUP, "<script>alert(1)</script>", '"><svg onload=alert(1)>', "javascript:alert(1)", "{query}"]
)
def test_markup_in_a_query_is_text(query: str, finder_site: BuiltSite, open_page: OpenPage) -> None:
    page = open_page(f"{finder_site.url}ja/search/?q={quote(query)}")
    expect(page.locator(".bunko-none, .bunko-found").first).to_be_visible()
    expect(page.locator("[name=q]")).to_have_value(query)
    assert page.locator(".bunko-finder-page").locator("img, script, svg[onload], b").count() == 0
    page.goto(f"{finder_site.url}ja/articles/2022/05/long/?h={quote(query)}")
    expect(page.locator(".bunko-marks")).to_be_attached()
    assert page.locator(".bunko-marks img, .bunko-marks script, .bunko-marks b").count() == 0
    assert "taken" not in page.title()


def test_markup_in_a_title_is_text(finder_site: BuiltSite, open_page: OpenPage) -> None:
    page = open_page(finder_site.url + "ja/")
    dialog = open_finder(page)
    page.keyboard.type("onerror")
    expect(found(dialog)).to_have_text(MARKUP)
    assert dialog.locator(".bunko-found img").count() == 0
    found(dialog).click()
    expect(page.locator("h1")).to_have_text(MARKUP)
    assert not page.title().startswith("taken")


@pytest.mark.parametrize("missing", ["**/index/core.bin", "**/index/terms/**", "**/search.js*"])
def test_what_cannot_be_read_is_said_and_tried_again(missing: str, broken: Page, finder_site: BuiltSite) -> None:
    broken.route(missing, lambda route: route.fulfill(status=503, body=""))
    broken.goto(finder_site.url + "ja/")
    dialog = open_finder(broken)
    broken.keyboard.type("定例会見")
    notice = dialog.get_by_role("alert").filter(has_text="検索データを読み込めませんでした")
    expect(notice).to_be_visible()
    expect(dialog.locator(".bunko-none")).to_have_count(0)
    broken.unroute(missing)
    notice.get_by_role("button", name="再試行").click()
    expect(found(dialog)).to_have_count(10)
    expect(dialog.locator(".bunko-finder__notice")).to_be_empty()
    expect(dialog.locator("[name=q]")).to_be_focused()


def test_where_a_part_is_missing_the_rest_is_shown(broken: Page, finder_site: BuiltSite) -> None:
    count = 0

    def every_other(route) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
        nonlocal count
        count += 1
        route.fulfill(status=404, body="") if int(route.request.url[-5], 16) % 2 else route.continue_()

    broken.route("**/index/text/**", every_other)
    broken.goto(finder_site.url + "ja/search/?q=定例会見")
    expect(broken.get_by_role("alert").filter(has_text="一部を読み込めませんでした")).to_be_visible()
    assert found(broken).count() > 0
    broken.unroute("**/index/text/**")
    broken.get_by_role("button", name="再試行").click()
    expect(found(broken)).to_have_count(10)
    expect(broken.locator(".bunko-finder__notice")).to_be_empty()


def test_a_cut_connection_is_told_from_a_broken_archive_and_mends_itself(broken: Page, finder_site: BuiltSite) -> None:
    broken.goto(finder_site.url + "ja/")
    dialog = open_finder(broken)
    broken.context.set_offline(True)
    broken.keyboard.type("定例会見")
    expect(dialog.get_by_role("alert")).to_contain_text(["インターネットに接続されていない"])
    broken.context.set_offline(False)
    expect(found(dialog)).to_have_count(10)


def test_where_the_dialog_cannot_be_loaded_the_field_still_leads_to_the_page(
    broken: Page, finder_site: BuiltSite
) -> None:
    broken.goto(finder_site.url + "ja/")
    broken.route("**/finder-dialog.js", lambda route: route.abort())
    broken.keyboard.press("/")
    expect(broken.get_by_role("alert")).to_contain_text("検索データを読み込めませんでした")
    broken.keyboard.type("定例会見")
    broken.keyboard.press("Enter")
    broken.wait_for_url("**/ja/search/?q=*")
    expect(found(broken)).to_have_count(10)


def test_under_a_strict_policy_for_scripts_it_works(broken: Page, finder_site: BuiltSite) -> None:
    told: list[str] = []
    broken.on("console", lambda message: told.append(message.text))

    def guarded(route) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
        answer = route.fetch()
        policy = "script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; object-src 'none'"
        route.fulfill(response=answer, headers={**answer.headers, "content-security-policy": policy})

    broken.route("**/ja/search/**", guarded)
    broken.route("**/bundle.*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    broken.goto(finder_site.url + "ja/search/?q=定例会見")
    expect(found(broken)).to_have_count(10)
    ours = [text for text in told if "finder" in text or "search.js" in text]
    assert ours == []
