"""The locks: every file that is installed is known by its hash, and nothing tells where it came from."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "requirements"
LOCKS = sorted(FOLDER.glob("*.txt"))
REQUIREMENT = re.compile(r"^(?P<name>[a-z0-9.-]+)==(?P<version>[^\s;]+)(?: ; [^\\]+)?(?: --hash=sha256:[0-9a-f]{64})+$")


def requirements(lock: Path) -> dict[str, str]:
    """Each requirement of a lock on one line, by its name."""
    text = lock.read_text(encoding="utf-8").replace("\\\n", "")
    lines = [re.sub(r" +", " ", line).strip() for line in text.splitlines()]
    entries = [line for line in lines if line and not line.startswith("#")]
    return {re.split(r"[=<>~!;\s]", entry)[0]: entry for entry in entries}


def test_all_locks_are_there() -> None:
    assert [lock.stem for lock in LOCKS] == ["audit", "build", "fuzz", "lock", "site", "test"]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_each_requirement_has_one_version_and_hashes(lock: Path) -> None:
    entries = requirements(lock)
    assert entries
    assert [entry for entry in entries.values() if not REQUIREMENT.match(entry)] == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_no_lock_names_an_index_a_host_or_a_folder(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert not re.search(r"://|^\s*--(?!hash=)|(?<!\w)/", text, re.MULTILINE)


def test_the_tests_run_on_what_the_site_is_built_with() -> None:
    tests = requirements(FOLDER / "test.txt")
    site = requirements(FOLDER / "site.txt")
    assert site.items() <= tests.items()
    build = requirements(FOLDER / "build.txt")
    assert {name: tests[name] for name in build.keys() & tests.keys()} == {
        name: build[name] for name in build.keys() & tests.keys()
    }


def test_the_locks_hold_what_the_project_asks_for() -> None:
    project = tomllib.loads((FOLDER.parent / "pyproject.toml").read_text(encoding="utf-8"))
    asked = [re.split(r"[<>=~!;\s]", text)[0] for text in project["project"]["dependencies"]]
    locked = requirements(FOLDER / "site.txt")
    assert [name for name in asked if name.lower().replace("_", "-").replace(".", "-") not in locked] == []
    backends = requirements(FOLDER / "build.txt")
    assert set(project["build-system"]["requires"]) <= backends.keys()
