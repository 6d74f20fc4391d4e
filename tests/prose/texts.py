"""Texts and blocks for the laws of prose: what captures hold, thickened with markup."""

from __future__ import annotations

from hypothesis import strategies as st

from bunko.nouns import Attribution, Block, Heading, ItemList, Paragraph, Picture, Quote, Table
from bunko.prose import escape

_MARKUP = [
    *["&amp;", "&amp", "&#35", "&#35;", "&#x41;", "&copy", "<div>", "</div>", "<script>", "<!-- x -->", "<!--", "-->"],
    *["<a b='", "<?php", "<![CDATA[", "]]>", "<http://a>", "<a@b.c>", "< 3", "<解説>", "http://a.example/_b_", "a@b"],
    *["~~", "~", "***", "**", "_", "__", "```", "~~~", "++", "^^", "==", "--", "---", "- - -", "===", "|"],
    *[" ", "    ", "　", "\u2028", "\u00a0", "1. ", "１. ", "- ", "+ ", "* ", ": ", ":a:", "> ", ">", "#", "##"],
    *["![a](b)", "[a](b)", "[^1]", "[a]: b", "*[a]: b", "[TOC]", "///Footnotes Go Here///", "/// caption", "///"],
    *[
        "!!! note",
        "??? note",
        '=== "a"',
        " {#x}",
        "{: .a}",
        "{.a}",
        "\\",
        "\\(",
        '"',
        "'",
        "— ",
        " (x)",
        "(",
        ")",
        "漢字",
        "です。",
    ],
]
_character = st.one_of(
    st.sampled_from("~*_`[]()<>&#-+=:!?/|{}^\\. @;%$\"'019aBあ漢「」—。　\u00a0\u2003"),
    st.characters(exclude_categories=["Cc", "Cs"]),
)

texts: st.SearchStrategy[str] = st.one_of(
    st.text(_character, min_size=1, max_size=30),
    st.lists(st.sampled_from(_MARKUP), min_size=1, max_size=8).map("".join),
)
"""Plain text on one line, without control characters."""

inline = texts.map(escape)
"""Text as an importer hands it to a block."""

_cells = st.integers(1, 3).flatmap(
    lambda width: st.builds(
        Table,
        st.tuples(*[inline] * width),
        st.lists(st.tuples(*[inline] * width), max_size=3).map(tuple),
    )
)

quotes: st.SearchStrategy[Quote] = st.builds(
    Quote,
    st.lists(inline, min_size=1, max_size=3).map(tuple),
    st.none() | st.builds(Attribution, inline, st.none() | inline),
)

blocks: st.SearchStrategy[tuple[Block, ...]] = st.lists(
    st.one_of(
        st.builds(Heading, st.integers(2, 6), inline),
        st.builds(Paragraph, inline),
        quotes,
        st.builds(ItemList, st.lists(inline, min_size=1, max_size=3).map(tuple), st.booleans()),
        st.builds(Picture, texts, st.just("") | texts, st.just("") | texts),
        _cells,
    ),
    max_size=4,
).map(tuple)
"""Bodies that an importer can make."""
