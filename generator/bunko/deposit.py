"""The three files of an import, read and written: capture, page, sidecar, in this order."""

from __future__ import annotations

import sqlite3
import weakref
from dataclasses import dataclass
from pathlib import PurePosixPath

from bunko import sidecar
from bunko.errors import PageError
from bunko.filesystem import sweep, write_together, write_whole
from bunko.nouns import Capture
from bunko.settings import Settings
from bunko.sidecar import Sidecar


@dataclass
class Deposit:
    """An archive's pages and captures; with `dry_run` it remembers, on disk, what it would have written."""

    settings: Settings
    dry_run: bool = False
    _memory: sqlite3.Connection | None = None

    def __post_init__(self) -> None:
        """Open the memory: a database without a name, which goes away with this object."""
        if self.dry_run:
            self._memory = sqlite3.connect("")
            self._memory.execute("CREATE TABLE texts (name TEXT PRIMARY KEY, text BLOB)")
            weakref.finalize(self, self._memory.close)

    def sweep(self) -> None:
        """Remove what an import left half written that was ended at once."""
        if not self.dry_run:
            for folder in (self.settings.docs, self.settings.archive):
                sweep(folder)

    def _remember(self, name: str, text: str) -> None:
        if self._memory is not None:
            self._memory.execute("INSERT OR REPLACE INTO texts VALUES (?, ?)", (name, text.encode()))

    def _remembered(self, name: str) -> str | None:
        if self._memory is None:
            return None
        row = self._memory.execute("SELECT text FROM texts WHERE name = ?", (name,)).fetchone()
        return None if row is None else bytes(row[0]).decode()

    def page(self, path: PurePosixPath) -> str:
        """The text of the page at a path below docs/.

        Raises:
            PageError: it went away, or is no UTF-8.
        """
        remembered = self._remembered(str(path))
        if remembered is not None:
            return remembered
        try:
            return (self.settings.docs / path).read_bytes().decode("utf-8")
        except (UnicodeDecodeError, FileNotFoundError, IsADirectoryError) as error:
            problem = "the page is no UTF-8" if isinstance(error, UnicodeDecodeError) else "the page went away"
            raise PageError(f"docs/{path}", problem, cure="Mend it, and import again.") from error

    def text(self, path: PurePosixPath) -> str:
        """The text of the page at a path; empty where it went away.

        Raises:
            PageError: it is no UTF-8.
        """
        return self.page(path) if self.has_page(path) else ""

    def has_page(self, path: PurePosixPath) -> bool:
        """There is a file at this path."""
        return self._remembered(str(path)) is not None or (self.settings.docs / path).exists()

    def sidecar(self, sha256: str) -> Sidecar | None:
        """The sidecar of a capture, where there is one that can be read."""
        remembered = self._remembered(sha256)
        return sidecar.parse(sha256, remembered) if remembered else sidecar.read(self.settings.archive, sha256)

    def put(self, capture: Capture, path: PurePosixPath, text: str, *records: Sidecar) -> None:
        """Write capture, page and sidecars, in this order.

        Raises:
            OSError: a folder cannot be written; what was written so far is whole.
            UnicodeEncodeError: a text that UTF-8 cannot hold; nothing is written.
        """
        if self.dry_run:
            self._remember(str(path), text)
            self.put_sidecars(*records)
            return
        archive = self.settings.archive
        write_together(
            [
                (sidecar.capture_file(archive, capture), capture.content),
                (self.settings.docs / path, text.encode()),
                *((sidecar.file(archive, record.sha256), record.as_json().encode()) for record in records),
            ]
        )

    def put_sidecars(self, *records: Sidecar) -> None:
        """Write sidecars alone.

        Raises:
            OSError: the folder cannot be written.
        """
        for record in records:
            if self.dry_run:
                self._remember(record.sha256, record.as_json())
            else:
                write_whole(sidecar.file(self.settings.archive, record.sha256), record.as_json())

    def put_page(self, path: PurePosixPath, text: str) -> None:
        """Write a page alone.

        Raises:
            OSError: the folder cannot be written.
        """
        if self.dry_run:
            self._remember(str(path), text)
        else:
            write_whole(self.settings.docs / path, text)

    def has_image(self, path: PurePosixPath) -> bool:
        """There is a file at this path below docs/."""
        return (self.settings.docs / path).is_file()

    def put_image(self, path: PurePosixPath, content: bytes) -> None:
        """Write an image below docs/, unless it is there.

        Raises:
            OSError: the folder cannot be written.
        """
        if not self.dry_run:
            write_whole(self.settings.docs / path, content)

    def put_capture(self, capture: Capture) -> None:
        """Write the capture's bytes as they came, unless they are there.

        Raises:
            OSError: the folder cannot be written.
        """
        if not self.dry_run:
            write_whole(sidecar.capture_file(self.settings.archive, capture), capture.content)
