"""A new archive to import into, in Japanese, Chinese and English."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bunko import settings
from bunko.importer import Outcome, Supplied, import_captures
from bunko.settings import Settings

MKDOCS = """\
site_name: 見本
extra:
  bunko:
    languages:
      ja: {name: 日本語, title: 見本}
      zh: {name: 中文, title: 样例}
      en: {name: English, title: Sample}
"""

SOURCES = """\
mihon-tenmon:
  names: {ja: 見本天文通信, zh: 样例天文通讯}
  zone: Asia/Tokyo
  hosts: [tsushin.example.org, zh.tsushin.example.org]
"""


def new_archive(folder: Path) -> Settings:
    (folder / "archive").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(MKDOCS, encoding="utf-8")
    (folder / "archive" / "sources.yml").write_text(SOURCES, encoding="utf-8")
    return settings.load(folder / "mkdocs.yml")


@pytest.fixture
def archive(tmp_path: Path) -> Settings:
    return new_archive(tmp_path / "archive-of-its-own")


Importer = Callable[..., list[Outcome]]


@pytest.fixture
def importing(archive: Settings, tmp_path: Path) -> Importer:
    """Imports dumps (a text, bytes, or a path each) and gives their outcomes."""

    def run(*dumps: str | bytes | Path, dry_run: bool = False, **supplied: object) -> list[Outcome]:
        paths = []
        for number, dump in enumerate(dumps):
            path = dump if isinstance(dump, Path) else tmp_path / f"{number}.txt"
            if not isinstance(dump, Path):
                path.write_bytes(dump.encode() if isinstance(dump, str) else dump)
            paths.append(path)
        return list(import_captures(archive, paths, Supplied(**supplied), dry_run=dry_run))  # type: ignore[arg-type]

    return run
