"""`bunko upgrade`: an archive's own files follow the Bunko that runs, and nothing of a person's is lost."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from bunko import __version__
from bunko.cli import main
from bunko.init.archive import RECORD
from tests.init.test_init import init, languages, snapshot

CHECK = ".github/workflows/check.yml"
OLD = b"# An older one.\n"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    assert init(tmp_path / "own", *languages("ja", "zh"), "--name", "文庫")[0] == 0
    return tmp_path / "own"


def upgrade(archive: Path, *arguments: str) -> tuple[int, str, str]:
    told, said = io.StringIO(), io.StringIO()
    with redirect_stdout(told), redirect_stderr(said):
        status = main(["-f", str(archive / "mkdocs.yml"), "upgrade", *arguments])
    return status, told.getvalue(), said.getvalue()


def was(archive: Path, place: str, content: bytes = OLD) -> bytes:
    """Have an older Bunko have written a file; gives what this one writes."""
    path = archive / place
    ours = path.read_bytes() if path.exists() else b""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    told = json.loads((archive / RECORD).read_bytes())
    told[place] = hashlib.sha256(content).hexdigest()
    (archive / RECORD).write_text(json.dumps(told))
    return ours


def test_a_new_archive_has_nothing_to_upgrade(archive: Path) -> None:
    before = snapshot(archive)
    assert upgrade(archive) == (0, "", "Nothing to write.\n")
    assert snapshot(archive) == before


def test_what_bunko_wrote_and_nobody_changed_is_brought_up(archive: Path) -> None:
    before = snapshot(archive)
    for place in (CHECK, "Makefile", ".github/ISSUE_TEMPLATE/11-article-ja.yml"):
        was(archive, place)
    was(archive, ".github/gone.py")
    (archive / ".github" / "gh.py").unlink()
    told = json.loads((archive / RECORD).read_bytes())
    del told[".github/gh.py"]
    (archive / RECORD).write_text(json.dumps(told))
    dry = upgrade(archive, "--dry-run")
    assert dry[1].splitlines() == [
        "updated  .github/ISSUE_TEMPLATE/11-article-ja.yml",
        "new      .github/gh.py",
        f"updated  {CHECK}",
        "updated  Makefile",
        "removed  .github/gone.py",
    ]
    assert (archive / CHECK).read_bytes() == OLD
    assert upgrade(archive)[:2] == dry[:2]
    assert snapshot(archive) == before


def test_what_a_person_changed_stays_and_the_difference_is_shown_once(archive: Path) -> None:
    ours = was(archive, "Makefile")
    (archive / "Makefile").write_bytes(OLD + b"mine:\n")
    status, told, said = upgrade(archive)
    assert status == 0
    assert told.startswith("changed  Makefile\n--- Makefile\n+++ Makefile (Bunko ")
    assert "\n-mine:\n" in told
    assert "Changed by a person, and left as they are: 1; --take FILE takes Bunko's." in said
    assert (archive / "Makefile").read_bytes() == OLD + b"mine:\n"
    assert upgrade(archive)[1:] == ("", "A person's own, while Bunko's did not change: 1.\nNothing to write.\n")
    assert upgrade(archive, "--take", "Makefile")[1] == "updated  Makefile\n"
    assert (archive / "Makefile").read_bytes() == ours


def test_what_a_person_took_away_does_not_come_back_unless_asked_for(archive: Path) -> None:
    deploy = ".github/workflows/deploy.yml"
    ours = (archive / deploy).read_bytes()
    (archive / deploy).unlink()
    assert upgrade(archive)[1] == ""
    assert not (archive / deploy).exists()
    assert upgrade(archive, "--take", deploy)[1] == f"new      {deploy}\n"
    assert (archive / deploy).read_bytes() == ours


def test_a_file_that_bunko_writes_no_more_stays_where_a_person_changed_it(archive: Path) -> None:
    was(archive, ".github/gone.py")
    (archive / ".github" / "gone.py").write_bytes(b"mine\n")
    upgrade(archive)
    assert (archive / ".github" / "gone.py").read_bytes() == b"mine\n"


def test_an_archive_from_before_the_record_loses_nothing(archive: Path) -> None:
    (archive / RECORD).unlink()
    (archive / CHECK).write_bytes(OLD)
    _, told, _ = upgrade(archive)
    assert told.startswith(f"changed  {CHECK}\n")
    assert (archive / CHECK).read_bytes() == OLD
    assert json.loads((archive / RECORD).read_bytes())[CHECK]


def test_the_pin_and_the_wheel_are_those_of_the_bunko_that_runs(archive: Path) -> None:
    pin, wheel = (
        archive / "requirements" / "bunko.txt",
        archive / "requirements" / f"bunko-{__version__}-py3-none-any.whl",
    )
    packed = wheel.read_bytes()
    wheel.rename(wheel.with_name("bunko-0.0.1-py3-none-any.whl"))
    pin.write_text("# 固定\nbunko==0.0.1\n", encoding="utf-8")
    _, told, _ = upgrade(archive)
    assert set(told.splitlines()) == {
        f"new      requirements/{wheel.name}",
        "updated  requirements/bunko.txt",
        "removed  requirements/bunko-0.0.1-py3-none-any.whl",
    }
    assert pin.read_text(encoding="utf-8") == f"# 固定\nbunko=={__version__}\n"
    assert [file.name for file in pin.parent.glob("*.whl")] == [wheel.name]
    assert wheel.read_bytes() == packed
    wheel.write_bytes(b"the same version, put there by hand")
    assert upgrade(archive)[1] == ""


@pytest.mark.parametrize(
    "content",
    ["[]", "{", "[" * 100_000, '{"../outside": "0"}', '{"/etc/passwd": "0"}', '{"docs/ja/index.md": "0"}', '{"a": 1}'],
)
def test_a_record_that_is_none_stops_the_upgrade(archive: Path, content: str) -> None:
    (archive / RECORD).write_text(content)
    before = snapshot(archive)
    status, _, said = upgrade(archive)
    assert status == 1
    assert said.startswith(f"{RECORD}: ")
    assert snapshot(archive) == before


@pytest.mark.parametrize("place", [CHECK, ".github"])
def test_nothing_is_written_through_a_link(archive: Path, tmp_path: Path, place: str) -> None:
    (archive / place).rename(tmp_path / "elsewhere")
    (archive / place).symlink_to(tmp_path / "elsewhere")
    status, _, said = upgrade(archive)
    assert status == 1
    assert "a link stands there" in said


@pytest.mark.parametrize(
    ("arguments", "change", "said"),
    [
        (("--take", "mkdocs.yml"), None, "mkdocs.yml: no file that Bunko keeps up"),
        ((), lambda folder: (folder / "requirements" / "bunko.txt").unlink(), "there is no requirements/bunko.txt"),
    ],
)
def test_what_cannot_be_upgraded_is_told_with_a_cure(
    archive: Path, arguments: tuple[str, ...], change: Callable[[Path], None] | None, said: str
) -> None:
    if change:
        change(archive)
    before = snapshot(archive)
    status, _, told = upgrade(archive, *arguments)
    assert (status, said in told) == (1, True)
    assert snapshot(archive) == before


def test_pages_registers_and_settings_are_none_of_its_business(archive: Path) -> None:
    (archive / "docs" / "ja" / "about.md").write_text("変えた。\n", encoding="utf-8")
    (archive / "README.md").unlink()
    told = json.loads((archive / RECORD).read_bytes())
    assert not [
        place for place in told if place.startswith(("docs/", "archive/")) or place in ("README.md", "mkdocs.yml")
    ]
    before = snapshot(archive)
    assert upgrade(archive)[1] == ""
    assert snapshot(archive) == before
