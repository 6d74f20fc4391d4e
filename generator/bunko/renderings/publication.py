"""A rendered site put in the place of the last one: changed files are moved, dropped ones removed, all else stays."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from bunko.filesystem import move_whole, remove_below, take_place
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
    wanted = {*new, *kept}
    if not take_place(made, site):
        _clear_the_way(site, wanted)
        for name in new:
            move_whole(made / name, site / name)
        remove_below(site, {site / name for name in wanted}, spare=_hidden)
    stamps = ((name, Stamp.of(site / name)) for name in sorted(wanted))
    return {name: stamp for name, stamp in stamps if stamp is not None}


def _files(folder: Path) -> Iterator[str]:
    top = len(os.path.join(folder, ""))  # noqa: PTH118 - as os.walk has it
    for directory, _, names in os.walk(folder):
        below = f"{directory[top:]}/".replace(os.sep, "/").lstrip("/")
        for name in names:
            yield below + name


def _clear_the_way(site: Path, wanted: set[str]) -> None:
    """Remove files that stand where a folder is needed now (`a` before `a/index.html`), and links to elsewhere."""
    for folder in sorted({site / parent for name in wanted for parent in Path(name).parents}):
        if folder.is_symlink() or folder.is_file():
            folder.unlink()


def _hidden(name: str) -> bool:
    return name.startswith(".")
