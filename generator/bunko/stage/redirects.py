"""Former addresses of articles, concepts and stories: a small page at each that leads on, without script or theme."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from html import escape
from pathlib import PurePosixPath
from posixpath import relpath
from typing import NamedTuple
from urllib.parse import quote

from bunko.addresses import alias_file
from bunko.registers import name_in
from bunko.stage.piece import StagedFile
from bunko.stage.plain_page import head
from bunko.stage.site import Site
from bunko.stage.stories import story_title
from bunko.strings import say


class Move(NamedTuple):
    """Where an address led, and where it leads now.

    Attributes:
        file: what answers at the former address.
        address: the present one, below the site's root.
        title: of the page there.
        language: of that title.
        lang: the language that the notice is in, a folder.
    """

    file: PurePosixPath
    address: str
    title: str
    language: str
    lang: str


def redirects(site: Site, taken: Collection[str]) -> Iterator[StagedFile]:
    """The page at each former address; one that is no address, or where something else stands, has none.

    Args:
        site: the archive.
        taken: the places of the staged files so far; a page `a/b.md` stands at `a/b/`.
    """
    moves = [*_articles(site), *_concepts(site), *_stories(site)]
    if not moves:
        return
    paths = [PurePosixPath(place) for place in taken]
    pages = {
        path.with_suffix(".html") if path.stem == "index" else path.with_suffix("") / "index.html"
        for path in paths
        if path.suffix == ".md"
    }
    given = {*paths, *pages, PurePosixPath("404.html")}
    folders = {folder for path in given for folder in path.parents}
    for move in moves:
        path = move.file
        if path not in given and path not in folders and not given.intersection(path.parents):
            given.add(path)
            folders.update(path.parents)
            yield StagedFile(path, _page(site, move))


def _articles(site: Site) -> Iterator[Move]:
    for article in site.library.articles:
        for file in filter(None, map(alias_file, article.aliases)):
            yield Move(file, article.address, article.title, article.language, article.folder)


def _concepts(site: Site) -> Iterator[Move]:
    for lang in site.settings.languages:
        for former, id_ in site.moved.items():
            title, language = name_in(site.tagged[id_].concept.names, lang)
            file = PurePosixPath(lang, "tags", former, "index.html")
            yield Move(file, f"{lang}/tags/{id_}/", title, language, lang)


def _stories(site: Site) -> Iterator[Move]:
    for lang in site.settings.languages:
        for former, story in site.stories.moved.items():
            file = PurePosixPath(lang, "stories", former, "index.html")
            yield Move(file, f"{lang}/stories/{story.id}/", *story_title(site, lang, story), lang)


def _page(site: Site, move: Move) -> str:
    to = quote(f"{relpath(move.address, str(move.file.parent))}/")
    title, text = say(move.lang, "redirect.title", title=move.title), say(move.lang, "redirect.text")
    root = site.settings.site_url
    canonical = f'<link rel="canonical" href="{escape(root + quote(move.address))}">\n' if root else ""
    return (
        f'{head(move.lang, title)}<meta http-equiv="refresh" content="0; url={escape(to)}">\n{canonical}'
        f'<p>{escape(text)} <a href="{escape(to)}" lang="{escape(move.language)}">{escape(move.title)}</a></p>\n'
    )
