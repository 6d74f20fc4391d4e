"""A stage in a folder, kept in step: pieces that would be made as they were made last stay as they are.

`.cache/bunko/stages/<folder>` says of each piece what it followed from, and of each file what was written. While a
stage is being written there is no such record, so that the next one starts from nothing where this one does not end.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from bunko.aside import Aside
from bunko.errors import StageError
from bunko.filesystem import make_way, remove_files, write_whole
from bunko.shelf import Shelf
from bunko.stage.piece import Piece, StagedFile
from bunko.stamps import LINK, Stamp, stamps_below

_MARK = ".bunko-stage"
_VERSION = "3"


@dataclass(frozen=True, slots=True)
class Written:
    """A file as it was written: SHA-256 of its content, its stamp, and whether a sitemap is to name it."""

    sha256: str
    stamp: Stamp
    listed: bool


@dataclass(frozen=True, slots=True)
class Made:
    """A piece as it was made: what it followed from, and its files by their places."""

    follows: str
    files: Mapping[str, Written]


@dataclass
class Keeping:
    """One stage on its way into a folder."""

    folder: Path
    record: Shelf
    environment: str
    last: Mapping[str, Made]
    present: Mapping[str, Stamp]
    faces: dict[str, str] = field(default_factory=dict)
    """`grounds.Faces` of the last stage, and then of this one."""
    made: dict[str, Made] = field(default_factory=dict)

    @classmethod
    def begin(cls, folder: Path, cache: Path, now: str) -> Keeping:
        """Look at the folder and at what is known of it.

        Args:
            folder: the stage's.
            cache: where records are kept.
            now: `grounds.environment`, told before the archive was read: what changes meanwhile counts next time.

        Raises:
            StageError: it holds other things than a stage.
        """
        mark = folder / _MARK
        if folder.is_dir() and any(folder.iterdir()) and not mark.exists():
            raise StageError(
                str(folder),
                "the folder is no stage of Bunko",
                cure="Name a new or an empty folder: it is kept in step, with deletions.",
            )
        name = hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:16]
        record = Shelf(cache / "stages" / name, "stage", _VERSION)
        last, faces = _read(record, now)
        record.path.unlink(missing_ok=True)
        write_whole(mark, "Made by `bunko stage`; whatever else is put here is removed.\n", durable=False)
        present = stamps_below(folder)
        for place in [place for place, stamp in present.items() if stamp.size == LINK]:
            (folder / place).unlink()
            del present[place]
        return cls(folder, record, now, last, present, faces)

    def take(self, piece: Piece) -> dict[str, bool]:
        """Keep or make a piece; its files' places, and whether a sitemap is to name each."""
        return self._taken(piece, self._last(piece) or self._make(piece))

    @contextmanager
    def aside(self, pieces: Sequence[Piece]) -> Iterator[Callable[[], dict[str, bool]]]:
        """Keep or make pieces that follow from the library alone, while others are made; what takes them at last."""
        kept = {piece.name: self._last(piece) for piece in pieces}
        others = [piece for piece in pieces if kept[piece.name] is None]
        work = Aside(lambda: {piece.name: self._make(piece) for piece in others}) if others else None

        def taken() -> dict[str, bool]:
            made = work.result() if work else {}
            found: dict[str, bool] = {}
            for piece in pieces:
                found |= self._taken(piece, kept[piece.name] or made[piece.name])
            return found

        try:
            yield taken
        finally:
            if work:
                work.abandon()

    def _last(self, piece: Piece) -> Made | None:
        """The piece as it was made last, where it would be made alike."""
        last = self.last.get(piece.name)
        follows = last is not None and piece.follows is not None and last.follows == piece.follows
        return last if last is not None and follows and self._stands(last) else None

    def _make(self, piece: Piece) -> Made:
        last = self.last.get(piece.name)
        there = last.files if last else {}
        return Made(piece.follows or "", {str(file.path): self._put(file, there) for file in piece.make()})

    def _put(self, file: StagedFile, there: Mapping[str, Written]) -> Written:
        """Write a file, unless it is known to stand as it was written last."""
        place = str(file.path)
        last = there.get(place)
        if last and last.sha256 == file.sha256 and self.present.get(place) == last.stamp:
            return last if last.listed == file.listed else replace(last, listed=file.listed)
        return self._write(file)

    def _taken(self, piece: Piece, made: Made) -> dict[str, bool]:
        self.made[piece.name] = made
        return {place: written.listed for place, written in made.files.items()}

    def end(self) -> dict[str, str]:
        """Remove what is no longer staged, and note what is; SHA-256 of each file by its place."""
        files = {place: written for made in self.made.values() for place, written in made.files.items()}
        remove_files(self.folder, self.present.keys() - files.keys() - {_MARK})
        self.record.write_value((self.environment, _written(self.made), self.faces))
        return {place: written.sha256 for place, written in files.items()}

    def _stands(self, made: Made) -> bool:
        return all(self.present.get(place) == one.stamp for place, one in made.files.items())

    def _write(self, file: StagedFile) -> Written:
        path, content, listed, sha256 = file
        data = content.read_bytes() if isinstance(content, Path) else content
        data = data.encode() if isinstance(data, str) else data
        place = self.folder / path
        try:
            write_whole(place, data, durable=False)
        except (FileExistsError, IsADirectoryError, NotADirectoryError):
            make_way(self.folder, str(path))
            write_whole(place, data, durable=False)
        found = place.stat()
        return Written(sha256 or hashlib.sha256(data).hexdigest(), Stamp(found.st_size, found.st_mtime_ns), listed)


def _read(record: Shelf, now: str) -> tuple[Mapping[str, Made], dict[str, str]]:
    """What is known of the last stage; nothing where it was made by other means, or the record cannot be read."""
    value = record.read_value()
    if value is None or value[0] != now:
        return {}, {}
    _, pieces, faces = value
    made = {
        name: Made(follows, {place: Written(sha, Stamp(*stamp), shown) for place, (sha, stamp, shown) in files.items()})
        for name, (follows, files) in pieces.items()
    }
    return made, faces


def _written(made: Mapping[str, Made]) -> object:
    return {
        name: (one.follows, {place: (w.sha256, tuple(w.stamp), w.listed) for place, w in one.files.items()})
        for name, one in made.items()
        if one.follows
    }
