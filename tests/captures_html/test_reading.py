"""What of a page is its headline, lead, headings and text, and whom of its data the reader trusts first."""

from __future__ import annotations

import time

import pytest

from bunko.captures.draft import Draft
from bunko.captures.hypertext.charset import decode_page
from bunko.captures.hypertext.page import read_page
from bunko.errors import CaptureError
from bunko.nouns import Capture, Heading
from bunko.prose import plain, write_blocks

TEXT = "小惑星探査機のカプセルは砂漠で見つかった。試料は日本に運ばれ、これから調べられる。研究者は結果を待っている。"
LEAD = "六年の旅を終えた探査機のカプセルが、夜明け前の砂漠に降りた。"


def draft_of(body: str, head: str = "") -> Draft:
    page = f"<html lang=ja><head><meta charset=utf-8>{head}</head><body>{body}</body></html>"
    return read_page(Capture(page.encode(), "page.html", "text/html"))


def headings(draft: Draft) -> list[str]:
    return [plain(block.text) for block in draft.body if isinstance(block, Heading)]


def test_a_lead_between_headline_and_text_is_the_description_and_is_not_lost() -> None:
    draft = draft_of(
        f"<main><h1>月へ</h1><p class='article-lead'>{LEAD}</p><div>写真</div>"
        f"<div class='article-body'><p>{TEXT}</p><p>{TEXT[::-1]}</p></div></main>",
        "<meta property='og:description' content='六年の旅を終えた探査機のカプセルが、夜明け…'>",
    )

    assert draft.description == LEAD
    assert draft.lines["description"]
    assert LEAD not in write_blocks(draft.body)


def test_a_line_below_the_headline_that_is_no_sentence_is_no_lead() -> None:
    draft = draft_of(
        f"<main><h1>月へ</h1><p>見本天文通信 編集部 東京支局 写真部 社会部 科学部 国際部 経済部</p>"
        f"<div class='article-body'><p>{TEXT}</p></div></main>"
    )

    assert draft.description is None


def test_headings_of_boxes_beside_the_text_invitations_and_lists_of_links_are_left_out() -> None:
    draft = draft_of(
        f"<article><h1>月へ</h1><p>{TEXT}</p><h2>試料</h2><p>{TEXT}</p><div class=x><div><h2>動画の題</h2></div></div>"
        f"<p>{TEXT}</p><h2>公式メルマガに登録する</h2><p>{TEXT}</p><h2>旅の終わり</h2><p>{TEXT}</p>"
        "<h2>ほかの話題</h2><ul><li><a href=/1>火星の砂</a></li><li><a href=/2>木星の月</a></li></ul>"
        f"<p>{TEXT}</p></article>"
    )

    assert headings(draft) == ["試料", "旅の終わり"]


def test_a_kicker_right_above_a_heading_of_higher_rank_is_no_heading() -> None:
    draft = draft_of(
        f"<article><h1>月へ</h1><p>{TEXT}</p><h3>宇宙</h3><h2>試料</h2><p>{TEXT}</p><h2>旅</h2><h3>終わり</h3>"
        f"<p>{TEXT}</p></article>"
    )

    assert headings(draft) == ["試料", "旅", "終わり"]


@pytest.mark.parametrize(
    ("shown", "title"),
    [("「月」へ", "「月」へ"), ("月へ", "“月”へ")],
    ids=["the heading and the data", "no two, so that the order of trust decides"],
)
def test_of_the_forms_of_one_headline_that_of_most_places_is_taken(shown: str, title: str) -> None:
    draft = draft_of(
        f"<article><h1>{shown}</h1><p>{TEXT}</p></article>",
        "<title>「月」へ | 見本通信</title><meta property='og:title' content='“月”へ'>"
        f'<script type="application/ld+json">{{"@type":"NewsArticle","headline":"{shown.replace("月へ", "『月』へ")}"}}</script>',
    )

    assert draft.title == title


@pytest.mark.parametrize(
    "classes",
    [
        "field field--label-hidden",
        "hidden md:block",
        "content-imagetext",
        "block-ctools-block print",
        "elementor-widget-container",
    ],
)
def test_a_class_that_misleads_does_not_leave_a_page_without_its_text(classes: str) -> None:
    draft = draft_of(f"<h1>月へ</h1><div class='{classes}'><p>{TEXT}</p><p>{TEXT[::-1]}</p></div><footer>奥付</footer>")

    assert TEXT in write_blocks(draft.body)


def test_text_that_is_hidden_on_every_screen_is_left_out() -> None:
    draft = draft_of(f"<h1>月へ</h1><div><p>{TEXT * 8}</p></div><div class=hidden><p>{LEAD}</p></div>")

    assert LEAD not in write_blocks(draft.body)


