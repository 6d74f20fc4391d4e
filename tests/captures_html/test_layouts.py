"""Each folder of tests/cases/layouts: a page of the sample publisher, and the draft that its layout gives.

`expected.json` has the draft's fields that the case is about, and its body as a page holds it.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bunko.captures.containers import read_paths
from bunko.captures.draft import Draft
from bunko.captures.reader import read
from bunko.nouns import Capture
from bunko.prose import write_blocks
from tests.captures_html.conftest import SAMPLE

CASES = sorted((Path(__file__).parent.parent / "cases" / "layouts").iterdir())


def told(draft: Draft) -> dict[str, Any]:
    unzoned = draft.unzoned.isoformat() if draft.unzoned else None
    left_out = [left.text for left in draft.left_out if "layout" in left.reason]
    return {
        "title": draft.title,
        "unzoned": unzoned,
        "source": draft.source,
        "warnings": list(draft.warnings),
        "left_out_by_layout": left_out,
        "body": write_blocks(draft.body).split("\n"),
    }


@pytest.mark.usefixtures("_sample_publisher")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Path) -> None:
    [capture] = read_paths(["page.html"], case)
    assert isinstance(capture, Capture)

    assert told(read(capture)) == json.loads((case / "expected.json").read_text(encoding="utf-8"))


@pytest.mark.usefixtures("_sample_publisher")
def test_a_layout_that_finds_nothing_is_said_and_the_page_read_by_shape(tmp_path: Path) -> None:
    page = """<!-- saved from url=(0044)http://old.tsushin.example.org/news/0015.html --><html><body>
    <h1>月の裏側</h1><p>月の裏側は、地球から見ることができない。1959年に初めて写真に撮られた。</p></body></html>"""
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    [capture] = read_paths(["page.html"], tmp_path)
    assert isinstance(capture, Capture)

    draft = read(capture)

    assert (draft.title, len(draft.body)) == ("月の裏側", 1)
    assert draft.warnings == (
        "the layout of mihon-tenmon finds no headline, date, body on this page; it was read by shape",
    )


def test_the_layout_is_chosen_by_day() -> None:
    assert SAMPLE.layout(date(2009, 12, 31)).html.body == "td.honbun"
    assert SAMPLE.layout(date(2010, 1, 1)).html.body == "div.nr"
