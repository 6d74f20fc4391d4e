"""What a site lets robots ask for: RFC 9309, "Robots Exclusion Protocol"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

LIMIT = 512 * 1024
"""Bytes that are read of a robots.txt; the standard asks for 500 KiB at least."""

_LONGEST_DELAY = 60.0


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules that hold for one robot.

    Attributes:
        lines: (whether it allows, the path's pattern).
        delay: seconds between two requests that the site asks for; 0 where it asks for none.
    """

    lines: tuple[tuple[bool, str], ...] = ()
    delay: float = 0.0

    def allow(self, path: str) -> bool:
        """Whether a path (with its query) may be asked for: the longest pattern decides."""
        path = unquote(path)  # of two patterns as long, the one that allows
        fitting = [(len(pattern), allows) for allows, pattern in self.lines if _fits(pattern, path)]
        return max(fitting, default=(0, True))[1]


def parse(text: str, robot: str) -> Rules:
    """The rules of a robots.txt for a robot, by its name; those for all where it is not named."""
    groups = list(_groups(text[:LIMIT]))
    mine = [group for group in groups if robot.lower() in group[0]] or [group for group in groups if "*" in group[0]]
    rules = [rule for _, group in mine for rule in group]
    lines = tuple((name == "allow", unquote(value)) for name, value in rules if name != "crawl-delay" and value)
    return Rules(lines, max((_seconds(value) for name, value in rules if name == "crawl-delay"), default=0.0))


def _groups(text: str) -> Iterator[tuple[set[str], list[tuple[str, str]]]]:
    """The names of robots, and the rules that hold for them."""
    names, rules = set[str](), list[tuple[str, str]]()
    for line in text.splitlines():
        name, _, value = (part.strip() for part in line.partition("#")[0].partition(":"))
        name = name.lower()
        if name == "user-agent":
            if rules:
                yield names, rules
                names, rules = set(), []
            names.add(value.lower())
        elif name in {"allow", "disallow", "crawl-delay"} and names:
            rules.append((name, value))
    if names:
        yield names, rules


def _fits(pattern: str, path: str) -> bool:
    """A pattern is the start of a path; `*` is anything, `$` at its end the path's end. Nothing is tried twice."""
    ends = pattern.endswith("$")
    first, *rest = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    for n, part in enumerate(rest):
        if ends and n == len(rest) - 1:
            return len(path) - len(part) >= at and path.endswith(part)
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return not ends or at == len(path)


def _seconds(text: str) -> float:
    try:
        return min(max(0.0, float(text)), _LONGEST_DELAY)  # in this order no number is 0
    except ValueError:
        return 0.0
