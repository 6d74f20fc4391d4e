"""An archive as a bag that a library takes in: RFC 8493, "The BagIt File Packaging Format".

`data/` is an archive itself: settings, registers, pages, and the captures with their records that pages name, beside
the exports. What was withdrawn is not in it, and what is not published: unfinished translations, `archive/inbox/`.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path, PurePosixPath

import bunko
from bunko import sidecar, translated
from bunko.errors import BunkoError
from bunko.exports import records, written
from bunko.filesystem import copied, whole_folder, write_whole
from bunko.library import Library
from bunko.nouns import Article
from bunko.settings import Settings
from bunko.verify.files import is_hash

_DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_ESCAPED = {"%": "%25", "\r": "%0D", "\n": "%0A"}
"""What stands for these in a manifest's paths (RFC 8493, 2.1.3)."""


class BagError(BunkoError):
    """An archive cannot be put into a bag."""


@dataclass(frozen=True, slots=True)
class Label:
    """What a person tells of a bag.

    Attributes:
        day: of the bagging; None where it is not to be told, so that the same archive gives the same bytes on any day.
        identifier: a name by which others know the archive, as a DOI; None for its address.
    """

    day: date | None = None
    identifier: str | None = None


@dataclass(frozen=True, slots=True)
class Bagged:
    """What is in a bag: articles and captures, files of the payload and their bytes."""

    articles: int
    captures: int
    files: int
    size: int


@dataclass(frozen=True)
class Contents:
    """An archive that is put into a bag: its settings, the file that they were read from, and its pages."""

    settings: Settings
    config: Path
    library: Library

    @cached_property
    def published(self) -> list[Article]:
        """The articles that are not withdrawn."""
        return [article for article in self.library.articles if not article.withdrawn]

    @cached_property
    def captures(self) -> list[str]:
        """Hashes of their captures, in order."""
        return sorted({record.sha256 for article in self.published for record in article.captures})

    def copies(self) -> Iterator[tuple[str, Path]]:
        """Files of the archive, with their places below `data/`."""
        yield self.config.name, self.config
        for path in sorted(self.settings.archive.glob("*")):
            if path.is_file() and not path.name.startswith("."):
                yield f"archive/{path.name}", path
        for path in (*self._evidence(), *self._translated()):
            if path.is_file():
                yield f"archive/{path.parent.name}/{path.name}", path
        docs, hidden = self.settings.docs, self._hidden()
        name = docs.relative_to(self.settings.root) if docs.is_relative_to(self.settings.root) else Path("docs")
        for path in sorted(Path(at, name) for at, _, names in os.walk(docs) for name in names):
            place = PurePosixPath(path.relative_to(docs).as_posix())
            if place not in hidden and not any(part.startswith(".") for part in place.parts):
                yield f"{name.as_posix()}/{place}", path

    def _evidence(self) -> Iterator[Path]:
        for sha256 in self.captures:
            if is_hash(sha256):
                for ending in (*sidecar.EXTENSIONS, ".json"):
                    yield self.settings.archive / "captures" / f"{sha256}{ending}"

    def _translated(self) -> Iterator[Path]:
        for of in sorted({one.translation.of for one in self.published if one.translation and one.translation.of}):
            if is_hash(of):
                yield translated.place(self.settings.archive, of)

    def _hidden(self) -> set[PurePosixPath]:
        """Pages that are not published, and the images that only these show."""
        withdrawn = [article for article in self.library.articles if article.withdrawn]
        shown = {image.file for article in self.published for image in article.images}
        images = {image.file for article in withdrawn for image in article.images if image.file} - shown
        pages = {article.path for article in (*withdrawn, *self.library.drafts)}
        return pages | {PurePosixPath(file) for file in images if file}


def write_bag(contents: Contents, folder: Path, label: Label) -> Bagged:
    """Write an archive's bag, whole or not at all; the same archive gives the same bytes.

    Args:
        contents: the archive.
        folder: a new folder.
        label: what a person tells of it.

    Raises:
        BagError: a link, which means other bytes elsewhere.
        OSError: a file cannot be read, or the folder cannot be written, or something stands there.
    """
    files = dict[str, tuple[str, int]]()
    with whole_folder(folder) as made:
        for place, source in contents.copies():
            if source.is_symlink():
                raise BagError(str(source), "a symbolic link", expected="a file", cure="Put the file itself there.")
            files[place] = copied(source, made / "data" / place)
        for ending, content in written(records(contents.library)):
            write_whole(made / "data" / "exports" / f"articles.{ending}", content, durable=False)
            files[f"exports/articles.{ending}"] = hashlib.sha256(content).hexdigest(), len(content)
        size = sum(size for _, size in files.values())
        done = Bagged(len(contents.published), len(contents.captures), len(files), size)
        _write_tags(made, files, _info(contents.settings, done, label))
    return done


def _info(settings: Settings, done: Bagged, label: Label) -> Mapping[str, str | None]:
    """`bag-info.txt` (RFC 8493, 2.2.2)."""
    first = next(iter(settings.interface.values()))
    return {
        "Source-Organization": settings.organization,
        "External-Description": first.description or first.title,
        "External-Identifier": label.identifier or settings.site_url,
        "Bagging-Date": label.day.isoformat() if label.day else None,
        "Payload-Oxum": f"{done.size}.{done.files}",
        "Internal-Sender-Description": f"An archive of Bunko: {done.articles} articles, {done.captures} captures; "
        "withdrawn articles are left out",
        "Bag-Software-Agent": f"Bunko {bunko.__version__}",
    }


def _write_tags(made: Path, files: Mapping[str, tuple[str, int]], info: Mapping[str, str | None]) -> None:
    said = "".join(f"{name}: {' '.join(value.split())}\n" for name, value in info.items() if value)
    manifest = _manifest({f"data/{place}": sha256 for place, (sha256, _) in files.items()})
    tags = {"bagit.txt": _DECLARATION, "bag-info.txt": said, "manifest-sha256.txt": manifest}
    tags["tagmanifest-sha256.txt"] = _manifest(
        {name: hashlib.sha256(text.encode()).hexdigest() for name, text in tags.items()}
    )
    for name, text in tags.items():
        write_whole(made / name, text, durable=False)


def _manifest(files: Mapping[str, str]) -> str:
    lines = (
        (sha256, "".join(_ESCAPED.get(letter, letter) for letter in place)) for place, sha256 in sorted(files.items())
    )
    return "".join(f"{sha256}  {place}\n" for sha256, place in lines)
