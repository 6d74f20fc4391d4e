"""What stands at one place of a container: a capture, a failure, or a record that holds no article."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from bunko.errors import CaptureError
from bunko.nouns import Capture

LIMIT = 20 * 1024 * 1024
"""Bytes of one capture, unpacked. An article has some ten thousand."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A place in a batch that gave no capture, and why."""

    name: str
    error: CaptureError


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A sound record that holds no article.

    Attributes:
        container: name of the file.
        name: of the record in it.
        reason: `status 404`, `revisit records`, `image/jpeg`.
        image: the address of an image that it holds.
    """

    container: str
    name: str
    reason: str
    image: str | None = None

    @property
    def text(self) -> str:
        """For a person."""
        return f"passed     {self.name}: {self.reason}"


class PassedOverTold:
    """Counts what is passed over in each container, to be told in one line."""

    def __init__(self) -> None:
        self._reasons: dict[str, Counter[str]] = {}

    def add(self, record: PassedOver) -> None:
        """Count one."""
        self._reasons.setdefault(record.container, Counter())[record.reason] += 1

    def lines(self) -> list[str]:
        """A line for each container: `crawl.warc.gz: passed over 12 × status 404, 3 × image/jpeg`."""
        return [
            f"{name}: passed over {', '.join(f'{count} × {reason}' for reason, count in sorted(reasons.items()))}"
            for name, reasons in self._reasons.items()
        ]


Found = Capture | Unreadable | PassedOver


def damaged(name: str, found: str, kind: str) -> CaptureError:
    """The error of a file or record that is cut or was changed on its way."""
    return CaptureError(name, f"the {kind} is damaged", found=found, cure="Fetch it again; all else is imported.")


def too_large(name: str) -> CaptureError:
    """The error of a capture above the limit."""
    return CaptureError(
        name,
        "the capture is too large",
        expected=f"one article, at most {LIMIT // 1024 // 1024} MB",
        cure="Split it into one file for each article.",
    )
