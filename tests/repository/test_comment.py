"""The comment on a pull request: it reaches a fork's, and changes no other comment."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.repository.github import GitHub

SCRIPT = Path(__file__).parents[2] / ".github" / "comment.py"
MARK = "<!-- bunko: check -->\n"


@pytest.fixture
def github(tmp_path: Path) -> GitHub:
    return GitHub(tmp_path)


def comment(github: GitHub, folder: Path, text: str, branch: str = "月 & $(id)") -> None:
    (folder / "summary.md").write_text(text, encoding="utf-8")
    environment = github.environment | {"OWNER": "fork", "BRANCH": branch, "HEAD": "b" * 40}
    subprocess.run([sys.executable, SCRIPT, folder / "summary.md"], env=environment, check=True)


def pull(number: int, label: str, sha: str = "b" * 40) -> dict[str, Any]:
    return {"number": number, "label": label, "head": {"sha": sha}}


def test_a_forks_pull_request_at_that_commit_gets_one_comment(github: GitHub, tmp_path: Path) -> None:
    github.change(
        pulls=[
            pull(1, "fork:月 & $(id)"),
            pull(2, "fork:月 & $(id)", "c" * 40),
            pull(3, "example:月 & $(id)"),
        ]
    )
    comment(github, tmp_path, "@first\n")
    comment(github, tmp_path, "second\n")
    assert github.comments(1) == [f"{MARK}second\n"]
    assert github.comments(2) == github.comments(3) == []


def test_comments_of_others_stay(github: GitHub, tmp_path: Path) -> None:
    others: list[dict[str, Any]] = [
        {"id": 7, "issue": 1, "user": {"login": "github-actions[bot]"}, "body": "another workflow's"},
        {"id": 8, "issue": 1, "user": {"login": "person"}, "body": f"{MARK}quoted"},
        {"id": 9, "issue": 1, "user": None, "body": None},
    ]
    github.change(pulls=[pull(1, "fork:a")], comments=others)
    comment(github, tmp_path, "ours\n", "a")
    assert github.comments(1) == [*(one["body"] for one in others), f"{MARK}ours\n"]


def test_no_pull_request_is_no_failure(github: GitHub, tmp_path: Path) -> None:
    comment(github, tmp_path, "text", "a")
    assert github.state["comments"] == []
