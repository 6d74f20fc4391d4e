"""Pairs that are kept are those that are worked out anew, whatever the file holds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given

from bunko.nouns import Block, Heading, Paragraph
from bunko.parallel import Kept, align, kept
from tests.parallel.test_alignment import TEXTS

LEFT = (Heading(2, "月"), Paragraph("2024年、月に着いた。"), Paragraph("石を持ち帰る。"))
RIGHT = (Heading(2, "月"), Paragraph("2024年抵达月球。它将带回岩石。"))


@given(left=TEXTS, right=TEXTS)
def test_what_is_kept_is_what_is_worked_out(left: tuple[Block, ...], right: tuple[Block, ...]) -> None:
    one = Kept()
    assert one.pairs(left, right) == one.pairs(left, right) == align(left, right)


def test_the_next_build_aligns_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = Kept(tmp_path)
    expected = first.pairs(LEFT, RIGHT)
    first.write(9)
    monkeypatch.setattr(kept, "align", None)
    assert Kept(tmp_path).pairs(LEFT, RIGHT) == expected


def test_what_nobody_asks_for_any_more_is_dropped_where_there_is_much_of_it(tmp_path: Path) -> None:
    for pair in ((LEFT, RIGHT), (RIGHT, LEFT), (LEFT, LEFT)):
        one = Kept(tmp_path)
        one.pairs(*pair)
        one.write(1)
    assert len(json.loads((tmp_path / "pairs.json").read_text())["pairs"]) == 1


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "[" * 100_000, '{"version": 1}', '{"version":"x","checksum":"y","pairs":{}}', "null", "\xff"],
)
def test_a_file_that_is_none_of_ours_is_made_anew(content: str, tmp_path: Path) -> None:
    (tmp_path / "pairs.json").write_text(content, encoding="latin-1")
    one = Kept(tmp_path)
    assert one.pairs(LEFT, RIGHT) == align(LEFT, RIGHT)
    one.write(9)
    assert json.loads((tmp_path / "pairs.json").read_text())["pairs"]


@pytest.mark.parametrize("steps", ["", "0", "9", "x", 5, None, ["0"]])
def test_a_file_that_was_changed_is_not_believed(steps: object, tmp_path: Path) -> None:
    one = Kept(tmp_path)
    one.pairs(LEFT, RIGHT)
    one.write(9)
    path = tmp_path / "pairs.json"
    value = json.loads(path.read_text())
    value["pairs"] = dict.fromkeys(value["pairs"], steps)
    path.write_text(json.dumps(value))
    assert Kept(tmp_path).pairs(LEFT, RIGHT) == align(LEFT, RIGHT)


def test_huge_texts_take_a_bounded_time(tmp_path: Path) -> None:
    del tmp_path
    many = tuple(Paragraph(f"第{number}段落") for number in range(3000))
    pairs = align(many, many[:1500])
    assert [index for pair in pairs for index in pair.left] == list(range(3000))
    assert [index for pair in pairs for index in pair.right] == list(range(1500))
