"""Dates as a page prints them, in the language of its reader."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bunko import dates
from bunko.nouns import Instant, Source
from bunko.strings import say

_ZONES = {"Asia/Tokyo": "tokyo", "Asia/Shanghai": "shanghai", "Asia/Taipei": "taipei", "Asia/Hong_Kong": "hongkong"}
"""Zones that have a name of their own in the string table."""


def printed(instant: Instant, language: str, source: Source | None = None) -> str:
    """The instant as a reader of `language` (a site's folder) expects it: `2020年12月6日 02:54（日本時間）`.

    Its zone is the source's by name where the instant is in it, else its distance from UTC. A day has none.
    """
    shown = dates.day(instant)
    parts = {
        "year": shown.year,
        "month": shown.month,
        "day": shown.day,
        "month_name": say(language, f"date.month.{shown.month}"),
    }
    if not isinstance(instant, datetime):
        return say(language, "date.day", **parts)
    text = say(language, "date.minute", **parts, time=instant.strftime("%H:%M"))
    zone = _zone(language, source, instant)
    return text + say(language, "zone.text", zone=zone) if zone else text


def _zone(language: str, source: Source | None, instant: datetime) -> str | None:
    if (offset := instant.utcoffset()) is None:
        return None
    if source and source.zone in _ZONES and instant.astimezone(ZoneInfo(source.zone)).utcoffset() == offset:
        return say(language, f"zone.{_ZONES[source.zone]}")
    return say(language, "zone.offset", offset=instant.isoformat()[-6:]) if offset else say(language, "zone.utc")
