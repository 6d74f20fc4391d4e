"""The scripts that stand in the workflows themselves, run as a runner does, with a `bunko` that ends in each way."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bunko.verify.manifest import write_manifest
from tests.repository.test_accept_intake import git
from tests.repository.test_workflows import FOLDER, read


def script(workflow: str, job: str, word: str) -> str:
    """The one script of a job that has a word."""
    (found,) = [step["run"] for step in read(FOLDER / workflow)["jobs"][job]["steps"] if word in step.get("run", "")]
    return str(found)


def run(text: str, folder: Path, **environment: str) -> int:
    told = ["bash", "--noprofile", "--norc", "-e", "-c", text]
    return subprocess.run(told, cwd=folder, env=os.environ | environment, check=False, capture_output=True).returncode


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository of two commits, which does not see its `.venv`."""
    git(tmp_path, "init", "--quiet")
    for text in ("one\n", "two\n"):
        for folder in ("docs", "archive"):
            (tmp_path / folder).mkdir(exist_ok=True)
            (tmp_path / folder / "a.md").write_text(text)
        (tmp_path / ".gitignore").write_text(".venv/\n")
        git(tmp_path, "add", "--all")
        git(tmp_path, "commit", "--quiet", "--message", text)
    return tmp_path


def bunko(repository: Path, *lines: str) -> None:
    program = repository / ".venv" / "bin" / "bunko"
    program.parent.mkdir(parents=True)
    program.write_text("\n".join(("#!/bin/sh", *lines)) + "\n")
    program.chmod(0o755)


CHECK = ("check.yml", "preview", "--format json")


@pytest.mark.parametrize("status", [0, 1, 2, 137])
def test_how_a_check_ended_is_kept_beside_what_it_found(status: int, repository: Path) -> None:
    bunko(repository, "echo '{}'", f"exit {status}")
    assert run(script(*CHECK), repository, GITHUB_EVENT_NAME="pull_request") == 0
    assert (repository / "preview" / "status").read_text() == f"{status}\n"
    assert (repository / "preview" / "problems").read_text() == "{}\n"
    assert (repository / "preview" / "changes").read_bytes() == b"M\0archive/a.md\0M\0docs/a.md\0"


def test_what_lags_is_asked_of_the_articles_that_changed_whatever_they_are_called(repository: Path) -> None:
    names = ["2024/05/月 $(touch owned).md", "2024/05/-x.md", "undated/'a\"\nb.md", "index.md"]
    for name in names:
        page = repository / "docs" / "ja" / "articles" / name
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text("月\n")
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message", "three")
    bunko(repository, 'for told; do printf "%s|" "$told"; done')
    assert run(script(*CHECK), repository, GITHUB_EVENT_NAME="pull_request") == 0
    told = (repository / "preview" / "lagging").read_text().split("|")[:-1]
    assert told[:3] == ["status", "--json", "--lagging"]
    assert sorted(told[3:]) == sorted(f"docs/ja/articles/{name}" for name in names[:3])
    assert not (repository / "owned").exists()


def test_a_failure_to_tell_what_lags_leaves_no_file_that_says_nothing_lags(repository: Path) -> None:
    page = repository / "docs" / "ja" / "articles" / "2024" / "05" / "1.md"
    page.parent.mkdir(parents=True)
    page.write_text("月\n")
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message", "three")
    bunko(repository, "exit 1")
    assert run(script(*CHECK), repository, GITHUB_EVENT_NAME="pull_request") == 0
    assert not (repository / "preview" / "lagging").exists()


