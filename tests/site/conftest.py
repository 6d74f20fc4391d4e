"""The small archive in English and Chinese, in a folder of its own."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

ARCHIVE = Path(__file__).parents[1] / "archives" / "english-and-chinese"


@pytest.fixture(scope="session")
def small_archive(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    """Copies the archive into a new folder, and gives the folder."""

    def copy() -> Path:
        folder = tmp_path_factory.mktemp("small") / "archive"
        shutil.copytree(ARCHIVE, folder)
        return folder

    return copy
