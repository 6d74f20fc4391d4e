"""The complete docs tree, for any engine: a pure function of docs/ and archive/."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from bunko.library import Known
from bunko.settings import Settings
from bunko.stage.grounds import environment
from bunko.stage.keeping import Keeping
from bunko.stage.piece import Content, Piece
from bunko.stage.pieces import Take, everything
from bunko.stage.site import Site, read_site

Files = dict[PurePosixPath, Content]
"""Staged files by their place below the stage's root."""

__all__ = ["Files", "Site", "read_site", "stage", "write_stage"]


def stage(site: Site) -> Files:
    """Every staged file of an archive, by its path below the stage's root.

    Raises:
        PageError: a hand-written page cannot be read.
        StageError: a hand-written file stands where a derived one belongs.
    """
    files: Files = {}

    def take(piece: Piece) -> dict[str, bool]:
        made = list(piece.make())
        files.update((file.path, file.content) for file in made)
        return {str(file.path): file.listed for file in made}

    everything(site, take)
    return files


def write_stage(settings: Settings, folder: Path, known: Known | None = None) -> dict[str, str]:
    """Stage an archive into a folder: what did not change is not touched, what is no longer staged is removed.

    What the last stage into this folder made, and would be made alike now, is not made again.

    Args:
        settings: of the archive.
        folder: a new or an empty folder, or an earlier stage.
        known: pages that were read before, as `library.load` has them.

    Returns:
        SHA-256 of each staged file, by its place below `folder`.

    Raises:
        BunkoError: the archive cannot be staged; some of the folder's files may be new, each is whole.
        StageError: `folder` holds other things than a stage; it is left as it was.
    """
    now = environment(settings)
    site = read_site(settings, known)
    cache = settings.root / ".cache" / "bunko"
    keeping = Keeping.begin(folder, cache, now)
    take: Take = keeping.take
    everything(site, take, cache / "search")
    return keeping.end()
