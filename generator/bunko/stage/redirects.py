"""Former addresses of articles: a small page at each that leads to the present one, without script or theme."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from html import escape
from pathlib import PurePosixPath
from posixpath import relpath
from urllib.parse import quote

from bunko.nouns import Article
from bunko.stage.site import Site
from bunko.strings import say

_ADDRESS = re.compile(r"/?(?:[\w~@+=,-][\w.~@+=,-]*/)*[\w~@+=,-][\w.~@+=,-]*/?")
_FILE = re.compile(r".*\.html?", re.IGNORECASE)


def redirects(site: Site, taken: Collection[PurePosixPath]) -> Iterator[tuple[PurePosixPath, str]]:
    """The page of each alias; one that is no address, or where something else stands, has none.

    Args:
        site: the archive.
        taken: the staged files so far; a page `a/b.md` stands at `a/b/`.
    """
    pages = {
        path.with_suffix(".html") if path.stem == "index" else path.with_suffix("") / "index.html"
        for path in taken
        if path.suffix == ".md"
    }
    given = {*taken, *pages, PurePosixPath("404.html")}
    folders = {folder for path in given for folder in path.parents}
    for article in site.library.articles:
        for alias in article.aliases:
            path = alias_file(alias)
            if path is not None and path not in given and path not in folders and not given.intersection(path.parents):
                given.add(path)
                folders.update(path.parents)
                yield path, _page(site, article, path)


def alias_file(alias: str) -> PurePosixPath | None:
    """The file that answers at a former address (`ja/old/1/`, `/old/1.html`); None where it is no such address."""
    if not _ADDRESS.fullmatch(alias):
        return None
    path = PurePosixPath(alias.lstrip("/"))
    return path if _FILE.fullmatch(path.name) else path / "index.html"


def _page(site: Site, article: Article, path: PurePosixPath) -> str:
    to = quote(f"{relpath(article.address, str(path.parent))}/")
    title, text = (
        say(article.folder, "redirect.title", title=article.title),
        say(article.folder, "redirect.text"),
    )
    root = site.settings.site_url
    canonical = f'<link rel="canonical" href="{escape(root + quote(article.address))}">\n' if root else ""
    return (
        f'<!doctype html>\n<html lang="{escape(article.folder)}">\n<meta charset="utf-8">\n'
        f"<title>{escape(title)}</title>\n"
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        '<meta name="robots" content="noindex">\n'
        f'<meta http-equiv="refresh" content="0; url={escape(to)}">\n{canonical}'
        f'<p>{escape(text)} <a href="{escape(to)}" lang="{escape(article.language)}">{escape(article.title)}</a></p>\n'
    )
