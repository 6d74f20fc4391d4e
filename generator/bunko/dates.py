"""Instants of the archive: read, written, ordered.

An instant is a zoned `datetime`; a day whose time is not known is a `date`. Text
forms are ISO 8601 (RFC 3339 with optional seconds; the basic offset `+0900` too).
"""

from __future__ import annotations

import re
from datetime import date, datetime, tzinfo

from bunko.nouns import Instant

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?( ?(Z|[+-]\d{2}:?\d{2}))?")


def parse(text: str, zone: tzinfo | None = None) -> Instant:
    """Read an ISO 8601 day or instant.

    Args:
        text: `2023-10-20`, `2023-10-20T16:00+0900`, `2023-10-20 16:00:00+09:00`.
        zone: the zone of an instant that names none.

    Raises:
        ValueError: another form, no such day, or an instant without offset and no `zone` given.
    """
    text = text.strip()
    if _DAY.fullmatch(text):
        return date.fromisoformat(text)
    if not _INSTANT.fullmatch(text):
        msg = "no ISO 8601 day or instant"
        raise ValueError(msg)
    instant = datetime.fromisoformat(re.sub(r" (?=Z|[+-]\d)", "", text))
    if instant.tzinfo is None:
        if zone is None:
            msg = "an instant without offset"
            raise ValueError(msg)
        instant = instant.replace(tzinfo=zone)
    return instant


def iso(instant: Instant) -> str:
    """The instant as ISO 8601: `2023-10-20T16:00:00+09:00`, or `2023-10-20` for a day."""
    return instant.isoformat()


def day(instant: Instant) -> date:
    """The day as it is printed, in the instant's own zone."""
    return instant.date() if isinstance(instant, datetime) else instant


def order(instant: Instant | None) -> tuple[str, str]:
    """A sort key, oldest first: by printed day, then time; a day stands before its instants, no date first."""
    if instant is None:
        return ("", "")
    time = instant.strftime("%H:%M:%S") if isinstance(instant, datetime) else ""
    return (day(instant).isoformat(), time)
