"""Images that the archive holds: known by their bytes, kept under `docs/assets/images/<sha256>.<ext>`.

They lie below docs/, so that every engine publishes them as they are.
"""

from __future__ import annotations

import hashlib
import re

FOLDER = "assets/images"
"""Below docs/, and below the site's root."""

LIMIT = 10 * 1024 * 1024
"""Bytes of one image."""

_SHAPES: tuple[tuple[re.Pattern[bytes], str], ...] = (
    (re.compile(rb"\xff\xd8\xff"), "jpg"),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "png"),
    (re.compile(rb"GIF8[79]a"), "gif"),
    (re.compile(rb"RIFF.{4}WEBP", re.DOTALL), "webp"),
    (re.compile(rb".{4}ftyp(?:avif|avis)", re.DOTALL), "avif"),
)
"""How the bytes of an image start. SVG is not among them: it is a document that can run scripts."""

_SMALLEST = 26
"""Bytes of the smallest image that shows anything."""


def kind_of(content: bytes) -> str | None:
    """The extension of an image by its bytes: jpg, png, gif, webp, avif; None of anything else."""
    if len(content) < _SMALLEST:
        return None
    return next((extension for shape, extension in _SHAPES if shape.match(content)), None)


def place_of(content: bytes) -> str | None:
    """Where an image is kept, below docs/ and the site's root; None where it is none or too large."""
    kind = kind_of(content) if len(content) <= LIMIT else None
    return kind and f"{FOLDER}/{hashlib.sha256(content).hexdigest()}.{kind}"


def key_of(address: str) -> str:
    """What addresses of one image share: http and https, and whatever stands behind `#`."""
    return re.sub(r"^https?://", "", address.partition("#")[0], flags=re.IGNORECASE)
