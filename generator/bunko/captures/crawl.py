"""WARC and ARC files: each stored page to a capture, all else named or passed over.

The headers are read by warcio. A broken record is named by its place, and reading goes on at
the next one; the memory that is needed is that of one record.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import BinaryIO

from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord, ArcWarcRecordLoader
from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParser, StatusAndHeadersParserException

from bunko.captures.found import LIMIT, Found, PassedOver, Unreadable, damaged, too_large
from bunko.captures.http_body import BodyError, TooLargeError, UnknownPackingError, decode_body
from bunko.captures.packed_tape import open_tape
from bunko.captures.tape import DamageError, Tape
from bunko.errors import CaptureError
from bunko.image_files import LIMIT as IMAGE_LIMIT
from bunko.nouns import Capture
from bunko.web_address import is_web

# It warns of what is mended; without a handler of its own, that would go to standard error.
logging.getLogger("warcio").addHandler(logging.NullHandler())

MEDIA_TYPES = {
    "text/html": "text/html",
    "application/xhtml+xml": "text/html",
    "text/plain": "text/plain",
    "application/ld+json": "application/ld+json",
}
"""Content-Type of what may hold an article: the capture's media type."""

_HOLD_PAGES = frozenset({"response", "resource", "conversion"})
_PROTOCOLS = ("HTTP/1.0 ", "HTTP/1.1 ", "HTTP/2 ", "HTTP/2.0 ", "HTTP/3 ", "HTTP/3.0 ")
_CHARSET = re.compile(r"charset\s{0,5}=\s{0,5}[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_INSTANT = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?)(\.\d{1,6})?\d*(Z|[+-]\d\d:\d\d)")
_ARC_INSTANT = re.compile(r"\d{14}")
_OK = "200"

FAILURES = (ArchiveLoadFailed, StatusAndHeadersParserException, EOFError, DamageError, BodyError, OSError)
"""What is raised of a record that cannot be read."""


def read_crawl(name: str, file: BinaryIO, sha256: str) -> Iterator[Found]:
    """Every stored page of a WARC or ARC file, plain or gzip, in the file's order.

    Args:
        name: of the file; a record's is `news.warc.gz@8379`.
        file: can seek; it is read from its start.
        sha256: of the file.
    """
    tape = open_tape(file)
    crawl, going_on = _Crawl(name, sha256, tape), True
    while going_on:
        start, place = 0, name
        try:
            try:
                going_on = tape.next_record()
            finally:
                start, place = tape.inner, f"{name}@{tape.place}"
            if going_on:
                yield crawl.record(place)
        except (ArchiveLoadFailed, StatusAndHeadersParserException, EOFError, DamageError) as error:
            yield Unreadable(place, damaged(place, _found(error), "record"))
            try:
                going_on = tape.resume(start)
            except DamageError as failure:
                yield Unreadable(place, damaged(place, str(failure), "file"))
                return
    if not crawl.count:
        yield Unreadable(name, damaged(name, "no record", "file"))


def image_at(tape: Tape, place: str) -> bytes | None:
    """The body of the record at a place of a tape; None where it is larger than an image may be.

    Raises:
        DamageError, BodyError, and what warcio raises: it cannot be read.
    """
    tape.go_to(place)
    crawl = _Crawl("", "", tape)
    record = crawl.opened()
    http = crawl.http_headers(record)
    if record.raw_stream.limit > IMAGE_LIMIT:
        return None
    transfer, encoding = ((http.get_header(name) if http else None) or "" for name in _ENCODINGS)
    return decode_body(record.raw_stream.read(), transfer=transfer, encoding=encoding)


def _found(error: Exception) -> str:
    if isinstance(error, EOFError):
        return "the end of the file"
    line = str(error).split("first line: ")[-1]
    return line if isinstance(error, DamageError) else f"the line {line[:80]!r} where a header is expected"


