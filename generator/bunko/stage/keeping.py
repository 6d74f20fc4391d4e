"""A stage in a folder, kept in step: pieces that would be made as they were made last stay as they are.

`.cache/bunko/stages/<folder>` says of each piece what it followed from, and of each file what was written. While a
stage is being written there is no such record, so that the next one starts from nothing where this one does not end.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from bunko.aside import Aside
from bunko.errors import StageError
from bunko.filesystem import make_way, name_again, remove_files, write_whole
from bunko.shelf import Shelf
from bunko.stage.piece import Bundle, GroupTold, Piece, StagedFile
from bunko.stamps import LINK, Stamp

_MARK = ".bunko-stage"
_VERSION = "4"


Written = tuple[str, Stamp, bool]
"""A file as it was written: a digest of its content, its stamp, and whether a sitemap is to name it.

The digest is the one that `StagedFile` names, else SHA-256.

A plain tuple, as stamps are."""


class Made(NamedTuple):
    """A piece as it was made: what it followed from, its hint, and its files by their places."""

    follows: str
    hint: str
    files: Mapping[str, Written]


@dataclass
class Known:
    """What is known of a stage."""

    pieces: dict[str, Made] = field(default_factory=dict)
    """By their names."""
    bundles: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    """By their names: what each followed from, and the names of its pieces."""
    groups: dict[str, GroupTold] = field(default_factory=dict)
    """As `Taker.known`."""


@dataclass
class Keeping:
    """One stage on its way into a folder."""

    folder: Path
    record: Shelf
    environment: str
    last: Known
    present: Mapping[str, Stamp]
    now: Known = field(default_factory=Known)

    @classmethod
    def begin(cls, folder: Path, cache: Path, now: str, standing: Callable[[], dict[str, Stamp]]) -> Keeping:
        """Look at the folder and at what is known of it.

        Args:
            folder: the stage's.
            cache: where records are kept.
            now: `grounds.environment`, told before the archive was read: what changes meanwhile counts next time.
            standing: the stamps of what stands below the folder.

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
        last = _read(record, now)
        record.path.unlink(missing_ok=True)
        write_whole(mark, "Made by `bunko stage`; whatever else is put here is removed.\n", durable=False)
        present = standing()
        for place in [place for place, (size, _) in present.items() if size == LINK]:
            (folder / place).unlink(missing_ok=True)
            del present[place]
        return cls(folder, record, now, last, present)

    @property
    def known(self) -> dict[str, GroupTold]:
        """What is known of the last stage's articles; it is brought up to date."""
        return self.last.groups

    def take(self, piece: Piece) -> dict[str, bool]:
        """Keep or make a piece; its files' places, and whether a sitemap is to name each."""
        return self._taken(piece.name, self._last(piece) or self._make(piece))

    def take_bundle(self, bundle: Bundle) -> dict[str, bool]:
        """Keep all pieces of a bundle that follows from what it followed from, or keep or make each."""
        found: dict[str, bool] = {}
        follows, names = self.last.bundles.get(bundle.name, ("", ()))
        last = {name: self.last.pieces[name] for name in names} if follows == bundle.follows else {}
        if last and all(map(self._stands, last.values())):
            for name, made in last.items():
                found |= self._taken(name, made)
        else:
            last = {}
            for piece in bundle.pieces():
                found |= self.take(piece)
                last[piece.name] = self.now.pieces[piece.name]
        self.now.bundles[bundle.name] = bundle.follows, tuple(last)
        return found

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
                found |= self._taken(piece.name, kept[piece.name] or made[piece.name])
            return found

        try:
            yield taken
        finally:
            if work:
                work.abandon()

    def _last(self, piece: Piece) -> Made | None:
        """The piece as it was made last, where it would be made alike."""
        last = self.last.pieces.get(piece.name)
        if last is None or piece.follows is None or not self._stands(last):
            return None
        if piece.hint and piece.hint == last.hint:
            return last
        return last._replace(hint=piece.hint) if last.follows == piece.told() else None

    def _make(self, piece: Piece) -> Made:
        files = {str(file.path): self._again(piece, file) or self._write(file) for file in piece.make()}
        return Made(piece.told() or "", piece.hint, files)

    def _taken(self, name: str, made: Made) -> dict[str, bool]:
        self.now.pieces[name] = made
        return {place: listed for place, (_, _, listed) in made.files.items()}

    def end(self) -> dict[str, str]:
        """Remove what is no longer staged, and note what is; a digest of each file by its place."""
        files = {place: digest for made in self.now.pieces.values() for place, (digest, _, _) in made.files.items()}
        remove_files(self.folder, self.present.keys() - files.keys() - {_MARK})
        pieces = {name: tuple(made) for name, made in self.now.pieces.items()}
        self.record.write_value((self.environment, pieces, self.now.bundles, self.last.groups))
        return files

    def _stands(self, made: Made) -> bool:
        present = self.present
        return all(present.get(place) == stamp for place, (_, stamp, _) in made.files.items())

    def _again(self, piece: Piece, file: StagedFile) -> Written | None:
        """A file of a known digest as it was written last, where that still stands."""
        last = self.last.pieces.get(piece.name)
        written = last.files.get(str(file.path)) if last and file.digest else None
        if written is None or written[0] != file.digest or self.present.get(str(file.path)) != written[1]:
            return None
        return written[0], written[1], file.listed

    def _write(self, file: StagedFile) -> Written:
        place = self.folder / file.path
        try:
            digest = _put(file, place)
        except (FileExistsError, IsADirectoryError, NotADirectoryError):
            make_way(self.folder, str(file.path))
            digest = _put(file, place)
        found = place.stat()
        return digest, (found.st_size, found.st_mtime_ns), file.listed


def _put(file: StagedFile, place: Path) -> str:
    """Write a file; its digest."""
    if isinstance(file.content, Path) and file.digest:
        name_again(file.content, place)
        return file.digest
    data = file.content.read_bytes() if isinstance(file.content, Path) else file.content
    data = data.encode() if isinstance(data, str) else data
    write_whole(place, data, durable=False)
    return file.digest or hashlib.sha256(data).hexdigest()


def _read(record: Shelf, now: str) -> Known:
    """What is known of the last stage; nothing where it was made by other means, or the record cannot be read."""
    value = record.read_value()
    if value is None or value[0] != now:
        return Known()
    _, pieces, bundles, groups = value
    return Known({name: Made(*made) for name, made in pieces.items()}, bundles, groups)
