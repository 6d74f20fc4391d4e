"""A file is there whole or not at all, whenever the process is ended."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from bunko import filesystem
from bunko.filesystem import copy_range, name_again, remove_unfinished, write_together, write_whole


def ended_at(moment: int, act: Callable[[], object]) -> bool:
    """Do something that is ended, as by a signal, at the so many-th line of `filesystem`; False where it has fewer."""
    left = moment

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal left
        if frame.f_code.co_filename != filesystem.__file__:
            return None
        if event == "line":
            left -= 1
            if left == 0:
                raise SystemExit(143)
        return trace

    sys.settrace(trace)
    try:
        act()
    except SystemExit:
        return True
    finally:
        sys.settrace(None)
    return False


@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")  # it was ended between opening and closing
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_whenever_it_is_ended_a_file_is_old_or_new_and_no_part_is_left(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "folder" / "other"
    moment, ended = 0, True
    while ended:
        moment += 1
        one.write_text("old")
        other.unlink(missing_ok=True)
        ended = ended_at(moment, lambda: write_together([(one, b"new"), (other, b"new")], durable=False))
        remove_unfinished()
        assert one.read_text() in {"old", "new"}
        assert not other.exists() or other.read_text() == "new"
        assert not list(tmp_path.rglob(".*.part")), moment
    assert moment > 20
    assert one.read_text() == other.read_text() == "new"


def test_whenever_it_is_ended_a_second_name_is_the_old_file_or_the_new(tmp_path: Path) -> None:
    source, target = tmp_path / "one", tmp_path / "other"
    source.write_text("new")
    moment, ended = 0, True
    while ended:
        moment += 1
        target.unlink(missing_ok=True)
        target.write_text("old")
        ended = ended_at(moment, lambda: name_again(source, target))
        remove_unfinished()
        assert target.read_text() in {"old", "new"}
        assert not list(tmp_path.rglob(".*.part")), moment
    assert moment > 10
    name_again(source, target)  # which is this file already
    assert {path.name for path in tmp_path.iterdir()} == {"one", "other"}
    assert target.samefile(source)


def test_a_range_that_is_not_there_is_not_copied(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"0123456789")
    with (tmp_path / "a").open("rb") as source, (tmp_path / "b").open("xb", 0) as target:
        copy_range(source.fileno(), target.fileno(), 3, 4)
        assert (tmp_path / "b").read_bytes() == b"3456"
        with pytest.raises(OSError, match="too soon"):
            copy_range(source.fileno(), target.fileno(), 8, 4)


def test_a_disk_that_is_full_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Path.open

    def full(path: Path, mode: str = "r", *rest: Any) -> Any:
        if mode != "xb":
            return opened(path, mode, *rest)
        path.touch()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(tmp_path / "a", b"x")
    assert list(tmp_path.iterdir()) == []


def test_a_new_file_has_the_rights_that_the_person_gives_new_files(tmp_path: Path) -> None:
    write_whole(tmp_path / "a", b"x")
    (tmp_path / "b").touch()
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "b").stat().st_mode
