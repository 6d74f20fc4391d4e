"""What was seen at an original's address, and the list of it: `archive/links.tsv`, which is committed.

A line for each address, in their order, with tabs between its columns, so that a check changes the lines of what it
checked and no others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bunko.errors import BunkoError
from bunko.filesystem import write_whole
from bunko.nouns import OriginalState
from bunko.web_address import is_web

NAME = "links.tsv"
"""In `archive/`."""

COLUMNS = ("address", "state", "day", "moved_to", "checked", "found", "failing_since")
_STATES = ("alive", "gone", "moved")


class LinksError(BunkoError):
    """The list of links cannot be read."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One address.

    Attributes:
        state: `alive`, `gone` or `moved`; empty where no check has told.
        day: the day on which it was last seen there, or since which it is gone or moved.
        moved_to: the other address.
        checked: the day of the last check.
        found: what that found: a status (`200`, `404`), or a word for what kept it from being asked (`no host`).
        failing_since: the first day of a row of checks that told nothing.
    """

    address: str
    state: str = ""
    day: date | None = None
    moved_to: str = ""
    checked: date | None = None
    found: str = ""
    failing_since: date | None = None

    @property
    def told(self) -> OriginalState | None:
        """As a page tells it; None where no check has told."""
        return OriginalState(self.state, self.day, self.moved_to or None) if self.state and self.day else None


def read(archive: Path) -> dict[str, Seen]:
    """The list by addresses; empty where there is none.

    Raises:
        LinksError: a line that cannot be read.
    """
    path = archive / NAME
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise LinksError(f"archive/{NAME}", "the list cannot be read", found=str(error), cure=_CURE) from error
    found = dict[str, Seen]()
    for number, line in enumerate(lines, 1):
        if line and tuple(line.split("\t")) != COLUMNS:
            seen = _seen(number, line.removesuffix("\r").split("\t"))
            found[seen.address] = seen
    return found


_CURE = "Restore it from the repository's history; `bunko links` writes it anew."


def _seen(number: int, values: list[str]) -> Seen:
    row = dict(zip(COLUMNS, values, strict=False))
    try:
        day, checked, failing = (_day(row[name]) for name in ("day", "checked", "failing_since"))
        sound = len(values) == len(COLUMNS) and is_web(row["address"]) and row["state"] in ("", *_STATES)
        sound = sound and (not row["moved_to"] or is_web(row["moved_to"])) and bool(row["state"]) == bool(day)
    except (KeyError, ValueError):
        sound, day, checked, failing = False, None, None, None
    if not sound:
        raise LinksError(
            f"archive/{NAME}:{number}",
            "the line cannot be read",
            expected=f"{len(COLUMNS)} columns with tabs between them: {', '.join(COLUMNS)}; days as 2026-04-01",
            found="\t".join(values)[:80],
            cure=_CURE,
        )
    return Seen(row["address"], row["state"], day, row["moved_to"], checked, row["found"], failing)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def write(archive: Path, seen: Mapping[str, Seen]) -> None:
    """Write the list, whole.

    Raises:
        OSError: it cannot be written.
    """
    rows: Iterable[tuple[str, ...]] = (
        tuple(_cell(getattr(seen[address], name)) for name in COLUMNS) for address in sorted(seen)
    )
    write_whole(archive / NAME, "".join("\t".join(row) + "\n" for row in (COLUMNS, *rows)))


def _cell(value: str | date | None) -> str:
    return value.isoformat() if isinstance(value, date) else value or ""
