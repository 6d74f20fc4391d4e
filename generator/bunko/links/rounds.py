"""A round of checks: which addresses, in which order, and how long each host is left alone."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from urllib.parse import urlsplit

from bunko.links import robots
from bunko.links.asking import Asker, Reply, Trouble
from bunko.links.judging import Answer, judge
from bunko.links.robots import Rules
from bunko.links.seen import Seen

ROBOT = "Bunko"
_REDIRECTS = 5
_ENOUGH = 3
"""Troubles one after the other after which a host is left alone for this round."""

_BUSY = frozenset({429, 503})
"""The host asks to be left alone."""

_REFUSES_HEAD = 400
"""From this status on GET is tried too: some servers answer HEAD as if nothing were there."""


def due(addresses: Iterable[str], known: Mapping[str, Seen], today: date, after: int) -> list[str]:
    """The addresses that are to be checked: those never checked first, then the longest unchecked.

    Args:
        addresses: of all originals.
        known: the list.
        today: the day.
        after: days for which a check holds.
    """
    latest = today - timedelta(days=after)
    ages = {address: known[address].checked if address in known else None for address in set(addresses)}
    found = [(age or date.min, address) for address, age in ages.items() if age is None or age <= latest]
    return [address for _, address in sorted(found)]


@dataclass
class Round:
    """One round, one request at a time.

    Attributes:
        asker: sends the requests.
        pause: seconds between two requests to a host.
        clock, sleep: of the machine; tests have their own.
    """

    asker: Asker
    pause: float
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _free: dict[str, float] = field(default_factory=dict)
    """When a host may be asked again."""
    _rules: dict[str, Rules | str] = field(default_factory=dict)
    """By scheme and host: its rules, or the trouble with them."""
    _troubles: dict[str, int] = field(default_factory=dict)

    def check(self, addresses: Iterable[str], known: Mapping[str, Seen], today: date) -> Iterator[Seen]:
        """What is seen of each address, as soon as it is; those of a host that is left alone are left out."""
        queues: dict[str, deque[str]] = {}
        for address in addresses:
            queues.setdefault(_host(address), deque()).append(address)
        while queues:
            host = min(queues, key=lambda one: self._free.get(one, 0.0))
            address = queues[host].popleft()
            answer = self._answer(address)
            if not queues[host] or self._tired_of(host, answer):
                del queues[host]
            yield judge(known.get(address, Seen(address)), answer, today)

    def _tired_of(self, host: str, answer: Answer) -> bool:
        """Whether a host is left alone from now on."""
        self._troubles[host] = self._troubles.get(host, 0) + 1 if answer.status is None else 0
        by_robots = answer.trouble == "robots.txt"
        return answer.status in _BUSY or (self._troubles[host] >= _ENOUGH and not by_robots)

    def _answer(self, address: str) -> Answer:
        at, permanent = address, True
        try:
            for _ in range(_REDIRECTS + 1):
                reply = self._allowed(at)
                if reply.location is None:
                    return Answer(reply.status, "", at, permanent)
                permanent = permanent and reply.status in {301, 308}
                at = reply.location
            return Answer(None, "redirects without end", at)
        except Trouble as trouble:
            return Answer(None, str(trouble), at)

    def _allowed(self, address: str) -> Reply:
        rules, parts = self._rules_of(address), urlsplit(address)
        if not rules.allow(f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"):
            raise Trouble("robots.txt")
        reply = self._ask("HEAD", address, rules.delay)
        if reply.status >= _REFUSES_HEAD and reply.status not in _BUSY:
            reply = self._ask("GET", address, rules.delay)
        return reply

    def _rules_of(self, address: str) -> Rules:
        """The rules of a host: all is allowed where it has none, nothing where they cannot be had (RFC 9309, 2.3.1)."""
        parts = urlsplit(address)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._rules:
            self._rules[origin] = self._read_rules(origin)
        rules = self._rules[origin]
        if isinstance(rules, str):
            raise Trouble(rules)
        return rules

    def _read_rules(self, origin: str) -> Rules | str:
        at = f"{origin}/robots.txt"
        try:
            for _ in range(_REDIRECTS + 1):
                reply = self._ask("GET", at, 0.0, robots.LIMIT)
                if reply.location is None:
                    break
                at = reply.location
        except Trouble as trouble:
            return str(trouble)
        if 200 <= reply.status < 300:  # noqa: PLR2004 - success
            return robots.parse(reply.body.decode("utf-8", "replace").removeprefix("\ufeff"), ROBOT)
        return Rules() if reply.status < 500 and reply.status not in _BUSY else f"robots.txt {reply.status}"  # noqa: PLR2004

    def _ask(self, method: str, address: str, delay: float, limit: int = 0) -> Reply:
        """Ask when the host may be asked again."""
        host = _host(address)
        wait = self._free.get(host, 0.0) - self.clock()
        if wait > 0:
            self.sleep(wait)
        try:
            return self.asker.ask(method, address, limit)
        finally:
            self._free[host] = self.clock() + max(self.pause, delay)


def _host(address: str) -> str:
    return urlsplit(address).netloc.rpartition("@")[2].lower()
