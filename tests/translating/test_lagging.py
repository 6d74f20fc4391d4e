"""What lags behind its original is told by paragraph, with the difference."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path, PurePosixPath

import pytest

from bunko import page, translated

ARCHIVE = Path(__file__).parents[1] / "archives" / "english-and-chinese"
ORIGINAL = Path("docs/en/articles/2021/05/105.md")
TRANSLATION = Path("docs/zh/articles/2021/05/105.md")
HEAD = "---\ntitle: {title}\ndate: 2021-05-15\ntags: [Mars]\nsource: sample-times\n---\n\n"
BEFORE = "The rover landed.\n\nIt has six wheels.\n\nIt waits for the spring.\n"
AFTER = "The rover landed.\n\nIt has four wheels.\n\nA storm is near.\n"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = Path(shutil.copytree(ARCHIVE, tmp_path / "archive"))
    text = HEAD.format(title="Zhurong lands") + BEFORE
    of = translated.keep(folder / "archive", page.read(text, PurePosixPath(*ORIGINAL.parts[1:])))
    (folder / TRANSLATION).parent.mkdir(parents=True, exist_ok=True)
    (folder / TRANSLATION).write_text(
        f"---\ntitle: 祝融号着陆\nlanguage: zh-Hans\ntranslation:\n  from: en\n  of: {of}\n---\n\n"
        "火星车着陆了。\n\n它有六个轮子。\n\n它在等待春天。\n",
        encoding="utf-8",
    )
    (folder / ORIGINAL).write_text(text, encoding="utf-8")
    return folder


def bunko(archive: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bunko", "-f", str(archive / "mkdocs.yml"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def lagging(archive: Path, *arguments: str) -> str:
    done = bunko(archive, "status", *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_a_translation_of_the_text_as_it_is_does_not_lag(archive: Path) -> None:
    assert lagging(archive, "--lagging") == ""


def test_each_change_is_told_with_the_paragraph_of_the_translation(archive: Path) -> None:
    (archive / ORIGINAL).write_text(HEAD.format(title="Zhurong has landed") + AFTER, encoding="utf-8")
    assert lagging(archive, "--lagging") == (
        f"{TRANSLATION} lags behind {ORIGINAL}:\n"
        "    changed: Zhurong [-lands-]{+has landed+}\n"
        "    changed (here 它有六个轮子。): It has [-six-]{+four+} wheels.\n"
        "    changed (here 它在等待春天。): [-It waits for the spring-]{+A storm is near+}.\n"
    )


def test_of_named_pages_either_side_is_asked_and_others_are_not(archive: Path) -> None:
    (archive / ORIGINAL).write_text(HEAD.format(title="Zhurong lands") + AFTER, encoding="utf-8")
    for side in (ORIGINAL, TRANSLATION):
        (told,) = [
            json.loads(line) for line in lagging(archive, "--json", "--lagging", str(archive / side)).splitlines()
        ]
        assert (told["kind"], told["page"], told["original"]) == ("lagging", str(TRANSLATION), str(ORIGINAL))
        assert [(one["kind"], one["blocks"], one["beside"]) for one in told["changes"]] == [
            ("changed", [2], [{"block": 2, "text": "它有六个轮子。"}]),
            ("changed", [3], [{"block": 3, "text": "它在等待春天。"}]),
        ]
        assert told["changes"][0]["pieces"][1] == {"kind": "deleted", "text": "six"}
    assert lagging(archive, "--lagging", str(archive / "docs/zh/articles/2024/06/102.md")) == ""


def test_without_the_text_that_was_translated_it_is_said_that_nothing_can_be_shown(archive: Path) -> None:
    (archive / ORIGINAL).write_text(HEAD.format(title="Zhurong lands") + AFTER, encoding="utf-8")
    shutil.rmtree(archive / "archive" / "translated")
    assert "cannot be told" in lagging(archive, "--lagging")
    assert json.loads(lagging(archive, "--lagging", "--json"))["changes"] == []


def test_a_translation_that_caught_up_lags_no_more_and_changes_in_nothing_else(archive: Path) -> None:
    (archive / ORIGINAL).write_text(HEAD.format(title="Zhurong lands") + AFTER, encoding="utf-8")
    file = archive / TRANSLATION
    before = file.read_text(encoding="utf-8").replace("language: zh-Hans\n", "language: zh-Hans # 简体\nnote: 待校\n")
    before = before.replace("from: en\n", "from: en # 英文\n")
    file.write_text(before, encoding="utf-8")
    done = bunko(archive, "translated", str(file))
    assert (done.returncode, done.stderr) == (0, f"{TRANSLATION}: of its original as it is now.\n")
    assert lagging(archive, "--lagging") == ""
    original = page.read((archive / ORIGINAL).read_text(encoding="utf-8"), PurePosixPath(*ORIGINAL.parts[1:]))
    of = translated.fingerprint(original)
    assert file.read_text(encoding="utf-8") == re.sub("of: .*", f"of: {of}", before)
    assert translated.place(archive / "archive", of).is_file()
    assert "so it said already" in bunko(archive, "translated", str(file)).stderr
    (archive / ORIGINAL).write_text(HEAD.format(title="Zhurong lands") + BEFORE, encoding="utf-8")
    assert "[-four-]{+six+}" in lagging(archive, "--lagging")


def test_what_is_no_finished_translation_does_not_catch_up(archive: Path) -> None:
    assert "no translation" in bunko(archive, "translated", str(archive / ORIGINAL)).stderr
    (archive / TRANSLATION).unlink()
    assert bunko(archive, "new", "translation", str(ORIGINAL)).returncode == 0
    done = bunko(archive, "translated", str(TRANSLATION))
    assert (done.returncode, "a place still waits" in done.stderr) == (1, True)
