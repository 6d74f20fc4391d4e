"""Records as files."""

from __future__ import annotations

import csv
import errno
import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Protocol

from bunko.exports.record import FIELDS, LISTS, Record
from bunko.filesystem import passing_file

_SEPARATOR = "; "
_TABLES = {"keywords": "keyword", "author": "author", "relatedLink": "related_link", "workTranslation": "translation"}
"""Tables of the lists of texts, and the one column that each has besides `page`."""

_IMAGE = ("url", "caption", "creditText", "contentUrl")

_PASSING = (slice(24, 28), slice(92, 100))
"""Bytes of an SQLite file that count its changes, and name the library which wrote it last
(https://sqlite.org/fileformat2.html)."""


class Format(Protocol):
    """What makes one file of many records."""

    def add(self, record: Record) -> None:
        """Take a record in."""

    def content(self) -> bytes | bytearray:
        """The file; no record comes after it."""

    def close(self) -> None:
        """Hold nothing any more."""


class JsonLines:
    """One JSON object a line, UTF-8, with `@type`."""

    def __init__(self) -> None:
        self._content = BytesIO()
        self._encode = json.JSONEncoder(ensure_ascii=False).encode

    def add(self, record: Record) -> None:
        """Take a record in."""
        line = self._encode({"@type": "NewsArticle"} | record)
        self._content.write(f"{line}\n".encode("utf-8", "backslashreplace"))

    def content(self) -> bytes:
        """The file."""
        return self._content.getvalue()

    def close(self) -> None:
        """Hold nothing any more."""
        self._content.close()


class Table:
    """RFC 4180 with a header, UTF-8 with a byte order mark, without which Excel takes it for another encoding.

    Values of a list are joined by `; `; of an image the address stands alone.
    """

    def __init__(self) -> None:
        self._content = BytesIO()
        self._text = TextIOWrapper(self._content, "utf-8-sig", "backslashreplace", newline="")
        self._writer = csv.writer(self._text, lineterminator="\r\n")
        self._writer.writerow(FIELDS)

    def add(self, record: Record) -> None:
        """Take a record in."""
        self._writer.writerow([_cell(record.get(name, "")) for name in FIELDS])

    def content(self) -> bytes:
        """The file."""
        self._text.flush()
        return self._content.getvalue()

    def close(self) -> None:
        """Hold nothing any more."""
        self._text.close()


class Database:
    """SQLite: table `articles` (a column for each field that is no list), and a table for each list.

    Args:
        folder: where it is made, in a file that goes away; without one in memory, where it stands twice at its end.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._stack = ExitStack()
        self._file = self._stack.enter_context(passing_file(folder)) if folder else None
        self._columns = [name for name in FIELDS if name not in LISTS]
        with self._told():
            self._database = sqlite3.connect(self._file or ":memory:")
            self._stack.callback(self._database.close)
            self._database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
            self._make_tables()

    def _make_tables(self) -> None:
        make = self._database.execute
        make(f"CREATE TABLE articles ({', '.join(map(_column, self._columns))}) WITHOUT ROWID")
        for table, column in _TABLES.items():
            make(f'CREATE TABLE "{table}" (page TEXT NOT NULL, "{column}" TEXT NOT NULL)')
        make(f"CREATE TABLE image (page TEXT NOT NULL, {', '.join(f'{name} TEXT' for name in _IMAGE)})")

    def add(self, record: Record) -> None:
        """Take a record in.

        Raises:
            OSError: the disk is full, or cannot be written.
        """
        page, database = record["page"], self._database
        row = [_stored(record.get(name)) for name in self._columns]
        with self._told():
            database.execute(f"INSERT INTO articles VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608 - marks
            for table in _TABLES:
                rows = [(page, _stored(value)) for value in record.get(table, ())]
                database.executemany(f'INSERT INTO "{table}" VALUES (?, ?)', rows)  # noqa: S608 - a name of ours
            for image in record.get("image", ()):
                row = [page, *(_stored(image.get(name)) for name in _IMAGE)]
                database.execute("INSERT INTO image VALUES (?, ?, ?, ?, ?)", row)

    def content(self) -> bytearray:
        """The file; no record comes after it.

        Raises:
            OSError: as `add`.
        """
        with self._told():
            self._database.commit()
            content = bytearray(self._database.serialize() if self._file is None else self._file.stat().st_size)
            if self._file is not None:
                with self._file.open("rb") as file:
                    file.readinto(content)
        for place in _PASSING:
            content[place] = bytes(place.stop - place.start)
        return content

    def close(self) -> None:
        """Hold nothing any more."""
        self._stack.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What SQLite says of the disk, as the system's own errors are told."""
        try:
            yield
        except sqlite3.OperationalError as error:
            raise OSError(errno.EIO, str(error), str(self._file or "the database")) from error


def written(
    records: Iterable[Record], endings: Collection[str] | None = None, folder: Path | None = None
) -> Iterator[tuple[str, bytes | bytearray]]:
    """Each format's ending and file, of records that are gone through once.

    Args:
        records: in the order of the file.
        endings: which formats; all without it.
        folder: where a file may stand meanwhile.

    Raises:
        OSError: that file cannot be written.
    """
    with ExitStack() as stack:
        formats = {
            ending: stack.enter_context(closing(made(folder)))
            for ending, made in FORMATS.items()
            if endings is None or ending in endings
        }
        for record in records:
            for one in formats.values():
                one.add(record)
        for ending, one in formats.items():
            yield ending, one.content()
            one.close()


def _column(name: str) -> str:
    kind = "INTEGER" if name == "copyrightYear" else "TEXT"
    return f'"{name}" {kind}{" PRIMARY KEY" if name == "page" else ""}'


def _stored(value: object) -> object:
    """A value that SQLite takes: half of a surrogate pair has no UTF-8."""
    return value.encode("utf-8", "backslashreplace").decode() if isinstance(value, str) else value


def _cell(value: object) -> str:
    if isinstance(value, list):
        return _SEPARATOR.join(_cell(item) for item in value)
    if isinstance(value, Mapping):
        return str(value.get("url") or value.get("contentUrl") or "")
    return str(value)


FORMATS: Mapping[str, Callable[[Path | None], Format]] = {
    "jsonl": lambda _: JsonLines(),
    "csv": lambda _: Table(),
    "sqlite": Database,
}
"""What makes each format, by the ending of its file; it is given the folder that `written` is."""
