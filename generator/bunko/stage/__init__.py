"""The complete docs tree, for any engine: a pure function of docs/ and archive/."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from bunko.errors import StageError
from bunko.filesystem import remove_below, write_whole
from bunko.settings import Settings
from bunko.stage.articles import articles
from bunko.stage.feeds import feeds
from bunko.stage.lists import lists
from bunko.stage.pages import pages
from bunko.stage.site import Files, Site, read_site
from bunko.stage.sitemap import sitemaps

__all__ = ["Files", "Site", "read_site", "stage", "write_stage"]

_NOTICE = '\ntemplate: "missing.html"\n'
_HIDDEN = '\nrobots: "noindex"\n'


def stage(site: Site) -> Files:
    """Every staged file of an archive, by its path below the stage's root.

    Raises:
        PageError: a hand-written page cannot be read.
        StageError: a hand-written file stands where a derived one belongs.
    """
    written, assets = _written(site.settings, site)
    files: Files = dict(assets)
    derived = {path: text for part in (articles(site), lists(site), feeds(site)) for path, text in part}
    for path in sorted(derived.keys() & (written.keys() | assets.keys())):
        raise StageError(
            f"docs/{path}", "a derived page has this address", cure="Rename the file; Bunko makes this page itself."
        )
    files |= derived
    files |= dict(pages(site, written))
    listed = [
        path
        for path, text in files.items()
        if path.suffix == ".md" and isinstance(text, str) and _NOTICE not in text and _HIDDEN not in text
    ]
    return files | dict(sitemaps(site, listed))


def write_stage(settings: Settings, folder: Path) -> int:
    """Stage an archive into a folder: what did not change is not touched, what is no longer staged is removed.

    Returns:
        The number of staged files.

    Raises:
        BunkoError: the archive cannot be staged; the folder is left as it was.
        StageError: `folder` holds other things than a stage.
    """
    files = stage(read_site(settings))
    mark = folder / ".bunko-stage"
    if folder.is_dir() and any(folder.iterdir()) and not mark.exists():
        raise StageError(
            str(folder),
            "the folder is no stage of Bunko",
            cure="Name a new or an empty folder: it is kept in step, with deletions.",
        )
    write_whole(mark, "Made by `bunko stage`; whatever else is put here is removed.\n", durable=False)
    for path, content in files.items():
        write_whole(folder / path, content, durable=False)
    remove_below(folder, {folder / path for path in files} | {mark})
    return len(files)


def _written(settings: Settings, site: Site) -> tuple[dict[PurePosixPath, str], Files]:
    """The hand-written pages that are no articles, and all other files below docs/."""
    texts: dict[PurePosixPath, str] = {}
    assets: Files = {}
    known = site.library.markdown
    for file in sorted(settings.docs.rglob("*")):
        path = PurePosixPath(file.relative_to(settings.docs).as_posix())
        if not file.is_file() or path in known or any(part.startswith(".") for part in path.parts):
            continue
        if path.suffix == ".md":
            texts[path] = file.read_text(encoding="utf-8")
        else:
            assets[path] = file.read_bytes()
    return texts, assets
