"""A stage that keeps what still holds is, after any edits, the one that is made from nothing."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as runs
from hypothesis import strategies as st

from bunko import settings
from bunko.stage import Site, piece, read_site, stage, write_stage
from bunko.stage.keeping import Keeping
from tests.site import edits as common

pytestmark = pytest.mark.usefixtures("settled")
ROOT = Path(__file__).parents[2]
Edit = Callable[[Path, int], None]


def _pages(archive: Path) -> list[Path]:
    return sorted(archive.glob("docs/*/articles/**/*.md"))


def _say(archive: Path, number: int, line: str) -> None:
    """Put fields on top of an article's front matter, in the place of those of these names."""
    if found := _pages(archive):
        path = found[number % len(found)]
        head, rest = path.read_text(encoding="utf-8").removeprefix("---\n").split("\n---\n", 1)
        for name in re.findall(r"(?m)^(\w+):", line):
            head = re.sub(rf"(?m)^{name}:.*\n?(?:(?:- |  ).*\n?)*", "", head)
        path.write_text(f"---\n{line}\n{head.rstrip()}\n---\n{rest}", encoding="utf-8")


def _without(archive: Path, number: int, pattern: str) -> None:
    if found := _pages(archive):
        path = found[number % len(found)]
        path.write_text(re.sub(pattern, "", path.read_text(encoding="utf-8"), count=1), encoding="utf-8")


def _address(archive: Path, number: int) -> str:
    found = (re.search(r"^url: (\S+)", path.read_text(encoding="utf-8"), re.MULTILINE) for path in _pages(archive))
    addresses = [match.group(1) for match in found if match]
    return addresses[number % len(addresses)] if addresses else "https://example.org/"


def _drop(archive: Path, number: int, pattern: str) -> None:
    found = sorted(archive.glob(pattern))
    if found:
        found[number % len(found)].unlink()


def new_label(archive: Path, number: int) -> None:
    _say(archive, number, f"tags: [標識{number % 3}, 月]")


def withdrawn(archive: Path, number: int) -> None:
    _say(archive, number, "status: withdrawn")


def withdrawn_for_a_reason(archive: Path, number: int) -> None:
    _say(
        archive,
        number,
        f"status: withdrawn\nreason: 'See {_address(archive, number // 3)} or [this](../../../notes.md).'",
    )


def notes(archive: Path, number: int) -> None:
    path = archive / "docs" / ("ja", "zh")[number % 2] / "notes.md"
    if path.exists():
        path.unlink()
    else:
        path.write_text("# Notes\n", encoding="utf-8")


def both_originals(archive: Path, number: int) -> None:
    """A translation that does not say so any more: two originals of one key."""
    _without(archive, number, r"(?m)^translation:\n(  .*\n)+")


def day(archive: Path, number: int) -> None:
    _say(archive, number, f"date: 20{number % 30:02}-03-04")


def related_link(archive: Path, number: int) -> None:
    _say(archive, number, f"related_links: ['{_address(archive, number // 7)}']")


def address_in_text(archive: Path, number: int) -> None:
    if found := _pages(archive):
        path = found[number % len(found)]
        path.write_text(f"{path.read_text(encoding='utf-8')}\n<{_address(archive, number // 5)}>\n", encoding="utf-8")


def no_source(archive: Path, number: int) -> None:
    _without(archive, number, r"(?m)^source: .*\n")


def former_address(archive: Path, number: int) -> None:
    _say(archive, number, f"aliases: [ja/old/{number}/]")


def register_entry(archive: Path, number: int) -> None:
    path = archive / "archive" / ("tags.yml" if number % 2 else "sources.yml")
    path.write_text(path.read_text(encoding="utf-8").replace("ja: ", f"ja: {number}", 1), encoding="utf-8")


def stories_register(archive: Path, number: int) -> None:
    path = archive / "archive" / "stories.yml"
    if path.exists():
        path.write_text(path.read_text(encoding="utf-8").replace("ja: ", f"ja: {number}", 1), encoding="utf-8")


def no_stories_register(archive: Path, number: int) -> None:
    del number
    (archive / "archive" / "stories.yml").unlink(missing_ok=True)


def sidecar(archive: Path, number: int) -> None:
    _drop(archive, number, "archive/captures/*.json")


def kept_capture(archive: Path, number: int) -> None:
    _drop(archive, number, "archive/captures/*.html")


def translated_from(archive: Path, number: int) -> None:
    _drop(archive, number, "archive/translated/*.md")


def image(archive: Path, number: int) -> None:
    _drop(archive, number, "docs/assets/images/*")


def page_size(archive: Path, number: int) -> None:
    path = archive / "mkdocs.yml"
    text = re.sub(r"\n  - bunko:\n", f"\n  - bunko:\n      page_size: {5 + number}\n", path.read_text(encoding="utf-8"))
    if "page_size" not in path.read_text(encoding="utf-8"):
        path.write_text(text, encoding="utf-8")


