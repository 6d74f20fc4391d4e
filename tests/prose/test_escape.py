"""Plain text through `escape` and back through `plain`."""

from __future__ import annotations

import pytest
from hypothesis import example, given

from bunko.prose import escape, plain
from tests.prose.texts import texts


@given(texts)
@example("")
def test_plain_takes_back_what_escape_wrote(text: str) -> None:
    assert plain(escape(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "「はやぶさ2」は2014年12月3日に種子島から打ち上げられ、2020年12月6日に試料を持ち帰った。",
        "　段落の初めの全角空白も、行末の全角空白もそのまま　",
        "嫦娥六号于2024年6月25日在四子王旗着陆（北京时间14:07），带回1935.3克样品。",
        "所要は12:30:45、距離は3.8×10^8ではなく約38万km（±1%）",
        "AT&T、R&D、S&P 500；1 < 2 > 0；a/b；C++のaddr_of、#タグ",
        "https://www.isas.example/hayabusa_2/topics.html?id=1&lang=ja#top",
        "18~19日",
        "――（注1）※『』【】〈〉《》・…‥！？：；",
        "<解説>と10-12月、-5度、+3、2023.10.20",
    ],
)
def test_normal_prose_stays_clean(text: str) -> None:
    assert escape(text).replace("C\\+\\+", "C++").replace("\\^", "^") == text


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("18~19日と20~21日", r"18\~19日と20\~21日"),
        ("~~x", r"\~\~x"),
        ("*注", r"\*注"),
        ("_a_ b_c", r"\_a\_ b_c"),
        ("`x`", r"\`x\`"),
        ("[1] [^2]", r"\[1\] \[\^2\]"),
        ("a\\b", r"a\\b"),
        ("{.x}", r"\{.x}"),
        ("<b> </p <!-- <?", "&lt;b> &lt;/p &lt;!\\-\\- &lt;?"),
        ("<会@例>", "&lt;会@例>"),
        ("&lt; &#60 &", "&amp;lt; &amp;#60 &"),
        ("# a #b", r"\# a #b"),
        ("C#", r"C\#"),
        ("> a > b", r"\> a > b"),
        ("- a - b", r"\- a - b"),
        ("1. a 2. b", r"1\. a 2. b"),
        ("１. a", r"１\. a"),
        (": a : b", r"\: a : b"),
        ("a :smile: b", r"a \:smile: b"),
        ("!!! note", r"\!!! note"),
        ("??? note", r"\??? note"),
        ("/// caption", r"\/\/\/ caption"),
        ("a --- b == c ++ d", r"a \-\-\- b \=\= c \+\+ d"),
        ("a|b", r"a\|b"),
        ("*[HTML]: x", r"\*\[HTML\]: x"),
        (" a ", "&#32;a&#32;"),
        ("    a", "&#32;   a"),
        ("一行目\n# 二行目", "一行目\n\\# 二行目"),
    ],
)
def test_markup_is_escaped_where_it_would_act(text: str, markdown: str) -> None:
    assert escape(text) == markdown


def test_every_line_of_a_text_is_a_start() -> None:
    assert escape("a\n1. b\n- c") == "a\n1\\. b\n\\- c"
