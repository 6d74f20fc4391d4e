"""Three archives, each staged once and built from that by both engines, with warnings as errors."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

from tests.conftest import PREFIX

_TESTS = Path(__file__).parents[1]
_SMALL = {
    "english and chinese": _TESTS / "archives" / "english-and-chinese",
    "every template": _TESTS / "theme" / "archive",
}
ORIGIN = "http://127.0.0.1:8471"
"""Where the sites are to stand; no test asks this port for anything."""


@dataclass(frozen=True)
class Twins:
    """One archive's sites: by MkDocs, and by Zensical."""

    name: str
    mkdocs: Path
    zensical: Path

    @cached_property
    def files(self) -> tuple[Mapping[str, Path], Mapping[str, Path]]:
        """The files of both sites, by their addresses below the root."""
        return _files(self.mkdocs), _files(self.zensical)


@pytest.fixture(scope="session")
def shipped(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Twins:
    """This repository's own archive."""
    archive = tmp_path_factory.mktemp("shipped")
    for name in ("docs", "archive"):
        shutil.copytree(root / name, archive / name)
    for name in ("mkdocs.yml", "zensical.yml"):
        shutil.copy(root / name, archive)
    return _built("shipped", archive)


@pytest.fixture(scope="session")
def twins(shipped: Twins, tmp_path_factory: pytest.TempPathFactory) -> tuple[Twins, ...]:
    """The sites of all three archives."""
    small = []
    for name, folder in _SMALL.items():
        archive = tmp_path_factory.mktemp("small") / "archive"
        shutil.copytree(folder, archive)
        small.append(_built(name, archive))
    return shipped, *small


def _built(name: str, archive: Path) -> Twins:
    environment = {**os.environ, "SITE_URL": ORIGIN + PREFIX, "NO_MKDOCS_2_WARNING": "1"}
    for command in (
        ("mkdocs", "build", "--strict", "--site-dir", "by-mkdocs"),
        ("bunko", "stage", ".cache/bunko/stage"),
        ("zensical", "build", "--strict", "-f", "zensical.yml"),
    ):
        done = subprocess.run(
            [sys.executable, "-m", *command], cwd=archive, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
    return Twins(name, archive / "by-mkdocs", archive / "site")


def _files(folder: Path) -> dict[str, Path]:
    return {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
