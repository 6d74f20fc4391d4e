"""What a program wrote into a page that it saved: the address, and when it was saved."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from bunko.web_address import is_web

_HEAD = 4096
_SAVED_FROM = re.compile(rb"<!--\s*saved from url=\(\d{1,5}\)(\S{1,2000}?)\s*-->", re.IGNORECASE)
_SINGLE_FILE = re.compile(rb"<!--\s{0,10}Page saved with SingleFile\s+(.{1,3000}?)-->", re.DOTALL)
_ADDRESS = re.compile(r"url:\s*(\S{1,2000})")
_DATE = re.compile(
    r"saved date:\s*\w{3} (?P<month>\w{3}) (?P<day>\d{2}) (?P<year>\d{4}) (?P<time>\d{2}:\d{2}:\d{2})"
    r"(?: GMT(?P<offset>[+-]\d{4})?)?"
)
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


@dataclass(frozen=True, slots=True)
class Saved:
    """The address that a page was saved from, and the instant with the zone of the one who saved it."""

    address: str | None = None
    captured: datetime | None = None


def saved(content: bytes) -> Saved:
    """Read the comment that a browser or SingleFile writes above a page."""
    head = content[:_HEAD].replace(b"\x00", b"")
    found = _SINGLE_FILE.search(head)
    if found:
        said = found[1].decode("utf-8", "replace")
        address = _ADDRESS.search(said)
        return Saved(_web(address[1]) if address else None, _instant(said))
    found = _SAVED_FROM.search(head)
    return Saved(_web(found[1].decode("utf-8", "replace"))) if found else Saved()


def _web(address: str) -> str | None:
    return address if is_web(address) else None


def _instant(said: str) -> datetime | None:
    found = _DATE.search(said)
    if not found or found["month"] not in _MONTHS:
        return None
    offset = found["offset"] or "+0000"
    zone = timedelta(hours=int(offset[1:3]), minutes=int(offset[3:])) * (-1 if offset[0] == "-" else 1)
    hour, minute, second = map(int, found["time"].split(":"))
    month = _MONTHS.index(found["month"]) + 1
    try:
        tz = timezone(zone) if zone else UTC
        return datetime(int(found["year"]), month, int(found["day"]), hour, minute, second, tzinfo=tz)
    except ValueError:
        return None
