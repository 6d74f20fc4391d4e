"""An article's page: it reads back as it was written, and what a person wrote stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bunko import page
from bunko.errors import PageError
from bunko.nouns import (
    Article,
    Attribution,
    CaptureRecord,
    Heading,
    Image,
    ItemList,
    OriginalState,
    Paragraph,
    Quote,
    Table,
    Translation,
)
from bunko.prose import escape

PATH = PurePosixPath("ja/articles/2020/12/1.md")

line = (
    st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=40)
    | st.sampled_from(
        [
            "NO",
            "0123",
            "1:30",
            "【速報】はやぶさ2、帰還",
            "**「重要」**",
            "18~19日",
            "# 見出し",
            "- 一",
            "1. 一",
            "> 引用",
        ]
    )
).filter(str.strip)
marked = line.map(str.strip).filter(bool).map(escape)
instants = st.dates(date(1900, 1, 1), date(2100, 1, 1)) | st.builds(
    lambda moment, hours: moment.replace(microsecond=0, tzinfo=timezone(timedelta(hours=hours))),
    st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)),  # noqa: DTZ001 - the zone is given just above
    st.integers(-12, 14),
)
blocks = st.one_of(
    st.builds(Paragraph, marked),
    st.builds(Heading, st.integers(2, 6), marked),
    st.builds(
        Quote,
        st.lists(marked, min_size=1, max_size=3).map(tuple),
        st.none() | st.builds(Attribution, marked, st.none() | marked),
    ),
    st.builds(ItemList, st.lists(marked, min_size=1, max_size=3).map(tuple), st.booleans()),
    st.builds(
        lambda header, row: Table(header, (row[: len(header)],)),
        st.lists(marked, min_size=1, max_size=3).map(tuple),
        st.lists(marked, min_size=3, max_size=3).map(tuple),
    ),
)
articles = st.builds(
    Article,
    path=st.just(PATH),
    title=line,
    language=st.sampled_from(["ja", "zh-Hans", "zh-Hant", "en"]),
    body=st.lists(blocks, max_size=4).map(tuple),
    url=st.none() | line,
    original=st.none()
    | st.builds(
        OriginalState,
        st.sampled_from(["alive", "gone", "moved"]),
        st.dates(date(1900, 1, 1), date(2100, 1, 1)),
        st.none() | st.just("https://a.example/月?x=1"),
    ),
    published=st.none() | instants,
    updated=st.none() | instants,
    description=st.none() | line,
    authors=st.lists(line, max_size=2).map(tuple),
    tags=st.lists(line, max_size=3).map(tuple),
    images=st.lists(st.builds(Image, st.none() | line, line), max_size=2).map(tuple),
    captures=st.lists(st.builds(CaptureRecord, st.just("a1" * 32), st.none() | instants), max_size=2).map(tuple),
    translation=st.none() | st.builds(Translation, st.sampled_from(["ja", "zh"]), st.none() | line),
    extra=st.dictionaries(st.sampled_from(["mood", "x-note"]), line, max_size=2),
)


@given(articles)
def test_a_page_reads_back_as_the_article_that_was_written(article: Article) -> None:
    assert page.read(page.write(article), PATH) == article


@given(articles)
def test_writing_a_page_again_changes_nothing(article: Article) -> None:
    text = page.write(article)
    assert page.write(article, text) == text


@given(articles, articles)
def test_a_page_is_written_onto_another_without_remainder(old: Article, new: Article) -> None:
    assert page.read(page.write(new, page.write(old)), PATH) == new


BY_HAND = """\
---
# looked through by the editors
title: 'はやぶさ2が帰還'    # as printed
date:   2020-12-06
tags: [小惑星,   はやぶさ2]
mood: NO
---

カプセルは
オーストラリアに着地した。


* 一つ目
* 二つ目
"""


def test_what_a_person_wrote_stays_byte_for_byte_where_nothing_is_to_be_said() -> None:
    assert page.write(page.read(BY_HAND, PATH), BY_HAND) == BY_HAND


def test_one_new_field_leaves_the_others_lines_and_the_body_alone() -> None:
    article = replace(page.read(BY_HAND, PATH), section="宇宙")
    text = page.write(article, BY_HAND)
    assert "section: 宇宙\n" in text
    assert text.replace("section: 宇宙\n", "").split("---\n")[2] == BY_HAND.split("---\n")[2]
    for kept in ("# looked through by the editors\n", "# as printed\n", "mood: NO\n"):
        assert kept in text


def test_scalars_mean_what_stands_there() -> None:
    article = page.read("---\ntitle: 0123\ntags: [NO, 1:30, 2023-10-20]\ndate: 2020-12-06T02:54Z\n---\n", PATH)
    assert article.title == "0123"
    assert article.tags == ("NO", "1:30", "2023-10-20")
    assert article.published == datetime(2020, 12, 6, 2, 54, tzinfo=UTC)


@pytest.mark.parametrize(
    ("head", "words"),
    [
        ("date: 2020-12-06", "no title"),
        ("title: a\ndate: 13日 21時", "no ISO 8601 day or instant"),
        ("title: a\ndate: 2020-12-06T02:54:00", "an instant without offset"),
        ("title: a\ndate: 2020-02-30", "day is out of range"),
        ("title: a\ntags: {a: b}", "tags: a value of another kind"),
        ("title: a\nimages: [a]", "images: a value of another kind"),
        ("title: a\noriginal: gone", "original: {state: gone, date: 2024-03-31}"),
        ("title: a\noriginal: {state: lost, date: 2024-03-31}", "alive, gone or moved"),
        ("title: a\noriginal: {state: gone}", "original: date: no day"),
        ("title: a\noriginal: {state: gone, date: 2024-02-31}", "original: date: no day"),
        ("title: a\noriginal: {state: gone, date: 2024-03-31T10:00:00Z}", "original: date: no day"),
        ("title: a\noriginal: {state: moved, date: 2024-03-31, url: 'javascript:act()'}", "original: url"),
        ("title: a\ntranslation: ja", "translation: a value of another kind"),
        ("title: a\ntranslation: {from: ja, method: magic}", "human, machine or machine-edited"),
    ],
)
def test_a_wrong_field_is_named_with_place_and_cure(head: str, words: str) -> None:
    with pytest.raises(PageError) as caught:
        page.read(f"---\n{head}\n---\n", PATH)
    assert words in caught.value.text
    assert caught.value.text.startswith("docs/ja/articles/2020/12/1.md")
    assert caught.value.cure


@pytest.mark.parametrize(
    ("head", "line"),
    [
        ("title: a\nurl: https://a.example/\noriginal:\n  state: gone\n  date: 31.3.2024", 6),
        ("title: a\ndate: yesterday", 3),
        ("title: a\n# a comment\nimages:\n- {url: [b]}", 4),
        ("url: https://a.example/", 1),
    ],
)
def test_a_wrong_field_is_named_with_its_line(head: str, line: int) -> None:
    with pytest.raises(PageError) as caught:
        page.read(f"---\n{head}\n---\n", PATH)
    assert caught.value.place == f"docs/ja/articles/2020/12/1.md:{line}"
