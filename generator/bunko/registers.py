"""The registers that people keep: archive/tags.yml and archive/sources.yml."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path

from bunko.errors import RegisterError
from bunko.folding import fold
from bunko.nouns import Concept, Source
from bunko.register_file import Entry, RegisterFile, read
from bunko.web_address import is_web

_ID_BYTES = 120
"""A longer id is cut and ends in a hash: file systems take names of 255 bytes, and `.part` names are longer."""

KINDS = ("place", "person", "organisation", "topic", "event")
"""The kinds of concepts, in the order in which they are listed."""

_FIELDS_OF_TAGS = ("names", "aliases", "kind", "wikidata", "former", "broader")
_FIELDS_OF_SOURCES = (
    *("names", "homepage", "language", "zone", "hosts", "license", "notes", "owner", "country"),
    *("state_affiliated", "reference"),
)
_ITEM = re.compile(r"Q[1-9][0-9]*")
_COUNTRY = re.compile(r"[A-Z]{2}")


class RegistersError(RegisterError):
    """Entries of the registers that cannot be read; `problems` has each of them."""

    def __init__(self, problems: Sequence[RegisterError]) -> None:
        self.problems = tuple(problems)
        super().__init__(problems[0].place, problems[0].problem)

    @property
    def text(self) -> str:
        """Every problem's message, one after the other."""
        return "\n".join(problem.text for problem in self.problems)


@dataclass(frozen=True)
class Registers:
    """The concepts and the sources of an archive, by their ids, in the files' order."""

    concepts: Mapping[str, Concept] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)

    @cached_property
    def concept_of(self) -> Mapping[str, Concept]:
        """Concepts by every label an article may use, as `label_key` has it; the first that claims a label has it."""
        return {
            label_key(label): concept
            for concept in reversed(tuple(self.concepts.values()))
            for label in labels(concept)
        }

    @cached_property
    def by_start(self) -> Mapping[str, Sequence[tuple[str, Concept]]]:
        """Every folded name of two letters or more with its concept, by its first two letters; long names first."""
        found: dict[str, dict[str, Concept]] = {}
        for concept in self.concepts.values():
            for label in labels(concept)[1:]:
                name = fold(label)
                if len(name) > 1:
                    found.setdefault(name[:2], {}).setdefault(name, concept)
        return {start: sorted(names.items(), key=lambda item: -len(item[0])) for start, names in found.items()}

    @cached_property
    def narrower(self) -> Mapping[str, Sequence[Concept]]:
        """The concepts directly below each concept, by its id."""
        found: dict[str, list[Concept]] = {}
        for concept in self.concepts.values():
            if concept.broader:
                found.setdefault(concept.broader, []).append(concept)
        return found


@dataclass(frozen=True)
class Reading:
    """The registers as far as they can be read, their files, and all that is wrong with these."""

    registers: Registers
    tags: RegisterFile[Concept]
    problems: tuple[RegisterError, ...]
    sources: RegisterFile[Source]


def labels(concept: Concept) -> tuple[str, ...]:
    """Every label that an article may use for a concept: id, names, aliases, former ids and names."""
    return (concept.id, *concept.names.values(), *concept.aliases, *concept.former)


def name_in(names: Mapping[str, str], lang: str) -> tuple[str, str]:
    """The name to show in a language, and the language that it is in: another one where there is none in this."""
    return (names[lang], lang) if lang in names else next((name, tag) for tag, name in names.items())


def label_id(label: str) -> str:
    """The id of a label outside the register: its NFKC lower-case hyphenated form, safe in an address."""
    folded = unicodedata.normalize("NFKC", label).casefold()
    id_ = re.sub(r"[^\w]+", "-", folded).strip("-_") or "-".join(f"{ord(letter):x}" for letter in folded)
    if len(id_.encode()) <= _ID_BYTES:
        return id_
    digest = hashlib.sha256(id_.encode()).hexdigest()[:12]
    return f"{id_.encode()[: _ID_BYTES - 13].decode(errors='ignore').rstrip('-_')}-{digest}"


