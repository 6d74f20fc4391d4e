"""What becomes of an issue: a branch and a pull request in a real repository, or a word on the issue."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.repository.github import GitHub
from tests.repository.test_accept_intake import git

SCRIPT = Path(__file__).parents[2] / ".github" / "propose.py"
PAGE = "docs/ja/articles/2024/05/1.md"
BRANCH = "intake/issue-12"
MARK = "<!-- bunko: intake -->\n"


@pytest.fixture
def github(tmp_path: Path) -> GitHub:
    return GitHub(tmp_path)


@pytest.fixture
def origin(tmp_path: Path) -> Path:
    """The repository on GitHub, with a main branch."""
    work = tmp_path / "work"
    work.mkdir()
    git(work, "init", "--quiet", "--initial-branch=main")
    (work / "README.md").write_text("one\n")
    git(work, "add", "--all")
    git(work, "commit", "--quiet", "--message", "a")
    git(tmp_path, "clone", "--quiet", "--bare", str(work), str(tmp_path / "origin.git"))
    return tmp_path / "origin.git"


def checkout(origin: Path) -> Path:
    place = origin.parent / f"checkout-{len(list(origin.parent.glob('checkout-*')))}"
    git(origin.parent, "clone", "--quiet", "--depth=1", origin.as_uri(), str(place))
    return place


def propose(github: GitHub, origin: Path, content: str, report: str, page: str = PAGE) -> int:
    """The job's script, on what the reading job leaves of a page."""
    work = checkout(origin)
    folder = origin.parent / "intake"
    folder.mkdir(exist_ok=True)
    if content:
        (work / page).parent.mkdir(parents=True, exist_ok=True)
        (work / page).write_text(content)
        git(work, "add", "--all")
    (folder / "patch").write_bytes(git(work, "diff", "--cached", "--binary", "--no-renames"))
    (folder / "report.md").write_text(report, encoding="utf-8")
    git(work, "reset", "--quiet", "--hard")
    told = [sys.executable, str(SCRIPT), "12", str(folder)]
    return subprocess.run(told, cwd=work, env=github.environment, check=False).returncode


def tip(origin: Path) -> bytes:
    return git(origin, "show", f"{BRANCH}:{PAGE}")


def test_an_issue_becomes_a_branch_and_a_pull_request_that_an_edit_renews(github: GitHub, origin: Path) -> None:
    assert propose(github, origin, "one\n", "Report 1\n") == 0
    assert tip(origin) == b"one\n"
    assert [one["body"] for one in github.state["pulls"]] == ["Report 1\n\nCloses #12\n"]
    assert propose(github, origin, "two\n", "Report 2\n") == 0
    assert propose(github, origin, "three\n", "Report 3\n") == 0
    assert tip(origin) == b"three\n"
    assert git(origin, "rev-list", "--count", f"main..{BRANCH}") == b"1\n"
    assert [one["body"] for one in github.state["pulls"]] == ["Report 1\n\nCloses #12\n"]
    assert github.comments(100) == [f"{MARK}Report 3\n"]
    assert len(github.comments(12)) == 1
    assert "#100" in github.comments(12)[0]


def test_a_page_that_stood_there_is_named_whatever_the_report_says(github: GitHub, origin: Path) -> None:
    work = checkout(origin)
    (work / PAGE).parent.mkdir(parents=True)
    (work / PAGE).write_text("published\n")
    git(work, "add", "--all")
    git(work, "commit", "--quiet", "--message", "b")
    git(work, "push", "--quiet", "origin", "HEAD:main")
    assert propose(github, origin, "other\n", "Report\n") == 0
    (body,) = [one["body"] for one in github.state["pulls"]]
    for words in ("すでにあるページが変わります", "会改动已有的页面", "Pages that stand already change"):
        assert f"{words}" in body.partition("Report")[0]
    assert body.count(f"`{PAGE}`") == 3
    assert body.endswith("Report\n\nCloses #12\n")


