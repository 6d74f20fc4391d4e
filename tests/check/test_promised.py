"""The addresses that a text may link to are those that the site has."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bunko import registers, settings
from bunko.addresses import derived_pages
from bunko.library import load
from bunko.stage import write_stage

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", ["english-and-chinese"])
def test_what_may_be_linked_to_is_staged(name: str, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(ROOT / "tests" / "archives" / name, tmp_path / "archive"))
    archive = settings.load(folder / "mkdocs.yml")
    library = load(archive, registers.load(archive.archive))
    write_stage(archive, tmp_path / "stage")
    promised = derived_pages(library)
    for language in archive.languages:
        below = tmp_path / "stage" / language
        staged = {file.relative_to(below).as_posix() for file in below.rglob("*.md")}
        staged = {place if place.endswith("index.md") else f"{place.removesuffix('.md')}/index.md" for place in staged}
        assert promised - staged == set()
        articles = {f"{article.key}/index.md" for article in library.articles}
        pages = {f"{page.stem}/index.md" for page in archive.docs.glob("*/*.md")}  # a notice stands for one that lacks
        others = staged - promised - articles - pages - {"index.md"}
        assert [place for place in others if "/page/" not in place] == [], "further sheets move as articles come"
