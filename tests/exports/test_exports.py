"""The archive as data: nothing lost, the same bytes each time, read by others' programs, and by our own import."""

from __future__ import annotations

import csv
import json
import shutil
import sqlite3
from dataclasses import replace
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from bunko.captures.newsarticle import read_newsarticle
from bunko.cli import main
from bunko.exports import FIELDS, FORMATS, Record, records, written
from bunko.exports.database import Database
from bunko.nouns import Attribution, Capture, OriginalState, Quote
from bunko.stage import Site
from tests.stage.staged import Staged, archive, site, staged

__all__ = ["archive", "site", "staged"]

NASTY: list[Record] = [
    {
        "headline": '"a",\r\nb\ud800',
        "keywords": ["x; y", "=1+1"],
        "page": "docs/a.md",
        "image": [{"url": "https://a.example/"}],
    }
]


def as_file(ending: str, found: list[Record]) -> bytes:
    ((_, content),) = written(found, [ending])
    return bytes(content)


@pytest.fixture
def found(site: Site) -> list[Record]:
    return list(records(site.library))


def test_every_article_is_there_and_no_withdrawn_one(found: list[Record], site: Site) -> None:
    pages = [record["page"] for record in found]
    assert sorted(pages) == sorted(f"docs/{article.path}" for article in site.library.published)
    assert not any("103" in page for page in pages)


def test_who_said_a_quote_is_in_the_text_of_the_record(site: Site) -> None:
    first = site.library.published[0]
    said = replace(first, body=(Quote(("It is *dusty*.",), Attribution("Lin Mei", "Bureau (north)")),))
    library = replace(site.library, articles=(said,))
    assert next(records(library))["articleBody"] == "It is dusty.\n— Lin Mei (Bureau (north))"


def test_a_record_says_what_the_page_says(found: list[Record]) -> None:
    by_page = {record["page"]: record for record in found}
    original, translation = by_page["docs/en/articles/2020/12/101.md"], by_page["docs/zh/articles/2020/12/101.md"]
    assert set(original) <= set(FIELDS)
    assert original["datePublished"] == "2020-12-17T01:59:00+08:00"
    assert original["keywords"] == ["Moon", "sample return", "Ocean of Storms"]
    assert "](" not in original["articleBody"]
    assert "](" in original["markdown"]
    assert original["workTranslation"] == [translation["page"]]
    assert (translation["translationOfWork"], translation["translator"]) == (original["page"], "示例译者")


def test_a_record_says_how_it_stands_with_the_original(site: Site) -> None:
    first = site.library.published[0]
    moved = replace(first, original=OriginalState("moved", date(2025, 1, 31), "https://example.org/new"))
    record = next(records(replace(site.library, articles=(moved,))))
    assert (record["originalState"], record["originalStateDate"]) == ("moved", "2025-01-31")
    assert record["originalMovedTo"] == "https://example.org/new"
    assert not {"originalState", "originalMovedTo"} & set(next(records(site.library)))


@pytest.mark.parametrize("ending", FORMATS)
def test_the_same_archive_gives_the_same_bytes(ending: str, found: list[Record]) -> None:
    assert as_file(ending, found) == as_file(ending, found) == dict(written(found))[ending]


def test_each_line_is_a_record_that_our_import_reads(found: list[Record]) -> None:
    lines = as_file("jsonl", found).decode().splitlines()
    assert [{"@type": "NewsArticle"} | record for record in found] == [json.loads(line) for line in lines]
    for line, record in zip(lines, found, strict=True):
        draft = read_newsarticle(Capture(line.encode(), "x.jsonl", "application/ld+json"))
        assert (draft.title, draft.url) == (record["headline"], record.get("url"))
        assert list(draft.tags) == record.get("keywords", [])


def table(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline="")))


def test_a_table_has_each_field_in_its_column(found: list[Record]) -> None:
    rows = table(as_file("csv", found))
    assert [row["headline"] for row in rows] == [record["headline"] for record in found]
    assert [row["articleBody"] for row in rows] == [record["articleBody"] for record in found]
    assert table(as_file("csv", NASTY))[0]["keywords"] == "x; y; =1+1"
    assert table(as_file("csv", NASTY))[0]["headline"] == '"a",\r\nb\\ud800'


def opened(content: bytes, folder: Path) -> sqlite3.Connection:
    (folder / "a.sqlite").write_bytes(content)
    return sqlite3.connect(folder / "a.sqlite")


def test_a_database_answers(found: list[Record], tmp_path: Path) -> None:
    database = opened(as_file("sqlite", found), tmp_path)
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    asked = "SELECT keyword FROM keywords NATURAL JOIN articles WHERE inLanguage = 'en' AND identifier = '101'"
    assert [row[0] for row in database.execute(asked)] == ["Moon", "sample return", "Ocean of Storms"]
    database.close()


def test_a_database_takes_any_text(tmp_path: Path) -> None:
    database = opened(as_file("sqlite", NASTY), tmp_path)
    assert database.execute("SELECT headline FROM articles").fetchone() == ('"a",\r\nb\\ud800',)
    assert database.execute("SELECT url FROM image").fetchone() == ("https://a.example/",)
    database.close()


def test_a_full_disk_is_told_as_one(found: list[Record], tmp_path: Path) -> None:
    database = Database(tmp_path / "a.sqlite")
    database._database.execute("PRAGMA max_page_count = 12")  # noqa: SLF001 - as if the disk took no more
    with pytest.raises(OSError, match="full") as error:
        database.add(found[0] | {"articleBody": "月" * 100_000})
    assert str(tmp_path) in str(error.value.filename)
    database.close()


def test_the_site_has_the_files_and_tells_each_field(staged: Staged, found: list[Record]) -> None:
    assert staged.text("data/articles.jsonl").encode() == as_file("jsonl", found)
    for language in ("en", "zh"):
        meta = staged.meta(f"{language}/data/index.md")
        assert [field["name"] for field in meta["fields"]] == list(FIELDS)
        assert all(field["text"] for field in meta["fields"])
        assert f"../{language}/data/" in staged.text("data/index.html")


def test_the_command_writes_a_file_or_to_standard_output(
    archive: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[Any], found: list[Record]
) -> None:
    copy = Path(shutil.copytree(archive, tmp_path / "copy")) / "mkdocs.yml"
    assert main(["-f", str(copy), "export", "--format", "csv", "--output", str(tmp_path / "a.csv")]) == 0
    assert (tmp_path / "a.csv").read_bytes() == as_file("csv", found)
    capfdbinary.readouterr()
    assert main(["-f", str(copy), "export", "--format", "jsonl"]) == 0
    assert capfdbinary.readouterr().out == as_file("jsonl", found)
