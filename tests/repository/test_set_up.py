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

LOGGING = """#!/bin/sh
case $2 in
  *ensurepip*) ;;
  *version_info\\[:3\\]*) echo 3.12.3 ;;
  *bunko.__file__*) echo packages/bunko ;;
  venv)
    rm -rf .venv
    mkdir -p .venv/bin
    cat "$0" >.venv/bin/python
    chmod +x .venv/bin/python
    ;;
  pip)
    shift 5
    printf '%s\\n' "$*" >>log
    ;;
esac
"""
"""A Python that makes an environment of itself, and writes down what pip is to install."""


def set_up(folder: Path, python: str | None) -> subprocess.CompletedProcess[str]:
    """Run the set-up in an empty folder on a machine with one `python3`, or none."""
    tools = folder / "tools of a machine"
    tools.mkdir(exist_ok=True)
    for name in ("cat", "chmod", "cmp", "mkdir", "mv", "rm"):
        (tools / name).unlink(missing_ok=True)
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


LOCKS = [
    "--require-hashes -r packages/bunko/init/project/requirements/build.txt",
    "--require-hashes --no-build-isolation -r packages/bunko/init/project/requirements/site.txt",
]
"""What the pinned Bunko brings; an archive has no locks of its own."""


def installed(folder: Path) -> list[str]:
    """What an archive's set-up has pip install, by the options after `install --quiet`."""
    (folder / "log").unlink(missing_ok=True)
    done = set_up(folder, LOGGING)
    assert done.returncode == 0, done.stderr
    return (folder / "log").read_text(encoding="utf-8").splitlines() if (folder / "log").exists() else []


def test_an_archive_gets_the_pinned_bunko_from_its_wheel_alone_and_then_what_that_brings(tmp_path: Path) -> None:
    pin = tmp_path / "requirements" / "bunko.txt"
    pin.parent.mkdir()
    pin.write_text("bunko==1.0\n", encoding="utf-8")
    (pin.parent / "bunko-1.0-py3-none-any.whl").write_bytes(b"1.0")
    whole = ["--no-deps --no-index --find-links requirements -r requirements/bunko.txt", *LOCKS]
    assert installed(tmp_path) == whole
    assert installed(tmp_path) == []  # it is there
    (pin.parent / "bunko-1.0-py3-none-any.whl").write_bytes(b"1.0, made anew")
    assert installed(tmp_path) == whole
    (pin.parent / "bunko-1.0-py3-none-any.whl").rename(pin.parent / "bunko-1.1-py3-none-any.whl")
    pin.write_text("bunko==1.1\n", encoding="utf-8")
    assert installed(tmp_path) == whole
    assert installed(tmp_path) == []


def test_an_archive_without_a_wheel_asks_for_the_pinned_bunko(tmp_path: Path) -> None:
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "bunko.txt").write_text("bunko==1.0\n", encoding="utf-8")
    assert installed(tmp_path) == ["--no-deps -r requirements/bunko.txt", *LOCKS]
    assert installed(tmp_path) == []
