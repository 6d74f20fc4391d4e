"""The first line of a staged page."""

from __future__ import annotations

import pytest
from markdown import Markdown

from bunko.markdown_extension import BunkoExtension, makeExtension
from bunko.markdown_extension.first_line import FirstLine, same_address, take
from tests.markdown_extension.rendering import render, site_markdown

_ARTICLE = '<!-- bunko {"kind": "article", "language": "zh-Hans", "links": {"https://a.example/1": "../2.md"}} -->'


def test_it_tells_the_site_s_language_where_the_text_has_none_of_its_own() -> None:
    assert take(['<!-- bunko {"kind": "page", "lang": "ja"} -->'])[0] == FirstLine(interface="ja")
    assert take(['<!-- bunko {"kind": "page", "lang": "\\"><b>"} -->'])[0] == FirstLine()


def test_it_tells_kind_language_and_links_and_goes_away() -> None:
    told, lines = take(["", _ARTICLE, "", "本文"])
    assert told == FirstLine("article", "zh-Hans", {"https://a.example/1": "../2.md"})
    assert lines == ["", "", "本文"]


@pytest.mark.parametrize(
    "line",
    [
        "<!-- bunko -->",
        "<!-- bunko {} -->",
        "<!-- bunko {not json} -->",
        "<!-- bunko [1] -->",
        '<!-- bunko {"kind": 1, "language": ["ja"], "links": "x"} -->',
        '<!-- bunko {"kind": "ARTICLE", "language": "\\"><b>", "links": {"javascript:1": "a.md"}} -->',
        '<!-- bunko {"links": {"https://a.example": "//b.md", "https://b.example": "c.html"}} -->',
        '<!-- bunko {"links": {"https://a.example": "javascript:a.md", "https://b.example": 1}} -->',
        '<!-- bunko {"pictures": [1]} -->',
        "<!-- bunko " + '{"a":' * 100_000 + " -->",
        "<!-- bunko {",
        "<!--bunko{}-->",
    ],
    ids=range(12),
)
def test_what_is_malformed_is_ignored_and_taken_away(line: str) -> None:
    assert take([line, "本文"]) == (FirstLine(), ["本文"])


def test_a_malformed_line_that_runs_on_is_taken_to_its_end() -> None:
    assert take(["<!-- bunko {", '"kind": "article"} -->', "本文"]) == (FirstLine(), ["本文"])


@pytest.mark.parametrize("line", ["<!-- more -->", "<!-- bunkobeds {} -->", "<!-- bunko-x -->", "本文", ""])
def test_other_lines_stay(line: str) -> None:
    assert take([line, "後", _ARTICLE]) == (FirstLine(), [line, "後", _ARTICLE])


def test_without_the_line_a_page_has_no_ids_no_language_and_its_comments() -> None:
    assert render("月のかな\n\n<!-- more -->\n\n後") == "<p>月のかな</p>\n<!-- more -->\n\n<p>後</p>"


_FIRST_PARAGRAPH = (
    '<p id="p1"><a class="bunko-permalink" href="#p1" title="Link to paragraph 1"></a>月<span lang="ja">かな</span></p>'
)


def test_one_page_leaves_nothing_behind_for_the_next() -> None:
    markdown = site_markdown()
    assert markdown.convert(f"{_ARTICLE}\n\n月かな") == _FIRST_PARAGRAPH
    assert markdown.convert("月かな") == "<p>月かな</p>"
    assert 'id="p1"' in markdown.convert(f"{_ARTICLE}\n\n月[^1]\n\n[^1]: 注")
    assert markdown.reset().convert("月[^1]かな") == "<p>月[^1]かな</p>"


def test_the_extension_has_a_name_and_a_maker() -> None:
    assert isinstance(makeExtension(), BunkoExtension)
    assert Markdown(extensions=["bunko.markdown_extension"]).convert("a") == "<p>a</p>"


@pytest.mark.parametrize(
    "other",
    ["http://A.example/x", "https://a.example/x/", "HTTPS://a.example/x#p3", " https://a.example/x "],
)
def test_addresses_of_one_page_are_the_same(other: str) -> None:
    assert same_address(other) == "https://a.example/x"


@pytest.mark.parametrize("other", ["https://a.example/X", "https://a.example/x?y=1", "a.example/x", "#x"])
def test_addresses_of_other_pages_are_not(other: str) -> None:
    assert same_address(other) != "https://a.example/x"
