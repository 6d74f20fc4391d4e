"""A rendered site put in the place of the last one: changed files are moved, dropped ones removed, all else stays."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from bunko.filesystem import move_whole, remove_below
from bunko.renderings.record import Stamp


def publish(made: Path, site: Path, kept: Iterable[str]) -> dict[str, Stamp]:
    """Make `site` hold what was made now and what was kept, and nothing else.

    Names that start with a dot at the top of the site are left alone, as MkDocs leaves them (`.git`, `.well-known`).

    Args:
        made: a folder of new files, which is emptied.
        site: the site's folder.
        kept: places of files that stay, below `site`.

    Returns:
        Every file of the site with its stamp, by its place.

    Raises:
        OSError: a file cannot be written or removed; each file is the old one or the new one.
    """
    new = sorted(_files(made))
    site.mkdir(parents=True, exist_ok=True)
    wanted = {*new, *kept}
    _clear_the_way(site, wanted)
    for name in new:
        move_whole(made / name, site / name)
    remove_below(site, wanted, spare=_hidden)
    stamps = ((name, Stamp.of(site / name)) for name in sorted(wanted))
    return {name: stamp for name, stamp in stamps if stamp is not None}


def _files(folder: Path) -> Iterator[str]:
    for directory, _, names in os.walk(folder):
        for name in names:
            yield Path(directory, name).relative_to(folder).as_posix()


def _clear_the_way(site: Path, wanted: set[str]) -> None:
    """Remove files that stand where a folder is needed now (`a` before `a/index.html`), and links to elsewhere."""
    folders: set[str] = set()
    for name in wanted:
        folder = name.rpartition("/")[0]
        while folder and folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    for path in (site / folder for folder in sorted(folders)):
        if path.is_symlink() or path.is_file():
            path.unlink()


def _hidden(name: str) -> bool:
    return name.startswith(".")