@dataclass
class _Crawl:
    name: str
    sha256: str
    tape: Tape
    count: int = 0
    _loader: ArcWarcRecordLoader = field(default_factory=lambda: ArcWarcRecordLoader(arc2warc=False))
    _http: StatusAndHeadersParser = field(default_factory=lambda: StatusAndHeadersParser(_PROTOCOLS))
    _format: str | None = None

    def record(self, place: str) -> Found:
        """The record that starts here; the tape is then behind it.

        Raises:
            ArchiveLoadFailed, StatusAndHeadersParserException, EOFError, DamageError: it is broken.
        """
        self.count += 1
        record = self.opened()
        behind = self.tape.inner + record.length
        found = self._page(record, place)
        self.tape.skip(behind - self.tape.inner)
        if not self.tape.ends_record():
            raise DamageError(f"no record behind the {record.length} bytes that Content-Length tells")
        return found

    def opened(self) -> ArcWarcRecord:
        """The record that starts here, its headers read."""
        record = self._loader.parse_record_stream(self.tape, known_format=self._format, no_record_parse=True)
        self._format = record.format
        if not _length(record).isdigit():
            raise DamageError(f"Content-Length: {_length(record)}")
        return record

    def _page(self, record: ArcWarcRecord, place: str) -> Found:
        kind = record.rec_type or "nameless"
        if kind not in _HOLD_PAGES:
            return PassedOver(self.name, place, f"{kind} records")
        if (_address(record) or "").startswith("metadata:"):
            return PassedOver(self.name, place, "a crawler's own notes")
        http = self.http_headers(record)
        status = http.get_statuscode() if http else _OK
        if status != _OK:
            return PassedOver(self.name, place, f"status {status[:20]}")
        declared = (http.get_header("Content-Type") if http else record.content_type) or ""
        media_type = declared.partition(";")[0].strip().lower()
        if media_type not in MEDIA_TYPES:
            address = _address(record) if media_type.startswith("image/") else None
            image = address if address and is_web(address) else None
            return PassedOver(self.name, place, media_type[:80] or "no Content-Type", image)
        if record.raw_stream.limit > LIMIT:
            return Unreadable(place, too_large(place))
        raw = record.raw_stream.read()
        if record.raw_stream.limit:
            raise DamageError("the file ends in the midst of the record")
        return self._capture(record, http, place, raw, declared)

    def http_headers(self, record: ArcWarcRecord) -> StatusAndHeaders | None:
        """The headers of a stored response; None of other records."""
        if record.rec_type != "response" or not (_address(record) or "").startswith("http") or not record.length:
            return None
        return self._http.parse(record.raw_stream)

    def _capture(
        self, record: ArcWarcRecord, http: StatusAndHeaders | None, place: str, raw: bytes, declared: str
    ) -> Found:
        transfer, encoding = ((http.get_header(name) if http else None) or "" for name in _ENCODINGS)
        try:
            content = decode_body(raw, transfer=transfer, encoding=encoding)
        except TooLargeError:
            return Unreadable(place, too_large(place))
        except UnknownPackingError as error:
            return Unreadable(place, _unknown_packing(place, str(error)))
        except BodyError as error:
            return Unreadable(place, damaged(place, str(error), "record"))
        charset = _CHARSET.search(declared)
        address = _address(record)
        return Capture(
            content=content,
            name=place,
            media_type=MEDIA_TYPES[declared.partition(";")[0].strip().lower()],
            address=address if address and address.startswith(("http://", "https://")) else None,
            captured=_captured(record),
            charset=charset[1] if charset else None,
            container=record.format.upper(),
            container_sha256=self.sha256,
        )


_ENCODINGS = ("Transfer-Encoding", "Content-Encoding")


def _unknown_packing(place: str, found: str) -> CaptureError:
    return CaptureError(
        place,
        "the page is packed in a way that is not read",
        expected="gzip, deflate or br",
        found=found,
        cure="Save the page, and import that.",
    )


def _length(record: ArcWarcRecord) -> str:
    name = "length" if record.format == "arc" else "Content-Length"  # warcio's own choice: the other one tells nothing
    return str(record.rec_headers.get_header(name)).strip()[:40]


def _address(record: ArcWarcRecord) -> str | None:
    address = record.rec_headers.get_header("WARC-Target-URI") or record.rec_headers.get_header("uri")
    return None if address is None else str(address)


def _captured(record: ArcWarcRecord) -> datetime | None:
    """The instant of the record in UTC."""
    text = str(record.rec_headers.get_header("WARC-Date") or record.rec_headers.get_header("archive-date") or "")
    try:
        if _ARC_INSTANT.fullmatch(text):
            return datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
        found = _INSTANT.fullmatch(text)
        return datetime.fromisoformat(found[1] + (found[2] or "") + found[3]).astimezone(UTC) if found else None
    except (ValueError, OverflowError):
        return None
