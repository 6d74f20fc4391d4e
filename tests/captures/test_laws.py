"""Laws of the reconciliation and of the self-check, tried on printed articles."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bunko import page
from bunko.captures import rebuild, self_check
from bunko.captures.draft import Draft
from bunko.captures.reader import read
from bunko.captures.shapes import image_at_start, language_code
from bunko.nouns import Article, Block, Capture, CaptureRecord, Heading, Paragraph, Quote
from bunko.prose import escape, plain
from tests.captures.printing import HEADLINE, LEAD, Printed, article_body, dump, visible_lines

PATH = PurePosixPath("ja/articles/2024/01/1000174.md")
WORDS = ("月", "探査機", "着陸", "の試料", "火星", "18~19日", "「のぞみ」", "2機", "が回る", "*重要*", "軌道", "小惑星")

word_runs = st.lists(st.sampled_from(WORDS), min_size=6, max_size=14).map("".join)
sentences = word_runs.map(lambda text: text + "を調べた。")
headings = st.lists(st.sampled_from(WORDS), min_size=2, max_size=4).map("".join)


@st.composite
def paragraphs(draw: st.DrawFn) -> Printed:
    pieces = draw(st.lists(word_runs, min_size=1, max_size=3))
    # A line that a link breaks ends inside its sentence, and goes on with a word.
    lines = [piece + "へ月" for piece in pieces[:-1]] + [pieces[-1] + "を調べた。"]
    return Printed("paragraph", tuple(lines))


@st.composite
def quotes(draw: st.DrawFn) -> Printed:
    inner = draw(st.lists(sentences, min_size=1, max_size=3))
    said = draw(st.sampled_from([(), ("星野 光",), ("星野 光", "月探査室、主任研究員")]))
    return Printed("quote", tuple(("『" + "\n".join(inner) + "』").split("\n")), said)


@st.composite
def articles(draw: st.DrawFn) -> list[Printed]:
    blocks: list[Printed] = []
    pool = draw(st.lists(paragraphs(), min_size=1, max_size=5))
    for _ in range(draw(st.integers(1, 5))):
        if draw(st.booleans()):
            blocks.append(Printed("heading", (draw(headings),)))
        blocks.append(draw(st.sampled_from(pool)))
        if draw(st.booleans()):
            blocks.append(draw(quotes()))
    return blocks


def draft_of(text: str) -> Draft:
    return read(Capture(text.encode(), "dump.txt"))


def article_of(draft: Draft) -> Article:
    names = ("url", "published", "updated", "description", "authors", "tags", "images", "body")
    known = {name: getattr(draft, name) for name in names}
    article = Article(path=PATH, title=draft.title or "-", language="ja", **known)
    return self_check.planned(article, draft, CaptureRecord("0" * 64))


def as_printed(block: Block) -> tuple[str, str, tuple[str, ...]]:
    match block:
        case Heading(text=text):
            return "heading", plain(text), ()
        case Paragraph(text=text):
            return "paragraph", plain(text), ()
        case Quote(paragraphs=texts, attribution=said):
            names = (said.name, said.role) if said else ()
            return "quote", "".join(map(plain, texts)), tuple(plain(name) for name in names if name)
    raise AssertionError(block)


@settings(max_examples=150)
@given(articles())
def test_a_printed_article_comes_back_block_by_block(blocks: list[Printed]) -> None:
    text = dump(blocks)
    draft = draft_of(text)
    article = article_of(draft)
    written = page.write(article)

    assert [as_printed(block) for block in draft.body] == [(b.kind, b.text, b.said) for b in blocks]
    assert self_check.failures(draft, written, article) == ()
    assert draft.warnings == ()
    again = rebuild.halves(page.read(written, PATH))
    assert again.body == article_body(blocks)
    assert (again.visible or "").split("\n")[4:] == visible_lines(blocks)


@settings(max_examples=150)
@given(articles(), st.data())
def test_any_other_character_in_the_written_text_is_reported(blocks: list[Printed], data: st.DataObject) -> None:
    draft = draft_of(dump(blocks))
    article = article_of(draft)
    number = data.draw(st.integers(0, len(article.body) - 1))
    block = article.body[number]
    text = "\n".join(map(plain, block.paragraphs)) if isinstance(block, Quote) else as_printed(block)[1]
    at = data.draw(st.sampled_from([n for n, letter in enumerate(text) if letter != "\n"]))
    other = text[:at] + data.draw(st.sampled_from("誤x？")) + text[at + 1 :]
    assume(other != text)
    changed: dict[type, Block] = {
        Heading: Heading(2, escape(other)),
        Paragraph: Paragraph(escape(other)),
        Quote: Quote(tuple(map(escape, other.split("\n"))), block.attribution if isinstance(block, Quote) else None),
    }
    body = (*article.body[:number], changed[type(block)], *article.body[number + 1 :])
    written = page.write(replace(article, body=body))

    assert self_check.failures(draft, written, article) != ()


@settings(max_examples=100)
@given(articles(), st.data())
def test_a_letter_changed_in_one_half_is_shown_where_it_stands(blocks: list[Printed], data: st.DataObject) -> None:
    paragraphs = [n for n, block in enumerate(blocks) if block.kind == "paragraph"]
    number = data.draw(st.sampled_from(paragraphs))
    lines = blocks[number].lines
    text = lines[0]
    at = data.draw(st.integers(0, len(text) - 1))
    other = replace(blocks[number], lines=(text[:at] + "誤" + text[at + 1 :], *lines[1:]))
    whole = dump(blocks)
    changed_dump = dump([*blocks[:number], other, *blocks[number + 1 :]])
    head = whole.index(article_body(blocks)) + len(article_body(blocks))
    half = data.draw(st.sampled_from(["article body", "visible page"]))
    mixed = changed_dump[:head] + whole[head:] if half == "article body" else whole[:head] + changed_dump[head:]
    draft = draft_of(mixed)
    article = article_of(draft)

    failures = self_check.failures(draft, page.write(article), article)

    # The page follows the visible half; a long text is shown by its start.
    assert all("article body" in failure or "visible page" in failure for failure in failures)
    assert any("誤" in failure or failure.endswith("…") for failure in failures)


@pytest.mark.parametrize(
    ("printed", "other", "said"),
    [
        (
            f"\n{HEADLINE}\n2024年",
            f"\n{HEADLINE[:3]}誤{HEADLINE[4:]}\n2024年",
            "headline of the visible page, character 4",
        ),
        (f"18:30) {LEAD}", f"18:30) {LEAD[:9]}誤{LEAD[10:]}", "lead of the visible page, character 10"),
        (
            "\n2024年1月25日, 09:05",
            "\n2024年1月25日, 09:06",
            "the date line prints other dates than the instants above",
        ),
    ],
)
def test_what_the_head_says_otherwise_is_said(printed: str, other: str, said: str) -> None:
    whole = dump([Printed("paragraph", ("月の探査機が電波を返した。",))])
    assert whole.count(printed) == 1
    draft = draft_of(whole.replace(printed, other))
    article = article_of(draft)

    [failure] = self_check.failures(draft, page.write(article), article)

    assert failure.startswith(said)


TAGS = st.sampled_from(("月", "探査機", "SLIM", "「のぞみ」", "水はあるか？", "2024年"))
TAG_LISTS = st.lists(TAGS, min_size=1, max_size=4)


@settings(max_examples=60)
@given(articles(), TAG_LISTS.map(tuple), st.lists(TAG_LISTS, max_size=2), st.sampled_from([", ", ",", "・"]))
def test_whatever_tags_the_visible_page_prints_are_no_text(
    blocks: list[Printed], tags: tuple[str, ...], printed: list[list[str]], separator: str
) -> None:
    lines = [separator.join(line) for line in printed]
    said = ", ".join(tags)
    top = "\n".join(["", *lines, HEADLINE, ""])
    draft = draft_of(dump(blocks, tags).replace(f"\n{said}\n{said}\n{HEADLINE}\n", top))
    article = article_of(draft)

    failures = self_check.failures(draft, page.write(article), article)

    assert [as_printed(block) for block in draft.body] == [(b.kind, b.text, b.said) for b in blocks]
    assert len(failures) == any(line != said for line in lines)
    assert all(failure.startswith("tags of the visible page") for failure in failures)


@settings(max_examples=100)
@given(articles(), st.sampled_from(["title", "description", "tags", "published", "updated"]))
def test_any_other_field_of_the_visible_page_is_reported(blocks: list[Printed], name: str) -> None:
    draft = draft_of(dump(blocks))
    article = article_of(draft)
    others = {
        "title": replace(article, title=article.title[:-1]),
        "description": replace(article, description=(article.description or "") + "。"),
        "tags": replace(article, tags=article.tags[:1]),
        "published": replace(article, published=article.updated),
        "updated": replace(article, updated=article.published),
    }
    written = page.write(others[name])

    assert any("visible page" in failure for failure in self_check.failures(draft, written, article))


@settings(max_examples=100)
@given(articles(), st.data())
def test_a_dump_cut_anywhere_below_its_head_gives_its_halves_back(blocks: list[Printed], data: st.DataObject) -> None:
    text = dump(blocks)
    head = text.index("\n月, 探査機\n月, 探査機\n") + 3
    cut = text[: data.draw(st.integers(head, len(text)))]
    draft = draft_of(cut)
    article = article_of(draft)

    written = page.read(page.write(article), PATH)
    assert rebuild.unreconciled(draft.halves, rebuild.halves(written)) == ()
    if len(cut) < len(text) - len("\n".join(visible_lines(blocks))):
        assert draft.partial


def told_in_fields(draft: Draft) -> set[str | None]:
    values = (draft.url, draft.title, draft.publisher, draft.genre, draft.location, draft.halves.body)
    images = (image.url for image in draft.images)
    return {*values, *draft.tags, *draft.authors, *draft.related_links, *images, *draft.extra.values()}


def is_told(line: str, draft: Draft) -> bool:
    """The line of a dump's head is a field, or the part of one that a field is made of."""
    instants = {"2024-01-25T09:05+0900", "2024-01-26T18:30+0900"}
    made = (line in instants, language_code(line) is not None, image_at_start(line) is not None)
    described = draft.description is not None and line.startswith(draft.description)
    return line in told_in_fields(draft) or described or any(made)


@settings(max_examples=300)
@given(articles(), st.data())
def test_no_line_of_a_damaged_dump_is_lost_in_silence(blocks: list[Printed], data: st.DataObject) -> None:
    text = dump(blocks)
    for _ in range(data.draw(st.integers(1, 3))):
        at, end = sorted(data.draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
        piece = data.draw(st.sampled_from(["", "\n", "月", " ", "\u3000", "「", "』", "https://example.org/", "2024"]))
        text = text[:at] + piece + text[min(end, at + 40) :]
    assume(text.strip())
    draft = draft_of(text)
    article = article_of(draft)
    written = page.write(article)

    if not self_check.failures(draft, written, article):
        again = rebuild.halves(page.read(written, PATH))
        left_out = {left.line for left in draft.left_out}
        lines = dict(enumerate(text.split("\n"), start=1))
        below = (again.visible or "").split("\n") if draft.rebuild else draft.kept_lines
        lost = [
            line.strip()
            for number, line in lines.items()
            if line.strip() and number not in left_out and not is_told(line.strip(), draft)
        ]
        assert [line for line in lost if line not in {kept.strip() for kept in below}] == []
