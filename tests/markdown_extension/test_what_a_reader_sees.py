"""What a reader sees of an escaped text is the text, wherever it stands and whatever it holds."""

from __future__ import annotations

import pytest
from hypothesis import given

from bunko.nouns import Attribution, Paragraph, Quote, Table
from bunko.prose import escape, plain, write_blocks
from tests.markdown_extension.rendering import Reader, render
from tests.prose.texts import quotes, texts

_PLACES = {
    "paragraph": ("前。\n\n{}\n\n後。", "前。\n{}\n後。", ["p", "p", "p"]),
    "heading": ("前。\n\n## {}\n\n後。", "前。\n{}\n後。", ["p", "h2", "p"]),
    "list item": ("- {}\n- 後", "\n{}\n後\n", ["ul", "li", "li"]),
    "ordered list item": ("1. {}\n2. 後", "\n{}\n後\n", ["ol", "li", "li"]),
    "quote": ("> {}", "\n{}\n", ["blockquote", "p"]),
}


@pytest.mark.parametrize("place", _PLACES)
def test_escaped_text_shows_literally(place: str) -> None:
    page, seen, tags = _PLACES[place]

    @given(texts)
    def law(text: str) -> None:
        reader = Reader(render(page.format(escape(text))))
        assert (reader.text, reader.tags) == (seen.format(text), tags)

    law()


@given(texts)
def test_escaped_text_shows_literally_at_the_start_of_a_page(text: str) -> None:
    if text.strip():  # Markdown gives nothing for a page of spaces
        reader = Reader(render(write_blocks((Paragraph(escape(text)),))))
        assert (reader.text, reader.tags) == (text, ["p"])


@given(texts, texts)
def test_escaped_text_shows_literally_in_a_table(head: str, cell: str) -> None:
    table = Table((escape(head), escape(cell)), ((escape(cell), escape(head)),))
    reader = Reader(render(write_blocks((table,))))
    assert [text for text in reader.text.split("\n") if text] == [head, cell, cell, head]
    assert reader.tags == ["table", "thead", "tr", "th", "th", "tbody", "tr", "td", "td"]


@given(quotes, quotes)
def test_quotes_and_who_said_them_show_literally(first: Quote, second: Quote) -> None:
    reader = Reader(render(write_blocks((first, second))))
    assert [line for line in reader.text.split("\n") if line] == [*_said(first), *_said(second)]
    assert reader.tags.count("blockquote") == 2
    assert reader.tags.count("figure") == sum(quote.attribution is not None for quote in (first, second))


def _said(quote: Quote) -> list[str]:
    lines = [plain(paragraph) for paragraph in quote.paragraphs]
    if isinstance(quote.attribution, Attribution):
        role = "" if quote.attribution.role is None else f" ({plain(quote.attribution.role)})"
        lines.append(f"— {plain(quote.attribution.name)}{role}")
    return lines


@pytest.mark.parametrize(
    "markdown",
    [
        "これは**「重要」**です。**注意。**次に重要な*語*を",
        "snake_case と日_本_語 と 5 * 3 と 18~19日",
        "日本語の\n行と“引用”\nの行、English\nlines",
        "[月](m.md){lang=zh}と`*砂*`と\\*\\、&amp;\\&amp;",
        "<span>段</span>落\n<b>続</b>き",
        "~~旧~~新、H~2~O",
    ],
)
def test_plain_gives_what_the_page_shows(markdown: str) -> None:
    assert plain(markdown) == Reader(render(markdown)).text.replace("\n", " ")
