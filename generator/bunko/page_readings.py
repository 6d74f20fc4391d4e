"""Articles' pages as they were read: of a page that stands as it stood, nothing is read again but what is asked for.

A page is known by its stamp. One that is younger than `_SETTLED` when it is read may change once more within the same
tick of the file system's clock, and is read again the next time (so does Git: https://git-scm.com/docs/racy-git).
"""

from __future__ import annotations

import marshal
import os
import re
import time
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from bunko import page
from bunko.nouns import Article, Block, Passage
from bunko.page_text import Body, HeldText, PageText, decoded, digest_of
from bunko.prose import read_blocks
from bunko.renderings.environment import fingerprint
from bunko.shelf import Shelf
from bunko.web_address import addresses_in

_SETTLED = 2_000_000_000
"""Nanoseconds; no clock of a file system in use ticks more seldom (FAT's)."""


_WAITS = re.compile(r"<!-- bunko: translate this\b")


class PageStamp(NamedTuple):
    """Which file, its bytes, its times of change and of change of status: another stamp, perhaps another page.

    Attributes:
        inode: the file's number in its file system.
        size: in bytes.
        changed: nanoseconds, as `st_mtime_ns`.
        status_changed: nanoseconds, as `st_ctime_ns`; on Windows the time of creation, which tells less.
    """

    inode: int
    size: int
    changed: int
    status_changed: int

    @classmethod
    def of(cls, found: os.stat_result) -> PageStamp:
        """The stamp of a file that was looked at."""
        return cls(found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)

    @property
    def is_settled(self) -> bool:
        """Whether any change from now on gives another stamp, by this machine's clock."""
        return time.time_ns() - max(self.changed, self.status_changed) > _SETTLED


@dataclass(frozen=True, slots=True)
class PageReading:
    """What one page said.

    Attributes:
        article: the article; of a kept reading its body is read when it is asked for, which may raise PageError.
        file: where the page is.
        text: its Markdown below the front matter.
        digest: `digest_of` the page.
        words: BLAKE2b of title, description and text, 16 bytes: another digest, other words.
        addresses: the web addresses in its text, each once.
        waits: places in it wait to be filled (`bunko new translation`).
    """

    article: Article
    file: str
    text: HeldText | PageText
    digest: bytes
    words: bytes
    addresses: tuple[str, ...]
    waits: bool


def waits(block: Block) -> bool:
    """Whether a block is the comment that stands above a place for its translation."""
    return isinstance(block, Passage) and _WAITS.match(block.markdown) is not None


def read_page(file: str, path: PurePosixPath) -> PageReading:
    """A page, read whole and held.

    Args:
        file: where it is.
        path: its place below docs/.

    Raises:
        PageError: it says no article.
        OSError: it cannot be read.
        UnicodeDecodeError: it is not in UTF-8.
    """
    content = Path(file).read_bytes()
    article, _, markdown = page.parted(decoded(content), path, read_blocks)
    return PageReading(article, file, HeldText(markdown), *_told(content, article, markdown))


class _Told(NamedTuple):
    digest: bytes
    words: bytes
    addresses: tuple[str, ...]
    waits: bool


def _told(content: bytes, article: Article, markdown: str) -> _Told:
    words = f"{len(article.title)}\n{article.title}{article.description or ''}\n{markdown}"
    return _Told(
        digest_of(content),
        blake2b(words.encode("utf-8", "surrogatepass"), digest_size=16).digest(),
        tuple(addresses_in(markdown)),
        article.translation is not None and _some_wait(markdown),
    )


def _some_wait(markdown: str) -> bool:
    return _WAITS.search(markdown) is not None and any(map(waits, read_blocks(markdown)))


_Kept = tuple[tuple[int, ...] | None, bytes, tuple[bytes, bytes, tuple[str, ...], bool]]
"""A reading on its shelf: its stamp (without one it is read again), its front matter marshalled, `_Told`."""


@dataclass
class KeptReadings:
    """Readings that outlast a build: what the front matter of each page said is kept below `folder`, and no text."""

    folder: Path
    _now: dict[str, _Kept] = field(default_factory=dict)
    _readings: dict[str, PageReading] = field(default_factory=dict)

    def read(self, file: str, path: PurePosixPath, stamp: PageStamp) -> PageReading:
        """A page, of which the text is read when it is asked for.

        Args:
            file: where it is.
            path: its place below docs/.
            stamp: of the file, looked at before.

        Raises:
            PageError: it says no article.
            OSError: it cannot be read.
            UnicodeDecodeError: it is not in UTF-8.
        """
        place = str(path)
        kept, reading = self._last.get(place), self._readings.get(place)
        if kept is None or kept[0] != stamp:
            kept, self._readings[place] = _read(file, path, stamp)
        elif reading is None or reading.file != file:
            text = PageText(file, path, kept[2][0])
            article = page.of_fields(path, marshal.loads(kept[1]), Body(text))  # noqa: S302 - from a shelf
            self._readings[place] = PageReading(article, file, text, *kept[2])
        self._now[place] = kept
        return self._readings[place]

    def keep(self) -> None:
        """Keep what was read since this was called last, and nothing else."""
        if self._now != self._last:
            self._shelf.write_value(self._now)
            self._readings = {place: reading for place, reading in self._readings.items() if place in self._now}
        self._last, self._now = self._now, {}

    @cached_property
    def _last(self) -> dict[str, _Kept]:
        return self._shelf.read_value() or {}

    @cached_property
    def _shelf(self) -> Shelf:
        return Shelf(self.folder / "pages", "pages", fingerprint({}, []))


def _read(file: str, path: PurePosixPath, stamp: PageStamp) -> tuple[_Kept, PageReading]:
    settled = stamp.is_settled
    content = Path(file).read_bytes()
    text = PageText(file, path, digest_of(content))
    article, fields, markdown = page.parted(decoded(content), path, lambda _: Body(text))
    told = _told(content, article, markdown)
    kept = (tuple(stamp) if settled else None, marshal.dumps(fields), (*told,))
    return kept, PageReading(article, file, text, *told)