# ruff: noqa: E501, ISC004 - a line for each kind of data
ORDER = (
    '<script type="application/ld+json">{"@type":"NewsArticle","headline":"データの題","datePublished":'
    '"2020-12-06T09:30:00+09:00","description":"データの要約。","keywords":["データ"],"author":{"name":"データの記者"}}</script>',
    "<div itemscope itemtype='https://schema.org/NewsArticle'><meta itemprop=headline content='属性の題'>"
    "<meta itemprop=datePublished content='2020-12-07T09:30:00+09:00'><meta itemprop=description content='属性の要約。'>"
    "<meta itemprop=keywords content='属性'><span itemprop=author>属性の記者</span></div>",
    "<meta property=og:title content='共有の題'>"
    "<meta property=article:published_time content='2020-12-08T09:30:00+09:00'>"
    "<meta property=og:description content='共有の要約。'><meta property=article:tag content='共有'>"
    "<meta property=article:author content='共有の記者'>",
    "<meta name=title content='札の題'><meta name=date content='2020-12-09T09:30:00+09:00'>"
    "<meta name=description content='札の要約。'><meta name=keywords content='札'><meta name=dc.creator content='札の記者'>",
)
EXPECTED = (
    ("データの題", 6, "データの要約。", "データ", "データの記者"),
    ("属性の題", 7, "属性の要約。", "属性", "属性の記者"),
    ("共有の題", 8, "共有の要約。", "共有", "共有の記者"),
    ("札の題", 9, "札の要約。", "札", "札の記者"),
)


@pytest.mark.parametrize("first", range(4))
def test_json_ld_goes_before_microdata_before_open_graph_before_meta(first: int) -> None:
    draft = draft_of(f"<article><p>{TEXT}</p></article>", "".join(reversed(ORDER[first:])))
    assert draft.published is not None

    found = (draft.title, draft.published.day, draft.description, draft.tags[0], draft.authors[0])

    assert found == EXPECTED[first]


@pytest.mark.parametrize(
    "page",
    [
        "①髙橋﨑山㈱".encode("cp932"),
        b"\xad\xa1\xfc\xe2\xb6\xb6\xf9\xf5\xbb\xb3\xad\xea",
        b"\x1b$B\x2d\x21\x7c\x62\x36\x36\x79\x75\x3b\x33\x2d\x6a\x1b(B",
    ],
    ids=["Shift_JIS", "EUC-JP", "ISO-2022-JP"],
)
def test_the_rows_of_nec_and_ibm_are_read_in_all_three_japanese_encodings(page: bytes) -> None:
    encoding = {0x87: "cp932", 0xAD: "euc_jp", 0x1B: "iso2022_jp"}[page[0]]
    around = "研究者はこの試料をこれから調べると述べた。".encode(encoding)

    text = decode_page(b"<p>" + page + b"</p><p>" + around + b"</p>", "page.html").text

    assert text == "<p>①髙橋﨑山㈱</p><p>研究者はこの試料をこれから調べると述べた。</p>"


def test_the_characters_of_hong_kong_are_read_without_a_declaration() -> None:
    page = "<p>佢哋喺呢度食咗飯，覺得啲嘢好正。</p>"

    assert decode_page(page.encode("big5hkscs"), "page.html").text == page


@pytest.mark.parametrize(
    "page",
    [
        b"<html><body><p " + b" ".join(b"a%d=1" % n for n in range(100_000)) + b">x",
        b"<html><body><p>x" + b" " * 3_000_000 + b"y",
        b"<html><body><p>" + b"<b> </b>" * 100_000 + b"y",
        b"<html><body><p>" + b"x<br> <br>" * 60_000,
        b"\n" * 2_000_000 + b"<html><body><p>x",
        b"<html><body><p>" + b"&amp;lt;" * 500_000,
        b'<!DOCTYPE html [<!ENTITY a "xxxxxxxxxx"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><html><body><p>' + b"&b;" * 50_000,
        b"<html><body><div id=root></div><script>" + b"var a = 'x';" * 300_000 + b"</script>",
    ],
    ids=["attributes", "spaces", "spaces in elements", "breaks", "lines above", "entities", "a DTD", "script alone"],
)
def test_a_page_made_to_take_long_does_not(page: bytes) -> None:
    started = time.process_time()
    try:
        read_page(Capture(page, "page.html", "text/html"))
    except CaptureError as error:
        assert error.cure  # noqa: PT017 - it may also be read
    assert time.process_time() - started < 10
