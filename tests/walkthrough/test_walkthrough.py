"""A newcomer types what the walk-through says, in a fresh copy of the project, and ends with a published article."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.browser.document import document

ROOT = Path(__file__).parents[2]
TEXTS = ("WALKTHROUGH.md", "docs/ja/walkthrough.md", "docs/zh/walkthrough.md")
FENCE = re.compile(r"^```(sh|text|console)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LONGEST = 600
"""Seconds that all of it may take."""


@dataclass(frozen=True)
class Box:
    """Commands, and lines of what they say that the text shows below them."""

    commands: str
    shown: tuple[str, ...]


def boxes(text: str) -> list[Box]:
    found = FENCE.findall((ROOT / text).read_text(encoding="utf-8"))
    below = [*found[1:], ("", "")]
    return [
        Box(commands, tuple(said.splitlines()) if kind == "text" else ())
        for (fence, commands), (kind, said) in zip(found, below, strict=True)
        if fence == "sh"
    ]


def fresh_copy(folder: Path) -> None:
    """What a clone has: all files that are committed, or would be."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)


def typed(told: list[Box], folder: Path) -> list[str]:
    """What a shell says to each box; it ends where a command fails."""
    script = "set -eu\n" + "".join(f"echo @box@\n{box.commands}" for box in told)
    person = {f"GIT_{who}_{what}": "a@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    unset = ("VIRTUAL_ENV", "PYTHONPATH", "SITE_URL", "GITHUB_ACTIONS", "MAKEFLAGS", "MAKELEVEL", "MFLAGS")
    environment = {name: value for name, value in os.environ.items() if name not in unset} | person
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=LONGEST,
    )
    assert done.returncode == 0, done.stdout[-4000:]
    return done.stdout.split("@box@\n")[1:]


@pytest.mark.parametrize("text", TEXTS)
def test_the_walk_through_is_the_same_in_each_language(text: str) -> None:
    assert len(boxes(text)) == 9
    assert boxes(text) == boxes(TEXTS[0])


@pytest.mark.site
def test_a_newcomer_ends_with_a_published_article(tmp_path: Path) -> None:
    fresh_copy(tmp_path / "bunko")
    told = boxes(TEXTS[0])
    start = time.monotonic()
    said = typed(told, tmp_path / "bunko")
    assert time.monotonic() - start < LONGEST
    for box, answer in zip(told, said, strict=True):
        assert [line for line in box.shown if line not in answer.splitlines()] == []

    archive = tmp_path / "misaki"
    original = archive / "site" / "ja" / "articles" / "2024" / "05" / "lighthouse" / "index.html"
    translation = archive / "site" / "zh" / "articles" / "2024" / "05" / "lighthouse" / "index.html"
    assert "灯台は高さ21メートル。" in original.read_text(encoding="utf-8")
    assert "灯塔高21米。" in translation.read_text(encoding="utf-8")
    assert "../../../../../zh/articles/2024/05/lighthouse/" in document(original).addresses
    assert (archive / "site" / "ja" / "tags" / "lighthouse" / "index.html").exists()
    assert (archive / "site" / "zh" / "sources" / "misaki-shimpo" / "index.html").exists()
    left = subprocess.run(["git", "status", "--porcelain"], cwd=archive, capture_output=True, text=True, check=True)
    assert left.stdout == ""
    committed = subprocess.run(["git", "ls-files"], cwd=archive, capture_output=True, text=True, check=True).stdout
    assert "docs/zh/articles/2024/05/lighthouse.md\n" in committed
    assert not re.search(r"^(?:site|\.venv|\.cache)/", committed, re.MULTILINE)
