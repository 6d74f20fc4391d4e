"""What an import takes off a page is told, and what it adds is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import PurePosixPath

import pytest

from bunko.nouns import Article, Paragraph
from bunko.replacement import replacement

SAID = Article(
    PurePosixPath("ja/articles/2024/05/1.md"),
    "月",
    "ja",
    (Paragraph("一。"), Paragraph("二。")),
    published=date(2024, 5, 3),
    authors=("乙",),
    tags=("月",),
)


@pytest.mark.parametrize(
    "more",
    [
        {"authors": ("乙", "丙")},
        {"tags": ("探査", "月")},
        {"published": datetime(2024, 5, 3, 1, tzinfo=UTC)},
        {"description": "新しい要約。"},
        {"body": (*SAID.body, Paragraph("三。"))},
    ],
    ids=lambda more: next(iter(more)),
)
def test_what_is_added_replaces_nothing(more: dict[str, object]) -> None:
    assert replacement(SAID, replace(SAID, **more)) is None  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("other", "field"),
    [
        ({"authors": ("丙",)}, "authors"),
        ({"title": "火星"}, "title"),
        ({"published": datetime(2024, 5, 4, 1, tzinfo=UTC)}, "date"),
        ({"tags": ()}, "tags"),
    ],
)
def test_what_goes_is_named(other: dict[str, object], field: str) -> None:
    found = replacement(SAID, replace(SAID, **other))  # type: ignore[arg-type]
    assert found is not None
    assert (found.gone, found.fields) == (0, (field,))


def test_paragraphs_that_go_are_counted() -> None:
    found = replacement(SAID, replace(SAID, body=(Paragraph("一。"), Paragraph("別。"))))
    assert found is not None
    assert (found.gone, found.paragraphs, found.fields) == (1, 2, ())
