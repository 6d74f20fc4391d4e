"""Dates as pages print them, and the date line's words as a template of its instants."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bunko.nouns import Instant

_DAY = r"\d{4}[ ]?(?:年|/|-|\.)[ ]?\d{1,2}[ ]?(?:月|/|-|\.)[ ]?\d{1,2}[ ]?日?|\d{1,2}\.\d{1,2}\.\d{4}"
_TIME = r"\d{1,2}[:：時时點点]\d{1,2}分?"
_GROUP = r"[ ]?[(（][^()（）\n]{1,80}[)）]"
_DATELINE = re.compile(rf"[^\d\n]{{0,12}}(?:{_DAY})(?:[,、，/\sT]{{0,3}}{_TIME})?(?:{_GROUP})?[\s　]*")
_PRINTED = re.compile(
    r"(?:(?P<y>\d{4})[ ]?[年/.-][ ]?(?P<m>\d{1,2})[ ]?[月/.-][ ]?(?P<d>\d{1,2})|"
    r"(?P<d2>\d{1,2})\.(?P<m2>\d{1,2})\.(?P<y2>\d{4}))[ ]?日?"
    r"(?:[,、，/\sT]{0,3}(?P<hour>\d{1,2})[:：時时點点](?P<minute>\d{2}))?"
)
_TAIL = re.compile(r"\s(?:[A-Z][a-z]{2,8}\.?\s\d{1,2},\s\d{4}|\d{1,2}\.?\s\w{3,12}\s\d{4}|\S{0,20}\d{4}\S{0,20})$")
_NUMBER = re.compile(r"\d+")
_STYLES = (("Y", "-m", "-d", "H", "M"), ("Y", "m", "d", "H", "M"), ("Y", "-m", "-d", "-H", "M"))
"""Codes as pages use them: days without a leading zero, with one, and hours without one."""

_ALL = ("Y", "m", "-m", "d", "-d", "H", "-H", "M")
_CODE = re.compile(r"%(Y|-?[mdH]|M)|%%")


@dataclass(frozen=True, slots=True)
class Printed:
    """A date found in a line; `minute` is `HH:MM` where a time is printed, which names no zone."""

    day: date
    minute: str | None


def printed_in(line: str) -> Printed | None:
    """The first date that a line prints with its year; None where it prints none, or no such day."""
    for found in _PRINTED.finditer(line):
        year, month, day = (int(found[a] or found[b]) for a, b in (("y", "y2"), ("m", "m2"), ("d", "d2")))
        try:
            printed = date(year, month, day)
        except ValueError:
            continue
        minute = f"{int(found['hour']):02}:{found['minute']}" if found["hour"] else None
        return Printed(printed, minute if _is_time(found["hour"], found["minute"]) else None)
    return None


def _is_time(hour: str | None, minute: str | None) -> bool:
    return hour is not None and minute is not None and int(hour) < 24 and int(minute) < 60  # noqa: PLR2004


def is_only_a_date(line: str) -> bool:
    """The line prints a date, perhaps with a time and an update in brackets, and nothing more."""
    return bool(_DATELINE.fullmatch(line.strip())) or bool(_PRINTED.fullmatch(line.strip()))


def prefix_length(line: str) -> int:
    """Characters of a date line before its lead; 0 where the line starts with no date."""
    found = _DATELINE.match(line)
    return found.end() if found else 0


def without_tail(description: str, publisher: str | None) -> str:
    """A description without the date and the publisher that close it (` 2024年3月1日, 某社`)."""
    if not publisher or not description.endswith(publisher):
        return description
    text = description[: -len(publisher)].rstrip()
    if not text or text[-1] not in ",，、":
        return description
    text = text[:-1].rstrip()
    dated = " " + text[-60:]
    found = _TAIL.search(dated)
    return text[: len(text) - (len(dated) - found.start())].rstrip() if found else description


def template(words: str, published: Instant | None, updated: Instant | None) -> str:
    """The words with codes for the parts of the instants, so that `render` gives them back."""
    instants = [instant for instant in (published, updated) if instant is not None]
    made = [_template(words, [_parts(instant, style) for instant in instants]) for style in _STYLES]
    faithful = [text for text in made if render(text, published, updated) == words]
    return min(faithful, key=lambda text: len(re.findall(r"\d", text)), default=words.replace("%", "%%"))


def _template(words: str, instants: Sequence[Mapping[str, str]]) -> str:
    out, end, current, used = "", 0, 0, set[str]()
    for number in _NUMBER.finditer(words):
        out += words[end : number.start()].replace("%", "%%")
        end = number.end()
        code = _code(number.group(), instants[current], used) if current < len(instants) else None
        if code is None and current + 1 < len(instants):
            code = _code(number.group(), instants[current + 1], set())
            current, used = (current + 1, set()) if code else (current, used)
        used.add((code or "").lstrip("-"))
        out += f"%{code}" if code else number.group()
    return out + words[end:].replace("%", "%%")


def render(made: str, published: Instant | None, updated: Instant | None) -> str:
    """The words of a template; a code that comes again belongs to the second instant."""
    instants = [_parts(instant) for instant in (published, updated) if instant is not None]
    current, used = 0, set[str]()

    def value(found: re.Match[str]) -> str:
        nonlocal current, used
        if found[1] is None:
            return "%"
        name = found[1].lstrip("-")
        if name in used:
            current, used = current + 1, set()
        used.add(name)
        return instants[current].get(found[1], "") if current < len(instants) else ""

    return _CODE.sub(value, made)


def _parts(instant: Instant, codes: Sequence[str] = _ALL) -> Mapping[str, str]:
    """Codes to values, in the order in which they are tried."""
    values = {"Y": instant.year, "m": instant.month, "d": instant.day}
    if isinstance(instant, datetime):
        values |= {"H": instant.hour, "M": instant.minute}
    return {
        code: str(values[code[-1]]) if code.startswith("-") else f"{values[code[-1]]:02}"
        for code in codes
        if code[-1] in values
    }


def _code(number: str, parts: Mapping[str, str], used: set[str]) -> str | None:
    return next((code for code in parts if parts[code] == number and code.lstrip("-") not in used), None)
