"""The set-up on machines that lack something: a clear message with the cure."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "requirements" / "set-up"

NO_VENV = """#!/bin/sh
case $2 in
  *ensurepip*) exit 1 ;;
  *version_info\\[:3\\]*) echo 3.12.3 ;;
esac
"""
OLD = """#!/bin/sh
case $2 in
  *version_info\\[:3\\]*) echo 3.9.2 ;;
  *) exit 1 ;;
esac
"""


def set_up(folder: Path, python: str | None) -> subprocess.CompletedProcess[str]:
    """Run the set-up in an empty folder on a machine with one `python3`, or none."""
    tools = folder / "tools of a machine"
    tools.mkdir()
    for name in ("cat", "cmp", "mkdir", "mv", "rm"):
        (tools / name).symlink_to(next(Path(f, name) for f in ("/usr/bin", "/bin") if Path(f, name).exists()))
    if python:
        (tools / "python3").write_text(python, encoding="utf-8")
        (tools / "python3").chmod(0o755)
    return subprocess.run(
        ["/bin/sh", str(SCRIPT), "site"],
        cwd=folder,
        env={"PATH": str(tools), "HOME": os.devnull},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_machine_without_python_is_told_what_to_install(tmp_path: Path) -> None:
    done = set_up(tmp_path, None)
    assert done.returncode == 1
    assert "found no Python at all" in done.stderr
    assert "sudo apt-get install python3 python3-venv" in done.stderr


def test_an_old_python_is_named_with_its_version(tmp_path: Path) -> None:
    done = set_up(tmp_path, OLD)
    assert done.returncode == 1
    assert "python3 is 3.9.2" in done.stderr
    assert "Expected Python 3.11 or newer" in done.stderr


def test_a_python_without_venv_is_named_as_such(tmp_path: Path) -> None:
    done = set_up(tmp_path, NO_VENV)
    assert done.returncode == 1
    assert "python3 is 3.12.3, without its venv module" in done.stderr
    assert not (tmp_path / ".venv").exists()
