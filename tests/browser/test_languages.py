"""The page's language: named, shown in its own glyphs, and one step from its translation."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import OpenPage
from tests.browser.sample import KINDS, LANGUAGES, page_of, pages_of, read
from tests.conftest import BuiltSite

pytestmark = [pytest.mark.browser, pytest.mark.site]

FACES = {"ja": "JP", "zh": "SC", "zh-hans": "SC", "zh-cn": "SC", "zh-hant": "TC", "zh-tw": "TC"}
"""The Noto CJK face that has a language's forms."""

TEXTS = """() => {
  const own = e => [...e.childNodes].some(n => n.nodeType === 3 && /\\p{Script=Han}/u.test(n.data));
  const seen = [...document.querySelectorAll('body *')].filter(e => own(e) && e.checkVisibility());
  seen.forEach((e, number) => e.setAttribute('data-text', number));
  return seen.map(e => [e.closest('[lang]').lang.toLowerCase(), e.outerHTML.slice(0, 120)]);
}"""


def faces(page: Page) -> list[tuple[str, str, set[str]]]:
    """Of each visible element with Han text of its own: its language, its start, the fonts that drew it."""
    texts = page.evaluate(TEXTS)
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    top = session.send("DOM.getDocument")["root"]["nodeId"]
    found = []
    for number, (language, html) in enumerate(texts):
        node = session.send("DOM.querySelector", {"nodeId": top, "selector": f"[data-text='{number}']"})["nodeId"]
        fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
        found.append((language, html, {font["familyName"] for font in fonts if "CJK" in font["familyName"]}))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["home", "article", "about", "tags"])
def test_han_characters_have_the_forms_of_their_language(
    language: str, kind: str, built_site: BuiltSite, open_page: OpenPage
) -> None:
    found = faces(open_page(page_of(built_site, language, kind)))
    assert len(found) > 10
    assert any(fonts for _, _, fonts in found)
    wrong = [
        f"{tongue} in {sorted(fonts)}: {html}"
        for tongue, html, fonts in found
        if any(not face.endswith(f" {FACES[tongue]}") for face in fonts)
    ]
    assert wrong == []


def test_one_character_looks_as_each_language_writes_it(built_site: BuiltSite, open_page: OpenPage) -> None:
    pictures = {}
    for language in LANGUAGES:
        page = open_page(page_of(built_site, language, "about"))
        for name, tag in (("page", ""), ("ja", "ja"), ("zh", "zh-Hans")):
            page.evaluate(
                """([name, lang]) => {
                  const glyph = document.createElement('span')
                  Object.assign(glyph, { id: `glyph-${name}`, textContent: '直' })
                  if (lang) glyph.lang = lang
                  Object.assign(glyph.style, { display: 'block', width: '64px', fontSize: '64px', lineHeight: 1 })
                  document.querySelector('#bunko-content').prepend(glyph)
                }""",
                [name, tag],
            )
            pictures[language, name] = page.locator(f"#glyph-{name}").screenshot()
            page.evaluate("name => document.querySelector(`#glyph-${name}`).remove()", name)
    assert pictures["ja", "page"] != pictures["zh", "page"]
    assert pictures["ja", "page"] == pictures["ja", "ja"] == pictures["zh", "ja"]
    assert pictures["zh", "page"] == pictures["zh", "zh"] == pictures["ja", "zh"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_names_its_language(language: str, built_site: BuiltSite) -> None:
    pages = [page for page in built_site.pages if page.startswith(f"{language}/")]
    assert pages
    named = {page: read(built_site, page).language for page in pages}
    assert {page: tag for page, tag in named.items() if FACES.get(tag.lower()) != FACES[language]} == {}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_switch_leads_to_the_same_page_in_the_other_language(
    language: str, kind: str, built_site: BuiltSite, open_page: OpenPage
) -> None:
    other = next(name for name in LANGUAGES if name != language)
    for address in pages_of(built_site, language, kind)[:3]:
        expected = f"{other}/" + address.removeprefix(f"{language}/")
        page = open_page(address)
        page.locator("header nav a[hreflang]").first.click()
        page.wait_for_url(f"**/{expected}")
        assert FACES[page.locator("html").get_attribute("lang").lower()] == FACES[other]  # type: ignore[union-attr]


def test_where_a_translation_is_missing_an_honest_notice_stands(
    site_with_a_gap: tuple[BuiltSite, str], open_page: OpenPage
) -> None:
    site, address = site_with_a_gap
    folder, _, rest = address.partition("/")
    original = f"{next(name for name in LANGUAGES if name != folder)}/{rest}"
    page = open_page(site.url + original)
    page.locator("header nav a[hreflang]").first.click()
    page.wait_for_url(f"**/{address}")
    assert "noindex" in read(site, address).meta["robots"]
    links = [urljoin(site.url + address, link.get("href", "")) for link in read(site, address).links]
    assert site.url + original in links
    content = page.locator("[data-md-component=content]")
    assert f"docs/{address.rstrip('/')}.md" in content.inner_text()
    content.locator(f"a[href$='{rest}']").first.click()
    page.wait_for_url(f"**/{original}")


FIRST_LINE = """([language, text]) => {
  const box = document.createElement("p");
  box.lang = language;
  box.style.width = "8em";
  box.textContent = text;
  document.querySelector("main").append(box);
  const range = document.createRange();
  const tops = [...text].map((_, place) => {
    range.setStart(box.firstChild, place);
    range.setEnd(box.firstChild, place + 1);
    return range.getBoundingClientRect().top;
  });
  return text.slice(0, tops.findIndex(top => top > tops[0] + 8));
}"""


@pytest.mark.parametrize(
    ("language", "text", "line"),
    [
        ("zh-Hans", "在月面上行驶的车“IDEFIX”由两国研制", "在月面上行驶的车"),
        ("zh-Hans", "月面车“玉兔”。由我国研制", "月面车“玉兔”。"),
        ("ja", "月面を走る探査ーー車です", "月面を走る探"),
    ],
)
def test_a_line_breaks_where_the_language_of_the_text_lets_it(
    language: str, text: str, line: str, built_site: BuiltSite, open_page: OpenPage
) -> None:
    page = open_page(page_of(built_site, "zh", "article"))
    assert page.evaluate(FIRST_LINE, [language, text]).startswith(line)
