"""A field's value, as the front matter has it, to a noun's.

Each function takes the page's place, for the error, and raises PageError where the value is of another kind;
the error's problem begins with the field's name (`original: date`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from bunko import dates, rebuild_plan
from bunko.errors import PageError
from bunko.nouns import CaptureRecord, Image, Instant, OriginalState, Rebuild, Translation
from bunko.web_address import is_web

_OTHER_DAY = re.compile(r"(\d{4})(?:[/.年-]?)(\d{2}|(?<=\D)\d)(?:[/.月-]?)(\d{2}|(?<=\D)\d)日?")
"""A day of digits alone has two for month and day."""
STATES = ("alive", "gone", "moved")
"""What can be said of the original at its address."""


def capture(place: str, item: Mapping[str, Any]) -> CaptureRecord:
    """A record of a capture."""
    plan = item.get("rebuild")
    return CaptureRecord(
        sha256=text(place, "captures: sha256", item.get("sha256")) or "",
        captured=instant(place, "captures: captured", item.get("captured")),
        url=text(place, "captures: url", item.get("url")),
        archived_at=text(place, "captures: archived_at", item.get("archived_at")),
        rebuild=_rebuild(place, plan) if isinstance(plan, Mapping) else None,
    )


def _rebuild(place: str, item: Mapping[str, Any]) -> Rebuild:
    try:
        return rebuild_plan.from_fields(item)
    except ValueError as error:
        raise PageError(
            place,
            "captures: rebuild cannot be read",
            expected=rebuild_plan.EXAMPLE,
            found=repr(item)[:80],
            cure="The importer writes it; restore the line from the repository's history.",
        ) from error


def image(place: str, item: Mapping[str, Any]) -> Image:
    """A photo."""
    return Image(
        **{name: text(place, f"images: {name}", item.get(name)) for name in ("url", "caption", "credit", "file")}
    )


def translation(place: str, value: Any) -> Translation | None:
    """Where a translated text came from; None where the field is empty."""
    if value in (None, ""):
        return None
    if not isinstance(value, Mapping) or not value.get("from"):
        raise wrong(place, "translation", "translation: {from: ja, translator: …, method: human}", value)
    method = text(place, "translation: method", value.get("method")) or "human"
    if method not in ("human", "machine", "machine-edited"):
        raise wrong(place, "translation: method", "human, machine or machine-edited", method)
    return Translation(
        source_language=str(value["from"]),
        of=text(place, "translation: of", value.get("of")),
        translator=text(place, "translation: translator", value.get("translator")),
        method=method,
        date=instant(place, "translation: date", value.get("date")),
    )


def original_state(place: str, value: Any) -> OriginalState | None:
    """How it stands with the original: a state, and the day that it is told of."""
    if value in (None, ""):
        return None
    if not isinstance(value, Mapping):
        raise wrong(place, "original", "original: {state: gone, date: 2024-03-31}", value)
    state = text(place, "original: state", value.get("state"))
    if state not in STATES:
        raise wrong(place, "original: state", f"{', '.join(STATES[:-1])} or {STATES[-1]}", state)
    url = text(place, "original: url", value.get("url"))
    if url is not None and not is_web(url):
        raise wrong(place, "original: url", "the address to which the original has moved", url)
    return OriginalState(state, _day(place, "original: date", value.get("date")), url)


def _day(place: str, name: str, value: Any) -> date:
    written = text(place, name, value)
    try:
        found = dates.parse(written or "")
    except ValueError:
        found = None
    if found is None or isinstance(found, datetime):
        raise PageError(
            place,
            f"{name}: no day",
            expected="a day as year-month-day (2024-03-31)",
            found=repr(written)[:60] if written else "nothing",
            cure="Give the day on which the original was last seen there, or since which it is gone or moved.",
        )
    return found


def instant(place: str, name: str, value: Any) -> Instant | None:
    """An instant with its offset, or a day."""
    written = text(place, name, value)
    if written is None:
        return None
    try:
        return dates.parse(written)
    except ValueError as error:
        raise PageError(
            place,
            f"{name}: {error}",
            expected="an instant with offset (2023-10-20T16:00:00+09:00), or a day (2023-10-20)",
            found=written[:60],
            cure=_meant(name, written)
            or (
                "Give the offset, or the day alone where the time is not known."
                if "offset" in str(error) or "ISO" in str(error)
                else "Give a day and a time that the calendar has."
            ),
        ) from error


def _meant(name: str, written: str) -> str | None:
    """The line that was meant where a day is written with other marks, or with none: `2024/05/03`, `20240503`."""
    digits = _OTHER_DAY.fullmatch(unicodedata.normalize("NFKC", written))
    if digits is None:
        return None
    try:
        return f"Write `{name.rpartition(': ')[2]}: {date(*map(int, digits.groups())).isoformat()}`."
    except ValueError:
        return None


def text(place: str, name: str, value: Any) -> str | None:
    """A text as it is written; None where it is empty."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        raise wrong(place, name, "one text", value)
    return value


def texts(place: str, name: str, value: Any) -> tuple[str, ...]:
    """A list of texts; one text alone is a list too."""
    items = [] if value is None else value if isinstance(value, list) else [value]
    if isinstance(value, Mapping):
        raise wrong(place, name, "a list", value)
    return tuple(said for item in items if (said := text(place, name, item)) is not None)


def entries(place: str, name: str, value: Any) -> list[Mapping[str, Any]]:
    """A list of mappings."""
    items = [] if value is None or value == "" else value
    if not isinstance(items, list) or not all(isinstance(item, Mapping) for item in items):
        raise wrong(place, name, "a list of `name: value` entries", value)
    return items


def wrong(place: str, name: str, expected: str, found: Any) -> PageError:
    """The error of a field that is of another kind."""
    return PageError(
        place,
        f"{name}: a value of another kind",
        expected=expected,
        found=repr(found)[:80],
        cure="Write it as expected, or leave the field out.",
    )
