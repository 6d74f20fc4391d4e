"""The three files of an import, read and written: capture, page, sidecar, in this order."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePosixPath

from bunko import sidecar
from bunko.errors import PageError
from bunko.filesystem import write_whole
from bunko.nouns import Capture
from bunko.settings import Settings
from bunko.sidecar import Sidecar


@dataclass
class Deposit:
    """An archive's pages and captures; with `dry_run` it remembers what it would have written."""

    settings: Settings
    dry_run: bool = False
    _pages: dict[PurePosixPath, str] = field(default_factory=dict)
    _sidecars: dict[str, Sidecar] = field(default_factory=dict)

    def page(self, path: PurePosixPath) -> str:
        """The text of the page at a path below docs/.

        Raises:
            PageError: it went away, or is no UTF-8.
        """
        if path in self._pages:
            return self._pages[path]
        try:
            return (self.settings.docs / path).read_bytes().decode("utf-8")
        except (UnicodeDecodeError, FileNotFoundError, IsADirectoryError) as error:
            problem = "the page is no UTF-8" if isinstance(error, UnicodeDecodeError) else "the page went away"
            raise PageError(f"docs/{path}", problem, cure="Mend it, and import again.") from error

    def has_page(self, path: PurePosixPath) -> bool:
        """There is a file at this path."""
        return path in self._pages or (self.settings.docs / path).exists()

    def sidecar(self, sha256: str) -> Sidecar | None:
        """The sidecar of a capture, where there is one that can be read."""
        return self._sidecars.get(sha256) or sidecar.read(self.settings.archive, sha256)

    def put(self, capture: Capture, path: PurePosixPath, text: str, record: Sidecar) -> None:
        """Write the three files.

        Raises:
            OSError: a folder cannot be written; what was written so far is whole.
            UnicodeEncodeError: a text that UTF-8 cannot hold; nothing is written.
        """
        if self.dry_run:
            self._pages[path], self._sidecars[capture.sha256] = text, record
            return
        content, said = text.encode(), record.as_json().encode()
        self.put_capture(capture)
        write_whole(self.settings.docs / path, content)
        sidecar.write(self.settings.archive, record.sha256, said)

    def put_capture(self, capture: Capture) -> None:
        """Write the capture's bytes as they came, unless they are there.

        Raises:
            OSError: the folder cannot be written.
        """
        if not self.dry_run:
            sidecar.keep_capture(self.settings.archive, capture)
