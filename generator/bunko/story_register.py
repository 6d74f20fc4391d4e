"""The register of stories that people keep: `archive/stories.yml`.

Each entry is `id: fields`: `names` (required), `articles` (ids of articles that belong to it), `merge` (ids of stories,
found ones or entries, that are part of it) and `without` (ids of articles that are not).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bunko import register_file
from bunko.errors import RegisterError
from bunko.register_file import RegisterFile
from bunko.registers import RegistersError, label_id

PLACE = "archive/stories.yml"
_ID = re.compile(r"\w[\w.-]*")
"""What ends the address of an article, and of the story that it begins."""

_LISTS = ("articles", "merge", "without")
_FIELDS = ("names", *_LISTS)
_MOST_MERGES = 50
"""Steps from a story to the one that it ends in."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a person says of a story.

    Attributes:
        id: of the story.
        names: folder to name, at least one.
        articles: ids of articles.
        merge: ids of stories.
        without: ids of articles.
        line: in the register, from 1.
        lines: of each id that the lists name.
    """

    id: str
    names: Mapping[str, str]
    articles: tuple[str, ...] = ()
    merge: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    line: int = 1
    lines: Mapping[str, int] = field(default_factory=dict)


def load(archive: Path) -> tuple[Entry, ...]:
    """The entries below `archive`, in the file's order; a missing file has none.

    Raises:
        RegistersError: what is wrong with them, all of it.
    """
    reading = examine(archive)
    if reading.problems:
        raise RegistersError(reading.problems)
    return tuple(reading.entries.values())


def examine(archive: Path) -> RegisterFile[Entry]:
    """The entries as far as they can be read, and all that is wrong with them, contradictions too."""
    reading = register_file.read(archive / "stories.yml", _entry)
    entries = tuple(reading.entries.values())
    problems = (*reading.problems, *_twice(entries), *_circles(entries))
    return RegisterFile(reading.place, reading.entries, problems, reading.lines)


def _entry(given: register_file.Entry) -> Entry | None:
    if label_id(given.id) != given.id:
        expected = label_id(given.id)
        given.wrong("", "no id for an address", expected=expected, found=given.id, cure="Take the expected form.")
    given.refuse_others(_FIELDS)
    names = given.names()
    lines: dict[str, int] = {}
    lists = {name: _ids(given, name, lines) for name in _LISTS}
    return Entry(given.id, names, **lists, line=given.lines.get((given.id,), 1), lines=lines) if names else None


def _ids(given: register_file.Entry, name: str, lines: dict[str, int]) -> tuple[str, ...]:
    """The ids of a list; those that can be none are problems."""
    ids = []
    for n, id_ in enumerate(given.texts(name)):
        line = given.lines.get((given.id, name, n)) or given.lines.get((given.id, name), 1)
        if _ID.fullmatch(id_):
            ids.append(id_)
            lines.setdefault(id_, line)
        else:
            given.problems.append(
                RegisterError(
                    f"{given.place}:{line}",
                    f"{given.id}: no id",
                    expected="letters, digits, . - and _",
                    found=id_[:40],
                    cure="Give the last part of the address.",
                )
            )
    return tuple(dict.fromkeys(ids))


def _twice(entries: Sequence[Entry]) -> Iterator[RegisterError]:
    """An article is in one story; a story is part of one."""
    for what, name in (("article", "articles"), ("merged story", "merge")):
        seen: dict[str, Entry] = {}
        for entry in entries:
            for id_ in getattr(entry, name):
                first = seen.setdefault(id_, entry)
                if first is not entry:
                    found = f"first under {first.id} at line {first.lines[id_]}"
                    problem = f"the {what} {id_} stands twice"
                    yield _wrong(entry.lines[id_], problem, found=found, cure="Keep it in one place.")


def _circles(entries: Sequence[Entry]) -> Iterator[RegisterError]:
    """Entries that are part of themselves, and merges without an end."""
    into = {part: entry for entry in reversed(entries) for part in entry.merge}
    told: set[str] = set()
    for entry in entries:
        passed, at = [entry.id], into.get(entry.id)
        while at is not None and at.id not in passed and len(passed) < _MOST_MERGES:
            passed.append(at.id)
            at = into.get(at.id)
        if at is None or told & set(passed):
            continue
        if at.id == entry.id:
            way = " ← ".join([*passed, entry.id])
            yield _wrong(entry.line, f"{entry.id} is part of itself", found=way, cure="Take one `merge` away.")
        elif at.id not in passed:
            problem = f"{entry.id} is merged into a story that is merged again, and so on"
            expected = f"{_MOST_MERGES} steps at most"
            yield _wrong(entry.line, problem, expected=expected, cure="Merge it into the last story at once.")
        else:
            continue
        told.update(passed)


def _wrong(line: int, problem: str, **more: str) -> RegisterError:
    return RegisterError(f"{PLACE}:{line}", problem, **more)
