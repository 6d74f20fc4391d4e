"""Exports that are brought up to date are, after any edits, those that are made from nothing."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as runs
from hypothesis import strategies as st

from bunko import exports, settings
from bunko.exports import FORMATS, KeptExports, Record, kept, written
from bunko.exports.last import Bounds, Last
from bunko.exports.record import record
from bunko.library import Library
from bunko.nouns import Article
from bunko.settings import Settings
from bunko.stage import read_site, write_stage
from bunko.stage.grounds import Grounds
from tests.site import edits as common
from tests.stage.staged import ARCHIVE

pytestmark = pytest.mark.usefixtures("settled")
Edit = Callable[[Path, int], None]


def _say(archive: Path, number: int, line: str) -> None:
    found = sorted(archive.glob("docs/*/articles/**/*.md"))
    if found:
        path = found[number % len(found)]
        name = line.partition(":")[0]
        kept_lines = [one for one in path.read_text(encoding="utf-8").split("\n") if not one.startswith(f"{name}: ")]
        path.write_text("\n".join(["---", line, *kept_lines[1:]]), encoding="utf-8")


def labels(archive: Path, number: int) -> None:
    _say(archive, number, f"tags: [Moon, label {number % 3}, LABEL {number % 2}]")


def people(archive: Path, number: int) -> None:
    _say(archive, number, f"authors: [Person {number}]")


def photo(archive: Path, number: int) -> None:
    _say(archive, number, f"images: [{{url: 'https://a.example/{number}.jpg', caption: '{number}'}}]")


def withdrawn(archive: Path, number: int) -> None:
    _say(archive, number, f"status: {'withdrawn' if number % 2 else 'published'}")


def former_address(archive: Path, number: int) -> None:
    """What no record says."""
    _say(archive, number, f"aliases: [en/old/{number}/]")


def long_text(archive: Path, number: int) -> None:
    for _ in range(number % 200):
        common.text(archive, number)


def new_article(archive: Path, number: int) -> None:
    path = archive / "docs" / ("en", "zh")[number % 2] / "articles" / "2022" / "03" / f"new-{number}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\ntitle: New {number}\nlanguage: en\ndate: 2022-03-04\n---\n\nText.\n", encoding="utf-8")


def original_seen(archive: Path, number: int) -> None:
    state = "gone\t2025-01-31\t" if number % 2 else "moved\t2025-01-31\thttps://example.org/new"
    line = f"https://times.example.org/2020/101.html\t{state}\t2025-02-01\t404\t\n"
    (archive / "archive" / "links.tsv").write_text(line, encoding="utf-8")


def source_name(archive: Path, number: int) -> None:
    path = archive / "archive" / "sources.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("en: ", f"en: {number}", 1), encoding="utf-8")


def _file(archive: Path, number: int) -> Path:
    found = sorted((archive / "exports").glob("*"))
    return found[number % len(found)]


def gone(archive: Path, number: int) -> None:
    _file(archive, number).unlink()


def cut(archive: Path, number: int) -> None:
    path = _file(archive, number)
    path.write_bytes(path.read_bytes()[: number * 7])


def foreign(archive: Path, number: int) -> None:
    _file(archive, number).write_bytes([b"", b"{}", b"\xff" * 5000][number % 3])


def left_over(archive: Path, number: int) -> None:
    """What a process leaves that was ended at once."""
    (archive / "exports" / f".passing.{number:012x}.part").write_bytes(b"half")


EDITS: Sequence[Edit] = (
    *(common.text, common.title, common.delete, common.rename, common.tag_name),
    *(labels, people, photo, withdrawn, former_address, long_text, new_article, original_seen, source_name),
    *(gone, cut, foreign, left_over),
)


def brought_up(configured: Settings) -> dict[str, bytes]:
    site = read_site(configured)
    found = KeptExports(configured.root / "exports").brought_up(site.library, Grounds(site).marks)
    return {ending: export.file.read_bytes() for ending, export in found.items()}


def from_nothing(configured: Settings) -> dict[str, bytes]:
    return {ending: bytes(content) for ending, content in written(exports.records(read_site(configured).library))}


@pytest.fixture(scope="session")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Settings]:
    def copy() -> Settings:
        folder = tmp_path_factory.mktemp("exports") / "archive"
        shutil.copytree(ARCHIVE, folder)
        return settings.load(folder / "mkdocs.yml")

    return copy


@runs(max_examples=40)
@given(edits=st.lists(st.tuples(st.sampled_from(EDITS), st.integers(0, 400)), min_size=4, max_size=8))
def test_after_any_edits_the_exports_are_those_from_nothing(
    edits: list[tuple[Edit, int]], copied: Callable[[], Settings]
) -> None:
    archive = copied()
    assert brought_up(archive) == from_nothing(archive)
    for edit, number in edits:
        edit(archive.root, number)
        assert brought_up(archive) == from_nothing(archive), edit.__name__
        assert {path.name for path in (archive.root / "exports").iterdir()} == {
            "rows",
            *(f"articles.{ending}" for ending in FORMATS),
        }


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of articles whose records were made."""
    found: list[str] = []

    def telling(library: Library, article: Article) -> Record:
        found.append(article.id)
        return record(library, article)

    monkeypatch.setattr(kept, "record", telling)
    return found


def more_text(archive: Settings) -> None:
    path = archive.docs / "en" / "articles" / "undated" / "104.md"
    path.write_text(f"{path.read_text(encoding='utf-8')}\nMore.\n", encoding="utf-8")


def test_after_one_edit_one_record_is_told(copied: Callable[[], Settings], told: list[str]) -> None:
    archive = copied()
    before = brought_up(archive)
    assert len(told) == len(read_site(archive).library.published)
    told.clear()
    more_text(archive)
    assert brought_up(archive) != before
    assert told == ["104"]


