"""A body's blocks to Markdown and back."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bunko.nouns import Attribution, Block, Heading, ItemList, Paragraph, Passage, Picture, Quote, Table
from bunko.prose import read_blocks, write_blocks
from tests.prose.texts import blocks

_SCRAPS = [
    *["a", "漢字", "\n", "\n", "\n\n", " ", "    ", "\t", "　", "\\", "> ", ">", "- ", "* ", "1. ", "2. ", ": "],
    *["# ", "## ", "```", "~~~", "<div>", "</div>", "<b>", "<!--", "-->", "///", "/// caption", "!!! note", "???"],
    *["— ", "(b)", "\\(", "&mdash; ", "|", "---", "| --- | --- |", "| a | b |", "===", "[^1]: ", "[x]: y", "*[A]: b"],
    *["![a](b)", "![a](<b c>)", " {#x}"],
]


def _lines(text: str) -> list[str]:
    """Lines of a text that are not blank; the backslash of an attribution's parenthesis is taken off."""
    lines = text.replace("\r\n", "\n").split("\n")
    return [line.replace("\\(", "(").replace("\\)", ")") for line in lines if line.strip(" \t")]


@given(blocks)
@example((Quote(("語",), Attribution("王(毅)", "外相(前)")),))
@example((Quote(("語",), Attribution("名 (a", "b)")),))
@example((Quote(("前", "— 後")), Quote(("— 一つ",)), Paragraph("— 段落")))
@example((Picture(")&amp"), Picture("a_b?c=1&d=2"), Picture("a b&lt;<>\\", "[x]", 'a "b"')))
@example((ItemList(("a",)), ItemList(("b",), ordered=True), Table(("a",), ())))
def test_what_an_importer_writes_reads_back(body: tuple[Block, ...]) -> None:
    assert read_blocks(write_blocks(body)) == body


@given(st.lists(st.sampled_from(_SCRAPS), max_size=25).map("".join))
@example("```\na\n\n\nb\n```\n")
@example("- a\n\n        code\n")
@example("> a\n>\n> — b \\(c\\) (d)\n")
def test_hand_written_markdown_loses_nothing(text: str) -> None:
    body = read_blocks(text)
    written = write_blocks(body)
    assert _lines(written) == _lines(text)
    assert read_blocks(written) == body
    assert write_blocks(read_blocks(written)) == written


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("", ()),
        ("## 月へ\n本文", (Heading(2, "月へ"), Paragraph("本文"))),
        ("一行目\n二行目\r\n", (Paragraph("一行目\n二行目"),)),
        ("> 前\n> 続き\n>\n> 後\n>\n> — 名前 (役)", (Quote(("前\n続き", "後"), Attribution("名前", "役")),)),
        ("> — 名前", (Quote(("— 名前",)),)),
        ("> 語\n>\n> — 名前", (Quote(("語",), Attribution("名前")),)),
        ("> 語\n>\n> — [名](a_(b).md)", (Quote(("語",), Attribution("[名](a_(b).md)")),)),
        ("> 語\n>\n> — 名(別名) (役(前))", (Quote(("語",), Attribution("名(別名)", "役(前)")),)),
        ("> 語\n>\n> — 名 \\(別名\\)", (Quote(("語",), Attribution("名 (別名)")),)),
        ("> 語\n>\n> — 名前\n> (役)", (Quote(("語", "— 名前\n(役)")),)),
        ("- a\n- b", (ItemList(("a", "b")),)),
        ("1. a\n2. b", (ItemList(("a", "b"), ordered=True),)),
        ("![旗](../f.png)", (Picture("../f.png", "旗"),)),
        ('![旗](f.png "月の旗")', (Picture("f.png", "旗", "月の旗"),)),
        ("| a | b\\|c |\n| --- | --- |\n|  | d |", (Table(("a", "b\\|c"), (("", "d"),)),)),
        ("<ruby>月<rt>つき</rt></ruby>の段落", (Paragraph("<ruby>月<rt>つき</rt></ruby>の段落"),)),
        ("<https://a.example> を見よ", (Paragraph("<https://a.example> を見よ"),)),
        ("　字下げ", (Paragraph("　字下げ"),)),
    ],
)
def test_plain_markdown_is_read_into_blocks(text: str, body: tuple[Block, ...]) -> None:
    assert read_blocks(text) == body


@pytest.mark.parametrize(
    "text",
    [
        "[^1]: 注\n\n    注の続き",
        "!!! note\n\n    本文\n\n    続き",
        '??? note "題"\n    本文',
        '=== "日本語"\n\n    本文\n\n    続き',
        "<div>\n\n中\n\n</div>",
        "<!-- 編集者へ\n\n空行 -->",
        "- a\n    - b",
        "- a\n\n    続き",
        "* a",
        "1. a\n1. b",
        "```python\n## 見出しではない\n\n\n- x\n```",
        "題\n===",
        "/// caption\n\n題\n\n///",
        "    code\n\n    code",
        "[月]: https://m.example",
        "*[JAXA]: 宇宙航空研究開発機構",
        "語\n: 定義\n\n    続き",
        "# 一番上の見出し",
        "## 閉じる見出し ##",
        "| a | b |\n|---|:-:|\n| 1 | 2 |",
        "> - 引用の中のリスト",
        "> 前\n続き",
        "***",
    ],
)
def test_everything_else_is_one_passage_as_it_stands(text: str) -> None:
    assert read_blocks(text) == (Passage(text),)
    assert write_blocks(read_blocks(text)) == f"{text}\n"


@pytest.mark.parametrize(
    ("attribution", "line"),
    [
        (Attribution("名前"), "> — 名前"),
        (Attribution("名前", "役"), "> — 名前 (役)"),
        (Attribution("王(毅)", "外相"), "> — 王(毅) (外相)"),
        (Attribution("嫦娥 (六号)"), r"> — 嫦娥 \(六号\)"),
        (Attribution("名)前", "役)"), r"> — 名)前 (役\))"),
    ],
)
def test_parentheses_get_a_backslash_only_where_they_would_mislead(attribution: Attribution, line: str) -> None:
    assert write_blocks((Quote(("語",), attribution),)) == f"> 語\n>\n{line}\n"


def test_a_line_on_its_own_that_starts_with_a_dash_is_no_attribution_once_written() -> None:
    assert write_blocks((Quote(("前", "— 後")),)) == "> 前\n>\n> &mdash; 後\n"
