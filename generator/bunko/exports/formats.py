"""Records as files."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from io import BytesIO, TextIOWrapper
from pathlib import Path
from tempfile import TemporaryDirectory

from bunko.exports.record import FIELDS, LISTS, Record

_SEPARATOR = "; "
_TABLES = {"keywords": "keyword", "author": "author", "relatedLink": "related_link", "workTranslation": "translation"}
"""Tables of the lists of texts, and the one column that each has besides `page`."""

_IMAGE = ("url", "caption", "creditText", "contentUrl")

_VERSION = slice(92, 100)
"""Bytes of an SQLite file that name the library which wrote it last (https://sqlite.org/fileformat2.html)."""


def as_jsonl(records: Iterable[Record]) -> bytes:
    """One JSON object a line, UTF-8, with `@type`."""
    content, encode = BytesIO(), json.JSONEncoder(ensure_ascii=False).encode
    for record in records:
        line = encode({"@type": "NewsArticle"} | record)
        content.write(f"{line}\n".encode("utf-8", "backslashreplace"))
    return content.getvalue()


def as_csv(records: Iterable[Record]) -> bytes:
    """RFC 4180 with a header, UTF-8 with a byte order mark, without which Excel takes it for another encoding.

    Values of a list are joined by `; `; of an image the address stands alone.
    """
    content = BytesIO()
    with TextIOWrapper(content, "utf-8-sig", "backslashreplace", newline="") as text:
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(FIELDS)
        writer.writerows([_cell(record.get(name, "")) for name in FIELDS] for record in records)
        text.flush()
        return content.getvalue()


def as_sqlite(records: Iterable[Record]) -> bytes:
    """A database: table `articles` (a column for each field that is no list), and a table for each list.

    It is made in a file of the system's folder for passing files: in memory it would stand twice.
    """
    columns = [name for name in FIELDS if name not in LISTS]
    with TemporaryDirectory() as folder:
        file = Path(folder, "articles.sqlite")
        with closing(sqlite3.connect(file)) as database:
            database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
            _fill(database, columns, records)
            database.commit()
        with file.open("r+b") as written:
            written.seek(_VERSION.start)
            written.write(bytes(_VERSION.stop - _VERSION.start))
        return file.read_bytes()


def _fill(database: sqlite3.Connection, columns: Sequence[str], records: Iterable[Record]) -> None:
    database.execute(f"CREATE TABLE articles ({', '.join(map(_column, columns))}) WITHOUT ROWID")
    for table, column in _TABLES.items():
        database.execute(f'CREATE TABLE "{table}" (page TEXT NOT NULL, "{column}" TEXT NOT NULL)')
    database.execute(f"CREATE TABLE image (page TEXT NOT NULL, {', '.join(f'{name} TEXT' for name in _IMAGE)})")
    places = ", ".join("?" * len(columns))
    for record in records:
        row = [_stored(record.get(name)) for name in columns]
        database.execute(f"INSERT INTO articles VALUES ({places})", row)  # noqa: S608 - a row of question marks
        _insert_lists(database, record)


def _insert_lists(database: sqlite3.Connection, record: Record) -> None:
    page = record["page"]
    for table in _TABLES:
        rows = [(page, _stored(value)) for value in record.get(table, ())]
        database.executemany(f'INSERT INTO "{table}" VALUES (?, ?)', rows)  # noqa: S608 - a name of ours
    for image in record.get("image", ()):
        row = [page, *(_stored(image.get(name)) for name in _IMAGE)]
        database.execute("INSERT INTO image VALUES (?, ?, ?, ?, ?)", row)


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


FORMATS: Mapping[str, Callable[[Iterable[Record]], bytes]] = {
    "jsonl": as_jsonl,
    "csv": as_csv,
    "sqlite": as_sqlite,
}
"""What writes each format, by the ending of its file."""
