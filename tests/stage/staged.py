"""The staged files of the archive in English and Chinese."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
import yaml

from bunko import settings
from bunko.stage import Site, read_site, stage
from bunko.stage.piece import Content

ARCHIVE = Path(__file__).parents[1] / "archives" / "english-and-chinese"


def shown(path: PurePosixPath, content: str | bytes) -> str:
    """What a file says to whoever can read it: the search index's files are packed."""
    if isinstance(content, str):
        return content
    if path.suffix != ".bin":
        return content.decode(errors="replace")
    if path.parent.parent.name == "text":
        return zlib.decompress(content[4:], -15).decode()
    if path.name.startswith("tags-"):
        return zlib.decompress(content, -15).decode(errors="replace")
    return zlib.decompress(content[8:], -15).decode(errors="replace") if path.name == "core.bin" else ""


class Staged(dict[PurePosixPath, "str | bytes"]):
    """The staged files; `meta` and `body` look into a page."""

    def __init__(self, files: Mapping[PurePosixPath, Content]) -> None:
        read = {path: text.read_bytes() if isinstance(text, Path) else text for path, text in files.items()}
        super().__init__({path: bytes(text) if isinstance(text, bytearray) else text for path, text in read.items()})

    def text(self, path: str) -> str:
        content = self[PurePosixPath(path)]
        return content if isinstance(content, str) else content.decode()

    def meta(self, path: str) -> dict[str, Any]:
        meta: dict[str, Any] = yaml.safe_load(self.text(path).split("---\n")[1])
        return meta

    def body(self, path: str) -> str:
        return self.text(path).split("---\n", 2)[2]


@pytest.fixture(scope="session")
def archive() -> Path:
    return ARCHIVE


@pytest.fixture(scope="session")
def site(archive: Path) -> Site:
    return read_site(settings.load(archive / "mkdocs.yml"))


@pytest.fixture(scope="session")
def staged(site: Site) -> Staged:
    return Staged(stage(site))


def metas(staged: Mapping[PurePosixPath, str | bytes]) -> dict[PurePosixPath, dict[str, Any]]:
    return {
        path: yaml.safe_load(text.split("---\n")[1])
        for path, text in staged.items()
        if path.suffix == ".md" and isinstance(text, str)
    }
