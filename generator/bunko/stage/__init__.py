"""The complete docs tree, for any engine: a pure function of docs/ and archive/."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from bunko.aside import Aside
from bunko.exports import KeptExports
from bunko.filesystem import sweep
from bunko.page_readings import KeptReadings
from bunko.parts import Part
from bunko.related.kept import Kept
from bunko.settings import Settings
from bunko.stage.apart import Apart
from bunko.stage.grounds import environment
from bunko.stage.keeping import Keeping
from bunko.stage.piece import Bundle, Content, GroupTold, Piece
from bunko.stage.pieces import everything
from bunko.stage.site import Site, read_site
from bunko.stamps import stamps_below

Files = dict[PurePosixPath, Content]
"""Staged files by their place below the stage's root."""

__all__ = ["Files", "InOrder", "Site", "Staged", "read_site", "stage", "write_part", "write_stage"]


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

    everything(site, InOrder(take))
    return files


@dataclass
class InOrder:
    """Takes pieces by a function, one after the other."""

    take: Callable[[Piece], Mapping[str, bool]]
    known: dict[str, GroupTold] = field(default_factory=dict)

    def take_bundle(self, bundle: Bundle) -> Mapping[str, bool]:
        """Take its pieces."""
        return {place: listed for piece in bundle.pieces() for place, listed in self.take(piece).items()}

    @contextmanager
    def aside(self, pieces: Sequence[Piece]) -> Iterator[Callable[[], Mapping[str, bool]]]:
        """Take pieces when they are asked for."""
        yield lambda: {place: listed for piece in pieces for place, listed in self.take(piece).items()}


@dataclass(frozen=True)
class Staged:
    """What stands in a stage's folder.

    Attributes:
        files: a digest of each staged file, by its place below the folder: another content has another digest.
        part: of which part of the site; None for all of it.
        elsewhere: whether another part has a place.
    """

    files: Mapping[str, str]
    part: Part | None = None
    elsewhere: Callable[[str], bool] = lambda _: False


def write_stage(settings: Settings, folder: Path) -> dict[str, str]:
    """Stage an archive into a folder: what did not change is not touched, what is no longer staged is removed.

    What the last stage into this folder made, and would be made alike now, is not made again. Whoever calls this holds
    `lock.of_builds`.

    Args:
        settings: of the archive.
        folder: a new or an empty folder, or an earlier stage.

    Returns:
        A digest of each staged file, by its place below `folder`: another content has another digest.

    Raises:
        BunkoError: the archive cannot be staged; some of the folder's files may be new, each is whole.
        StageError: `folder` holds other things than a stage; it is left as it was.
    """
    return dict(write_part(settings, folder, None).files)


def write_part(
    settings: Settings,
    folder: Path,
    part: Part | None,
    readings: KeptReadings | None = None,
    kept: Kept | None = None,
) -> Staged:
    """Stage one part of an archive's site (all of it without `part`): the files are those of the whole stage.

    Args:
        settings: of the archive.
        folder: as `write_stage` has it.
        part: which one.
        readings: those of this process's builds before; else those below `.cache/bunko/` are used.
        kept: what of texts and their likeness these builds held; else what is kept there is used.

    Raises:
        BunkoError: as `write_stage`.
    """
    now = environment(settings)
    cache = settings.root / ".cache" / "bunko"
    for below in (cache, cache / "stages", cache / "search"):
        sweep(below, deep=False)
    standing = Aside(lambda: stamps_below(folder))
    try:
        site = read_site(settings, readings or KeptReadings(cache), kept)
        keeping = Keeping.begin(folder, cache, now, standing.result)
    finally:
        standing.abandon()
    earlier = cache / "search", KeptExports(cache / "exports")
    if part is None:
        everything(site, keeping, *earlier)
        return Staged(keeping.end())
    apart = Apart(part, keeping)
    everything(site, apart, *earlier)
    return Staged(keeping.end(), part, apart.stands_elsewhere)
