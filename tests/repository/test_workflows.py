"""GitHub's workflows run nothing that can move under us, and may do no more than they must."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / ".github" / "workflows"
FILES = sorted(FOLDER.glob("*.y*ml"))
PINNED = re.compile(r"uses: [\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")
WRITERS = {
    ("deploy.yml", "deploy"): {"pages": "write", "id-token": "write"},
    ("deploy-in-parts.yml", "deploy"): {"pages": "write", "id-token": "write"},
    ("intake.yml", "propose"): {"contents": "write", "issues": "write", "pull-requests": "write"},
    ("comment.yml", "comment"): {"pull-requests": "write"},
}
"""The jobs that may write, and what; every other job reads."""


def read(file: Path) -> dict[str, Any]:
    workflow = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - strings only
    assert isinstance(workflow, dict)
    return workflow


def steps(file: Path) -> list[dict[str, Any]]:
    return [step for job in read(file)["jobs"].values() for step in job["steps"]]


def test_there_are_workflows_for_pull_requests_and_for_publishing() -> None:
    assert {"check.yml", "deploy.yml"} <= {file.name for file in FILES}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_each_action_is_pinned_by_commit_with_its_version(file: Path) -> None:
    lines = [line.strip().removeprefix("- ") for line in file.read_text(encoding="utf-8").splitlines()]
    uses = [line for line in lines if line.startswith("uses:")]
    assert len(uses) == sum("uses" in step for step in steps(file)) > 0
    assert [line for line in uses if not PINNED.match(line)] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_permissions_are_the_least(file: Path) -> None:
    workflow = read(file)
    assert workflow["permissions"] == {"contents": "read"}
    for name, job in workflow["jobs"].items():
        allowed = WRITERS.get((file.name, name), {})
        granted = {what: how for what, how in job.get("permissions", {}).items() if how != "read"}
        assert granted == allowed, name


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_nothing_of_a_stranger_runs_with_our_rights(file: Path) -> None:
    workflow = read(file)
    triggers = workflow["on"]
    risky = {"pull_request_target", "workflow_run", "issue_comment"} & set(triggers)
    assert risky <= ({"workflow_run"} if file.name == "comment.yml" else set())
    assert "secrets." not in file.read_text(encoding="utf-8")
    for step in steps(file):
        assert "${{" not in step.get("run", ""), "an expression in a script is text that others may write"
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] == "false"
            assert "ref" not in step["with"], "only what triggered the workflow is checked out"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_each_job_ends_in_time_and_none_overtakes_another(file: Path) -> None:
    workflow = read(file)
    assert workflow["concurrency"]["group"]
    for job in workflow["jobs"].values():
        assert int(job["timeout-minutes"]) <= 30


COMMANDS = re.compile(r"gh api --method GET |python3 \.github/(?:comment|propose|summary)\.py ")
"""What a job that writes may run: gh, to ask, and scripts that need nothing but Python."""
SCRIPTS = ("accept-intake", "comment", "gh", "propose", "summary")


def test_a_job_that_writes_installs_nothing_and_runs_nothing_of_a_stranger() -> None:
    for name, job in WRITERS:
        for step in read(FOLDER / name)["jobs"][job]["steps"]:
            for line in step.get("run", "").strip().splitlines():
                bare = re.sub(r"'[^']*'", "", line)  # a filter of gh's is no command
                parts = [part.strip() for part in re.split(r"\||&&", bare) if part.strip()]
                assert all(COMMANDS.match(part) for part in parts), line


def test_the_scripts_of_jobs_that_write_need_nothing_but_python() -> None:
    known = {*sys.stdlib_module_names, *SCRIPTS}
    assert {file.stem for file in (FOLDER.parent).glob("*.py")} == set(SCRIPTS)
    for name in SCRIPTS:
        tree = ast.parse((FOLDER.parent / f"{name}.py").read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                assert {alias.name.partition(".")[0] for alias in node.names} <= known
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0
                assert str(node.module).partition(".")[0] in known
            elif isinstance(node, ast.Name | ast.Attribute):
                assert ast.unparse(node) not in {"eval", "exec", "os.system", "shell"}
            elif isinstance(node, ast.keyword):
                assert node.arg != "shell"


def test_the_verdict_of_a_pull_request_comes_last_and_its_site_before() -> None:
    told = read(FOLDER / "check.yml")["jobs"]["preview"]["steps"]
    runs = [step.get("run", step.get("with", {}).get("name", "")) for step in told]
    assert runs[-1] == ".venv/bin/bunko check --format github"
    assert runs.index("make site") < runs.index("site") < runs.index("preview") < len(runs) - 1
    assert [step for step in told[1:] if "continue-on-error" in step] == []
    after = told[runs.index("make site") + 2 :]
    assert {step["if"] for step in after} == {"${{ !cancelled() && steps.check.outcome == 'success' }}"}


def test_every_lock_is_audited_and_what_cannot_be_looked_up_is_no_pass() -> None:
    asked = subprocess.run(["make", "--dry-run", "audit"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    command = asked[asked.index("bin/pip-audit ") :]
    assert "--strict" in command
    locks = {f"requirements/{lock.name}" for lock in (ROOT / "requirements").glob("*.txt")}
    assert set(re.findall(r"-r (\S+)", command)) == locks
    assert "make audit" in [step.get("run") for step in steps(FOLDER / "audit.yml")]
    assert "schedule" in read(FOLDER / "audit.yml")["on"]


def test_what_reads_strangers_data_shares_no_cache() -> None:
    for job in read(FOLDER / "intake.yml")["jobs"].values():
        assert [step for step in job["steps"] if "cache" in step.get("with", {}) or "cache@" in str(step)] == []
