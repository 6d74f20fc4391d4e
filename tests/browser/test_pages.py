"""Every kind of page in a real browser: quiet, readable at any width, in the dark, without script and by all."""

from __future__ import annotations

from importlib.resources import files

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import OpenPage
from tests.browser.sample import KINDS, LANGUAGES, page_of
from tests.conftest import BuiltSite

pytestmark = [pytest.mark.browser, pytest.mark.site]

EACH = pytest.mark.parametrize(("language", "kind"), [(language, kind) for language in LANGUAGES for kind in KINDS])
AXE = files("axe_playwright_python") / "axe.min.js"
"""axe-core, which that package carries."""

LIGHTNESS = """() => {
  const [r, g, b] = getComputedStyle(document.body).backgroundColor.match(/[\\d.]+/g).map(Number);
  return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
}"""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Page) -> list[str]:
    """What axe-core finds, one line each: the rule, its help and the first elements."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("tags => axe.run({runOnly: tags, resultTypes: ['violations']})", RULES)["violations"]
    elements = {item["id"]: [node["html"][:160] for node in item["nodes"]] for item in found}
    return [f"{item['id']}: {item['help']}: {elements[item['id']]}" for item in found]


@EACH
def test_nothing_is_wider_than_the_window(language: str, kind: str, built_site: BuiltSite, open_page: OpenPage) -> None:
    page = open_page(page_of(built_site, language, kind))
    for width in (1280, 768, 360):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("kind", ["home", "article", "about"])
def test_it_follows_the_scheme_of_the_reader(
    kind: str, script: bool, built_site: BuiltSite, open_page: OpenPage
) -> None:
    address = page_of(built_site, "ja", kind)
    assert open_page(address, script=script).evaluate(LIGHTNESS) > 0.8
    assert open_page(address, script=script, dark=True).evaluate(LIGHTNESS) < 0.25


@pytest.mark.parametrize(("language", "kind"), [(one, kind) for one in LANGUAGES for kind in KINDS if kind != "search"])
def test_it_reads_the_same_without_script(language: str, kind: str, built_site: BuiltSite, open_page: OpenPage) -> None:
    address = page_of(built_site, language, kind)
    main = "[data-md-component=content]"
    plain = open_page(address, script=False)
    assert plain.locator("h1").first.is_visible()
    text = plain.locator(main).inner_text().split()
    assert text
    assert text == open_page(address).locator(main).inner_text().split()
    assert plain.locator("nav a:visible").count() > 3


@EACH
def test_axe_finds_nothing(language: str, kind: str, built_site: BuiltSite, open_page: OpenPage) -> None:
    page = open_page(page_of(built_site, language, kind), dark=language == "zh")
    found = violations(page)
    assert not found, "\n".join(found)


def test_axe_can_find_something(open_page: OpenPage, built_site: BuiltSite) -> None:
    page = open_page(page_of(built_site, "ja", "home"))
    page.evaluate("document.body.append(document.createElement('button'))")
    assert any(finding.startswith("button-name") for finding in violations(page))


@pytest.mark.parametrize("dark", [False, True])
def test_the_choice_of_language_and_the_404_page_are_pages_like_others(dark: bool, open_page: OpenPage) -> None:
    for address in ("", "404.html"):
        page = open_page(address, width=360, dark=dark)
        assert page.evaluate("document.scrollingElement.scrollWidth") <= 360
        assert violations(page) == []
        for language in LANGUAGES:
            assert page.locator(f"a[href$='{language}/']").first.is_visible()


def test_the_keyboard_reaches_the_text_first_and_shows_where_it_is(open_page: OpenPage, built_site: BuiltSite) -> None:
    page = open_page(page_of(built_site, "ja", "article"))
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.get_attribute("href", timeout=1000) == "#bunko-content"
    page.wait_for_timeout(400)  # it slides in
    box = skip.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["y"] >= 0
    assert skip.evaluate("e => getComputedStyle(e).opacity") == "1"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('#bunko-content').parentElement.contains(document.activeElement)")


def test_each_stop_of_the_keyboard_is_seen(open_page: OpenPage, built_site: BuiltSite) -> None:
    page = open_page(page_of(built_site, "zh", "article"))
    unseen = []
    for _ in range(25):
        page.keyboard.press("Tab")
        stop = page.evaluate("""() => {
          const e = document.activeElement, style = getComputedStyle(e), box = e.getBoundingClientRect();
          const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
          return {html: e.outerHTML.slice(0, 120), end: e === document.body, big: box.width > 1 && box.height > 1,
                  marked: outlined || style.boxShadow !== 'none'};
        }""")
        if stop["end"]:
            break
        if not (stop["big"] and stop["marked"]):
            unseen.append(stop["html"])
    assert unseen == []
