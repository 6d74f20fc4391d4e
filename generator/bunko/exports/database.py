"""Records as an SQLite file."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bunko.exports.last import Bounds, Last, taken_over
from bunko.exports.record import FIELDS, LISTS, Record

_IMAGE = ("url", "caption", "creditText", "contentUrl")
_TABLES = {
    "keywords": ("keyword",),
    "author": ("author",),
    "relatedLink": ("related_link",),
    "workTranslation": ("translation",),
    "image": _IMAGE,
}
"""Tables of the lists, and the columns that each has besides `page`."""

_COLUMNS = tuple(name for name in FIELDS if name not in LISTS)

_PAGE_SIZE = 8192
"""Bytes. An article's text fills some pages, and a small archive is a small file all the same."""

_PASSING = (slice(24, 28), slice(92, 100))
"""Bytes of an SQLite file that count its changes, and name the library which wrote it last
(https://sqlite.org/fileformat2.html)."""

_Rows = list[tuple[object, ...]]


class LastFileError(Exception):
    """The last file is none of which anything could be taken over."""


class Database:
    """SQLite: table `articles` (a column for each field that is no list), and a table for each list.

    All articles come before all lists, so that the file is the same whether records are added or taken over.

    Args:
        place: the file to make; without one it is made in memory, where it stands twice at its end.
        last: the file of this format that was made last.

    Raises:
        OSError: the disk is full, or cannot be written, here and below.
        LastFileError: the last file cannot be read, or has not what it should have, here and below.
    """

    def __init__(self, place: Path | None = None, last: Last | None = None) -> None:
        self._place = place
        self._last = last
        self._lists: list[range | dict[str, _Rows]] = []
        self.bounds: Bounds = {table: [0] for table in _TABLES}
        if place is not None:
            place.open("xb").close()  # with the rights of any new file: SQLite would give its own
        with self._told():
            self._database = sqlite3.connect(place or ":memory:", isolation_level=None, uri=True)
        try:
            with self._told():
                self._make_tables()
        except BaseException:
            self.close()
            raise

    def _make_tables(self) -> None:
        make = self._database.execute
        make(f"PRAGMA page_size = {_PAGE_SIZE}")
        self._database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
        if self._last is not None:  # nobody changes it: it is asked for no lock, and left as it is
            self._attach(self._last.file)
        make("BEGIN")
        make(f"CREATE TABLE articles ({', '.join(map(_column, _COLUMNS))}) WITHOUT ROWID")
        for table, columns in _TABLES.items():
            make(f'CREATE TABLE "{table}" (page TEXT NOT NULL, {", ".join(map(_list_column, columns))})')

    def _attach(self, file: Path) -> None:
        try:
            self._database.execute("ATTACH ? AS last", (f"{file.absolute().as_uri()}?immutable=1",))
        except sqlite3.DatabaseError as error:
            raise LastFileError(str(error)) from error

    def add(self, record: Record) -> None:
        """Take a record in."""
        page = record["page"]
        with self._told():
            self._insert("articles", [tuple(map(record.get, _COLUMNS))])
        lists = {table: _rows(page, record[table]) for table in _TABLES if record.get(table)}
        for table, bounds in self.bounds.items():
            bounds.append(bounds[-1] + len(lists.get(table, ())))
        self._lists.append(lists)

    def keep(self, run: range) -> None:
        """Take over records of the last file by their numbers; their pages ascend."""
        last = self._kept()
        self._take("articles", "page", last.pages[run.start], last.pages[run.stop - 1], len(run))
        for table, bounds in self.bounds.items():
            taken_over(bounds, last.bounds[table], run)
        self._lists.append(run)

    def end(self) -> None:
        """Have all in the file."""
        for table in _TABLES:
            for said in self._lists:
                if isinstance(said, range):
                    bounds = self._kept().bounds[table]
                    first, end = bounds[said.start], bounds[said.stop]
                    self._take(table, "rowid", first + 1, end, end - first)
                elif table in said:
                    with self._told():
                        self._insert(table, said[table])
        with self._told():
            self._database.execute("COMMIT")
        if self._place is not None:
            self._database.close()
            with self._place.open("r+b") as file:
                for place in _PASSING:
                    file.seek(place.start)
                    file.write(bytes(place.stop - place.start))

    def content(self) -> bytearray:
        """The file, made in memory."""
        content = bytearray(self._database.serialize())
        for place in _PASSING:
            content[place] = bytes(place.stop - place.start)
        return content

    def close(self) -> None:
        """Hold nothing any more."""
        self._database.close()

    def _insert(self, table: str, rows: _Rows) -> None:
        insert = f'INSERT INTO "{table}" VALUES ({", ".join("?" * len(rows[0]))})'  # noqa: S608 - a name of ours, marks
        for row in rows:
            try:
                self._database.execute(insert, row)
            except UnicodeEncodeError:
                self._database.execute(insert, tuple(map(_stored, row)))

    def _take(self, table: str, key: str, first: object, final: object, count: int) -> None:
        """Take the rows of a table over from one key to another, in their order, in which they must be `count`."""
        if not count:
            return
        try:
            taken = self._database.execute(
                f'INSERT INTO main."{table}" SELECT * FROM last."{table}" '  # noqa: S608 - names of ours
                f"WHERE {key} BETWEEN ? AND ? ORDER BY {key}",
                (first, final),
            )
        except sqlite3.DatabaseError as error:  # or the disk is full, which is told when all is made anew
            raise LastFileError(str(error)) from error
        if taken.rowcount != count:
            raise LastFileError(f"{taken.rowcount} rows of {count} in {table}")

    def _kept(self) -> Last:
        if self._last is None:
            raise LastFileError("there is none")
        return self._last

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What SQLite says of the disk, as the system's own errors are told."""
        try:
            yield
        except sqlite3.OperationalError as error:
            raise OSError(errno.EIO, str(error), str(self._place or "the database")) from error


def _column(name: str) -> str:
    kind = "INTEGER" if name == "copyrightYear" else "TEXT"
    return f'"{name}" {kind}{" PRIMARY KEY" if name == "page" else ""}'


def _list_column(name: str) -> str:
    return f'"{name}" TEXT{"" if name in _IMAGE else " NOT NULL"}'


def _rows(page: str, values: list[object]) -> _Rows:
    return [(page, *map(value.get, _IMAGE)) if isinstance(value, dict) else (page, value) for value in values]


def _stored(value: object) -> object:
    """A value that SQLite takes: half of a surrogate pair has no UTF-8."""
    return value.encode("utf-8", "backslashreplace").decode() if isinstance(value, str) else value
