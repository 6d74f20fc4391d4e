"""Readings above words (furigana) reach the page as such, and nothing of a page is taken for our own marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bunko.captures.draft import Draft
from bunko.captures.reader import read
from bunko.markdown_extension.sanitiser import clean
from bunko.nouns import Capture, Heading, Paragraph
from bunko.prose import plain, read_blocks, write_blocks

TEXT = "市民が岸壁で見守り、有志が修理した灯台の明かりが海を照らした。市は来年、別の灯台も公開する。"


def draft_of(body: str) -> Draft:
    head = "<html lang=ja><meta charset=utf-8><title>灯台</title>"
    page = f"{head}<article><h1>灯台</h1>{body}<p>{TEXT}</p></article></html>"
    return read(Capture(page.encode(), "a.html", "text/html"))


@pytest.mark.parametrize(
    "ruby",
    [
        "<ruby>灯台<rt>とうだい</rt></ruby>",
        "<ruby>灯台<rp>(</rp><rt>とうだい</rt><rp>)</rp></ruby>",
        "<ruby><rb>灯台</rb><rp>（</rp><rt>とうだい</rt><rp>）</rp></ruby>",
        "<ruby>\n  灯台\n  <rt>とうだい</rt>\n</ruby>",
    ],
)
def test_a_reading_is_ruby_in_the_text_and_stands_in_brackets_in_its_plain_text(ruby: str) -> None:
    draft = draft_of(f"<p>港の{ruby}が点灯した。{TEXT}</p>")

    [first, _] = draft.body
    assert isinstance(first, Paragraph)
    assert first.text.startswith("港の<ruby>灯台<rp>（</rp><rt>とうだい</rt><rp>）</rp></ruby>が点灯した。")
    assert plain(first.text).startswith("港の灯台（とうだい）が点灯した。")
    assert read_blocks(write_blocks(draft.body)) == draft.body
    assert clean(f"<p>{first.text}</p>") == f"<p>{first.text}</p>"


def test_each_character_keeps_its_reading() -> None:
    draft = draft_of(f"<p><ruby>点<rt>てん</rt>灯<rt>とう</rt></ruby>した。{TEXT}</p>")

    assert isinstance(draft.body[0], Paragraph)
    assert plain(draft.body[0].text).startswith("点（てん）灯（とう）した。")
    assert draft.body[0].text.count("<rt>") == 2


def test_a_reading_in_a_link_and_in_a_list_is_kept_and_in_a_heading_stands_in_brackets() -> None:
    ruby = "<ruby>灯台<rt>とうだい</rt></ruby>"
    draft = draft_of(
        f"<p>{TEXT}</p><h2>{ruby}の話</h2><p>港の<a href='https://example.org/1'>{ruby}</a>は、{TEXT}</p>"
        f"<ul><li>{ruby}の{TEXT}</li><li>{TEXT}</li></ul>"
    )

    written = write_blocks(draft.body)
    tags = "<ruby>灯台<rp>（</rp><rt>とうだい</rt><rp>）</rp></ruby>"
    assert Heading(2, "灯台（とうだい）の話") in draft.body
    assert f"[{tags}](https://example.org/1)は、" in written
    assert f"- {tags}の" in written


@given(st.text(alphabet="灯台とう（）<*_~[]#1. ", max_size=8), st.text(alphabet="とうだい<&*`|", max_size=6))
def test_whatever_stands_in_a_reading_is_text(word: str, reading: str) -> None:
    def escaped(text: str) -> str:
        return text.replace("&", "&amp;").replace("<", "&lt;")

    with_ruby = draft_of(f"<p>港の<ruby>{escaped(word)}<rt>{escaped(reading)}</rt></ruby>が点灯した。{TEXT}</p>")
    flat = draft_of(f"<p>港の{escaped(word)}（{escaped(reading)}）が点灯した。{TEXT}</p>")

    told = [plain(block.text) for block in with_ruby.body if isinstance(block, Paragraph)]
    assert told == [plain(block.text) for block in flat.body if isinstance(block, Paragraph)]


@pytest.mark.parametrize(
    "opener", ["&#xfdd0;", "&#64976;", "&#xFDD0", "&#x0000fdd0;", "&#0064976;", "&#x&#xfdd0;fdd0;"]
)
def test_a_page_cannot_write_a_mark_of_our_own(opener: str) -> None:
    draft = draft_of(f"<p>{TEXT}{opener}javascript:alert(1)&#xfdd2;ここ&#xfdd1;です。</p>")

    assert "](" not in write_blocks(draft.body)
