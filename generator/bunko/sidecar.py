"""A kept capture and its sidecar: `archive/captures/<sha256>.txt` and `<sha256>.json`.

A JSON capture is kept as `<sha256>.jsonld`, since the sidecar has the other name.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path, PurePath
from typing import Any

from bunko import dates
from bunko.nouns import Capture, LeftOut

_EXTENSIONS = {"text/plain": ".txt", "text/html": ".html", "application/ld+json": ".jsonld"}
EXTENSIONS = (*_EXTENSIONS.values(), ".bin")
"""Of kept captures."""

_KINDS = {"text/plain": "text dump", "text/html": "HTML page", "application/ld+json": "JSON record"}


@dataclass(frozen=True)
class Sidecar:
    """What is known of a kept capture besides its bytes.

    Attributes:
        container: kind of container: `text dump`, `WARC`, `JSONL`.
        container_sha256: of the file that the capture was taken out of; None where it was the file.
        place: where it came from, relative to the archive, or its file name alone; with the offset in a container.
        captured: when; of bytes that were captured several times, the last time.
        page: the page that it is evidence of, relative to the archive's root.
        updated: when the source last changed the article, as the capture says.
        language: of its text, BCP 47.
        partial: its text is known to be cut.
        says: names of the front matter fields, and `body`, that it tells.
        earlier: where and when the same bytes were captured first, if that was another time or place.
        written: hash of each front matter field and of the body as the importer last wrote them; only the
            sidecar of a page's first capture has it.
        supplied: what a person supplied for what the capture lacks.
    """

    sha256: str
    container: str = "text dump"
    container_sha256: str | None = None
    place: str = ""
    address: str | None = None
    captured: str | None = None
    updated: str | None = None
    language: str | None = None
    partial: bool = False
    says: tuple[str, ...] = ()
    earlier: Mapping[str, str] = field(default_factory=dict)
    importer: str = ""
    page: str = ""
    unreconciled: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    supplied: Mapping[str, str] = field(default_factory=dict)
    written: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> str:
        """The file's text: sorted keys, two spaces, one line feed at the end."""
        values = {name: getattr(self, name) for name in self.__dataclass_fields__}
        for name in ("container_sha256", "partial", "earlier"):
            if not values[name]:
                del values[name]
        values["left_out"] = [{"line": left.line, "reason": left.reason, "text": left.text} for left in self.left_out]
        return json.dumps(values, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def container_of(capture: Capture) -> str:
    """The kind of the container, or of the file that is the capture."""
    return capture.container or _KINDS.get(capture.media_type, capture.media_type)


def kept_capture(of: Sidecar, file: Path) -> Capture | None:
    """A kept capture as it was imported: its bytes, and what the sidecar knows of it.

    Args:
        of: the capture's sidecar.
        file: one of its files in `archive/captures/`.

    Returns:
        None where the file's ending tells no media type.

    Raises:
        OSError: the file cannot be read.
    """
    media_type = next((kind for kind, ending in _EXTENSIONS.items() if ending == file.suffix), None)
    if media_type is None:
        return None
    try:
        captured = dates.parse(of.captured) if of.captured else None
    except ValueError:
        captured = None
    return Capture(
        content=file.read_bytes(),
        name=of.place,
        media_type=media_type,
        address=of.address,
        captured=captured if isinstance(captured, datetime) else None,
        container=None if of.container == _KINDS[media_type] else of.container,
        container_sha256=of.container_sha256,
    )


def place_in_archive(name: str, root: Path) -> str:
    """A capture's place without the paths of the machine that imported it; bytes that are no UTF-8 are named."""
    path = PurePath(name)
    if path.is_absolute():
        place = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
    else:
        place = path.name if ".." in path.parts else path.as_posix()
    return place.encode("utf-8", "backslashreplace").decode()


def read(archive: Path, sha256: str) -> Sidecar | None:
    """The sidecar of a capture; None where there is none that can be read, which an import mends."""
    try:
        text = file(archive, sha256).read_text(encoding="utf-8")
    except (OSError, ValueError):
        return None
    return parse(sha256, text)


def parse(sha256: str, text: str) -> Sidecar | None:
    """The sidecar of a capture that a file's text says; None where it says none."""
    try:
        values = json.loads(text)
        return Sidecar(
            sha256=sha256,
            address=_text(values, "address"),
            captured=_text(values, "captured"),
            updated=_text(values, "updated"),
            container_sha256=_text(values, "container_sha256"),
            language=_text(values, "language"),
            partial=values.get("partial") is True,
            says=tuple(str(name) for name in values.get("says", ())),
            earlier=_texts(values.get("earlier", {})),
            **{name: _text(values, name) or "" for name in ("container", "place", "importer", "page")},
            unreconciled=tuple(str(text) for text in values["unreconciled"]),
            left_out=tuple(
                LeftOut(int(left["line"]), str(left["text"]), str(left["reason"])) for left in values["left_out"]
            ),
            supplied=_texts(values.get("supplied", {})),
            written=_hashes(values["written"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _text(values: Mapping[str, Any], name: str) -> str | None:
    """A value of another kind, which no import writes, is none."""
    return value if isinstance(value := values.get(name), str) else None


def _hashes(values: Mapping[str, Any]) -> dict[str, str]:
    """All of them; where one is of another kind, nobody knows what was written."""
    if not all(isinstance(value, str) for value in values.values()):
        raise TypeError("written")
    return dict(values)


def _texts(values: Mapping[str, Any]) -> dict[str, str]:
    return {name: value for name, value in values.items() if isinstance(value, str)}


def capture_file(archive: Path, capture: Capture) -> Path:
    """Where the bytes of a capture are kept as they came."""
    return archive / "captures" / f"{capture.sha256}{_EXTENSIONS.get(capture.media_type, '.bin')}"


def file(archive: Path, sha256: str) -> Path:
    """Where the sidecar of a capture stands."""
    return archive / "captures" / f"{sha256}.json"
