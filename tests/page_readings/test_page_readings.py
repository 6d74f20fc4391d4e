"""Of pages that stand as they stood nothing is read again, and what they said is told alike."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pytest

from bunko import library, page, page_readings
from bunko.errors import PageError
from bunko.page_readings import KeptReadings, PageReading, PageStamp, read_page

pytestmark = pytest.mark.usefixtures("settled")
ROOT = Path(__file__).parents[2]
PATH = PurePosixPath("ja/articles/2020/01/a.md")
PAGE = "---\ntitle: 月\n---\n\n探査機が着陸した。<https://example.org/a>\n"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[PurePosixPath]:
    """The pages that were read."""
    found: list[PurePosixPath] = []
    parted = page.parted

    def watched(text: str, path: PurePosixPath, blocks: object) -> object:
        found.append(path)
        return parted(text, path, blocks)  # type: ignore[arg-type]

    monkeypatch.setattr(page, "parted", watched)
    return found


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.md"
    path.write_text(PAGE, encoding="utf-8")
    return path


def read(folder: Path, file: Path, readings: KeptReadings | None = None) -> PageReading:
    """The page, by readings that are kept below a folder."""
    readings = readings or KeptReadings(folder)
    found = readings.read(str(file), PATH, PageStamp.of(file.lstat()))
    readings.keep()
    return found


def test_a_kept_reading_is_the_one_that_is_made_anew(tmp_path: Path) -> None:
    pages = sorted((ROOT / "docs").glob("*/articles/**/*.md"))
    assert len(pages) > 50
    for _ in range(2):
        readings = KeptReadings(tmp_path)
        for path in pages:
            place = PurePosixPath(path.relative_to(ROOT / "docs"))
            kept, anew = readings.read(str(path), place, PageStamp.of(path.lstat())), read_page(str(path), place)
            assert kept.article == anew.article
            assert kept.text.markdown == anew.text.markdown
            told = [(one.digest, one.words, one.addresses, one.waits) for one in (kept, anew)]
            assert told[0] == told[1]
        readings.keep()


def test_a_page_that_stands_as_it_stood_is_not_read(tmp_path: Path, file: Path, asked: list[PurePosixPath]) -> None:
    first = read(tmp_path, file)
    again = read(tmp_path, file)
    assert asked == [PATH]
    assert again == first
    assert again.addresses == ("https://example.org/a",)


def test_readings_of_one_process_are_kept_in_it(tmp_path: Path, file: Path, asked: list[PurePosixPath]) -> None:
    readings = KeptReadings(tmp_path)
    assert read(tmp_path, file, readings) is read(tmp_path, file, readings)
    file.write_text(PAGE.replace("月", "火星"), encoding="utf-8")
    assert read(tmp_path, file, readings).article.title == "火星"
    assert asked == [PATH, PATH]


def test_a_change_that_keeps_size_and_time_is_seen(tmp_path: Path, file: Path) -> None:
    before = file.stat()
    read(tmp_path, file)
    file.write_text(PAGE.replace("月", "星"), encoding="utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (file.stat().st_size, file.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    assert read(tmp_path, file).article.title == "星"


def test_a_page_that_changed_just_now_is_read_again(
    tmp_path: Path, file: Path, asked: list[PurePosixPath], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_readings, "_SETTLED", 3_600 * 10**9)
    read(tmp_path, file)
    read(tmp_path, file)
    assert asked == [PATH, PATH]


@pytest.mark.parametrize("damage", [lambda content: content[:-9], bytes.upper, bytes.title])
def test_what_is_kept_and_damaged_is_as_if_it_were_not_there(
    tmp_path: Path, file: Path, damage: Callable[[bytes], bytes]
) -> None:
    first = read(tmp_path, file)
    kept = tmp_path / "pages"
    kept.write_bytes(damage(kept.read_bytes()))
    assert read(tmp_path, file) == first


def test_what_a_page_does_not_say_is_not_kept(tmp_path: Path, file: Path) -> None:
    file.write_text("---\ndate: 2020-01-01\n---\n", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(PageError, match="no title"):
            read(tmp_path, file)


def test_a_page_that_changes_after_it_was_read_gives_no_other_text(tmp_path: Path, file: Path) -> None:
    found = read(tmp_path, file)
    file.write_text(PAGE.replace("着陸", "離陸"), encoding="utf-8")
    with pytest.raises(PageError) as error:
        tuple(found.article.body)
    assert error.value.text.splitlines() == [
        "docs/ja/articles/2020/01/a.md: the page changed while the site was made.",
        "     Found another content.",
        "     Build once more.",
    ]
    file.unlink()
    with pytest.raises(PageError, match="the page changed while the site was made"):
        _ = found.text.markdown


def test_a_body_is_as_the_blocks_that_it_reads(tmp_path: Path, file: Path) -> None:
    body, blocks = read(tmp_path, file).article.body, read_page(str(file), PATH).article.body
    assert (len(body), body[0], body[:1], body == blocks, hash(body)) == (1, blocks[0], blocks[:1], True, hash(blocks))


def test_a_page_with_two_byte_order_marks_has_one_text(tmp_path: Path, file: Path) -> None:
    file.write_text(f"\ufeff\ufeff{PAGE}", encoding="utf-8")
    assert read(tmp_path, file).text.markdown == read_page(str(file), PATH).text.markdown


def test_a_folder_that_gets_another_name_is_read_under_it(tmp_path: Path, file: Path) -> None:
    readings = KeptReadings(tmp_path / "kept")
    body = tuple(read(tmp_path, file, readings).article.body)
    moved = tmp_path / "moved"
    moved.mkdir()
    os.link(file, moved / "a.md")
    read(tmp_path, file, readings)
    stamp = PageStamp.of((moved / "a.md").lstat())
    file.unlink()
    found = readings.read(str(moved / "a.md"), PATH, stamp._replace(status_changed=stamp.status_changed))
    assert tuple(found.article.body) == body


def test_a_page_that_goes_while_pages_are_listed_is_none(tmp_path: Path) -> None:
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text(PAGE, encoding="utf-8")
    listed = library._below(str(tmp_path), PATH.parent)  # noqa: SLF001 - the moment between two steps of it
    first = next(listed)
    other = {"a.md": "b.md", "b.md": "a.md"}[first.path.name]
    (tmp_path / other).unlink()
    assert list(listed) == []
