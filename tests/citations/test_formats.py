"""What is written of a work is read by others' programs, and says what the work says."""

from __future__ import annotations

import json
from typing import Any

import pytest
import rispy
from bibtexparser.entrypoint import parse_string as parse_bibtex
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import parse_string
from pylatexenc.latex2text import LatexNodes2Text

from bunko.citations import Work, bibtex, csl_json, ris
from tests.citations.works import WORKS

EACH = pytest.mark.parametrize("work", WORKS.values(), ids=list(WORKS))
TEXTS = st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=40).filter(lambda text: text.strip())


def squeezed(text: str) -> str:
    return " ".join(text.split())


def shown(value: str) -> str:
    """The text that TeX would set; pylatexenc does not know the names of braces, and has a letter of its own for ^."""
    known = value.replace(r"\textbraceleft{}", r"\{").replace(r"\textbraceright{}", r"\}")
    return str(LatexNodes2Text().latex_to_text(known)).replace("ˆ", "^")


@EACH
def test_pybtex_reads_the_entry(work: Work) -> None:
    entries = parse_string(bibtex(work), "bibtex").entries
    assert list(entries) == [work.key]
    entry = entries[work.key]
    assert entry.type == "article"
    assert squeezed(shown(entry.fields["title"])) == squeezed(work.title)
    assert len(entry.persons.get("author", [])) == len(work.authors)
    assert ("year" in entry.fields) == (work.published is not None)


@EACH
def test_bibtexparser_reads_the_entry(work: Work) -> None:
    library = parse_bibtex(bibtex(work))
    assert not library.failed_blocks
    assert [entry.key for entry in library.entries] == [work.key]


def test_a_person_has_a_family_name_and_a_newsroom_has_none() -> None:
    def persons(work: Work) -> list[tuple[str, str]]:
        found = parse_string(bibtex(work), "bibtex").entries[work.key].persons["author"]
        return [(" ".join(person.last_names), " ".join(person.first_names)) for person in found]

    bare = [(family.strip("{}"), given.strip("{}")) for family, given in persons(WORKS["Latin names"])]
    assert bare == [("Lovelace", "Ada"), ("Le Guin", "Ursula"), ("Sample News Agency", "")]
    assert persons(WORKS["a Japanese article by two persons"])[0] == ("{星野}", "{遥}")
    assert persons(WORKS["a newsroom and no date"]) == [("{サンプル宇宙新聞 編集部}", "")]


@EACH
def test_rispy_reads_the_record(work: Work) -> None:
    records = rispy.loads(ris(work))
    assert len(records) == 1
    record = records[0]
    assert record["type_of_reference"] == "NEWS"
    assert record["title"] == squeezed(work.title)
    assert len(record.get("authors", [])) == len(work.authors)
    assert record.get("year") == (str(work.day.year) if work.day else None)
    assert record.get("keywords", []) == list(work.keywords)


@EACH
def test_citeproc_reads_the_item(work: Work) -> None:
    items: list[dict[str, Any]] = json.loads(csl_json(work))
    source = CiteProcJSON(items)
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, source, formatter.plain)
    bibliography.register(Citation([CitationItem(work.key)]))
    text = str(bibliography.bibliography()[0])
    assert squeezed(work.title)[:10] in squeezed(text)
    if work.day:
        assert str(work.day.year) in text


def test_the_day_is_the_one_that_was_printed() -> None:
    work = WORKS["a Japanese article by two persons"]  # 15:40 of the day before in UTC
    assert "DA  - 2020/12/06" in ris(work)
    assert json.loads(csl_json(work))[0]["issued"] == {"date-parts": [[2020, 12, 6]]}
    assert "month = dec,\n  day = {6}," in bibtex(work)


def test_the_address_is_ours_and_the_publisher_s_a_note() -> None:
    work = WORKS["a Japanese article by two persons"]
    item = json.loads(csl_json(work))[0]
    assert (item["URL"], item["note"]) == (work.address, work.original)
    without = Work(key="x", title="x", language="ja", original="https://example.org/")
    assert json.loads(csl_json(without))[0]["URL"] == "https://example.org/"
    assert "note" not in json.loads(csl_json(without))[0]


@given(title=TEXTS, author=TEXTS, newspaper=TEXTS)
def test_no_text_breaks_a_format(title: str, author: str, newspaper: str) -> None:
    work = Work(key="k", title=title, language="ja", authors=(author,), newspaper=newspaper)
    entry = parse_string(bibtex(work), "bibtex").entries["k"]
    assert len(entry.persons["author"]) == 1
    assert [record["title"] for record in rispy.loads(ris(work))] == [squeezed(title)]
    assert json.loads(csl_json(work))[0]["title"] == title
