"""Nothing is lost and nothing is half there, whenever a command is ended, refused or run twice at once.

`benchmarks/interruptions/measure.py` does the same at hundreds of moments.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from bunko.lock import held, of_archive
from tests.interruption.undertaking import Trial, Undertaking, told, tree, undertakings

pytestmark = pytest.mark.site

NAMES = ("an import into pages that a person edited", "a stage after changes", "a build after changes")
KILLS = 4
"""Of each command at its events, and as many by the clock."""


@pytest.fixture(scope="module")
def known(root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Undertaking]:
    folder = tmp_path_factory.mktemp("interruption")
    return {one.name: one for one in undertakings(root, folder / "before", captures=8)}


@pytest.fixture(scope="module", params=NAMES)
def trial(
    request: pytest.FixtureRequest, known: dict[str, Undertaking], tmp_path_factory: pytest.TempPathFactory
) -> Trial:
    begun = Trial(known[request.param], tmp_path_factory.mktemp("trial") / "archive")
    begun.begin()
    return begun


def test_killed_at_any_event_of_its_files_the_same_command_makes_up_for_it(trial: Trial) -> None:
    dice = random.Random(trial.events)  # noqa: S311 - moments, no secrets
    events = [1, *(dice.randint(2, trial.events) for _ in range(KILLS - 2)), trial.events]
    findings = [finding for event in events for finding in trial.end_at(event)]
    assert findings == [], told(findings)


def test_killed_at_any_moment_of_the_clock_the_same_command_makes_up_for_it(trial: Trial) -> None:
    moments = [trial.seconds * (0.3 + 0.6 * n / (KILLS - 1)) for n in range(KILLS)]
    findings = [finding for moment in moments for finding in trial.end_after(moment)]
    assert findings == [], told(findings)


@pytest.mark.parametrize("kind", ["full", "read-only"])
def test_a_disk_that_takes_nothing_is_named_and_the_same_command_makes_up_for_it(trial: Trial, kind: str) -> None:
    findings = [finding for event in (1, trial.events // 2) for finding in trial.refuse(kind, event)]
    assert findings == [], told(findings)


def test_what_is_broken_or_lost_would_be_found(trial: Trial) -> None:
    archive = trial.undertaking.fresh(trial.folder)
    found = dict(tree(archive, *trial.undertaking.results))
    whole = max(found, key=lambda name: len(found[name]))
    assert trial._broken(found) == []  # noqa: SLF001 - the check itself is what is checked
    assert trial._broken(found | {whole: found[whole][:-20]}) != []  # noqa: SLF001


def start(archive: Path, *command: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", *command], cwd=archive, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


@pytest.mark.parametrize("name", ["a first import", "a first build"])
def test_two_at_once_come_to_what_one_comes_to(name: str, known: dict[str, Undertaking], tmp_path: Path) -> None:
    one = known[name]
    alone, shared = one.fresh(tmp_path / "alone"), one.fresh(tmp_path / "shared")
    assert one.run(alone).returncode == 0
    running = [start(shared, *one.command) for _ in range(2)]
    said = [process.communicate(timeout=120)[1] for process in running]
    assert [process.returncode for process in running] == [0, 0], said
    assert tree(shared, *one.results) == tree(alone, *one.results)


def test_a_build_beside_an_import_shows_whole_pages_and_the_next_one_all_of_them(
    known: dict[str, Undertaking], tmp_path: Path
) -> None:
    first, build = known["an import into pages that a person edited"], known["a first build"]
    alone, shared = first.fresh(tmp_path / "alone"), first.fresh(tmp_path / "shared")
    assert (first.run(alone).returncode, build.run(alone).returncode) == (0, 0)
    importing, building = start(shared, *first.command), start(shared, *build.command)
    for process in (building, importing):
        assert process.communicate(timeout=120) is not None
        assert process.returncode == 0
    assert all(
        page.read_bytes().rstrip().endswith(b"</html>")
        for page in (shared / "site").glob("*/articles/*/*/*/index.html")
    )
    assert build.run(shared).returncode == 0
    assert tree(shared, "docs", "archive", "site") == tree(alone, "docs", "archive", "site")


def test_who_must_wait_is_told_for_whom(known: dict[str, Undertaking], tmp_path: Path) -> None:
    archive = known["a first import"].fresh(tmp_path / "archive")
    with held(of_archive(archive, "bunko import"), pytest.fail):
        waiting = start(archive, "bunko", "import", "archive/inbox")
        assert waiting.stderr is not None
        assert waiting.stderr.readline() == f"Waiting for bunko import (process {os.getpid()}) to end.\n"
        assert not list((archive / "docs").glob("*/articles"))
        dry = start(archive, "bunko", "import", "--dry-run", "archive/inbox")
        assert "dry run" in dry.communicate(timeout=120)[1]  # who writes nothing waits for nobody
        assert waiting.poll() is None
    waiting.communicate(timeout=120)
    assert waiting.returncode == 0
    assert list((archive / "docs").glob("*/articles"))
