"""Front matter: read as written, written onto what a person wrote, and taken alike by both YAML readers."""

from __future__ import annotations

import io
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from bunko import frontmatter
from bunko.frontmatter import FrontmatterError

names = st.text("abcdefghij_", min_size=1, max_size=8).filter(lambda name: name not in {"true", "false", "null"})
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.sampled_from(
    ["NO", "on", "yes", "1:30", "0123", "1e3", "2023-10-20", "2023-10-20T16:00:00+09:00", "~", "null", "true",
     "+74956", "【見出し】: 値", "# x", "- a", "a: b", "'", '"', "&a", "*a", "!x", "|", ">", "%", "@", "`", "", " a ",
     "a\nb", "=", "<<", ":0", "a:", "a,b", "[", "{a: b}"]
)  # fmt: skip
values = st.recursive(
    texts | st.booleans(),
    lambda inner: st.lists(inner, min_size=1, max_size=3) | st.dictionaries(names, inner, min_size=1, max_size=3),
)
mappings = st.dictionaries(names, values, max_size=6)


@given(mappings)
def test_what_is_written_is_read_back(fields: dict[str, Any]) -> None:
    assert _read(frontmatter.write(fields)) == fields


@given(mappings)
def test_both_yaml_readers_agree(fields: dict[str, Any]) -> None:
    reader = YAML(typ="rt", pure=True)
    reader.Resolver = frontmatter._Resolver  # noqa: SLF001 - the rules that the writer works by
    assert (reader.load(io.StringIO(frontmatter.write(fields))) or {}) == fields


@given(mappings, mappings)
def test_writing_onto_a_page_says_just_the_new_fields_and_a_second_time_changes_nothing(
    old: dict[str, Any], new: dict[str, Any]
) -> None:
    text = frontmatter.write(new, frontmatter.write(old))
    assert _read(text) == new
    assert frontmatter.write(new, text) == text


def test_comments_order_quotes_and_unknown_fields_stay() -> None:
    onto = "# kept\ntitle: 'Old'  # mine\nmood: NO  # as written\ntags:\n  - b  # first\n  - a\n\nzeta: 0123\n"
    text = frontmatter.write({"title": "New", "mood": "NO", "tags": ["b", "a"], "zeta": "0123"}, onto)
    assert text == onto.replace("'Old'", "New  ")


def test_a_new_field_stands_after_its_predecessor() -> None:
    text = frontmatter.write({"title": "a", "date": "2023-01-01", "tags": ["b"]}, "title: a\ntags: [b]\n")
    assert text == "title: a\ndate: 2023-01-01\ntags: [b]\n"


@pytest.mark.parametrize(
    ("head", "line", "words"),
    [
        ("title: a\ntitle: b\n", 3, "stands twice"),
        ("title: &x a\nother: *x\n", 2, "anchors"),
        ("title: [a\n", 2, "expected"),
        ("- a\n- b\n", 2, "no list of `name: value`"),
        ("title: a\n\tb: c\n", 3, "tab character"),
        ("title: \x01\n", 2, "control characters"),
    ],
)
def test_bad_yaml_is_named_with_its_line(head: str, line: int, words: str) -> None:
    with pytest.raises(FrontmatterError) as caught:
        frontmatter.read(f"---\n{head}---\ntext\n")
    assert words in str(caught.value)
    assert caught.value.line == line


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    with suppress(FrontmatterError):
        fields, body = frontmatter.read(f"---\n{text}\n---\nbody\n")
        assert isinstance(fields, dict)
        assert body.endswith("body\n")


def _read(head: str) -> dict[str, Any]:
    return frontmatter.read(f"---\n{head}---\n")[0]


COMMENTED = """\
# top
title: a  # eol a
# before tags
tags:
- b  # eol b
- c
# before images
images:
- url: x
  caption: y  # eol y
# before captures
captures: [a, b]  # eol captures
# before zeta
zeta: 1
# end
"""


@pytest.mark.parametrize("name", ["title", "tags", "images", "captures", "zeta"])
@pytest.mark.parametrize("value", ["new", ["new", "er"], [{"url": "new", "caption": "er"}], {"a": "new"}])
def test_the_comments_around_a_changed_field_stay(name: str, value: object) -> None:
    fields = frontmatter.parse(COMMENTED)
    text = frontmatter.write({**fields, name: value}, COMMENTED)
    assert frontmatter.parse(text) == {**fields, name: value}
    for comment in (
        "# top\n",
        "# before tags\n",
        "# before images\n",
        "# before captures\n",
        "# before zeta\n",
        "# end\n",
    ):
        assert text.count(comment) == 1, text


@pytest.mark.parametrize(
    ("head", "words"),
    [
        ("a: !!timestamp 2020-01-01\n", "the YAML tag"),
        ("a: !!set {b}\n", "the YAML tag"),
        ("a: !!python/name:os.system x\n", "the YAML tag"),
        ("a: " + "[" * 3000 + "]" * 3000 + "\n", "nested too deeply"),
        ("? [a, b]\n: c\n", "a field's name is no text"),
        ('"z: 1\\nsource_link": {url: x}\n', "is no name of a field"),
        ('"a\\n---\\nb": c\n', "is no name of a field"),
    ],
)
def test_what_no_field_needs_is_refused(head: str, words: str) -> None:
    with pytest.raises(FrontmatterError, match=words):
        frontmatter.read(f"---\n{head}---\n")


def test_names_are_text_whatever_yaml_takes_them_for() -> None:
    assert frontmatter.parse("true: a\nnull: {1: b, no: c}\n") == {"true": "a", "null": {"1": "b", "no": "c"}}


_SHOWN = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.sampled_from(
    [
        "NO",
        "0123",
        "1:30",
        "- a",
        "a: b",
        "#",
        "2024-01-25",
        "2024-01-25T09:05:00+09:00",
        "月 # 日",
        "a 'b'",
        "~",
        "null",
    ]
)
_ENTRIES = st.dictionaries(st.sampled_from(["url", "caption", "file"]), _SHOWN, max_size=3)
_SHAPES = (
    _SHOWN
    | _ENTRIES
    | st.lists(_SHOWN, max_size=3)
    | st.lists(_ENTRIES, max_size=3)
    | st.lists(st.lists(_SHOWN, max_size=2))
)


@settings(max_examples=400)
@given(st.dictionaries(st.sampled_from(["title", "tags", "images", "captures"]), _SHAPES, max_size=4))
def test_a_new_pages_fields_are_written_as_ruamel_writes_them(fields: dict[str, Any]) -> None:
    yaml_, data = frontmatter._load("")  # noqa: SLF001 - what is compared
    for name, value in fields.items():
        data[name] = frontmatter._value(value)  # noqa: SLF001
    out = io.StringIO()
    if data:
        yaml_.dump(data, out)

    assert frontmatter.write(fields) == out.getvalue()
