"""Moments as pages say them: ISO 8601 and its cousins, Japanese and Chinese forms, eras, English names.

A moment has as much as is printed: a day, a local time, or an instant with its offset.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, timezone

Moment = datetime | date
"""A zoned datetime, a datetime without a zone where the page names none, or a day."""

_ISO = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})(?:[T\s]{1,3}(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,:]\d{1,9})?)?"
    r"\s?\(?(Z|UTC|GMT|JST|CST|KST|HKT|日本時間|北京时间|北京時間|[+-]\d{1,2}:?\d{2}|[+-]\d{2})?)?(?![\d])",
    re.IGNORECASE,
)
_ERAS = {"明治": 1867, "令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "民國": 1911, "民国": 1911}
_ERA = re.compile(
    r"(令和|平成|昭和|大正|明治|民國|民国)\s?(元|\d{1,3}|[一二三四五六七八九十]{1,3})\s?年(?:\s?\(\s?\d{4}\s?年?\s?\))?"
)
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_HAN_DATE = re.compile(
    r"([〇零一二三四五六七八九]{4}|\d{4})年([〇一二三四五六七八九十]{1,3})月([〇一二三四五六七八九十]{1,3})日"
)
_EAST = re.compile(
    r"(?:(日本時間|北京时间|北京時間|台北時間|香港時間)[:：,、，\s]{0,2})?(\d{4})\s?(?:年|/|\.|-)\s?(\d{1,2})\s?(?:月|/|\.|-)\s?(\d{1,2})\s?日?"
    r"(?:\s?\([日月火水木金土一二三四五六](?:曜日?)?\)|\s?星期.|\s?週.)?"
    r"(?:[,、，/\s]{0,4}(午前|午後|上午|下午|AM|PM)?\s?(\d{1,2})\s?[:：時时點点]\s?(\d{1,2})?分?(?::(\d{2}))?\s?(AM|PM)?"
    r"\s?\(?\s?(JST|CST|KST|HKT|日本時間|北京时间|北京時間|台北時間|台灣時間|香港時間)?)?"
)
_DOTTED = re.compile(r"(?<!\d)(\d{1,2})\.(\d{1,2})\.(\d{4})(?:[,\s\-–|]{1,3}(?:um\s)?(\d{1,2})[:.](\d{2}))?")
_MONTHS = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}
_WEST = re.compile(
    r"(?:(?P<m>[A-Z][a-z]{2,8})\.?\s(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s(?P<y>\d{4})|"
    r"(?P<d2>\d{1,2})(?:st|nd|rd|th)?\s(?P<m2>[A-Z][a-z]{2,8})\.?,?\s(?P<y2>\d{4}))"
    r"(?:,?\s(?:at\s)?(?P<h>\d{1,2}):(?P<n>\d{2})(?::\d{2})?\s?(?P<half>[ap]\.?m\.?)?\s?(?P<z>GMT|UTC|JST|[+-]\d{4})?)?",
    re.IGNORECASE,
)
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")
_ZONES = {
    "Z": 0,
    "UTC": 0,
    "GMT": 0,
    "JST": 540,
    "KST": 540,
    "HKT": 480,
    "日本時間": 540,
    "北京时间": 480,
    "北京時間": 480,
    "台北時間": 480,
    "台灣時間": 480,
    "香港時間": 480,
}
"""Abbreviations to minutes from UTC; CST is left out, since it is China's and America's."""

_LIMIT = 200
_LATEST_HOUR = 30
_LONGEST_ERA = 130


def moment_in(text: str) -> Moment | None:
    """The first moment that a text names with its year; None where it names none."""
    text = unicodedata.normalize("NFKC", text[:_LIMIT]).strip()
    text = _ERA.sub(_in_years, text)
    text = _HAN_DATE.sub(_in_digits, text)
    readings = ((pattern.search(text), reader) for pattern, reader in _READERS)
    for found, reader in sorted((pair for pair in readings if pair[0]), key=lambda pair: pair[0].start()):  # type: ignore[union-attr]
        try:
            return reader(found)  # type: ignore[arg-type]
        except (ValueError, OverflowError):
            continue
    return None


def structured(value: object) -> Moment | None:
    """The moment of a machine-readable value: a text, or seconds since 1970."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(int(value))
    if not isinstance(value, str):
        return None
    if _EPOCH.fullmatch(value.strip()):
        seconds = int(value.strip())
        return datetime.fromtimestamp(seconds / 1000 if len(value.strip()) > 10 else seconds, UTC)  # noqa: PLR2004
    return moment_in(value)


