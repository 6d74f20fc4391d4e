"""What is wrong with the evidence in archive/captures/."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from bunko.check.problem import Problem
from bunko.library import Library
from bunko.nouns import Article
from bunko.settings import Settings

SHA256 = re.compile("[0-9a-f]{64}")


def captures(settings: Settings, library: Library) -> Iterator[Problem]:
    """Captures that changed, and those without their record or their page."""
    held = {record.sha256 for article in library.articles for record in article.captures}
    files = [file for file in sorted((settings.archive / "captures").glob("*")) if not file.name.startswith(".")]
    recorded = {file.stem for file in files if file.suffix == ".json"}
    for capture in files:
        if capture.stem not in recorded:
            cure = "Restore the record from the repository's history, or import the capture again."
            file = f"archive/captures/{capture.name}"
            yield Problem(file, 1, "capture-without-record", "The capture has no record (<sha256>.json).", cure)
        yield from _changed(capture)
    for sidecar in (file for file in files if file.suffix == ".json"):
        if sidecar.stem not in held:
            cure = (
                "Import the capture again (`bunko import`); to withdraw an article, keep its page: status: withdrawn."
            )
            file = f"archive/captures/{sidecar.name}"
            yield Problem(file, 1, "capture-without-page", "No page names this capture.", cure)


def of_article(settings: Settings, article: Article) -> Iterator[Problem]:
    """Captures of one article that changed."""
    for record in article.captures:
        if SHA256.fullmatch(record.sha256):
            for capture in sorted((settings.archive / "captures").glob(f"{record.sha256}.*")):
                yield from _changed(capture)


def _changed(capture: Path) -> Iterator[Problem]:
    if capture.suffix != ".json" and hashlib.sha256(capture.read_bytes()).hexdigest() != capture.stem:
        cure = "Restore the capture from the repository's history; captures are never edited."
        file = f"archive/captures/{capture.name}"
        yield Problem(file, 1, "capture-changed", "The capture's bytes are not those that it was kept with.", cure, 1)
