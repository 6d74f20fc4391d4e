"""The formats, by the endings of their files."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Protocol

from bunko.exports.database import Database
from bunko.exports.last import Bounds, Last
from bunko.exports.lines import JsonLines, Table
from bunko.exports.record import Record


class Format(Protocol):
    """What makes one file of many records.

    Attributes:
        bounds: where the records end in it.
    """

    bounds: Bounds

    def add(self, record: Record) -> None:
        """Take a record in."""

    def keep(self, run: range) -> None:
        """Take in records of the last file by their numbers; their pages ascend."""

    def end(self) -> None:
        """Have all in the file; no record comes after it."""

    def content(self) -> bytes | bytearray:
        """The file at its end, where it was made in memory."""

    def close(self) -> None:
        """Hold nothing any more."""


def written(
    records: Iterable[Record], endings: Collection[str] | None = None
) -> Iterator[tuple[str, bytes | bytearray]]:
    """Each format's ending and file, made in memory, of records that are gone through once.

    Args:
        records: in the order of the file.
        endings: which formats; all without it.
    """
    with ExitStack() as stack:
        formats = {
            ending: stack.enter_context(closing(made(None, None)))
            for ending, made in FORMATS.items()
            if endings is None or ending in endings
        }
        for record in records:
            for one in formats.values():
                one.add(record)
        for ending, one in formats.items():
            one.end()
            yield ending, one.content()
            one.close()


FORMATS: Mapping[str, Callable[[Path | None, Last | None], Format]] = {
    "jsonl": JsonLines,
    "csv": Table,
    "sqlite": Database,
}
"""What makes each format, by the ending of its file: given where, and the file that was made last."""
