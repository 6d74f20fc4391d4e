"""MHTML: a page saved by a browser with its images, as a mail of several parts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import Message
from email.utils import parsedate_to_datetime

from bunko.captures.crawl import MEDIA_TYPES
from bunko.captures.found import LIMIT, Found, PassedOver, damaged, too_large
from bunko.nouns import Capture
from bunko.web_address import is_web


def read_mhtml(name: str, content: bytes, sha256: str) -> Iterator[Found]:
    """The main page of an MHTML file, and the places of its images.

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
    yield _page(name, message, parts[number], number, sha256)
    for n, part in enumerate(parts, 1):
        address = _text(part, "Content-Location")
        if part.get_content_maintype() == "image" and is_web(address):
            yield PassedOver(name, f"{name}@{n}", part.get_content_type()[:80], address)


def image_part(content: bytes, number: str) -> bytes | None:
    """The image that is the part with this number, from 1; None where there is none."""
    parts = [part for part in message_from_bytes(content).walk() if not part.is_multipart()]
    part = parts[int(number) - 1] if number.isdigit() and 0 < int(number) <= len(parts) else None
    image = part.get_payload(decode=True) if part is not None else None
    return image if isinstance(image, bytes) else None


def _page(name: str, message: Message, part: Message, number: int, sha256: str) -> Capture:
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
        address=address if is_web(address) else None,
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
