"""Images that a batch's containers hold, put to the articles that show them, at the batch's end.

A crawl stores an image before or after its page, or in another file. While captures are imported only
places are noted, on disk; at the end the images that pages ask for are read again, one by one.
"""

from __future__ import annotations

import sqlite3
import weakref
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import PurePosixPath

from bunko import page
from bunko.captures.found import PassedOver
from bunko.captures.stored_images import stored_images
from bunko.deposit import Deposit
from bunko.errors import BunkoError
from bunko.image_files import key_of, place_of
from bunko.nouns import Article

_TABLES = """
CREATE TABLE stored (key TEXT PRIMARY KEY, container TEXT, place TEXT) WITHOUT ROWID;
CREATE TABLE wanted (key TEXT, page TEXT, PRIMARY KEY (key, page)) WITHOUT ROWID;
CREATE TABLE kept (key TEXT PRIMARY KEY, file TEXT) WITHOUT ROWID;
"""


@dataclass
class Illustration:
    """What images a batch met, and what pages want."""

    deposit: Deposit
    _memory: sqlite3.Connection = field(init=False)
    _put: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        """Open a database without a name, which goes away with this object."""
        self._memory = sqlite3.connect("")
        self._memory.executescript(_TABLES)
        weakref.finalize(self, self._memory.close)

    def met(self, record: PassedOver) -> None:
        """Note where an image is stored; of one address the first place counts."""
        if record.image is not None:
            self._note("stored", key_of(record.image), record.container, record.name)

    def wants(self, article: Article) -> None:
        """Note the images of an article's page that the archive does not hold."""
        if article.withdrawn:
            return
        for image in article.images:
            if image.url and not image.file:
                self._note("wanted", key_of(image.url), str(article.path))

    def put(self, held: Mapping[str, bytes], article: Article) -> None:
        """Keep those of a capture's own images that the article's page names.

        Args:
            held: bytes by their place below docs/.
            article: as its page is to say it.

        Raises:
            OSError: the folder cannot be written.
        """
        for file in dict.fromkeys(image.file for image in article.images if image.file):
            if file in held and not self.deposit.has_image(PurePosixPath(file)):
                self.deposit.put_image(PurePosixPath(file), held[file])
                self._put += 1

    def _note(self, table: str, *row: str) -> None:
        """A row that is not there; a name whose bytes are no UTF-8 is none that a database holds."""
        with suppress(UnicodeEncodeError):
            marks = ", ".join("?" * len(row))
            self._memory.execute(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", row)  # noqa: S608 - our own names

    def keep(self, tell: Callable[[str], None]) -> None:
        """Keep the images that are both stored and wanted, and name them on their pages.

        Args:
            tell: is told how many were kept, and what was refused.
        """
        try:
            count = self._put + sum(1 for _ in self._kept(tell))
        except OSError as error:
            tell(
                f"{error.filename or 'docs/assets/images'}: {error.strerror or error}. Import again to keep the images."
            )
            count = self._put
        for (path,) in self._memory.execute(
            "SELECT DISTINCT page FROM wanted JOIN kept USING (key) ORDER BY page"
        ).fetchall():
            try:
                self._name_on(PurePosixPath(path))
            except (BunkoError, OSError) as error:
                tell(f"{path}: its images are not named there: {error}")
        if count:
            tell(f"{count} image{'s' if count > 1 else ''} kept in docs/assets/images/.")

    def _kept(self, tell: Callable[[str], None]) -> Iterator[str]:
        rows = self._memory.execute(
            "SELECT DISTINCT container, place, key FROM stored JOIN wanted USING (key) ORDER BY container, place"
        ).fetchall()
        for container, stored in groupby(rows, key=lambda row: str(row[0])):
            keys = {place: key for _, place, key in stored}
            for place, content in stored_images(container, keys):
                file = place_of(content) if content else None
                if content is None or file is None:
                    tell(f"{place}: the image is not kept: it is no JPEG, PNG, GIF, WebP or AVIF of at most 10 MB.")
                    continue
                self.deposit.put_image(PurePosixPath(file), content)
                self._memory.execute("INSERT OR IGNORE INTO kept VALUES (?, ?)", (keys[place], file))
                yield file

    def _name_on(self, path: PurePosixPath) -> None:
        text = self.deposit.page(path)
        article = page.read(text, path)
        query = "SELECT key, file FROM kept JOIN wanted USING (key) WHERE page = ?"
        files = dict(self._memory.execute(query, (str(path),)))
        images = tuple(
            replace(image, file=files.get(key_of(image.url))) if image.url and not image.file else image
            for image in article.images
        )
        self.deposit.put_page(path, page.write(replace(article, images=images), text))


def with_files(machine: Article, said: Article) -> Article:
    """The machine's images, with the files that the page names for the same addresses."""
    files = {key_of(image.url): image.file for image in said.images if image.url and image.file}
    images = tuple(replace(image, file=image.file or files.get(key_of(image.url or ""))) for image in machine.images)
    return replace(machine, images=images)
