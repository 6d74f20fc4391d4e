"""The register of stories that people keep: `archive/stories.yml`.

Each entry is `id: fields`: `names` (required), `articles` (ids of articles that belong to it), `merge` (ids of stories,
found ones or entries, that are part of it) and `without` (ids of articles that are not).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from bunko.errors import RegisterError
from bunko.language_tags import is_tag
from bunko.registers import label_id

PLACE = "archive/stories.yml"
_ID = re.compile(r"\w[\w.-]*")
"""What ends the address of an article, and of the story that it begins."""

_LISTS = ("articles", "merge", "without")
_EXAMPLE = "names: {ja: …, zh: …}, articles: [id, …]"


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
        RegisterError: the file is no YAML mapping, an entry has another form, or entries contradict each other.
    """
    try:
        text = (archive / "stories.yml").read_text(encoding="utf-8")
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        raise RegisterError(PLACE, "the register cannot be read", found=str(error), cure="Save it as UTF-8.") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = str(getattr(error, "problem", None) or "the YAML cannot be read")
        raise _wrong(mark.line + 1 if mark else 1, problem, cure="Mend the YAML at this line.") from error
    entries = tuple(_entry(key, value) for key, value in _pairs(root)) if root is not None else ()
    _refuse_twice(entries)
    _refuse_circles(entries)
    return entries


def _pairs(node: Any) -> Iterator[tuple[Any, Any]]:
    if not isinstance(node, yaml.MappingNode):
        raise _wrong(node.start_mark.line + 1, "no mapping", expected=f"`id: {{{_EXAMPLE}}}`")
    yield from node.value


def _entry(key: Any, value: Any) -> Entry:
    line = key.start_mark.line + 1
    id_ = str(key.value)
    if label_id(id_) != id_:
        raise _wrong(line, f"{id_[:40]}: no id for an address", expected=label_id(id_), cure="Take the expected form.")
    fields = {str(name.value): (name.start_mark.line + 1, inner) for name, inner in _pairs(value)}
    strange = next((name for name in fields if name not in ("names", *_LISTS)), None)
    if strange is not None:
        known = f"names, {', '.join(_LISTS)}"
        raise _wrong(fields[strange][0], f"{id_}: no such field", expected=known, found=strange[:40])
    lines: dict[str, int] = {}
    lists = {name: _ids(id_, *fields[name], lines) for name in _LISTS if name in fields}
    return Entry(id_, _names(id_, line, fields.get("names")), **lists, line=line, lines=lines)


def _names(id_: str, line: int, given: tuple[int, Any] | None) -> dict[str, str]:
    names: dict[str, str] = {}
    if given is not None:
        for tag, name in _pairs(given[1]):
            if not is_tag(str(tag.value)) or not isinstance(name, yaml.ScalarNode) or not name.value:
                raise _wrong(tag.start_mark.line + 1, f"{id_}: no name", expected="names: {ja: …, zh: …}")
            names[str(tag.value)] = name.value
    if not names:
        raise _wrong(line, f"{id_}: no names", expected="names: {ja: …, zh: …}", cure="Give the story a name.")
    return names


def _ids(id_: str, line: int, node: Any, lines: dict[str, int]) -> tuple[str, ...]:
    if not isinstance(node, yaml.SequenceNode) or not all(isinstance(item, yaml.ScalarNode) for item in node.value):
        raise _wrong(line, f"{id_}: no list of ids", expected="[id, id]")
    for item in node.value:
        if not _ID.fullmatch(item.value):
            expected = "letters, digits, . - and _"
            raise _wrong(item.start_mark.line + 1, f"{id_}: no id", expected=expected, found=item.value[:40])
        lines.setdefault(str(item.value), item.start_mark.line + 1)
    return tuple(dict.fromkeys(str(item.value) for item in node.value))


def _refuse_twice(entries: tuple[Entry, ...]) -> None:
    """An id stands once; an article is in one story; a story is part of one."""
    for what, field_ in (("story", None), ("article", "articles"), ("merged story", "merge")):
        seen: dict[str, Entry] = {}
        for entry in entries:
            for id_ in (entry.id,) if field_ is None else getattr(entry, field_):
                if id_ in seen:
                    line = entry.line if field_ is None else entry.lines[id_]
                    found = f"first under {seen[id_].id} at line {seen[id_].lines.get(id_, seen[id_].line)}"
                    raise _wrong(line, f"the {what} {id_} stands twice", found=found, cure="Keep it in one place.")
                seen[id_] = entry


_MOST_MERGES = 50
"""Steps from a story to the one that it ends in."""


def _refuse_circles(entries: tuple[Entry, ...]) -> None:
    into = {part: entry for entry in entries for part in entry.merge}
    for entry in entries:
        passed, at = [entry.id], into.get(entry.id)
        while at is not None:
            if at.id == entry.id:
                way = " ← ".join([*passed, entry.id])
                raise _wrong(entry.line, f"{entry.id} is part of itself", found=way, cure="Take one `merge` away.")
            if at.id in passed:
                break
            if len(passed) == _MOST_MERGES:
                raise _wrong(
                    entry.line,
                    f"{entry.id} is merged into a story that is merged again, and so on",
                    expected=f"{_MOST_MERGES} steps at most",
                    cure="Merge it into the last story at once.",
                )
            passed.append(at.id)
            at = into.get(at.id)


def _wrong(line: int, problem: str, **more: str) -> RegisterError:
    return RegisterError(f"{PLACE}:{line}", problem, **{"cure": "See README.md, Stories.", **more})
