"""What an answer means for an original: alive, gone, moved, or nothing as yet."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from urllib.parse import urlsplit

from bunko.identity import address_key
from bunko.links.seen import Seen

_GONE = frozenset({404, 410})
_LASTING = frozenset({"no host", "refused", "timeout"})
"""What is taken for gone where it lasts; all else that tells nothing may be our own fault, or a passing one."""

PATIENCE = timedelta(days=30)
"""How long it must last."""

_NOT_FOUND = re.compile(r"/(?:404|not-?_?found|error(?:404)?)(?:[/.]|$)", re.IGNORECASE)
"""A path to which servers send those who ask for what is no longer there."""

_SUCCESS = range(200, 300)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of asking for an address.

    Attributes:
        status: the last one of HTTP; None where nothing answered.
        trouble: a word for what kept it from being asked or answered.
        address: where the way ended.
        permanent: whether all redirects on the way were permanent (301, 308); also where there was none.
    """

    status: int | None = None
    trouble: str = ""
    address: str = ""
    permanent: bool = True


def judge(before: Seen, answer: Answer, today: date) -> Seen:
    """What is seen of an address after an answer."""
    state, found = _state(before.address, answer)
    if not state:
        since = before.failing_since or today
        lasts = found in _LASTING and before.found in _LASTING and today - since >= PATIENCE
        if lasts and before.state != "gone":
            return Seen(before.address, "gone", since, "", today, found, since)
        return replace(before, checked=today, found=found, failing_since=since)
    moved_to = answer.address if state == "moved" else ""
    same = before.state == state and before.moved_to == moved_to and state != "alive"
    return Seen(before.address, state, before.day if same else today, moved_to, today, found)


def _state(address: str, answer: Answer) -> tuple[str, str]:
    """State and what was found; the state is empty where it tells nothing."""
    found = answer.trouble or str(answer.status)
    if answer.status not in _SUCCESS:
        return ("gone" if answer.status in _GONE else ""), found
    if address_key(answer.address) == address_key(address):
        return "alive", found
    if _is_front_page(answer.address) and not _is_front_page(address):
        return "gone", "front page"
    if _NOT_FOUND.search(urlsplit(answer.address).path):
        return "gone", "not-found page"
    return ("moved" if answer.permanent else "alive"), found


def _is_front_page(address: str) -> bool:
    parts = urlsplit(address)
    return parts.path.rstrip("/") in {"", "/index.html", "/index.php"} and not parts.query
