"""Files whose names say the SHA-256 of what is in them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from bunko import image_files
from bunko.captures.meter import Meter
from bunko.settings import Settings
from bunko.verify.verdict import Verdict

_PIECE = 1024 * 1024
_SHA256 = re.compile(r"[0-9a-f]{64}")


def sha256_of(path: Path, meter: Meter = lambda _: None) -> str:
    """SHA-256 of a file, read piece by piece, as 64 lower-case hexadecimal digits.

    Raises:
        OSError: it cannot be read.
    """
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
            meter(len(piece))
    return digest.hexdigest()


def is_hash(text: str) -> bool:
    """The text has the form of a SHA-256."""
    return _SHA256.fullmatch(text) is not None


def of_name(kind: str, place: str, path: Path, meter: Meter) -> Verdict:
    """Whether a file is what its name says."""
    try:
        if not path.is_file():
            return Verdict(kind, place, "failed", "It is no file.", "Put the file itself there.")
        found = sha256_of(path, meter)
    except OSError as error:
        return Verdict(kind, place, "failed", f"It cannot be read: {error.strerror or error}.", "Make it readable.")
    if found == path.stem:
        return Verdict(kind, place)
    return Verdict(
        kind,
        place,
        "failed",
        f"Its bytes are not those that it is named by: their SHA-256 is {found}.",
        f"Restore it from the repository's history (`git log -- {place}`); it is never edited.",
    )


def named_by_hash(settings: Settings, meter: Meter) -> Iterator[Verdict]:
    """The texts that translations were made from, and the images that the archive holds."""
    docs = settings.docs.name
    for kind, folder, shown in (
        ("text", settings.archive / "translated", "archive/translated"),
        ("image", settings.docs / image_files.FOLDER, f"{docs}/{image_files.FOLDER}"),
    ):
        for path in sorted(folder.glob("*")):
            if is_hash(path.stem):
                yield of_name(kind, f"{shown}/{path.name}", path, meter)
