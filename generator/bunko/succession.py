"""Which of two captures of one article is the newer one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

from bunko import dates
from bunko.nouns import Article, Instant
from bunko.sidecar import Sidecar


def same_content(found: Article, said: Article) -> bool:
    """A capture tells nothing that its article's page does not say; another address of the article is no news."""
    known = replace(found, path=said.path, captures=said.captures, url=said.url or found.url)
    names = [name for name in Article.__dataclass_fields__ if getattr(known, name) not in (None, (), {})]
    return all(getattr(known, name) == getattr(said, name) for name in names)


def is_newer(captured: datetime | None, found: Article, said: Article, newest: Sidecar | None) -> bool:
    """By the time of capture, else by the source's last change, else the one that is imported later is newer."""
    before = _instant(newest.captured) if newest else None
    if captured is not None and before is not None:
        return _moment(captured) > _moment(before)
    changed = found.updated or found.published
    known = (_instant(newest.updated) if newest else None) or said.updated or said.published
    if changed is None or known is None:
        return True
    if isinstance(changed, datetime) and isinstance(known, datetime):
        return changed >= known
    return dates.day(changed) >= dates.day(known)


def _instant(text: str | None) -> Instant | None:
    try:
        return dates.parse(text) if text else None
    except ValueError:
        return None


def _moment(instant: Instant) -> datetime:
    return instant if isinstance(instant, datetime) else datetime.combine(_day(instant), time(), UTC)


def _day(instant: date) -> date:
    return instant
