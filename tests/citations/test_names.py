"""Whose family name is told apart, and whose is not."""

from __future__ import annotations

import pytest

from bunko.citations.names import read_name


@pytest.mark.parametrize(
    ("printed", "family", "given"),
    [
        ("星野 遥", "星野", "遥"),
        ("星野　遥", "星野", "遥"),
        ("渡部 さくら", "渡部", "さくら"),
        ("Ada Lovelace", "Lovelace", "Ada"),
        ("Jean-Luc O'Neill", "O'Neill", "Jean-Luc"),
        ("Le Guin, Ursula K.", "Le Guin", "Ursula K."),
    ],
)
def test_a_person_in_parts(printed: str, family: str, given: str) -> None:
    name = read_name(printed)
    assert (name.family, name.given, name.house) == (family, given, False)


@pytest.mark.parametrize(
    "printed",
    ["サンプル宇宙新聞 編集部", "新华社", "人民日报 国际部", "Sample News Agency", "Editorial Board", "記者 チーム"],
)
def test_a_house_stays_whole(printed: str) -> None:
    assert (read_name(printed).family, read_name(printed).house) == (None, True)


@pytest.mark.parametrize("printed", ["王毅", "ウラジーミル・ミハイロフ", "骨川角", "Cher", "", "  ", "a b c d e f"])
def test_a_name_in_one_piece_is_not_cut(printed: str) -> None:
    name = read_name(printed)
    assert (name.whole, name.family, name.house) == (" ".join(printed.split()), None, False)
