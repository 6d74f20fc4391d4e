"""The schemas say what the readers of pages and registers say."""

from __future__ import annotations

import json
import re
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from bunko import frontmatter, page, registers, story_register
from bunko.errors import PageError
from bunko.schema import SCHEMAS, written

ROOT = Path(__file__).parents[2]
PATH = PurePosixPath("ja/articles/2024/05/1.md")
VALIDATORS = {name: Draft202012Validator(make()) for name, make in SCHEMAS.items()}
PAGES = sorted((ROOT / "docs").glob("*/articles/**/*.md"))


@pytest.mark.parametrize("name", SCHEMAS)
def test_editors_have_the_schema_that_the_site_publishes(name: str) -> None:
    Draft202012Validator.check_schema(json.loads(written(name)))
    assert (ROOT / ".vscode" / f"{name}.schema.json").read_text(encoding="utf-8") == written(name)


def test_every_field_has_a_description() -> None:
    for make in SCHEMAS.values():
        schema = make()
        fields = schema.get("properties") or schema["additionalProperties"]["properties"]
        assert all(field["description"] for field in fields.values())
    assert tuple(SCHEMAS["article"]()["properties"]) == (*page.ORDER, "undated")


@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.stem)
def test_every_page_of_the_sample_archive_is_valid(file: Path) -> None:
    head, _ = frontmatter.split(file.read_text(encoding="utf-8"))
    assert list(VALIDATORS["article"].iter_errors(frontmatter.parse(head or ""))) == []


@pytest.mark.parametrize("name", ["tags", "sources", "stories"])
def test_the_registers_of_the_sample_archive_are_valid(name: str) -> None:
    told = frontmatter.parse((ROOT / "archive" / f"{name}.yml").read_text(encoding="utf-8"))
    assert list(VALIDATORS[name].iter_errors(told)) == []


WORDS = """
    2024-05-01|2024-05-01T10:00+09:00|2024-05-01 10:00| 2024-05-01 |ja|zh-Hant|nihongo_1|withdrawn|gone
    |moved|machine|human|magic|https://example.org/|Q405|place|JP|true
"""
SCALARS = st.one_of(
    st.none(), st.booleans(), st.text(max_size=6), st.sampled_from([word.strip("\n") for word in WORDS.split("|")])
)
VALUES = st.one_of(
    SCALARS,
    st.lists(SCALARS, max_size=3),
    st.dictionaries(
        st.sampled_from(["from", "method", "date", "state", "url", "caption", "sha256", "captured", "of"]),
        SCALARS,
        max_size=4,
    ),
    st.lists(
        st.dictionaries(st.sampled_from(["url", "caption", "sha256", "captured"]), SCALARS, max_size=2), max_size=2
    ),
)
CALENDAR = re.compile("day is out of range|month must be|hour must be|minute must be|second must be|year 0|offset must")
"""What no schema says: that a date is one of the calendar."""


@given(st.dictionaries(st.sampled_from(page.ORDER), VALUES, max_size=4), st.booleans())
def test_what_the_schema_accepts_of_a_page_is_read_and_what_it_refuses_is_not(
    fields: dict[str, Any], titled: bool
) -> None:
    fields = ({"title": "月"} if titled else {}) | fields
    text = f"---\n{yaml.safe_dump(fields, allow_unicode=True)}---\n"
    try:
        told = frontmatter.read(text)[0]
    except frontmatter.FrontmatterError:
        return  # no YAML of ours: nothing for a schema to judge
    faults = [error.message for error in VALIDATORS["article"].iter_errors(told)]
    error = refused(text)
    if error is None:
        assert faults == []
    elif not beyond_a_schema(error):
        assert faults, (told, error.text)


def refused(text: str) -> PageError | None:
    """Why a page is not read."""
    try:
        page.read(text, PATH)
    except PageError as error:
        return error
    return None


def beyond_a_schema(error: PageError) -> bool:
    return bool(CALENDAR.search(error.problem)) or error.problem.startswith(("original: url", "original: date: no day"))


@pytest.mark.parametrize(
    ("name", "text", "valid"),
    [
        ("tags", "moon: {names: {ja: 月}, aliases: [x], kind: place, wikidata: Q405}\n", True),
        ("tags", "moon: {names: {ja: 月}, kind: planet}\n", False),
        ("tags", "moon: {names: {}}\n", False),
        ("tags", "moon: [x]\n", False),
        ("tags", "moon: {names: {ja: 月}, wikidata: 405}\n", False),
        ("sources", "a: {names: {ja: x}, state_affiliated: true, country: JP}\n", True),
        ("sources", "a: {names: {ja: x}, state_affiliated: maybe}\n", False),
        ("sources", "a: {names: {ja: x}, country: Japan}\n", False),
        ("sources", "a: {names: {ja: x}, contry: JP}\n", False),
        ("tags", "moon: {names: {ja: 月}, alias: x}\n", False),
        ("stories", "a: {names: {ja: x}, articles: [b, c]}\n", True),
        ("stories", "a: {names: {ja: x}, article: b}\n", False),
    ],
)
def test_the_schema_of_a_register_and_its_reader_agree(name: str, text: str, valid: bool, tmp_path: Path) -> None:
    assert VALIDATORS[name].is_valid(frontmatter.parse(text)) is valid
    (tmp_path / f"{name}.yml").write_text(text, encoding="utf-8")
    reading = story_register.examine(tmp_path) if name == "stories" else registers.examine(tmp_path)
    assert (not reading.problems) is valid


@pytest.mark.parametrize("document", ["README.md", "docs/ja/contribute.md", "docs/zh/contribute.md"])
def test_every_field_of_a_page_is_told_in_each_language(document: str) -> None:
    rows = [
        line.split("|")[1] for line in (ROOT / document).read_text(encoding="utf-8").splitlines() if line[:1] == "|"
    ]
    told = {name for cell in rows for name in re.findall(r"`([a-z_]+)`", cell)}
    assert set(SCHEMAS["article"]()["properties"]) <= told
