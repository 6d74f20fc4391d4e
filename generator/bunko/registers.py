"""The registers that people keep: archive/tags.yml and archive/sources.yml."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from bunko import frontmatter
from bunko.errors import RegisterError
from bunko.language_tags import is_tag
from bunko.nouns import Concept, Source

Entry = TypeVar("Entry")

_ID_BYTES = 120
"""A longer id is cut and ends in a hash: file systems take names of 255 bytes, and `.part` names are longer."""

KINDS = ("place", "person", "organisation", "topic", "event")
"""The kinds of concepts, in the order in which they are listed."""


@dataclass(frozen=True)
class Registers:
    """The concepts and the sources of an archive, by their ids, in the files' order."""

    concepts: Mapping[str, Concept] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)

    @cached_property
    def concept_of(self) -> Mapping[str, Concept]:
        """Concepts by every label an article may use: id, names in any language, aliases; folded by `label_id`."""
        return {
            label_id(label): concept
            for concept in reversed(tuple(self.concepts.values()))
            for label in (concept.id, *concept.names.values(), *concept.aliases)
        }


def label_id(label: str) -> str:
    """The id of a label outside the register: its NFKC lower-case hyphenated form, safe in an address."""
    folded = unicodedata.normalize("NFKC", label).casefold()
    id_ = re.sub(r"[^\w]+", "-", folded).strip("-_") or "-".join(f"{ord(letter):x}" for letter in folded)
    if len(id_.encode()) <= _ID_BYTES:
        return id_
    digest = hashlib.sha256(id_.encode()).hexdigest()[:12]
    return f"{id_.encode()[: _ID_BYTES - 13].decode(errors='ignore').rstrip('-_')}-{digest}"


def load(archive: Path) -> Registers:
    """Read both registers below `archive`; a missing file is an empty register.

    Raises:
        RegisterError: a file is no YAML mapping, or an entry lacks its names.
    """
    return Registers(
        concepts=_entries(archive / "tags.yml", _concept),
        sources=_entries(archive / "sources.yml", _source),
    )


def _entries(path: Path, make: Callable[[str, str, dict[str, Any]], Entry]) -> dict[str, Entry]:
    place = f"{path.parent.name}/{path.name}"
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise RegisterError(
            place, "the register cannot be read", found=str(error), cure="Save it as UTF-8 text."
        ) from error
    try:
        fields = frontmatter.parse(text)
    except frontmatter.FrontmatterError as error:
        raise RegisterError(
            f"{place}:{error.line}",
            error.problem,
            expected="entries as `id: {names: {ja: …, zh: …}}`",
            cure="Mend the YAML at this line.",
        ) from error
    return {id_: make(place, id_, _mapping(place, id_, value)) for id_, value in fields.items()}


def _concept(place: str, id_: str, value: dict[str, Any]) -> Concept:
    kind = _text(value.get("kind"))
    if kind is not None and kind not in KINDS:
        raise RegisterError(
            place, f"{id_}: no such kind", expected=", ".join(KINDS), found=kind, cure="Take one of these, or none."
        )
    return Concept(
        id=_safe(place, id_),
        names=_names(place, id_, value),
        aliases=_texts(value.get("aliases")),
        kind=kind,
        wikidata=_text(value.get("wikidata")),
    )


def _source(place: str, id_: str, value: dict[str, Any]) -> Source:
    return Source(
        id=_safe(place, id_),
        names=_names(place, id_, value),
        homepage=_text(value.get("homepage")),
        language=_text(value.get("language")),
        zone=_text(value.get("zone")),
        hosts=_texts(value.get("hosts")),
        license=_text(value.get("license")),
        notes={lang: str(note) for lang, note in _languages(place, id_, value.get("notes") or {}).items()},
    )


def _names(place: str, id_: str, value: dict[str, Any]) -> dict[str, str]:
    names = value.get("names")
    if not isinstance(names, dict) or not names or not all(isinstance(name, str) and name for name in names.values()):
        raise RegisterError(
            place,
            f"{id_}: no names",
            expected="names: {ja: …, zh: …}",
            found=repr(names)[:80],
            cure="Give at least one name, under the language that it is in.",
        )
    return _languages(place, id_, names)


def _languages(place: str, id_: str, value: Any) -> dict[str, Any]:
    texts = _mapping(place, id_, value)
    strange = next((tag for tag in texts if not is_tag(tag)), None)
    if strange is not None:
        raise RegisterError(
            place,
            f"{id_}: no language tag",
            expected="a tag as ja, zh or zh-Hant before each name",
            found=strange[:40],
            cure="Give each name under the language that it is in.",
        )
    return texts


def _safe(place: str, id_: str) -> str:
    if label_id(id_) != id_:
        raise RegisterError(
            place, f"{id_}: no id for an address", expected=label_id(id_), found=id_, cure="Take the expected form."
        )
    return id_


def _mapping(place: str, id_: str, value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise RegisterError(
            place,
            f"{id_}: no mapping",
            expected="`name: value` lines",
            found=repr(value)[:80],
            cure="See the entries beside it.",
        )
    return value


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(str(item) for item in value if item) if isinstance(value, list) else ()