def _in_years(found: re.Match[str]) -> str:
    year = 1 if found[2] == "元" else int(found[2]) if found[2].isdecimal() else _number(found[2])
    return f"{_ERAS[found[1]] + year}年" if 0 < year <= _LONGEST_ERA else found[0]


def _in_digits(found: re.Match[str]) -> str:
    return f"{found[1].translate(_DIGITS)}年{_number(found[2])}月{_number(found[3])}日"


def _number(text: str) -> int:
    tens, _, ones = text.partition("十") if "十" in text else ("0", "", text)
    return int((tens or "1").translate(_DIGITS)) * 10 + int((ones or "0").translate(_DIGITS))


def _iso(found: re.Match[str]) -> Moment:
    year, month, day, hour, minute, second, zone = found.groups()
    return _moment((int(year), int(month), int(day)), hour, minute, second, _zone(zone))


def _east(found: re.Match[str]) -> Moment:
    before, year, month, day, half, hour, minute, second, half_after, zone = found.groups()
    at = _hour(hour, half or half_after)
    return _moment((int(year), int(month), int(day)), at, minute or "0", second, _zone(zone or before))


def _dotted(found: re.Match[str]) -> Moment:
    day, month, year, hour, minute = found.groups()
    return _moment((int(year), int(month), int(day)), hour, minute, None, None)


def _west(found: re.Match[str]) -> Moment:
    month = _MONTHS.get((found["m"] or found["m2"])[:3].lower())
    if month is None:
        raise ValueError(found.group())
    day = (int(found["y"] or found["y2"]), month, int(found["d"] or found["d2"]))
    half = (found["half"] or "").replace(".", "").upper()
    return _moment(day, _hour(found["h"], half), found["n"], None, _zone(found["z"]))


_READERS = ((_ISO, _iso), (_EAST, _east), (_DOTTED, _dotted), (_WEST, _west))


def _hour(hour: str | None, half: str | None) -> str | None:
    if hour is None or not half:
        return hour
    late = half.upper() in {"午後", "下午", "PM"}
    return str(int(hour) % 12 + 12 * late)


def _moment(
    day: tuple[int, int, int], hour: str | None, minute: str | None, second: str | None, zone: timezone | None
) -> Moment:
    if hour is None or int(hour) > _LATEST_HOUR or int(minute or 0) > 59 or int(second or 0) > 60:  # noqa: PLR2004
        return date(*day)
    at = datetime(*day, tzinfo=zone)
    # 24:00 and 25:30 are hours of the day before, as broadcasters print them.
    return at + timedelta(hours=int(hour), minutes=int(minute or 0), seconds=int(second or 0))


def _zone(text: str | None) -> timezone | None:
    if not text:
        return None
    text = text.upper()
    if text in _ZONES:
        return UTC if not _ZONES[text] else timezone(timedelta(minutes=_ZONES[text]))
    if text[0] not in "+-":
        return None
    digits = text[1:].replace(":", "")
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")  # noqa: PLR2004
    delta = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(-delta if text[0] == "-" else delta)


def source_of(candidates: Iterable[tuple[str, Moment | None]], found: Moment | None) -> str | None:
    """Where the best moment came from: the first place that says one, and the one that completed it.

    Args:
        candidates: places and moments, the most trusted first.
        found: what `best` made of them.
    """
    told = [(place, moment) for place, moment in candidates if moment is not None]
    if not told or found is None:
        return None
    completed = next((place for place, moment in told if moment == found and type(moment) is type(found)), told[0][0])
    return told[0][0] if told[0][1] == found else f"{told[0][0]}, completed by {completed}"


def best(candidates: Iterable[Moment | None]) -> Moment | None:
    """The most trusted moment, completed by the next that agrees with it and says more.

    Args:
        candidates: the most trusted first.
    """
    moments = [moment for moment in candidates if moment is not None]
    if not moments:
        return None
    first = moments[0]
    for other in moments[1:]:
        if _says_more(other, first):
            first = other
    return first


def _says_more(other: Moment, known: Moment) -> bool:
    """The other moment is the same one, with a time, an offset, or the offset of its place in place of UTC."""
    if not isinstance(known, datetime):
        return isinstance(other, datetime) and abs((other.date() - known).days) <= (other.utcoffset() == timedelta(0))
    if not isinstance(other, datetime):
        return False
    if known.tzinfo is None:
        return other.tzinfo is not None and _minute(other) == _minute(known)
    return (
        other.tzinfo is not None
        and known.utcoffset() == timedelta(0) != other.utcoffset()
        and abs((other - known).total_seconds()) < 60  # noqa: PLR2004 - one prints seconds, the other not
    )


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0, tzinfo=None)
