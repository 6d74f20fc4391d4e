"""A register's file, `archive/tags.yml` or `archive/sources.yml`: each entry that can be read, and what is wrong.

A wrong field is left out, and an entry without names; all problems are named, each with its line.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from bunko import frontmatter, frontmatter_faults
from bunko.errors import RegisterError
from bunko.language_tags import is_tag

Noun = TypeVar("Noun")
Lines = Mapping[tuple[str | int, ...], int]
"""The line of each entry, field and item, by its way: `("moon", "aliases", 0)`."""


@dataclass(frozen=True)
class Entry:
    """One entry of a register as it is being read; what is wrong goes into `problems`."""

    place: str
    lines: Lines
    id: str
    fields: Mapping[str, Any]
    problems: list[RegisterError] = field(default_factory=list)

    def wrong(self, name: str, problem: str, *, expected: str, found: object, cure: str) -> None:
        """Remember what is wrong with a field."""
        line = self.lines.get((self.id, name)) or self.lines.get((self.id,), 1)
        shown = found if isinstance(found, str) else repr(found)
        error = RegisterError(
            f"{self.place}:{line}", f"{self.id}: {problem}", expected=expected, found=shown[:80], cure=cure
        )
        self.problems.append(error)

    def text(self, name: str, accepts: Callable[[str], object] = bool, expected: str = "a text") -> str | None:
        """A field's text; None where it is absent, or not accepted, which is a problem."""
        value = self.fields.get(name)
        if value is None or value == "":
            return None
        if isinstance(value, str) and accepts(value):
            return value
        self.wrong(name, f"{name} is none", expected=expected, found=value, cure="Mend it, or leave the field out.")
        return None

    def flag(self, name: str) -> bool | None:
        """True or false; None where the field is absent."""
        value = self.fields.get(name)
        if value is None or isinstance(value, bool):
            return value
        cure = "Write true or false, or leave the field out where it is not known."
        self.wrong(name, f"{name} is neither true nor false", expected="true or false", found=value, cure=cure)
        return None

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts; one text alone is a list of it."""
        value = self.fields.get(name)
        items = [value] if isinstance(value, str) else value or []
        if isinstance(items, list) and all(isinstance(item, str) for item in items):
            return tuple(item for item in items if item)
        cure = f"Write `{name}: [one, another]`."
        self.wrong(name, f"{name} is no list of texts", expected="[one, another]", found=value, cure=cure)
        return ()

    def languages(self, name: str) -> dict[str, str]:
        """Texts by language tag."""
        value = self.fields.get(name)
        if value in (None, ""):
            return {}
        if not isinstance(value, dict):
            cure = f"Write `{name}: {{ja: …, zh: …}}`."
            self.wrong(name, f"{name} has no languages", expected="{ja: …, zh: …}", found=value, cure=cure)
            return {}
        texts = {tag: text for tag, text in value.items() if is_tag(tag) and isinstance(text, str) and text}
        for tag in (tag for tag in value if tag not in texts):
            cure = "Give each text under the language that it is in."
            expected = "a text after a language tag as ja, zh or zh-Hant"
            self.wrong(
                name, f"{name}: no text in a language", expected=expected, found=f"{tag}: {value[tag]}", cure=cure
            )
        return texts

    def refuse_others(self, known: Collection[str]) -> None:
        """Name every field that an entry cannot have."""
        for name in self.fields:
            if name not in known:
                cure = "Mend the name, or leave the field out."
                self.wrong(name, "no such field", expected=", ".join(known), found=name, cure=cure)

    def names(self) -> dict[str, str]:
        """The names by language, of which an entry must have one."""
        names = self.languages("names")
        if not names and not self.problems:
            cure = "Give at least one name, under the language that it is in."
            found = self.fields.get("names")
            self.wrong("names", "no names", expected="names: {ja: …, zh: …}", found=found, cure=cure)
        return names


@dataclass(frozen=True)
class RegisterFile(Generic[Noun]):
    """What a register's file says.

    Attributes:
        place: `archive/tags.yml`.
        entries: by id, in the file's order.
        problems: all that is wrong, by line.
        lines: where each entry, field and item stands.
    """

    place: str
    entries: dict[str, Noun] = field(default_factory=dict)
    problems: tuple[RegisterError, ...] = ()
    lines: Lines = field(default_factory=dict)


def _unreadable(place: str, text: str, error: frontmatter.FrontmatterError) -> RegisterError:
    found = frontmatter_faults.fault(text, frontmatter.parse)
    if found is not None:
        return RegisterError(f"{place}:{found.line}:{found.column}", found.problem, cure=found.cure)
    expected, cure = "entries as `id: {names: {ja: …, zh: …}}`", error.cure or "Mend the YAML at this line."
    return RegisterError(f"{place}:{error.line}", error.problem, expected=expected, cure=cure)


def read(path: Path, make: Callable[[Entry], Noun | None]) -> RegisterFile[Noun]:
    """Read a register; a missing file is an empty one.

    Args:
        path: the file.
        make: the noun of an entry; None where it cannot be made, with a problem.
    """
    place = f"{path.parent.name}/{path.name}"
    try:
        text = path.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
        fields = frontmatter.parse(text)
    except FileNotFoundError:
        return RegisterFile(place)
    except (OSError, UnicodeDecodeError) as error:
        cure = "Save it as UTF-8 text."
        return RegisterFile(
            place, problems=(RegisterError(place, "the register cannot be read", found=str(error), cure=cure),)
        )
    except frontmatter.FrontmatterError as error:
        return RegisterFile(place, problems=(_unreadable(place, text, error),))
    lines = frontmatter.positions(text)
    entries: dict[str, Noun] = {}
    problems: list[RegisterError] = []
    for id_, value in fields.items():
        entry = Entry(place, lines, id_, value if isinstance(value, dict) else {})
        if not isinstance(value, dict):
            cure = "See the entries beside it."
            entry.wrong("", "no mapping", expected="`name: value` lines", found=value, cure=cure)
        made = make(entry)
        problems += entry.problems
        if made is not None:
            entries[id_] = made
    return RegisterFile(place, entries, tuple(problems), lines)
