"""The exports as they were made last, brought up to date: what still holds is copied out of the last files.

Below a folder stand the files, and `rows`, which says of each record by which mark it was made, the SHA-256 of its line
of JSON, and where it ends in each file. What does not fit (a file that is not the one that was written, another
version of anything) is as if it were not there.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from bunko.exports.database import LastFileError
from bunko.exports.formats import FORMATS
from bunko.exports.last import Bounds, Last
from bunko.exports.lines import JsonLines
from bunko.exports.record import page_of, record
from bunko.filesystem import passing_file, put_in_place, sweep
from bunko.library import Library
from bunko.nouns import Article
from bunko.renderings.environment import fingerprint
from bunko.shelf import Shelf
from bunko.stamps import Stamp, stamp_of


class Export(NamedTuple):
    """A file of the exports.

    Attributes:
        file: where it stands; it is never changed, and replaced when another is made.
        digest: another content has another digest.
    """

    file: Path
    digest: str


@dataclass
class _Rows:
    """What is known of the records in the files: of each an entry of `pages`, `marks` and `digests`."""

    pages: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    digests: list[bytes] = field(default_factory=list)
    bounds: dict[str, Bounds] = field(default_factory=dict)
    """By the ending of each file."""
    stamps: dict[str, Stamp | None] = field(default_factory=dict)
    """By the ending of each file."""


@dataclass(frozen=True)
class KeptExports:
    """The exports in a folder, which is made and holds nothing else."""

    folder: Path

    def brought_up(self, library: Library, marks: Mapping[str, str]) -> Mapping[str, Export]:
        """The exports of an archive, by their endings.

        Args:
            library: the archive.
            marks: by article key, a digest of what the group's pages say, of the concepts that they mean, and of how
                it stands with the originals (`stage.grounds`). What else a record follows from is told here.

        Raises:
            OSError: the disk is full, or cannot be written.
            PageError: a page changed meanwhile.
        """
        said = list(library.languages), repr(library.registers), sqlite3.sqlite_version
        version = fingerprint({}, [], said)
        shelf = Shelf(self.folder / "rows", "exports", version)
        sweep(self.folder, deep=False)
        last = self._last(shelf)
        due = {page_of(article): article for article in library.articles if not article.withdrawn}
        now = {page: marks[article.key] for page, article in due.items()}
        if list(now.items()) != list(zip(last.pages, last.marks, strict=True)) or not last.stamps:
            try:
                last = self._made(library, due, now, last)
            except LastFileError:
                last = self._made(library, due, now, _Rows())
            shelf.write_value(tuple(vars(last).values()))
        told = hashlib.sha256(b"".join((version.encode(), *last.digests))).hexdigest()
        return {ending: Export(self._file(ending), told) for ending in FORMATS}

    def _file(self, ending: str) -> Path:
        return self.folder / f"articles.{ending}"

    def _last(self, shelf: Shelf) -> _Rows:
        """What is known of the files, where these are still the ones that were written."""
        value = shelf.read_value()
        rows = _Rows(*value) if value else _Rows()
        return rows if rows.stamps == self._stamps() else _Rows()

    def _stamps(self) -> dict[str, Stamp | None]:
        return {ending: stamp_of(self._file(ending)) for ending in FORMATS}

    def _made(self, library: Library, due: Mapping[str, Article], marks: Mapping[str, str], last: _Rows) -> _Rows:
        """Make the files; they take the place of the last ones where they say another thing."""
        rows = _Rows(list(marks), list(marks.values()))
        with ExitStack() as stack:
            parts = {ending: stack.enter_context(passing_file(self.folder)) for ending in FORMATS}
            formats = {
                ending: stack.enter_context(closing(made(parts[ending], self._last_file(ending, last))))
                for ending, made in FORMATS.items()
            }
            (lines,) = (one for one in formats.values() if isinstance(one, JsonLines))
            for step in _steps(marks, last):
                if isinstance(step, range):
                    for one in formats.values():
                        one.keep(step)
                    rows.digests += last.digests[step.start : step.stop]
                else:
                    found = record(library, due[step])
                    for one in formats.values():
                        one.add(found)
                    rows.digests.append(lines.digest)
            for one in formats.values():
                one.end()
                one.close()
            if last.stamps and (rows.pages, rows.digests) == (last.pages, last.digests):
                return replace(last, marks=rows.marks)
            for ending, part in parts.items():
                put_in_place(part, self._file(ending))
            rows.bounds = {ending: one.bounds for ending, one in formats.items()}
        rows.stamps = self._stamps()
        return rows

    def _last_file(self, ending: str, last: _Rows) -> Last | None:
        return Last(self._file(ending), last.pages, last.bounds[ending]) if last.stamps else None


def _follows(page: str, before: str) -> bool:
    return before < page and before.partition("/")[0] == page.partition("/")[0]


def _steps(marks: Mapping[str, str], last: _Rows) -> Iterator[range | str]:
    """What there is to do for these pages, in their order: take over a run of records, or tell one page's anew.

    The pages of a run ascend and are of one language, so that in a database, which has them by page, none of another
    run stands among them.
    """
    known = {page: number for number, page in enumerate(last.pages)}
    run = range(0)
    for page, mark in marks.items():
        number = known.get(page)
        holds = number is not None and last.marks[number] == mark
        if holds and run and number == run.stop and _follows(page, last.pages[number - 1]):
            run = range(run.start, run.stop + 1)
            continue
        if run:
            yield run
        run = range(0)
        if holds and number is not None:
            run = range(number, number + 1)
        else:
            yield page
    if run:
        yield run
