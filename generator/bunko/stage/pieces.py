"""All pieces of the stage, in the order in which they are made."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from functools import partial
from pathlib import Path, PurePosixPath

from bunko import drawings, search
from bunko.errors import PageError, StageError
from bunko.exports import KeptExports
from bunko.parts import INDEX, SEARCH, owner_of
from bunko.stage.articles import article_pages, article_places
from bunko.stage.citing import citation_files, citation_places
from bunko.stage.data import data_files, data_pages
from bunko.stage.days import days
from bunko.stage.feeds import feeds
from bunko.stage.finder import search_pages, words
from bunko.stage.grounds import Grounds
from bunko.stage.lists import lists
from bunko.stage.material import material_files
from bunko.stage.pages import page_places, pages
from bunko.stage.parallel import parallel_pages, parallel_places
from bunko.stage.piece import REDIRECTS, Bundle, Piece, StagedFile, Taker, digest
from bunko.stage.redirects import redirects
from bunko.stage.site import Site
from bunko.stage.sitemap import sitemaps
from bunko.stage.stories import stories
from bunko.stage.translations import translations


def everything(
    site: Site, taker: Taker, kept_index: Path | None = None, kept_exports: KeptExports | None = None
) -> None:
    """Hand over every piece of an archive's stage.

    Args:
        site: the archive.
        taker: is given one piece after the other.
        kept_index: a folder in which the search index is kept, so that an unchanged archive is not indexed again.
        kept_exports: the exports of earlier builds, of which only what changed is made.

    Raises:
        PageError: a hand-written page cannot be read.
        StageError: a hand-written file stands where a derived one belongs.
    """
    written, assets = _written(site)
    grounds = Grounds(site, taker.known)
    taken: dict[str, bool] = {}
    with taker.aside(list(_of_the_library(site, grounds, kept_index, kept_exports))) as of_the_library:
        for piece in _derived(site, grounds):
            taken.update(taker.take(piece))
        taken.update(taker.take_bundle(Bundle("lists", grounds.of_all, partial(_listed, site, grounds))))
        site.alignments.write(sum(len(group) > 1 for group in site.library.groups.values()))
        taken.update(of_the_library())
    for path in sorted(written.keys() | assets.keys()):
        if str(path) in taken:
            raise StageError(
                f"docs/{path}", "a derived page has this address", cure="Rename the file; Bunko makes this page itself."
            )
    for path, file in assets.items():
        taken.update(taker.take(_asset(path, file)))
    taken.update(taker.take(_pages(site, grounds, written)))
    listed = [place for place, shown in taken.items() if shown and place.endswith(".md")]
    follows = digest(grounds.of_all, sorted(listed))
    taken.update(taker.take(Piece("sitemaps", follows, partial(sitemaps, site, listed))))
    follows = digest(grounds.of_all, grounds.of_stories, list(taken))
    taker.take(Piece(REDIRECTS, follows, partial(redirects, site, taken.keys())))


def _of_the_library(
    site: Site, grounds: Grounds, kept_index: Path | None, kept_exports: KeptExports | None
) -> Iterator[Piece]:
    """What is told by the articles and registers alone, and takes long."""
    follows = grounds.of_texts(site.library.articles)
    # first: what it takes is free again when the index is made
    yield Piece("data", follows, partial(data_files, site, grounds, kept_exports))
    yield Piece("search index", follows, partial(_index, site, kept_index), SEARCH)
    drafts = [(str(draft.path), site.library.readings[draft.path].digest) for draft in site.library.drafts]
    yield Piece("translations", follows + digest(drafts), partial(translations, site))


def _pages(site: Site, grounds: Grounds, written: dict[PurePosixPath, str]) -> Piece:
    told = [(str(path), text) for path, text in written.items()]
    follows = digest(grounds.of_all, grounds.of_stories, told)
    return Piece("pages", follows, partial(pages, site, written), None, partial(page_places, site, written))


def _derived(site: Site, grounds: Grounds) -> Iterator[Piece]:
    for key in site.library.groups:
        yield _article(site, grounds, key)
    yield Piece("stories", grounds.of_stories, partial(stories, site))
    yield Piece("Material", None, material_files)
    yield Piece("search", None, lambda: [StagedFile(PurePosixPath(INDEX).parent / "search.js", search.bundled())])


def _listed(site: Site, grounds: Grounds) -> Iterator[Piece]:
    """What shows nothing but articles without their texts."""
    yield from lists(site, grounds)
    yield from feeds(site, grounds)
    for name, make in (("pages of data", data_pages), ("pages of search", search_pages), ("words", words)):
        yield Piece(name, None, partial(make, site))
    yield Piece("days", grounds.of_articles(site.library.published), partial(days, site))


def _article(site: Site, grounds: Grounds, key: str) -> Piece:
    def make() -> Iterator[StagedFile]:
        yield from article_pages(site, key)
        yield from parallel_pages(site, key)
        yield from citation_files(site, key)

    def places() -> dict[str, bool]:
        return article_places(site, key) | parallel_places(site, key) | citation_places(site, key)

    follows = partial(grounds.of_article, key)
    return Piece(f"article {key}", follows, make, owner_of(f"all/{key}"), places, grounds.hint(key))


def _asset(path: PurePosixPath, file: Path) -> Piece:
    found = file.stat()
    follows, place = digest(found.st_size, found.st_mtime_ns), str(path)
    return Piece(f"asset {path}", follows, lambda: [StagedFile(path, file)], owner_of(place), lambda: {place: True})


def _index(site: Site, kept: Path | None) -> Iterator[StagedFile]:
    found = search.gather(site.library, site.settings)
    index = search.assembled(*found, kept) if kept else search.assemble(*found)
    return (StagedFile(PurePosixPath(f"{INDEX}/{file.path}"), file.content, digest=file.sha256) for file in index)


def _written(site: Site) -> tuple[dict[PurePosixPath, str], dict[PurePosixPath, Path]]:
    """The hand-written pages that are no articles, and all other files below docs/."""
    texts: dict[PurePosixPath, str] = {}
    assets: dict[PurePosixPath, Path] = {}
    for file, place in sorted(_files(site.settings.docs, {reading.file for reading in site.library.readings.values()})):
        path = PurePosixPath(place)
        if file.is_symlink():
            raise StageError(f"docs/{path}", "a symbolic link", expected="a file", cure="Put the file itself there.")
        if file.suffix == ".md":
            texts[path] = _text(file, path)
        else:
            if file.suffix.lower() == ".svg":
                drawings.check(file, f"docs/{path}")
            assets[path] = file
    return texts, assets


def _files(docs: Path, known: Collection[str]) -> Iterator[tuple[Path, str]]:
    """Files and links below docs/ with their places there, without those that are known and what starts with a dot."""
    waiting = [(str(docs), "")] if docs.is_dir() else []
    while waiting:
        directory, prefix = waiting.pop()
        with os.scandir(directory) as entries:
            for entry in entries:
                if entry.name.startswith(".") or entry.path in known:
                    continue
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((entry.path, f"{prefix}{entry.name}/"))
                elif entry.is_symlink() or entry.is_file():
                    yield Path(entry.path), prefix + entry.name


def _text(file: Path, path: PurePosixPath) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise PageError(
            f"docs/{path}", "the page is not in UTF-8", found=str(error), cure="Save it as UTF-8."
        ) from error
