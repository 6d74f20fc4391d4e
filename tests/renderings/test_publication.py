"""A made site takes the place of the last one, whatever stands there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bunko.filesystem import same_file
from bunko.renderings.publication import publish, standing


def _made(folder: Path) -> Path:
    for name in ("index.html", "ja/a/index.html"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name, encoding="utf-8")
    return folder


def _held(site: Path) -> dict[str, str]:
    return {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in site.rglob("*") if path.is_file()}


MADE = {"index.html": "index.html", "ja/a/index.html": "ja/a/index.html"}


@pytest.mark.parametrize("before", ["nothing", "an empty folder", "a file", "an old site", "a link"])
def test_the_site_holds_what_was_made_whatever_stood_there(before: str, tmp_path: Path) -> None:
    site = tmp_path / "below" / "site"
    if before == "an empty folder":
        site.mkdir(parents=True)
    elif before == "an old site":
        _made(site / "old")
        (site / "index.html").write_text("old", encoding="utf-8")
    elif before == "a link":
        (tmp_path / "elsewhere").mkdir()
        site.parent.mkdir()
        site.symlink_to(tmp_path / "elsewhere")
    elif before == "a file":
        site.parent.mkdir()
        site.write_text("a file", encoding="utf-8")
        with pytest.raises(FileExistsError):
            publish(_made(tmp_path / "made"), site, (), standing(site))
        return
    stamps = publish(_made(tmp_path / "made"), site, (), standing(site))
    assert _held(site) == MADE
    assert set(stamps) == set(MADE)


def test_what_starts_with_a_dot_at_the_top_of_a_site_stays(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / ".nojekyll").touch()
    publish(_made(tmp_path / "made"), tmp_path / "site", (), standing(tmp_path / "site"))
    assert _held(tmp_path / "site") == MADE | {".nojekyll": ""}


def test_a_file_gets_a_second_name_or_a_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "source"
    source.write_text("text", encoding="utf-8")
    same_file(source, tmp_path / "a" / "one")

    def refused(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(os, "link", refused)
    same_file(source, tmp_path / "a" / "two")
    assert _held(tmp_path / "a") == {"one": "text", "two": "text"}
