"""Pages that go the short way have the HTML, the headings and the ids of the whole one."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown import Markdown

from bunko.markdown_extension.plain import PlainPages
from bunko.stage import frontmatter
from tests.markdown_extension.rendering import site_markdown

_MARKDOWN = site_markdown()
_PAGES = PlainPages(_MARKDOWN)
_MARK = "bunkob0123456789abcdef0"
_SIGNS = [chr(code) for code in range(0x20, 0x7F)]
_PIECES = [
    *(
        "月",
        "あ",
        "カー・",
        "は",
        "ｶ",
        "「",
        "」",
        "。",
        "、",
        "a",
        "B1",
        "é",
        "１",
        "㈱",
        "…",
        "—",
        "–",
        "“",
        "\u200b",
        "𠮷",
    ),
    *("　", "\u00a0", "\u2028", "\ufeff", "\x0b", "\x85", "\u0301", "\r", "\t", "\x02", "\x03", "wzxhzdk:0", "\ufffc"),
    *("1.", "12) ", "- ", "* ", "+ ", "# ", "## ", "### ", "###### ", "> ", ">", "> — ", "\n>\n", "\n> ", "\n", "\n\n"),
    *(
        "(",
        ")",
        " (長官)",
        " ## ",
        "p1",
        "pair-1",
        "_1",
        "bunko-content",
        "__x",
        ": ",
        "!!! n",
        "??? n",
        "=== ",
        "/// ",
    ),
    *("---", "===", "```", "~~~", "|a|", "<b>", "&amp;", "&", "[^1]: ", "[^1]", "*[a]: ", "[TOC]", "{: #a}", "{#a}"),
    *("https://news.example/a", "a@b.example", "\\(", "--", "...", "'a'", '"a"', "4-5", "x=y", "100%", "$x$", "C++"),
    *(f"{_MARK}x1x0x0", f"{_MARK}x1x1x0", f"{_MARK}x2x0x1"),
]
_TEXTS = st.lists(st.sampled_from(_PIECES), max_size=14).map("".join) | st.text(max_size=40)
_LINE = st.lists(st.sampled_from([p for p in _PIECES if "\n" not in p]), min_size=1, max_size=4).map("".join)
_BLOCKS = st.builds("{}{}".format, st.sampled_from(["", "", "## ", "### ", "> "]), _LINE)
_BODIES = (
    st.lists(st.builds("{}{}".format, _BLOCKS, st.sampled_from(["\n\n", "\n\n\n"])), max_size=5).map("".join) | _TEXTS
)
_LANGUAGES = st.sampled_from(["ja", "zh-Hans", "zh", "en"])


def _whole(text: str) -> tuple[str, list[dict[str, object]]]:
    html = _MARKDOWN.reset().convert(text)
    return html, _MARKDOWN.toc_tokens  # type: ignore[attr-defined]


def _agree(text: str) -> bool:
    """Whether the short way is open; where it is, both ways have given the same."""
    short = _PAGES.render(text)
    if short is None:
        return False
    html, tokens = _whole(text)
    assert short.html == html
    assert short.toc_tokens == tokens
    assert short.ids == frozenset(re.findall(r' id="([^"]*)"', html))
    return True


def _page(told: dict[str, object], body: str) -> str:
    return f"<!-- bunko {json.dumps(told)} -->\n\n{body}"


@settings(max_examples=1500, deadline=None)
@given(_BODIES, st.sampled_from(["article", "page"]), _LANGUAGES, st.sampled_from(["ja", "zh", "en"]))
@example("## p1\n\n月。\n\n## 月", "article", "ja", "ja")
@example("月。\n\n> 声明。\n>\n> — 長官 (日本)\n\n## カグヤ", "article", "zh-Hans", "zh")
@example("> 声明。\n>\n> —  長官  (日本 )", "article", "ja", "ja")
def test_a_page(body: str, kind: str, language: str, lang: str) -> None:
    _agree(_page({"kind": kind, "language": language, "lang": lang}, body))


@settings(max_examples=600, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 3), st.integers(0, 1), st.sampled_from("0001"), _BODIES), max_size=4), _LANGUAGES
)
def test_parallel_texts(cells: list[tuple[int, int, str, str]], language: str) -> None:
    sides = [["ja", "../1.md"], [language, "../../zh/1.md"]]
    body = "\n\n".join(f"{_MARK}x{row}x{side}x{changed}\n\n{text}" for row, side, changed, text in cells)
    _agree(_page({"kind": "parallel", "lang": "ja", "mark": _MARK, "sides": sides}, body))


@settings(max_examples=300, deadline=None)
@given(st.characters(codec="utf-8"), st.sampled_from(["{0}月{0}", "月{0}日", "> {0}月{0}", "## {0}月{0}日"]))
def test_any_character(character: str, form: str) -> None:
    _agree(_page({"kind": "article", "language": "zh", "lang": "zh"}, form.format(character)))


@pytest.mark.parametrize("sign", _SIGNS)
def test_every_sign_of_ascii(sign: str) -> None:
    for form in ("{0}月", "{0} 月", "月{0}", "月{0}日{0}木", "> {0} 月", "## 月{0}", "> 月\n>\n> — {0}月 ({0})"):
        _agree(_page({"kind": "article", "language": "ja", "lang": "ja"}, form.format(sign)))


def test_most_of_what_an_archive_says_goes_the_short_way() -> None:
    """The shipped archive: articles of headings, paragraphs and quotes do; none comes out otherwise."""
    found = [
        _agree(_page({"kind": "article", "language": "ja", "lang": "ja"}, (frontmatter_of(path))))
        for path in sorted(Path("docs").glob("*/articles/*/*/*.md"))
    ]
    assert sum(found) > len(found) / 2


def frontmatter_of(path: Path) -> str:
    return path.read_text(encoding="utf-8").split("\n---\n", 1)[1].lstrip("\n")


@pytest.mark.parametrize(
    ("extensions", "open_"),
    [
        (["bunko", "toc"], True),
        (["bunko", "toc", "smarty"], False),
        (["bunko", "toc", "nl2br"], False),
        (["bunko", "toc", "pymdownx.magiclink"], False),
        (["bunko"], False),
    ],
)
def test_an_extension_that_may_change_plain_text_closes_the_way(extensions: list[str], open_: bool) -> None:
    md = Markdown(extensions=extensions)
    assert (PlainPages(md).render(_page({"lang": "ja"}, "月。")) is not None) is open_


def test_permalinks_of_toc_close_the_way() -> None:
    md = Markdown(extensions=["bunko", "toc"], extension_configs={"toc": {"permalink": True}})
    assert PlainPages(md).render(_page({"lang": "ja"}, "## 月")) is None


def test_staged_pages_without_text_are_plain() -> None:
    read = frontmatter.read(frontmatter.render({"lang": "ja", "title": "月"}, {"kind": "page"}, ""))
    assert read is not None
    assert _agree(read[1])