def test_what_a_maintainer_put_on_the_branch_stays(github: GitHub, origin: Path) -> None:
    propose(github, origin, "one\n", "Report\n")
    work = checkout(origin)
    git(work, "fetch", "--quiet", "origin", BRANCH)
    git(work, "checkout", "--quiet", "FETCH_HEAD")
    (work / PAGE).write_text("mended\n")
    git(work, "commit", "--quiet", "--all", "--message", "Mend")
    git(work, "push", "--quiet", "origin", f"HEAD:{BRANCH}")
    assert propose(github, origin, "two\n", "Report\n") == 1
    assert tip(origin) == b"mended\n"
    assert "a person has worked on the branch" in github.comments(12)[0]


def test_a_maintainers_amended_commit_stays_too(github: GitHub, origin: Path) -> None:
    propose(github, origin, "one\n", "Report\n")
    work = checkout(origin)
    git(work, "fetch", "--quiet", "origin", BRANCH)
    git(work, "checkout", "--quiet", "FETCH_HEAD")
    (work / PAGE).write_text("mended\n")
    git(work, "commit", "--quiet", "--all", "--amend", "--no-edit")
    git(work, "push", "--quiet", "--force", "origin", f"HEAD:{BRANCH}")
    assert propose(github, origin, "two\n", "Report\n") == 1
    assert tip(origin) == b"mended\n"


def test_where_nothing_was_made_the_issue_is_told_why(github: GitHub, origin: Path) -> None:
    assert propose(github, origin, "", "本文もファイルもありません。\n") == 0
    assert git(origin, "branch", "--list", "intake/*") == b""
    assert github.comments(12) == [f"{MARK}本文もファイルもありません。\n"]
    assert propose(github, origin, "one\n", "Report\n") == 0
    assert len(github.comments(12)) == 1
    assert "本文" not in github.comments(12)[0]


def test_where_the_reading_broke_off_the_issue_is_told_in_three_languages(github: GitHub, origin: Path) -> None:
    folder = origin.parent / "none"
    told = [sys.executable, str(SCRIPT), "12", str(folder)]
    assert subprocess.run(told, cwd=checkout(origin), env=github.environment, check=False).returncode == 1
    (comment,) = github.comments(12)
    for words in ("問題が起きました", "出了问题", "Something went wrong"):
        assert words in comment
    assert comment.count("/actions/runs/7)") == 3


def test_an_issue_whose_pull_request_was_merged_and_is_opened_again_gets_another(github: GitHub, origin: Path) -> None:
    assert propose(github, origin, "one\n", "Report\n") == 0
    git(origin, "update-ref", "refs/heads/main", f"refs/heads/{BRANCH}")
    github.change(pulls=[])
    assert propose(github, origin, "two\n", "Report\n") == 0
    assert tip(origin) == b"two\n"
    assert git(origin, "rev-list", "--count", f"main..{BRANCH}") == b"1\n"
    assert len(github.state["pulls"]) == 1


def test_what_is_not_accepted_makes_no_branch(github: GitHub, origin: Path) -> None:
    assert propose(github, origin, "x\n", "Report\n", ".github/workflows/x.yml") == 1
    assert git(origin, "branch", "--list", "intake/*") == b""
    assert "actions/runs/7" in github.comments(12)[0]


def test_a_pull_request_that_github_refuses_is_no_success(github: GitHub, origin: Path) -> None:
    github.change(refuses=True)
    assert propose(github, origin, "one\n", "Report\n") == 1
    assert "Allow GitHub Actions to create" in github.comments(12)[0]


def test_a_forks_branch_of_the_same_name_is_not_ours(github: GitHub, origin: Path) -> None:
    github.change(pulls=[{"number": 3, "label": f"fork:{BRANCH}", "head": {"sha": ""}}])
    assert propose(github, origin, "one\n", "Report\n") == 0
    assert github.comments(3) == []
    assert "#101" in github.comments(12)[0]
