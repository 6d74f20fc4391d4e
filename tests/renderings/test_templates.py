"""Templates that are made ready render what they render without it."""

from __future__ import annotations

from pathlib import Path

import jinja2
import pytest

from bunko.renderings.compiled import Compiled
from bunko.renderings.templates import find_keys_first, include_at_once, say_once

NASTY = {"title": "<b>", "items": "an item", "copy": 1, "": "nothing", "none": None, "of": {"keys": "deep"}}


def engine(*folders: Path) -> jinja2.Environment:
    return jinja2.Environment(loader=jinja2.FileSystemLoader(folders), autoescape=False)  # noqa: S701 - as MkDocs has it


def written(folder: Path, templates: dict[str, str]) -> Path:
    for name, text in templates.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "texts",
    [
        ("{% set x = 1 %}{% include 'b' %}{{ x }}", "{% set x = 2 %}{{ x }}\n"),
        ("{% for x in [1, 2] %}{% include 'b' %}{% endfor %}{{ x }}", "{{ x }}/{{ y }}{{ loop }}"),
        ("{% with x = 3 %}{% include 'b' %}{% endwith %}{{ x }}", "{% include 'c' %}{{ y }}", "{{ x }}"),
        ("{% if y %}{% set x = 4 %}{% endif %}{%- include 'b' -%} {{ z }}", " {{ x }}{% set z = 1 %} "),
        ("{% include 'b' %}{{ 'm' if m }}", "{% macro m(x) %}{{ x }}{{ y }}{% endmacro %}{{ m(1) }}"),
        (
            "{% extends 'b' %}{% block t %}{{ super() }}{% include 'c' %}{% endblock %}",
            "{% block t %}{% include 'c' %}{% endblock %}",
            "{{ y }}",
        ),
        ("{% include 'b' %}", "{% extends 'c' %}{% block t %}b{% endblock %}", "{% block t %}{% endblock %}."),
        ("{% include 'b' without context %}{% include name %}", "{{ y }}.", "c"),
        ("{% if z %}{% include 'gone' %}{% endif %}{% include 'b' %}", "{{ y }}."),
        ("{% include 'gone' ignore missing %}{% include ['gone', 'b'] %}", "{{ y }}."),
        ("{% include 'b' %}{% include 'b' %}", "{% set x = y %}{{ x }}{% set y = 1 %}"),
    ],
)
def test_what_is_included_at_once_is_what_is_included(texts: tuple[str, ...], tmp_path: Path) -> None:
    folder = written(tmp_path, dict(zip("abc", texts, strict=False)))
    whole = engine(folder)
    include_at_once(whole, folder)
    values = {"y": "<y>", "name": "c"}
    assert whole.get_template("a").render(values) == engine(folder).get_template("a").render(values)


def test_an_error_in_a_template_of_an_archive_is_told_with_its_place(tmp_path: Path) -> None:
    ours = written(tmp_path / "ours", {"a": "\n{% include 'b' %}", "b": "{{ y }}"})
    theirs = written(tmp_path / "theirs", {"b": "\n\n{{ y.z.nothing }}"})
    whole = engine(theirs, ours)
    include_at_once(whole, ours)
    with pytest.raises(jinja2.UndefinedError) as failed:
        whole.get_template("a").render()
    assert (theirs / "b", 3) in [(entry.path, entry.lineno + 1) for entry in failed.traceback]


@pytest.mark.parametrize("name", ["title", "items", "copy", "none", "gone", "of.keys", "of.gone", "gone.deep"])
def test_a_key_is_found_where_jinja_finds_it(name: str) -> None:
    template = (
        "{{ x."
        + name
        + " is callable }} {{ x."
        + name
        + " is defined }} {{ x."
        + name
        + " is none }} {{ 'a' ~ x."
        + name
        + "}}"
    )
    quick = engine()
    find_keys_first(quick)
    said = []
    for one in (quick, engine()):
        try:
            said.append(one.from_string(template).render(x=NASTY).split(" at 0x")[0])
        except jinja2.UndefinedError as error:
            said.append(str(error))
    assert said[0] == said[1]


def test_an_archive_s_own_words_may_differ_from_page_to_page(tmp_path: Path) -> None:
    name = "partials/language.html"
    ours = written(
        tmp_path / "ours",
        {name: "{% set current = 'ja' %}", "a": f"{{% import '{name}' as lang with context %}}{{{{ lang.t(page) }}}}"},
    )
    theirs = written(tmp_path / "theirs", {name: "{% macro t(key) %}{{ key }} of {{ page }}{% endmacro %}"})
    one = engine(theirs, ours)
    say_once(one, ours)
    assert [one.get_template("a").render(page=page) for page in "xy"] == ["x of x", "y of y"]


def test_a_preview_compiles_anew_what_includes_a_template_that_changed(tmp_path: Path) -> None:
    folder = written(tmp_path, {"a": "{% include 'b' %}", "b": "before"})
    compiled = Compiled()
    said = []
    for templates, text in (("1", "before"), ("2", "after")):
        written(folder, {"b": text})
        whole = engine(folder)
        whole.bytecode_cache = compiled.of(templates)
        include_at_once(whole, folder)
        said.append(whole.get_template("a").render())
    assert said == ["before", "after"]
