"""A rendered site put in the place of the last one: changed files are moved, dropped ones removed, all else stays."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from bunko.filesystem import move_whole, remove_files, take_place
from bunko.stamps import Stamp, stamp_of, stamps_below


def standing(site: Path) -> dict[str, Stamp]:
    """The files of a site that a build answers for, with their stamps."""
    return stamps_below(site, spare=_hidden)


def publish(made: Path, site: Path, kept: Iterable[str], present: Mapping[str, Stamp]) -> dict[str, Stamp]:
    """Make `site` hold what was made now and what was kept, and nothing else.

    Names that start with a dot at the top of the site are left alone, as MkDocs leaves them (`.git`, `.well-known`).

    Args:
        made: a folder of new files, which is emptied.
        site: the site's folder.
        kept: places of files that stay, below `site`.
        present: what stands in the site, as `standing` told before.

    Returns:
        Every file of the site with its stamp, by its place.

    Raises:
        OSError: a file cannot be written or removed; each file is the old one or the new one.
    """
    new = sorted(_files(made))
    wanted = {*new, *kept}
    if not take_place(made, site):
        _clear_the_way(site, new)
        for name in new:
            move_whole(made / name, site / name)
        remove_files(site, present.keys() - wanted)
    fresh = ((name, stamp_of(site / name)) for name in new)
    return {name: present[name] for name in kept} | {name: stamp for name, stamp in fresh if stamp is not None}


def _files(folder: Path) -> Iterator[str]:
    top = len(os.path.join(folder, ""))  # noqa: PTH118 - as os.walk has it
    for directory, _, names in os.walk(folder):
        below = f"{directory[top:]}/".replace(os.sep, "/").lstrip("/")
        for name in names:
            yield below + name


def _clear_the_way(site: Path, wanted: Iterable[str]) -> None:
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
