"""The complete docs tree, for any engine: a pure function of docs/ and archive/."""

from __future__ import annotations

import hashlib
from pathlib import Path, PurePosixPath

from bunko import search
from bunko.errors import PageError, StageError
from bunko.filesystem import remove_below, write_whole
from bunko.settings import Settings
from bunko.stage.articles import articles
from bunko.stage.citing import citation_files
from bunko.stage.data import data_files, data_pages
from bunko.stage.days import days
from bunko.stage.feeds import feeds
from bunko.stage.finder import search_pages, words
from bunko.stage.lists import lists
from bunko.stage.pages import pages
from bunko.stage.parallel import parallels
from bunko.stage.redirects import redirects
from bunko.stage.site import Files, Site, read_site
from bunko.stage.sitemap import sitemaps
from bunko.stage.stories import stories

INDEX = PurePosixPath("assets", "bunko", "index")
"""The search index's place, beside `search.js`."""

__all__ = ["Files", "Site", "read_site", "stage", "write_stage"]


def stage(site: Site, kept_index: Path | None = None) -> Files:
    """Every staged file of an archive, by its path below the stage's root.

    Args:
        site: the archive.
        kept_index: a file in which the search index is kept, so that an unchanged archive is not indexed again.

    Raises:
        PageError: a hand-written page cannot be read.
        StageError: a hand-written file stands where a derived one belongs.
    """
    written, assets = _written(site.settings, site)
    derived = [*articles(site), *parallels(site), *lists(site), *stories(site), *search_pages(site), *data_pages(site)]
    given: Files = {page.path: page.text for page in derived}
    given |= {**dict(feeds(site)), **dict(citation_files(site)), **dict(data_files(site)), **dict(days(site))}
    given |= dict(words(site))
    for path in sorted(given.keys() & (written.keys() | assets.keys())):
        raise StageError(
            f"docs/{path}", "a derived page has this address", cure="Rename the file; Bunko makes this page itself."
        )
    shown = [*derived, *pages(site, written)]
    listed = [page.path for page in shown if page.listed]
    found = search.gather(site.library, site.settings)
    index = search.assembled(*found, kept_index) if kept_index else search.assemble(*found)
    staged: Files = {
        **assets,
        **given,
        **{page.path: page.text for page in shown},
        **dict(sitemaps(site, listed)),
        **{INDEX / path: content for path, content in index.items()},
        INDEX.parent / "search.js": search.bundled(),
    }
    return staged | dict(redirects(site, staged.keys()))


def write_stage(settings: Settings, folder: Path) -> dict[str, str]:
    """Stage an archive into a folder: what did not change is not touched, what is no longer staged is removed.

    Returns:
        SHA-256 of each staged file, by its place below `folder`.

    Raises:
        BunkoError: the archive cannot be staged; the folder is left as it was.
        StageError: `folder` holds other things than a stage.
    """
    files = stage(read_site(settings), settings.root / ".cache" / "bunko" / "search")
    mark = folder / ".bunko-stage"
    if folder.is_dir() and any(folder.iterdir()) and not mark.exists():
        raise StageError(
            str(folder),
            "the folder is no stage of Bunko",
            cure="Name a new or an empty folder: it is kept in step, with deletions.",
        )
    remove_below(folder, {folder / path for path in files} | {mark})
    write_whole(mark, "Made by `bunko stage`; whatever else is put here is removed.\n", durable=False)
    digests = {}
    for path, content in files.items():
        data = content.read_bytes() if isinstance(content, Path) else content
        data = data.encode() if isinstance(data, str) else data
        write_whole(folder / path, data, durable=False)
        digests[str(path)] = hashlib.sha256(data).hexdigest()
    return digests


def _written(settings: Settings, site: Site) -> tuple[dict[PurePosixPath, str], Files]:
    """The hand-written pages that are no articles, and all other files below docs/."""
    texts: dict[PurePosixPath, str] = {}
    assets: Files = {}
    known = site.library.markdown
    for file in sorted(settings.docs.rglob("*")):
        path = PurePosixPath(file.relative_to(settings.docs).as_posix())
        if path in known or any(part.startswith(".") for part in path.parts):
            continue
        if file.is_symlink():
            raise StageError(f"docs/{path}", "a symbolic link", expected="a file", cure="Put the file itself there.")
        if file.suffix == ".md" and file.is_file():
            texts[path] = _text(file, path)
        elif file.is_file():
            assets[path] = file
    return texts, assets


def _text(file: Path, path: PurePosixPath) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise PageError(
            f"docs/{path}", "the page is not in UTF-8", found=str(error), cure="Save it as UTF-8."
        ) from error
