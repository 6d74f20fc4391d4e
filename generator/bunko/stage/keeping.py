"""A stage in a folder, kept in step: pieces that would be made as they were made last stay as they are.

`.cache/bunko/stages/<folder>.json` says of each piece what it followed from, and of each file what was written. While a
stage is being written there is no such record, so that the next one starts from nothing where this one does not end.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from bunko.errors import StageError
from bunko.filesystem import make_way, remove_below, write_whole
from bunko.stage.piece import Content, Piece
from bunko.stamps import LINK, Stamp, stamps_below

_MARK = ".bunko-stage"
_VERSION = 1


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
    record: Path
    environment: str
    last: Mapping[str, Made]
    present: Mapping[str, Stamp]
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
        record = cache / "stages" / f"{name}.json"
        last = _read(record, now)
        record.unlink(missing_ok=True)
        write_whole(mark, "Made by `bunko stage`; whatever else is put here is removed.\n", durable=False)
        present = stamps_below(folder)
        for place in [place for place, stamp in present.items() if stamp.size == LINK]:
            (folder / place).unlink()
            del present[place]
        return cls(folder, record, now, last, present)

    def take(self, piece: Piece) -> dict[str, bool]:
        """Keep or make a piece; its files' places, and whether a sitemap is to name each."""
        last = self.last.get(piece.name)
        if last is None or piece.follows is None or last.follows != piece.follows or not self._stands(last):
            last = Made(piece.follows or "", {str(f.path): self._write(*f) for f in piece.make()})
        self.made[piece.name] = last
        return {place: written.listed for place, written in last.files.items()}

    def end(self) -> dict[str, str]:
        """Remove what is no longer staged, and note what is; SHA-256 of each file by its place."""
        files = {place: written for made in self.made.values() for place, written in made.files.items()}
        if self.present.keys() - files.keys() - {_MARK}:
            remove_below(self.folder, {*files, _MARK})
        try:
            write_whole(self.record, _written(self.environment, self.made), durable=False)
        except OSError:
            self.record.unlink(missing_ok=True)
        return {place: written.sha256 for place, written in files.items()}

    def _stands(self, made: Made) -> bool:
        return all(self.present.get(place) == one.stamp for place, one in made.files.items())

    def _write(self, path: PurePosixPath, content: Content, listed: bool) -> Written:
        data = content.read_bytes() if isinstance(content, Path) else content
        data = data.encode() if isinstance(data, str) else data
        place = self.folder / path
        try:
            write_whole(place, data, durable=False)
        except (FileExistsError, IsADirectoryError, NotADirectoryError):
            make_way(self.folder, str(path))
            write_whole(place, data, durable=False)
        found = place.stat()
        return Written(hashlib.sha256(data).hexdigest(), Stamp(found.st_size, found.st_mtime_ns), listed)


def _read(record: Path, now: str) -> Mapping[str, Made]:
    """What is known of the last stage; nothing where it was made by other means, or the record cannot be read."""
    try:
        value: Any = json.loads(record.read_bytes())
        if value["version"] != _VERSION or value["environment"] != now:
            return {}
        return {
            str(name): Made(
                str(follows),
                {place: Written(sha, Stamp(*stamp), shown) for place, (sha, stamp, shown) in files.items()},
            )
            for name, (follows, files) in value["pieces"].items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _written(now: str, made: Mapping[str, Made]) -> str:
    pieces = {
        name: [
            one.follows,
            {place: [w.sha256, w.stamp, w.listed] for place, w in one.files.items()},
        ]
        for name, one in made.items()
        if one.follows
    }
    value = {"version": _VERSION, "environment": now, "pieces": pieces}
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
