"""What lies below docs/ besides pages ends no check."""

from __future__ import annotations

from pathlib import Path

from bunko.check import check
from bunko.settings import Settings, SiteLanguage


def test_an_editors_lock_and_a_folder_named_like_a_page_are_passed_over(tmp_path: Path) -> None:
    pages = tmp_path / "docs" / "ja"
    pages.mkdir(parents=True)
    (pages / ".#about.md").symlink_to("somebody@a-host")
    (pages / "nowhere.md").symlink_to("not-there.md")
    (pages / "folder.md").mkdir()
    found = list(check(Settings(tmp_path, {"ja": SiteLanguage("ja", "ja", "ja")}, docs=tmp_path / "docs")))
    assert [problem.file for problem in found if ".#about.md" in problem.file] == []
