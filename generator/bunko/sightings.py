"""Where and when the same bytes were captured: of all times, the last and the first are remembered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from bunko import dates
from bunko.nouns import Instant
from bunko.sidecar import Sidecar

_NAMES = ("captured", "container", "place", "address", "container_sha256")


def joined(mine: Sidecar, known: Sidecar | None) -> Sidecar:
    """The sidecar with the last of both sightings as its own, and the first as `earlier`; in any order the same."""
    if known is None:
        return mine
    others = [_sighting(known), *([known.earlier] if known.earlier else [])]
    seen = [_sighting(mine), *(one for one in others if not _is_readdressed(one, _sighting(mine)))]
    last = min(seen, key=lambda one: (one.get("captured", "") == "", _back(one.get("captured")), _place(one)))
    timed = [one for one in seen if one.get("captured")]
    first = min(timed or [last], key=lambda one: (_moment(one.get("captured")), _place(one)))
    texts: dict[str, str | None] = {name: last.get(name) for name in _NAMES}
    return replace(
        mine,
        container=texts["container"] or "",
        place=texts["place"] or "",
        captured=texts["captured"],
        address=texts["address"],
        container_sha256=texts["container_sha256"],
        earlier={} if first == last else dict(sorted(first.items())),
    )


def is_last(mine: Sidecar, known: Sidecar | None) -> bool:
    """Whether these bytes were not captured later, or in a better known place, before this import."""
    return known is None or _sighting(joined(mine, known)) == _sighting(mine)


def same(mine: Sidecar, known: Sidecar) -> bool:
    """Both tell of the same time and place; a person may have told another address since."""
    return _is_readdressed(_sighting(mine), _sighting(known))


def instant(text: str | None) -> Instant | None:
    """A time of a sidecar; None where it is none."""
    try:
        return dates.parse(text) if text else None
    except ValueError:
        return None


def _is_readdressed(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """The same time and place, of which an address was told otherwise, as by a person at a later import."""
    return all(one.get(name) == other.get(name) for name in _NAMES if name != "address")


def _sighting(of: Sidecar) -> Mapping[str, str]:
    return {name: value for name in _NAMES if (value := getattr(of, name))}


def _place(one: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(one.get(name, "") for name in _NAMES[1:])


def _moment(text: str | None) -> float:
    found = instant(text)
    return found.timestamp() if isinstance(found, datetime) else 0.0


def _back(text: str | None) -> float:
    return -_moment(text)
