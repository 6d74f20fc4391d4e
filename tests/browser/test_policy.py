"""Each page carries a policy by which nothing but our own files is loaded or run; the engine's preview keeps to it."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.conftest import BuiltSite

pytestmark = [pytest.mark.browser, pytest.mark.site]

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "media-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
}
PLAIN = {"default-src": "'none'", "base-uri": "'none'", "form-action": "'none'"}
"""Of pages without style and script: at former addresses, and at `data/`."""


class Head(HTMLParser):
    """What of a page counts here: its policy, whether anything was asked for before it, and what is inline."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.policies: list[dict[str, str]] = []
        self.too_early: list[str] = []
        self.inline: list[str] = []
        self.feed(file.read_text(encoding="utf-8"))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "meta" and (said.get("http-equiv") or "").lower() == "content-security-policy":
            parts = (part.split(maxsplit=1) for part in (said["content"] or "").split(";"))
            self.policies.append(dict(parts))
        if not self.policies and tag not in {"html", "head", "meta"}:
            self.too_early.append(tag)
        if tag == "style" or (tag == "script" and "src" not in said and not _is_data(said.get("type"))):
            self.inline.append(self.get_starttag_text() or tag)
        self.inline += [name for name, _ in attrs if name == "style" or name.startswith("on")]


def _is_data(type_: str | None) -> bool:
    """Whether a script element is a block of data, which no browser runs."""
    return type_ in {"application/json", "application/ld+json"}


def test_each_page_has_the_policy_before_all_else_and_nothing_inline(built_site: BuiltSite) -> None:
    files = sorted(built_site.folder.rglob("*.html"))
    assert len(files) > 100
    for file in files:
        head = Head(file)
        plain = "assets/bunko/" not in file.read_text(encoding="utf-8")
        assert head.policies == [PLAIN if plain else POLICY], file
        assert (head.too_early, head.inline) == ([], []), file


def test_the_pages_without_theme_are_few(built_site: BuiltSite) -> None:
    plain = [page for page in built_site.folder.rglob("*.html") if "assets/bunko/" not in page.read_text("utf-8")]
    assert built_site.folder / "data" / "index.html" in plain
    assert all(page.parent.name == "data" or 'http-equiv="refresh"' in page.read_text("utf-8") for page in plain)


@pytest.mark.parametrize("address", ["ja/", "ja/about/", "ja/articles/", "404.html", "data/"])
def test_what_an_attacker_might_write_is_stopped_by_it(address: str, built_site: BuiltSite, chromium: Browser) -> None:
    page = chromium.new_page()
    page.goto(built_site.url + address)
    page.evaluate(
        """() => {
          globalThis.ran = []; globalThis.refused = []
          addEventListener("securitypolicyviolation", (e) => refused.push(e.effectiveDirective))
          const put = (tag, values) => document.body.append(Object.assign(document.createElement(tag), values))
          put("script", {text: "ran.push('inline')"})
          document.body.insertAdjacentHTML("beforeend", `<i onclick="ran.push('handler')">`)
          document.body.lastElementChild.click()
          put("a", {href: "javascript:ran.push('address')"}); document.body.lastElementChild.click()
          put("script", {src: "https://evil.example/a.js"})
          put("img", {src: "https://evil.example/a.png"})
          put("iframe", {src: "https://evil.example/"})
          put("object", {data: "https://evil.example/a.pdf"})
          document.head.append(Object.assign(document.createElement("base"), {href: "https://evil.example/"}))
          fetch("https://evil.example/").catch(() => {})
        }"""
    )
    page.wait_for_timeout(300)
    assert page.evaluate("ran") == []
    refused = set(page.evaluate("refused"))
    assert {"script-src-elem", "script-src-attr", "img-src", "frame-src", "object-src", "connect-src"} <= refused
    assert "base-uri" in refused
    page.close()
