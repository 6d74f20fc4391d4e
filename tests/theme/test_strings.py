"""Laws of the string table."""

from __future__ import annotations

import ast
import re
from importlib.util import find_spec
from pathlib import Path

import pytest

import bunko.theme
from bunko import strings

THEME = Path(bunko.theme.__file__).parent
OTHERS = [language for language in strings.LANGUAGES if language != strings.FALLBACK]
USE = re.compile(r"""lang\.(?:t|say)\((?:[\w.]+, )?['"]([\w.-]+?)(\.?)['"](?: ~ [\w.]+)?\)""")


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_has_the_same_keys_in_the_same_order(language: str) -> None:
    assert list(strings.table(language)) == list(strings.table(strings.FALLBACK))


@pytest.mark.parametrize("language", strings.LANGUAGES)
def test_no_string_is_empty_or_needs_escaping(language: str) -> None:
    wrong = {key: text for key, text in strings.table(language).items() if not text or set(text) & set("<>&\"'\n")}
    assert not wrong


@pytest.mark.parametrize("language", OTHERS)
def test_a_string_asks_for_the_same_values_in_every_language(language: str) -> None:
    # A day is told with the number of its month or with the month's name, as the language has it.
    def asked(text: str) -> set[str]:
        return {"month" if name == "month_name" else name for name in strings.placeholders(text)}

    table, fallback = strings.table(language), strings.table(strings.FALLBACK)
    assert {key: asked(text) for key, text in table.items()} == {key: asked(text) for key, text in fallback.items()}


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_is_written_in_its_own_script(language: str) -> None:
    # What is the same in every language on purpose.
    international = {
        "direction",
        "title.page",
        "provenance.hash",
        "report.form",
        "zone.offset",
        "cite.file.bib",
        "cite.file.ris",
        "cite.file.json",
    }
    international |= {"capture.kind.html", "capture.kind.json", "finder.marks.position"}
    # Names of fields, formats and standards.
    international |= {key for key in strings.table(language) if key.startswith("data.")}
    latin = re.compile(r"[A-Za-z]{3,}")
    table = strings.table(language)
    found = {
        key
        for key, text in table.items()
        if latin.search(re.sub(r"\{\w+\}", "", text)) and not re.fullmatch(r"language|locale\.\w+", key)
    }
    assert found <= international


def test_a_language_without_a_table_speaks_english() -> None:
    assert strings.say("ko", "nav.home") == "Home"


def test_values_stand_in_their_places_as_they_are() -> None:
    assert strings.say("ja", "title.page", title="{site}", site="文庫") == "{site} - 文庫"
    assert strings.say("en", "date.day", year=2024, month=6, month_name="June", day=2) == "2 June 2024"


def test_a_value_that_is_missing_is_an_error() -> None:
    with pytest.raises(KeyError):
        strings.say("ja", "date.day", year=2024)


@pytest.mark.parametrize(
    ("language", "named", "name"),
    [("ja", "zh-Hant", "中国語（繁体字）"), ("zh", "ja", "日语"), ("en", "zh-TW", "Chinese"), ("en", "tlh", "tlh")],
)
def test_languages_are_named_in_the_language_of_the_page(language: str, named: str, name: str) -> None:
    assert strings.language_name(language, named) == name


def test_templates_ask_only_for_strings_that_exist() -> None:
    keys = strings.table("en")
    asked = [
        (found[1] + found[2], path.name) for path in THEME.rglob("*.html") for found in USE.finditer(path.read_text())
    ]
    assert len(asked) > 50
    unknown = [
        (key, where)
        for key, where in asked
        if not (any(known.startswith(key) for known in keys) if key.endswith(".") else key in keys)
    ]
    assert not unknown


def asked_by_templates() -> set[str]:
    """Regular expressions of the keys that our templates ask for, and Material's."""
    material = find_spec("material")
    assert material is not None
    folders = (THEME, *(Path(place) / "templates" for place in material.submodule_search_locations or ()))
    texts = [path.read_text(encoding="utf-8") for folder in folders for path in folder.rglob("*.html")]
    return {re.escape(found[1] + found[2]) + ".+" * bool(found[2]) for text in texts for found in USE.finditer(text)}


def asked_by_python() -> set[str]:
    """Regular expressions of the keys that the code names, in full or as an f-string that it passes on."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in Path(bunko.__file__).parent.rglob("*.py")]
    found = [node for tree in trees for node in ast.walk(tree)]
    passed = [
        "".join(re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+" for part in argument.values)
        for call in found
        if isinstance(call, ast.Call) and ast.unparse(call.func).endswith(("say", ".get"))
        for argument in call.args
        if isinstance(argument, ast.JoinedStr)
    ]
    named = [re.escape(node.value) for node in found if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return {*passed, *named} - {".+"}


def asked_by_scripts() -> set[str]:
    """Regular expressions of the keys that our scripts name, in full or as a template literal."""
    texts = [path.read_text(encoding="utf-8") for path in (THEME / "assets/bunko").rglob("*.js")]
    found = {key for text in texts for key in re.findall(r"""["`]((?:finder|date|language|nav)\.[^"`\s]+)["`]""", text)}
    return {re.sub(r"\\\$\\\{.*?\\\}", ".+", re.escape(key)) for key in found}


def test_scripts_ask_only_for_strings_that_exist() -> None:
    asked = asked_by_scripts()
    assert len(asked) > 30
    assert [key for key in asked if not any(re.fullmatch(key, known) for known in strings.table("en"))] == []


def test_every_string_is_asked_for() -> None:
    asked = re.compile("|".join(asked_by_templates() | asked_by_python() | asked_by_scripts()))
    assert [key for key in strings.table("en") if not asked.fullmatch(key)] == []
    assert not asked.fullmatch("listing.periods.all")
