"""The shell of every page: the menu of a narrow screen, light and dark, and what Material gives hand-written pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.sample import page_of
from tests.browser.test_pages import LIGHTNESS, violations
from tests.conftest import BuiltSite

pytestmark = [pytest.mark.browser, pytest.mark.site]

WRITTEN = """# 書き方

```python
print("見本")
```

!!! note

    補足。

=== "日本語"

    声明。

=== "中国語"

    全文は別の面にある。
"""


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("kind", ["article", "about"])
def test_the_keyboard_opens_the_menu_walks_it_and_closes_it(
    kind: str, script: bool, built_site: BuiltSite, open_page: OpenPage
) -> None:
    page = open_page(page_of(built_site, "ja", kind), width=360, script=script)
    menu = page.locator("#bunko-navigation")
    assert not menu.is_visible()
    page.get_by_role("button", name="メニューを開く").press("Enter")
    expect(menu).to_be_visible()
    assert violations(page) == [] if script else True
    page.keyboard.press("Tab")
    expect(page.locator("#bunko-navigation a:focus")).to_have_text("ホーム")
    page.keyboard.press("Escape")
    expect(menu).not_to_be_visible()


def test_on_a_wide_screen_the_menu_is_a_row_without_a_button(built_site: BuiltSite, open_page: OpenPage) -> None:
    page = open_page(page_of(built_site, "zh", "article"))
    assert page.locator("#bunko-navigation a").first.is_visible()
    assert not page.get_by_role("button", name="打开菜单").is_visible()


@pytest.mark.parametrize("dark", [False, True])
def test_the_switch_of_light_and_dark_is_remembered_and_goes_back(
    dark: bool, built_site: BuiltSite, open_page: OpenPage
) -> None:
    page = open_page(page_of(built_site, "ja", "article"), dark=dark)
    switch = page.get_by_role("button", name="明るい配色と暗い配色を切り替える")
    given = page.evaluate(LIGHTNESS)
    switch.click()
    assert (page.evaluate(LIGHTNESS) < given) is not dark
    page.reload()
    assert (page.evaluate(LIGHTNESS) < given) is not dark
    assert violations(page) == []
    switch.click()
    assert page.evaluate(LIGHTNESS) == given
    assert page.evaluate("localStorage.getItem('bunko.scheme')") is None


def test_without_script_there_is_no_switch_that_does_nothing(built_site: BuiltSite, open_page: OpenPage) -> None:
    page = open_page(page_of(built_site, "ja", "article"), script=False)
    assert not page.locator("[data-bunko-scheme-switch]").is_visible()


def test_hand_written_pages_have_what_material_gives_them(
    copied: Callable[[], Path], build: Callable[[Path], BuiltSite], open_page: OpenPage
) -> None:
    archive = copied()
    (archive / "docs/ja/about.md").write_text(WRITTEN, encoding="utf-8")
    options = (archive / "mkdocs.yml").read_text(encoding="utf-8")
    options = options.replace("  features:\n", "  features:\n    - content.code.copy\n")
    (archive / "mkdocs.yml").write_text(options, encoding="utf-8")
    page = open_page(build(archive).url + "ja/about/")
    assert violations(page) == []
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("button[data-md-type=copy]").click()
    page.locator(".md-dialog--active").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").strip() == 'print("見本")'
    assert page.locator(".admonition.note").is_visible()
    assert page.get_by_text("声明。").is_visible()
    assert page.get_by_text("全文は別の面にある。").is_visible()
    page.locator("summary", has_text="中国語").press("Enter")
    assert page.get_by_text("声明。").is_visible()
    assert not page.get_by_text("全文は別の面にある。").is_visible()
