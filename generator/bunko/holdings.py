"""What the archive holds: every article's page with its address and captures, for the importer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from bunko import frontmatter
from bunko.copies import Copies, Text
from bunko.identity import address_key, article_id, article_key
from bunko.nouns import Instant
from bunko.settings import Settings

_URL = re.compile(r"^url:[ \t]*[\"']?(https?://[^\s\"']+)", re.MULTILINE)
_TRANSLATION = re.compile(r"^translation:", re.MULTILINE)
_SHA256 = re.compile(r"\bsha256:[ \t]*[\"']?([0-9a-f]{64})\b")


@dataclass(frozen=True)
class Held:
    """One page.

    Attributes:
        path: its place below docs/.
        address: the key of the original's address.
        captures: hashes of its captures, newest first; a translation may have been copied with them.
        elsewhere: keys of further addresses that captures of it were taken at.
        translated_from: the folder that a translation was made from; None where the page is no translation.
        withdrawn: whether the page says so itself; its translations are withdrawn with it.
    """

    path: PurePosixPath
    address: str | None = None
    captures: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    translated_from: str | None = None
    withdrawn: bool = False

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
    _by_capture: dict[str, list[PurePosixPath]] = field(default_factory=dict)
    _by_address: dict[str, list[PurePosixPath]] = field(default_factory=dict)
    _by_id: dict[str, list[PurePosixPath]] = field(default_factory=dict)

    def add(self, held: Held, text: Text) -> None:
        """Take in a page, or a page's new state, with its text."""
        self.pages[held.path] = held
        self.copies.add(held.path, text)
        places = [(self._by_capture, sha256) for sha256 in held.captures]
        places += [(self._by_address, key) for key in (held.address, *held.elsewhere) if key is not None]
        for index, key in (*places, (self._by_id, held.path.stem.casefold())):
            paths = index.setdefault(key, [])
            if held.path not in paths:
                paths.append(held.path)

    def withdrawn(self, held: Held) -> bool:
        """Whether an article is withdrawn: its page says so, or that of its original."""
        original = self.pages.get(PurePosixPath(held.translated_from or held.folder, f"{held.key}.md"))
        return held.withdrawn or (original is not None and original.withdrawn)

    def with_capture(self, sha256: str, folder: str | None = None) -> Held | None:
        """The page that was made from a capture, rather in this language; never a translation."""
        found = [self.pages[path] for path in self._by_capture.get(sha256, ())]
        found = [held for held in found if held.translated_from is None]
        return next((held for held in found if held.folder == folder), found[0] if found else None)

    def with_address(self, url: str | None, folder: str) -> Held | None:
        """The page of an address in a language, a translation only where there is no other."""
        key = address_key(url)
        found = [held for held in self._of_address(url) if held.folder == folder]
        return min(found, key=lambda held: (held.translated_from is not None, held.address != key), default=None)

    def with_text(self, text: Text, folder: str, text_of: Callable[[PurePosixPath], str]) -> Held | None:
        """The page in a language that has nearly the same text; `text_of` reads the pages that may."""
        path = self.copies.of(text, folder, text_of)
        return None if path is None else self.pages[path]

    def key_for(self, url: str | None, sha256: str, published: Instant | None, folder: str) -> str:
        """The path below the language for a new page: that of its translations, else one with an id of its own."""
        held = next(self._of_address(url), None)
        if held is not None:
            return held.key
        name = article_id(url, sha256)
        number, id_ = 1, name
        while paths := self._by_id.get(id_.casefold()):
            keys = self._keys_without_original(paths, folder)
            if keys:
                usual = article_key(id_, published)
                return usual if usual in keys else keys[0]
            number += 1
            id_ = f"{name}-{number}"
        return article_key(id_, published)

    def _keys_without_original(self, paths: Sequence[PurePosixPath], folder: str) -> list[str]:
        """Keys that only translations hold, one of them from this language, and none with an address of its own."""
        holders: dict[str, list[Held]] = {}
        for path in paths:
            holders.setdefault(self.pages[path].key, []).append(self.pages[path])
        return [
            key
            for key, held in sorted(holders.items())
            if all(one.translated_from is not None and one.address is None for one in held)
            and any(one.translated_from == folder for one in held)
        ]

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
        for file in sorted(path for path in (settings.docs / folder / "articles").rglob("*.md") if path.is_file()):
            path = PurePosixPath(file.relative_to(settings.docs).as_posix())
            text = file.read_bytes().decode("utf-8", "replace")
            holdings.add(*_held(path, text))
    return holdings


def _held(path: PurePosixPath, text: str) -> tuple[Held, Text]:
    """A page with its address and captures, and its text.

    Of a page whose YAML is broken they are taken by their look, so that its article is not
    imported anew beside it; the import then fails by the page's name.
    """
    try:
        fields, body = frontmatter.read(text)
    except frontmatter.FrontmatterError:
        url = _URL.search(text)
        translated_from = "" if _TRANSLATION.search(text) else None
        address = address_key(url[1] if url else None)
        return Held(path, address, tuple(_SHA256.findall(text)), translated_from=translated_from), Text("")
    said, captures = fields.get("url"), fields.get("captures")
    held = Held(
        path,
        address_key(said if isinstance(said, str) else None),
        _of_captures(captures, "sha256"),
        tuple(filter(None, map(address_key, _of_captures(captures, "url")))),
        _translated_from(fields.get("translation")),
        fields.get("status") == "withdrawn",
    )
    return held, Text.of_fields(fields, body)


def _translated_from(value: object) -> str | None:
    if not value:
        return None
    return str(value.get("from", "")) if isinstance(value, dict) else ""


def _of_captures(value: object, name: str) -> tuple[str, ...]:
    entries = value if isinstance(value, list) else []
    return tuple(str(entry[name]) for entry in entries if isinstance(entry, dict) and entry.get(name))