def meddled(archive: Path, number: int) -> None:
    found = sorted(path for path in (archive / "stage").rglob("*") if path.is_file() and path.name != ".bunko-stage")
    path = found[number % len(found)]
    if number % 3 == 0:
        path.unlink()
    elif number % 3 == 1:
        path.write_text("meddled", encoding="utf-8")
    else:
        path.with_name("foreign.md").write_text("foreign", encoding="utf-8")


def damaged_record(archive: Path, number: int) -> None:
    for path in (archive / ".cache" / "bunko" / "stages").glob("*"):
        content = path.read_bytes()
        path.write_bytes([content[: number % max(len(content), 1)], b"[]", b'{"version": 0}', b"\xff"][number % 4])


EDITS: tuple[Edit, ...] = (
    *(common.text, common.title, common.delete, common.rename, common.heading, common.asset),
    *(
        new_label,
        withdrawn,
        withdrawn_for_a_reason,
        notes,
        both_originals,
        day,
        related_link,
        address_in_text,
        no_source,
        former_address,
    ),
    *(register_entry, stories_register, no_stories_register, sidecar, kept_capture, translated_from, image),
    *(page_size, meddled, damaged_record),
)


@pytest.fixture(scope="session")
def whole_archive(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    """Copies the archive that we ship into a new folder."""

    def copy() -> Path:
        folder = tmp_path_factory.mktemp("kept") / "archive"
        shutil.copytree(ROOT / "docs", folder / "docs")
        shutil.copytree(ROOT / "archive", folder / "archive")
        shutil.copy(ROOT / "mkdocs.yml", folder)
        return folder

    return copy


def _compare(archive: Path, edit: str) -> None:
    configured = settings.load(archive / "mkdocs.yml")
    folder = archive / "stage"
    told = write_stage(configured, folder)
    fresh = {str(path): _bytes(content) for path, content in stage(read_site(configured)).items()}
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != ".bunko-stage")
    kept = {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
    assert kept.keys() == fresh.keys() == told.keys(), edit
    assert [place for place in fresh if fresh[place] != kept[place]] == [], edit


def _bytes(content: piece.Content) -> bytes:
    data = content.read_bytes() if isinstance(content, Path) else content
    return data.encode() if isinstance(data, str) else bytes(data)


@runs(max_examples=6)
@given(edits=st.lists(st.tuples(st.sampled_from(EDITS), st.integers(0, 400)), min_size=4, max_size=8))
def test_after_any_edits_the_stage_is_the_one_from_nothing(
    edits: list[tuple[Edit, int]], whole_archive: Callable[[], Path]
) -> None:
    archive = whole_archive()
    _compare(archive, "nothing")
    for edit, number in edits:
        edit(archive, number)
        _compare(archive, edit.__name__)


def test_after_one_edit_few_pieces_are_made(whole_archive: Callable[[], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    write = Keeping._write  # noqa: SLF001 - counted where a file is written

    def counting(self: Keeping, file: piece.StagedFile) -> object:
        made.append(str(file.path))
        return write(self, file)

    monkeypatch.setattr(Keeping, "_write", counting)
    archive = whole_archive()
    configured = settings.load(archive / "mkdocs.yml")
    write_stage(configured, archive / "stage")
    everything = len(made)
    made.clear()
    write_stage(configured, archive / "stage")
    alike = len(made)
    common.text(archive, 0)
    made.clear()
    write_stage(configured, archive / "stage")
    articles = [place for place in made if "/articles/" in place]
    assert alike < everything / 4
    assert 0 < len(articles) < everything / 4


def test_a_link_to_elsewhere_in_the_stage_is_not_followed(whole_archive: Callable[[], Path], tmp_path: Path) -> None:
    archive = whole_archive()
    configured = settings.load(archive / "mkdocs.yml")
    write_stage(configured, archive / "stage")
    shutil.rmtree(archive / "stage" / "ja")
    (archive / "stage" / "ja").symlink_to(tmp_path, target_is_directory=True)
    write_stage(configured, archive / "stage")
    assert list(tmp_path.iterdir()) == []
    _compare(archive, "a link")


def test_a_register_saved_while_the_archive_is_read_is_taken_up_next_time(
    whole_archive: Callable[[], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = whole_archive()
    configured = settings.load(archive / "mkdocs.yml")
    write_stage(configured, archive / "stage")

    def slow(*given: Any) -> Site:
        site = read_site(*given)
        register_entry(archive, 1)
        return site

    with monkeypatch.context() as patch:
        patch.setattr("bunko.stage.read_site", slow)
        write_stage(configured, archive / "stage")
    _compare(archive, "a register saved meanwhile")


def test_a_file_that_goes_while_captures_are_listed_is_passed_over(whole_archive: Callable[[], Path]) -> None:
    archive = whole_archive()
    (archive / "archive" / "captures" / "gone.json").symlink_to("nowhere")
    _compare(archive, "a link that leads nowhere")
