"""Pages as a person names them on the command line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from bunko.errors import PageError
from bunko.settings import Settings


def named_page(settings: Settings, page: Path) -> PurePosixPath:
    """A page's place below docs/, as a person names it: from where they are, or from the archive's root.

    Raises:
        PageError: it lies elsewhere.
    """
    found = _below(settings, page)
    if found is None or not found.is_file():
        raise PageError(str(page), "no such page", expected="a page below docs/", cure="Name an article's page.")
    return _place(settings, found)


def named_pages(settings: Settings, paths: Sequence[Path]) -> list[PurePosixPath]:
    """The articles' pages at some paths, those below a folder too; each once.

    Raises:
        PageError: one lies elsewhere, or no page is there.
    """
    pages: dict[PurePosixPath, None] = {}
    for path in paths:
        found = _below(settings, path)
        files = [] if found is None else sorted(found.rglob("*.md")) if found.is_dir() else [found]
        below = [_place(settings, file) for file in files if file.name != "index.md"]
        articles = [place for place in below if place.parts[1:2] == ("articles",)]
        if not articles:
            cure = "Name a page below docs/<language>/articles/, or a folder of pages."
            raise PageError(str(path), "no article's page is there", cure=cure)
        pages.update(dict.fromkeys(articles))
    return list(pages)


def _below(settings: Settings, path: Path) -> Path | None:
    docs = settings.docs.resolve()
    tries = (path.resolve(), (settings.root / path).resolve(), (docs / path).resolve())
    return next((file for file in tries if file.is_relative_to(docs) and file.exists()), None)


def _place(settings: Settings, file: Path) -> PurePosixPath:
    return PurePosixPath(file.relative_to(settings.docs.resolve()).as_posix())
