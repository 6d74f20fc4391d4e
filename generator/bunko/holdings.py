"""What the archive holds: every article's page with its address and captures, for the importer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from bunko import frontmatter
from bunko.copies import Copies
from bunko.identity import address_key, article_id, article_key
from bunko.nouns import Instant
from bunko.settings import Settings

_URL = re.compile(r"^url:[ \t]*[\"']?(https?://[^\s\"']+)", re.MULTILINE)
_SHA256 = re.compile(r"\bsha256:[ \t]*[\"']?([0-9a-f]{64})\b")


@dataclass(frozen=True)
class Held:
    """One page: its place below docs/, its address's key, its captures' hashes, newest first."""

    path: PurePosixPath
    address: str | None = None
    captures: tuple[str, ...] = ()

    @property
    def folder(self) -> str:
        """The site's language."""
        return self.path.parts[0]

    @property
    def key(self) -> str:
        """The path below the language, without `.md`."""
        return str(PurePosixPath(*self.path.parts[1:]).with_suffix(""))


@dataclass
class Holdings:
    """The pages of the archive, and those that a batch adds; looked up by capture, address and id."""

    pages: dict[PurePosixPath, Held] = field(default_factory=dict)
    copies: Copies = field(default_factory=Copies)
    _by_capture: dict[str, Held] = field(default_factory=dict)
    _by_address: dict[str, list[PurePosixPath]] = field(default_factory=dict)
    _ids: dict[str, set[str]] = field(default_factory=dict)

    def add(self, held: Held, body: str) -> None:
        """Take in a page, or a page's new state, with the Markdown of its body."""
        self.pages[held.path] = held
        self.copies.add(held.path, body)
        for sha256 in held.captures:
            self._by_capture[sha256] = held
        if held.address is not None:
            paths = self._by_address.setdefault(held.address, [])
            if held.path not in paths:
                paths.append(held.path)
        self._ids.setdefault(held.path.stem.casefold(), set()).add(held.key)

    def with_capture(self, sha256: str) -> Held | None:
        """The page that was made from a capture."""
        return self._by_capture.get(sha256)

    def with_address(self, url: str | None, folder: str) -> Held | None:
        """The page of an address in a language."""
        return next((held for held in self._of_address(url) if held.folder == folder), None)

    def with_text(self, body: str, folder: str, body_of: Callable[[PurePosixPath], str]) -> Held | None:
        """The page in a language that has nearly the same text; `body_of` reads the pages that may."""
        path = self.copies.of(body, folder, body_of)
        return None if path is None else self.pages[path]

    def key_for(self, url: str | None, sha256: str, published: Instant | None) -> str:
        """The path below the language for a new page: that of its translations, else one with an id of its own."""
        held = next(self._of_address(url), None)
        if held is not None:
            return held.key
        name = article_id(url, sha256)
        number, id_ = 1, name
        while self._ids.get(id_.casefold()):
            number += 1
            id_ = f"{name}-{number}"
        return article_key(id_, published)

    def _of_address(self, url: str | None) -> Iterator[Held]:
        key = address_key(url)
        return (self.pages[path] for path in self._by_address.get(key or "", ()))


def load(settings: Settings) -> Holdings:
    """The pages below docs/ of every configured language; in sorted order.

    Raises:
        OSError: a page cannot be opened.
    """
    holdings = Holdings()
    for folder in settings.languages:
        for file in sorted((settings.docs / folder / "articles").rglob("*.md")):
            path = PurePosixPath(file.relative_to(settings.docs).as_posix())
            text = file.read_bytes().decode("utf-8", "replace")
            url, captures = _identity(text)
            holdings.add(Held(path, address_key(url), captures), frontmatter.split(text)[1])
    return holdings


def _identity(text: str) -> tuple[str | None, tuple[str, ...]]:
    """The page's address and captures.

    Of a page whose YAML is broken they are taken by their look, so that its article is not
    imported anew beside it; the import then fails by the page's name.
    """
    try:
        fields, _ = frontmatter.read(text)
    except frontmatter.FrontmatterError:
        url = _URL.search(text)
        return (url[1] if url else None), tuple(_SHA256.findall(text))
    url_ = fields.get("url")
    return (url_ if isinstance(url_, str) else None), _hashes(fields.get("captures"))


def _hashes(value: object) -> tuple[str, ...]:
    entries = value if isinstance(value, list) else []
    return tuple(str(entry["sha256"]) for entry in entries if isinstance(entry, dict) and entry.get("sha256"))
