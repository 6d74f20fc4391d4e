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
    erased = f"status: withdrawn\nreason: 例\ncaptures: [{{sha256: {'0' * 64}}}]\n"
    (pages / "articles" / "2024" / "05").mkdir(parents=True)
    (pages / "articles" / "2024" / "05" / "1.md").write_text(f"---\ntitle: 例\n{erased}---\n", encoding="utf-8")
    found = list(check(Settings(tmp_path, {"ja": SiteLanguage("ja", "ja", "ja")}, docs=tmp_path / "docs")))
    assert [problem.file for problem in found if "#about" in problem.file or "nowhere" in problem.file] == []
