"""What is kept between builds comes back as it was put there, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bunko.shelf import Shelf, version_of

PARTS = {"a": b"one\ntwo", "nothing": b"", "b\n": bytes(range(256))}


def test_parts_come_back_and_stay_until_others_are_put_there(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "below" / "kept", "things", "1")
    assert shelf.read() == {}
    shelf.write(PARTS)
    assert shelf.read() == PARTS
    shelf.write({"c": b"three"})
    assert shelf.read() == {"c": b"three"}


def test_another_kind_or_version_finds_nothing(tmp_path: Path) -> None:
    Shelf(tmp_path / "kept", "things", "1").write(PARTS)
    assert Shelf(tmp_path / "kept", "things", "2").read() == {}
    assert Shelf(tmp_path / "kept", "other", "1").read() == {}


@given(st.integers(0, 400), st.integers(1, 255))
def test_whatever_byte_is_damaged_nothing_is_found(tmp_path_factory: pytest.TempPathFactory, at: int, by: int) -> None:
    path = tmp_path_factory.mktemp("shelf") / "kept"
    shelf = Shelf(path, "things", "1")
    shelf.write(PARTS)
    content = path.read_bytes()
    place = at % len(content)
    path.write_bytes(content[:place] + bytes([content[place] ^ by]) + content[place + 1 :])
    assert shelf.read() == {}
    path.write_bytes(content[:place])
    assert shelf.read() == {}


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    shelf = Shelf(tmp_path / "file" / "kept", "things", "1")
    shelf.write(PARTS)
    assert shelf.read() == {}


def test_a_version_follows_from_the_code(tmp_path: Path) -> None:
    code = [tmp_path / "one.py", tmp_path / "two.py"]
    for file in code:
        file.write_text("x = 1\n")
    before = version_of(1, code)
    assert before == version_of(1, code[::-1])
    assert before != version_of(2, code)
    code[1].write_text("x = 2\n")
    assert before != version_of(1, code)
