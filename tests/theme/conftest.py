"""The small archive beside the tests, and its staged tree: something for each template, in two languages."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bunko import settings
from bunko.stage import Files, read_site, stage, write_stage

ARCHIVE = Path(__file__).parent / "archive"


@pytest.fixture(scope="session")
def staged() -> Files:
    """The archive's staged files."""
    return stage(read_site(settings.load(ARCHIVE / "mkdocs.yml")))


@pytest.fixture(scope="session")
def staged_archive(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Copies the archive into a new folder, with more of `extra: bunko:`, stages it there, and gives the folder."""

    def copy(more: str = "") -> Path:
        root = tmp_path_factory.mktemp("theme") / "archive"
        shutil.copytree(ARCHIVE, root)
        config = root / "mkdocs.yml"
        config.write_text(config.read_text(encoding="utf-8").replace("  bunko:\n", f"  bunko:\n{more}", 1), "utf-8")
        write_stage(settings.load(config), root / ".cache" / "bunko" / "stage")
        return root

    return copy