def test_a_run_by_hand_on_the_first_commit_is_a_run(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    (tmp_path / "docs.md").write_text("月\n")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message", "one")
    bunko(tmp_path, "exit 0")
    assert run(script(*CHECK), tmp_path, GITHUB_EVENT_NAME="workflow_dispatch") == 0
    assert (tmp_path / "preview" / "changes").read_bytes() == b"A\0docs.md\0"
    assert (tmp_path / "preview" / "event").read_text() == "workflow_dispatch\n"


INTAKE = ("intake.yml", "read", "bunko intake")


def test_what_an_intake_made_is_a_patch(repository: Path) -> None:
    bunko(repository, 'echo "Taken in" > "$4"', "echo new > docs/b.md", "echo other > mkdocs.yml")
    assert run(script(*INTAKE), repository, GITHUB_EVENT_PATH="event.json") == 0
    patch = (repository / "intake" / "patch").read_text()
    assert "docs/b.md" in patch
    assert "mkdocs.yml" not in patch
    assert (repository / "intake" / "report.md").read_text() == "Taken in\n"


def test_an_intake_that_failed_has_a_report_and_no_patch(repository: Path) -> None:
    bunko(repository, 'echo "Nothing" > "$4"', "echo half > docs/b.md", "exit 1")
    assert run(script(*INTAKE), repository, GITHUB_EVENT_PATH="event.json") == 0
    assert (repository / "intake" / "patch").read_bytes() == b""
    assert (repository / "intake" / "report.md").read_text() == "Nothing\n"


def test_an_intake_without_a_report_fails(repository: Path) -> None:
    bunko(repository, "exit 1")
    assert run(script(*INTAKE), repository, GITHUB_EVENT_PATH="event.json") != 0


def test_an_issue_is_read_again_when_it_was_edited_or_labelled_and_only_while_it_is_open() -> None:
    workflow = read(FOLDER / "intake.yml")
    assert workflow["on"] == {"issues": {"types": ["opened", "reopened", "edited", "labeled"]}}
    assert "github.event.issue.state == 'open'" in workflow["jobs"]["read"]["if"]
    ours = 'contains(fromJSON(\'["article", "tag"]\'), github.event.label.name)'
    assert f"(github.event.action != 'labeled' || {ours})" in workflow["jobs"]["read"]["if"]
    group = " ".join(workflow["concurrency"]["group"].split())
    assert group == f"intake-${{{{ github.event.issue.number }}}}-${{{{ github.event.action != 'labeled' || {ours} }}}}"


def test_where_the_reading_broke_off_the_issue_is_told_all_the_same() -> None:
    job = read(FOLDER / "intake.yml")["jobs"]["propose"]
    assert job["if"] == "${{ !cancelled() && needs.read.result != 'skipped' }}"
    conditions = {step.get("uses", step.get("run", "")).partition("@")[0]: step.get("if") for step in job["steps"]}
    assert conditions["actions/download-artifact"] == "needs.read.result == 'success'"
    (script,) = [name for name in conditions if "propose.py" in name]
    assert conditions[script] is None


PARTS = "deploy-in-parts.yml"


def test_the_jobs_of_the_parts_hand_on_a_whole_site(copied: Callable[[], Path], tmp_path: Path) -> None:
    """Plan, build and join, each in a checkout of its own, with the files that one job leaves to the next."""
    whole, plan, join = copied(), copied(), tmp_path / "join"
    _build(whole, "")
    (plan / ".venv" / "bin").mkdir(parents=True)
    (plan / ".venv" / "bin" / "bunko").symlink_to(Path(sys.executable).with_name("bunko"))
    told = {"GITHUB_OUTPUT": str(tmp_path / "output"), "GITHUB_STEP_SUMMARY": str(tmp_path / "summary")}
    assert run(script(PARTS, "plan", "bunko parts"), plan, COUNT="2", **told) == 0
    matrix = json.loads((tmp_path / "output").read_text().removeprefix("matrix="))
    assert len(matrix["part"]) == 4
    (join / "parts").mkdir(parents=True)
    for part in matrix["part"]:
        checkout = copied()
        shutil.copy(plan / "prepared.tar", checkout)
        assert run(script(PARTS, "part", "tar -xf"), checkout, **told) == 0
        assert (checkout / ".cache" / "bunko" / "terms").exists()
        _build(checkout, part)
        assert run(script(PARTS, "part", "tar -cf"), checkout, BUNKO_PART=part, **told) == 0
        shutil.copy(checkout / f"part-{part}.tar", join / "parts")
    assert run(script(PARTS, "join", "tar -xf"), join, **told) == 0
    assert f"The site has {len(_files(whole / 'site'))} files" in (tmp_path / "summary").read_text()
    write_manifest(whole / "site")
    assert _files(join / "site") == _files(whole / "site")


def test_a_site_that_pages_would_not_take_is_not_handed_to_it(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "huge").mkdir()
    with (tmp_path / "huge" / "file").open("wb") as file:
        file.truncate(1_100_000_000)
    subprocess.run(
        ["tar", "-cSf", tmp_path / "parts" / "part-rest.tar", "-C", tmp_path / "huge", "."], check=True
    )  # sparse: no gigabyte is written
    summary = tmp_path / "summary"
    assert run(script(PARTS, "join", "tar -xf"), tmp_path, GITHUB_STEP_SUMMARY=str(summary)) == 1
    assert "1100 MB" in summary.read_text()


def _build(archive: Path, part: str) -> None:
    environment = os.environ | {"BUNKO_PART": part, "SITE_URL": "https://bunko.example.org/repo/"}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
    done = subprocess.run(command, cwd=archive, env=environment, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def _files(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
