"""The captures of one article in their order: which one its page follows, and what each of them tells.

The order is a property of the captures alone, so that it is the same in whatever order they are
imported. A page says of each field what the first capture in this order says that tells it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from bunko import dates
from bunko.identity import address_key, is_print, publisher_key
from bunko.nouns import CaptureRecord, Instant
from bunko.sidecar import Sidecar

_BEGINNING = datetime(1, 1, 1, tzinfo=UTC)

Order = tuple[bool, bool, bool, tuple[bool, bool, int, str], timedelta, timedelta, str]
"""Captures of an article sort by it, the one that its page follows first."""

_REASONS = (
    "it is in another script than the page",
    "it is another publisher's copy",
    "the capture is cut",
    "the page follows the article's own address",
)
"""Why another capture goes before, for the first places of the order."""

_TIMES, _HASH = 4, 6
"""Places in the order: of the first time, and of the hash, which orders what nothing else does."""


@dataclass(frozen=True)
class Standing:
    """Where a capture stands among the others of its article.

    Attributes:
        at: captures before it.
        tells: names of fields (and `body`) that no capture before it tells and this one may.
        alone: what the others told is not to be mixed with it: they are in another script.
        why: what puts the page's capture before this one; empty where this one is the first.
        unsure: nothing tells which of it and the page's capture is newer.
    """

    at: int
    tells: frozenset[str]
    alone: bool = False
    why: str = ""
    unsure: bool = False


def standing(
    mine: Sidecar, others: Sequence[CaptureRecord], folder: str, url: str | None, known: Callable[[str], Sidecar | None]
) -> Standing:
    """Where a capture stands, in few looks at the others.

    Args:
        mine: of the capture.
        others: as the page lists them, first to last.
        folder: of the page's language.
        url: the page's address.
        known: gives the sidecar of a capture.
    """

    def sidecar(record: CaptureRecord) -> Sidecar:
        captured = dates.iso(record.captured) if record.captured else None
        return known(record.sha256) or Sidecar(record.sha256, captured=captured)

    wanted, low, high = order(mine, folder, url), 0, len(others)
    while low < high:
        middle = (low + high) // 2
        if order(sidecar(others[middle]), folder, url) < wanted:
            low = middle + 1
        else:
            high = middle
    tells = set[str]() if is_foreign(mine.address, url) and low else set(mine.says)
    misfit = _misfit(mine.language, folder)
    for record in others[:low]:
        if not tells:
            break
        before = sidecar(record)
        # What another script says is not mixed in; of a capture without a list of fields, all are taken as told.
        tells = set() if not before.says or misfit != _misfit(before.language, folder) else tells - set(before.says)
    if not low and "title" not in mine.says and not any("title" in sidecar(record).says for record in others):
        tells.add("title")  # made of its first words, since no capture has a headline
    alone = not low and bool(others) and _misfit(sidecar(others[0]).language, folder) and not misfit
    why, unsure = _parting(mine, sidecar(others[0]), folder, url) if others else ("", False)
    return Standing(low, frozenset(tells), alone, why if low else "", unsure)


def _parting(mine: Sidecar, first: Sidecar, folder: str, url: str | None) -> tuple[str, bool]:
    """What parts a capture from the one that goes before it, and whether nothing says which is newer."""
    one, other = order(mine, folder, url), order(first, folder, url)
    place = next((n for n, (a, b) in enumerate(zip(one, other, strict=True)) if a != b), _HASH)
    if place < _TIMES:
        return _REASONS[place], False
    # Of two without a time the changes that they tell may say it; the hash never does.
    unsure = place == _HASH or (mine.captured is None and first.captured is not None and one > other)
    if not unsure:
        return "it is older than the page's newest capture", False
    why = "captured at the same time" if mine.captured and first.captured else "no capture date"
    return f"{why}: which is newer cannot be told; the page keeps what it says", True


def order(sidecar: Sidecar, folder: str, url: str | None) -> Order:
    """Which capture goes before another one of the same article.

    First those in the script of the page's folder, from the page's publisher, and whole; then the
    article's own address before its print version; then the newest. A capture without a time is
    at least as old as the last change that it tells.
    """
    changed = _moment(sidecar.updated)
    captured = _moment(sidecar.captured) if sidecar.captured else changed
    return (
        _misfit(sidecar.language, folder),
        is_foreign(sidecar.address, url),
        sidecar.partial,
        preference(sidecar.address),
        _BEGINNING - captured,
        _BEGINNING - changed,
        sidecar.sha256,
    )


def preference(address: str | None) -> tuple[bool, bool, int, str]:
    """Of two addresses at one publisher the smaller is the article's own: no print version, short, first by letter."""
    key = address_key(address)
    return (key is None, is_print(address), len(key or ""), key or "")


def is_foreign(address: str | None, url: str | None) -> bool:
    """An address of another publisher than the page's."""
    return bool(address and url) and publisher_key(address) != publisher_key(url)


def _misfit(language: str | None, folder: str) -> bool:
    """The text is in another script than its folder: Traditional Chinese, where the folder does not say so."""
    wanted = folder if "-" in folder else f"{folder}-Hans"
    return "-" in (language or "") and not (language or "").lower().startswith(wanted.lower())


def _moment(text: str | None) -> datetime:
    try:
        instant: Instant = dates.parse(text) if text else _BEGINNING
    except ValueError:
        return _BEGINNING
    return instant if isinstance(instant, datetime) else datetime.combine(instant, time(), UTC)