@lru_cache(maxsize=65536)
def label_key(label: str) -> str:
    """What all forms of a label share: 会談, 会谈 and 會談 meet, as `folding.fold` has it; for matching alone."""
    return label_id(fold(label))


def load(archive: Path) -> Registers:
    """Read both registers below `archive`; a missing file is an empty register.

    Raises:
        RegistersError: what is wrong with their entries, all of it.
    """
    reading = examine(archive)
    if reading.problems:
        raise RegistersError(reading.problems)
    return reading.registers


def examine(archive: Path) -> Reading:
    """Read both registers below `archive` as far as they can be read."""
    tags, sources = read(archive / "tags.yml", _concept), read(archive / "sources.yml", _source)
    circles = _circles(tags.entries)
    astray = {id_ for circle in circles for id_ in circle}
    problems = [*tags.problems, *_lost(tags), *(_circle(tags, circle) for circle in circles), *sources.problems]
    concepts = {
        id_: replace(concept, broader=None) if id_ in astray or concept.broader not in tags.entries else concept
        for id_, concept in tags.entries.items()
    }
    return Reading(Registers(concepts, sources.entries), tags, tuple(problems), sources)


def _concept(entry: Entry) -> Concept | None:
    _refuse_id(entry)
    names = entry.names()
    concept = Concept(
        id=entry.id,
        names=names,
        aliases=entry.texts("aliases"),
        kind=entry.text("kind", KINDS.__contains__, ", ".join(KINDS)),
        wikidata=entry.text("wikidata", _ITEM.fullmatch, "an item's id, Q405"),
        former=entry.texts("former"),
        broader=entry.text("broader"),
    )
    entry.refuse_others(_FIELDS_OF_TAGS)
    return concept if names else None


def _source(entry: Entry) -> Source | None:
    _refuse_id(entry)
    names = entry.names()
    source = Source(
        id=entry.id,
        names=names,
        homepage=entry.text("homepage"),
        language=entry.text("language"),
        zone=entry.text("zone"),
        hosts=entry.texts("hosts"),
        license=entry.text("license"),
        notes=entry.languages("notes"),
        owner=entry.languages("owner"),
        country=entry.text("country", _COUNTRY.fullmatch, "two letters of ISO 3166-1, JP"),
        state_affiliated=entry.flag("state_affiliated"),
        reference=entry.text("reference", is_web, "an address, https://…"),
    )
    entry.refuse_others(_FIELDS_OF_SOURCES)
    return source if names else None


def _refuse_id(entry: Entry) -> None:
    if label_id(entry.id) != entry.id:
        expected = label_id(entry.id)
        entry.wrong("", "no id for an address", expected=expected, found=entry.id, cure="Take the expected form.")


def _lost(tags: RegisterFile[Concept]) -> Iterator[RegisterError]:
    """Concepts whose `broader` is not in the register."""
    for id_, concept in tags.entries.items():
        if concept.broader and concept.broader not in tags.entries:
            yield RegisterError(
                f"{tags.place}:{tags.lines[id_, 'broader']}",
                f"{id_}: broader names no concept",
                expected="the id of another entry",
                found=concept.broader[:80],
                cure="Add an entry with this id, or mend it.",
            )


def _circles(concepts: Mapping[str, Concept]) -> list[tuple[str, ...]]:
    """Each circle of `broader`, from its first concept in the register's order."""
    found: list[tuple[str, ...]] = []
    done: set[str] = set()
    for id_ in concepts:
        way: dict[str, None] = {}
        step = id_
        while step in concepts and step not in done and step not in way:
            way[step] = None
            step = concepts[step].broader or ""
        if step in way:
            circle = list(way)[list(way).index(step) :]
            first = min(circle, key=list(concepts).index)
            at = circle.index(first)
            found.append((*circle[at:], *circle[:at]))
        done |= way.keys()
    return found


def _circle(tags: RegisterFile[Concept], circle: tuple[str, ...]) -> RegisterError:
    return RegisterError(
        f"{tags.place}:{tags.lines[circle[0], 'broader']}",
        f"{circle[0]}: broader goes in a circle",
        expected="a way that ends",
        found=" → ".join([*circle, circle[0]])[:200],
        cure="Take `broader` out of one of these entries.",
    )
