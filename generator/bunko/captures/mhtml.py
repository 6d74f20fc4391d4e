"""MHTML: a page saved by a browser with its images, as a mail of several parts."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes
from email.message import Message
from email.utils import parsedate_to_datetime

from bunko.captures.crawl import MEDIA_TYPES
from bunko.captures.found import LIMIT, damaged, too_large
from bunko.nouns import Capture


def read_mhtml(name: str, content: bytes, sha256: str) -> Capture:
    """The main page of an MHTML file.

    Args:
        name: of the file; the page's place is `page.mhtml@1`, the number of its part.
        content: the whole file.
        sha256: of the file as it lies there.

    Raises:
        CaptureError: it holds no page, or one that is too large.
    """
    message = message_from_bytes(content)
    parts = [part for part in message.walk() if not part.is_multipart()]
    number = _main(message, parts)
    if number is None:
        raise damaged(name, "no part of text/html", "MHTML file")
    part = parts[number]
    page = part.get_payload(decode=True)
    if not isinstance(page, bytes) or not page.strip():
        raise damaged(name, "an empty part of text/html", "MHTML file")
    if len(page) > LIMIT:
        raise too_large(name)
    address = _text(message, "Snapshot-Content-Location") or _text(part, "Content-Location")
    return Capture(
        content=page,
        name=f"{name}@{number + 1}",
        media_type="text/html",
        address=address if address.startswith(("http://", "https://")) else None,
        captured=_date(_text(message, "Date")),
        charset=str(part.get_content_charset() or "") or None,
        container="MHTML",
        container_sha256=sha256,
    )


def _main(message: Message, parts: list[Message]) -> int | None:
    """The number of the part that the file names as its start, else of the first page."""
    pages = [n for n, part in enumerate(parts) if MEDIA_TYPES.get(part.get_content_type()) == "text/html"]
    start = message.get_param("start")
    named = [n for n in pages if isinstance(start, str) and _text(parts[n], "Content-ID") == start]
    return next(iter(named + pages), None)


def _text(message: Message, name: str) -> str:
    """A header on one line; empty where it is absent."""
    return "".join(str(message.get(name, "")).split()) if name != "Date" else str(message.get(name, "")).strip()


def _date(text: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return None
    return date.astimezone(UTC) if date.tzinfo else date.replace(tzinfo=UTC)
