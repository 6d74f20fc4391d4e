"""Dates as a page prints them, in the language of its reader."""

from __future__ import annotations

from datetime import datetime

from bunko import dates
from bunko.nouns import Instant
from bunko.strings import say


def printed(instant: Instant, language: str) -> str:
    """The instant as a reader of `language` (a site's folder) expects it, in its own zone: `2020年12月6日 02:54`."""
    shown = dates.day(instant)
    parts = {
        "year": shown.year,
        "month": shown.month,
        "day": shown.day,
        "month_name": say(language, f"date.month.{shown.month}"),
    }
    if not isinstance(instant, datetime):
        return say(language, "date.day", **parts)
    return say(language, "date.minute", **parts, time=instant.strftime("%H:%M"))
