"""The string table: every text of the interface, in each language that it comes in.

A table is `theme/strings/<language>.html`: one `{% set strings = {…} %}` whose value is JSON,
so that templates (Jinja2 and MiniJinja) and Python read the same words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

FALLBACK = "en"
LANGUAGES = ("ja", "zh", "en")
"""The languages that have a table."""

_TABLE = re.compile(r"\{% set strings = (\{.*\}) %\}\n", re.DOTALL)
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


@cache
def table(language: str) -> Mapping[str, str]:
    """All strings of a site's language by key; English for a language without a table.

    Raises:
        ValueError: the table is not one `{% set strings = … %}` with JSON.
    """
    name = language if language in LANGUAGES else FALLBACK
    text = (files("bunko.theme") / "strings" / f"{name}.html").read_text(encoding="utf-8")
    found = _TABLE.fullmatch(text)
    if found is None:
        raise ValueError(f"theme/strings/{name}.html: no table. Expected {{% set strings = {{…}} %}} and nothing more.")
    strings: dict[str, str] = json.loads(found[1])
    return MappingProxyType(strings)


def say(language: str, key: str, **values: object) -> str:
    """The string `key` in a site's language, with each `{name}` replaced by its value.

    Values that the string has no place for are left out, since languages differ (a month's name).

    Raises:
        KeyError: no such string, or the string names a value that was not given.
    """
    return _PLACEHOLDER.sub(lambda match: str(values[match[1]]), table(language)[key])


def interface_tag(language: str) -> str:
    """The BCP 47 tag of a site's language, as its pages' `<html lang>` says it."""
    return say(language, "language") if language in LANGUAGES else language


def placeholders(text: str) -> frozenset[str]:
    """The names of the values that a string asks for."""
    return frozenset(_PLACEHOLDER.findall(text))


def language_name(language: str, named: str) -> str:
    """The name of the language `named` (a BCP 47 tag) in a site's language; the tag where no name is known."""
    strings = table(language)
    primary = named.split("-", maxsplit=1)[0]
    return strings.get(f"language.{named}") or strings.get(f"language.{primary}") or named
