"""Addresses of the site that no page of the archive stands at: those that it promises, and those that it had."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from bunko.library import Library
from bunko.web_address import held_file

_ADDRESS = re.compile(r"/?(?:[\w~@+=,-][\w.~@+=,-]*/)*[\w~@+=,-][\w.~@+=,-]*/?")
_FILE = re.compile(r".*\.html?", re.IGNORECASE)


def derived_pages(library: Library) -> frozenset[str]:
    """Their places below a language's folder: `tags/moon/index.md`."""
    folders = {"articles", "tags", "sources", "stories", "timeline", "translations", "data", "search"}
    for article in library.published:
        year, month = article.period
        folders |= {f"articles/{year}", *([f"articles/{year}/{month}"] if month else [])}
        folders |= {f"{article.key}/parallel"} if len(library.groups[article.key]) > 1 else set()
        folders |= {f"tags/{concept.id}" for concept in library.concepts(article)}
    folders |= {f"sources/{source}" for source in library.registers.sources}
    return frozenset(f"{folder}/index.md" for folder in folders)


def alias_file(alias: str) -> PurePosixPath | None:
    """The file that answers at a former address (`ja/old/1/`, `/old/1.html`); None where it is no such address."""
    if not _ADDRESS.fullmatch(alias):
        return None
    path = PurePosixPath(alias.lstrip("/"))
    file = path if _FILE.fullmatch(path.name) else path / "index.html"
    return file if held_file(str(file)) else None