def test_the_order_of_languages_is_the_order_of_records(copied: Callable[[], Settings], told: list[str]) -> None:
    archive = copied()
    brought_up(archive)
    turned = replace(archive, interface=dict(reversed(list(archive.interface.items()))))
    assert brought_up(turned) == from_nothing(turned) != from_nothing(archive)
    told.clear()
    more_text(turned)  # what stays is Chinese before English: pages that do not ascend
    assert brought_up(turned) == from_nothing(turned)
    assert told == ["104"]


def test_exports_that_say_the_same_stay_as_they_are(copied: Callable[[], Settings]) -> None:
    archive = copied()
    before = brought_up(archive)
    files = [archive.root / "exports" / f"articles.{ending}" for ending in FORMATS]
    stamps = [(file.stat().st_ino, file.stat().st_mtime_ns) for file in files]
    former_address(archive.root, 0)
    assert brought_up(archive) == before
    assert [(file.stat().st_ino, file.stat().st_mtime_ns) for file in files] == stamps


def test_a_stage_holds_the_same_files_and_keeps_those_that_say_the_same(copied: Callable[[], Settings]) -> None:
    archive = copied()
    write_stage(archive, archive.root / "stage")
    cache, data = archive.root / ".cache" / "bunko" / "exports", archive.root / "stage" / "data"
    assert all((cache / f"articles.{ending}").samefile(data / f"articles.{ending}") for ending in FORMATS)
    stood = [(data / f"articles.{ending}").stat() for ending in FORMATS]
    shutil.rmtree(cache)
    former_address(archive.root, 0)
    write_stage(archive, archive.root / "stage")
    now = [(data / f"articles.{ending}").stat() for ending in FORMATS]
    assert [(file.st_ino, file.st_mtime_ns) for file in now] == [(file.st_ino, file.st_mtime_ns) for file in stood]


def test_all_files_have_the_rights_that_the_person_gives_new_files(copied: Callable[[], Settings]) -> None:
    archive = copied()
    before = os.umask(0o007)
    try:
        brought_up(archive)
    finally:
        os.umask(before)
    assert {file.stat().st_mode & 0o777 for file in (archive.root / "exports").iterdir()} == {0o660}


def other_database() -> bytes:
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute("CREATE TABLE articles (page)")
        return bytes(database.serialize())


@pytest.mark.parametrize("content", [b"", b"\xff" * 5000, other_database()])
def test_another_database_that_looks_like_the_last_one_is_passed_over(
    content: bytes, copied: Callable[[], Settings]
) -> None:
    archive = copied()
    brought_up(archive)
    file = archive.root / "exports" / "articles.sqlite"
    stood = file.stat()
    file.write_bytes(content.ljust(stood.st_size, b"\0"))
    os.utime(file, ns=(stood.st_atime_ns, stood.st_mtime_ns))
    common.text(archive.root, 0)
    assert brought_up(archive) == from_nothing(archive)


def test_an_archive_without_articles_has_exports(copied: Callable[[], Settings]) -> None:
    archive = copied()
    for path in archive.docs.glob("*/articles/**/*.md"):
        path.unlink()
    assert brought_up(archive) == brought_up(archive) == from_nothing(archive)


def made(ending: str, place: Path, steps: Sequence[Record | range], last: Last | None) -> tuple[bytes, Bounds]:
    with closing(FORMATS[ending](place, last)) as one:
        for step in steps:
            if isinstance(step, range):
                one.keep(step)
            else:
                one.add(step)
        one.end()
    return place.read_bytes(), one.bounds


def article(number: int, size: int) -> Record:
    lists = {"keywords": [f"k{size % 50}"] * (size % 9), "image": [{"caption": "月" * (size % 99)}] * (size % 3)}
    return {"headline": f"t{size}", **lists, "markdown": '月"\n' * size, "page": f"docs/{number:03}.md"}


SIZES = st.one_of(st.integers(0, 30), st.integers(0, 9000))
FATES = st.sampled_from(["stays", "stays", "stays", "stays", "goes", "changes", "is followed"])


@runs(max_examples=25)
@given(fates=st.lists(st.tuples(SIZES, FATES, SIZES), min_size=1, max_size=120))
@pytest.mark.parametrize("system", ["copies itself", "copies nothing"])
def test_runs_and_records_in_any_mix_make_the_file_of_the_records(
    system: str, fates: list[tuple[int, str, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    before = [article(2 * number, size) for number, (size, _, _) in enumerate(fates)]
    now: list[Record] = []
    steps: list[Record | range] = []
    for number, (_, fate, size) in enumerate(fates):
        if fate in ("stays", "is followed"):
            run = steps[-1] if steps else None
            joins = isinstance(run, range) and run.stop == number
            steps[len(steps) - joins :] = [range(run.start if isinstance(run, range) and joins else number, number + 1)]
            now.append(before[number])
        if fate in ("changes", "is followed"):
            steps.append(article(2 * number + (fate == "is followed"), size))
            now.append(article(2 * number + (fate == "is followed"), size))
    folder = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as patch:
        if system == "copies nothing":
            patch.delattr(os, "copy_file_range", raising=False)
        for ending in FORMATS:
            _, bounds = made(ending, folder / f"last.{ending}", before, None)
            last = Last(folder / f"last.{ending}", [record["page"] for record in before], bounds)
            found = made(ending, folder / f"a.{ending}", steps, last)
            assert found == made(ending, folder / f"b.{ending}", now, None)
            assert found[0] == dict(written(now, [ending]))[ending]
