"""Each folder of tests/cases/check: an archive as a person left it, and all that `bunko check` says of it.

`fixed/` has the files that `--fix` mends, as they are afterwards.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from bunko.check import CODES, check
from bunko.check.mending import mend
from bunko.settings import Settings, SiteLanguage

ROOT = Path(__file__).parents[2]
CASES = sorted((ROOT / "tests" / "cases" / "check").iterdir())


def archive(case: Path, root: Path) -> Settings:
    shutil.copytree(case / "given", root, dirs_exist_ok=True)
    interface = {folder: SiteLanguage(folder, folder, folder) for folder in ("ja", "zh")}
    return Settings(root, interface, docs=root / "docs")


def said(settings: Settings) -> str:
    return "".join(problem.as_text() + "\n" for problem in check(settings))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Path, tmp_path: Path) -> None:
    settings = archive(case, tmp_path)
    assert said(settings) == (case / "expected.txt").read_text(encoding="utf-8")
    before = {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
    mended = list(mend(settings, list(check(settings))))
    wanted = {file.relative_to(case / "fixed").as_posix() for file in (case / "fixed").rglob("*") if file.is_file()}
    assert set(mended) == wanted
    for file, content in before.items():
        place = file.relative_to(tmp_path).as_posix()
        after = (case / "fixed" / place).read_bytes() if place in wanted else content
        assert file.read_bytes() == after, place
    assert not [problem for problem in check(settings) if problem.fixable]


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_a_case(code: str) -> None:
    expected = (ROOT / "tests" / "cases").glob("*/*/expected.txt")
    assert any(f": [{code}] " in file.read_text(encoding="utf-8") for file in expected)


@pytest.mark.parametrize("page", ["CHECKS.md", "docs/ja/checks.md", "docs/zh/checks.md"])
def test_every_code_is_explained_in_each_language(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    assert re.findall(r"^### `([a-z-]+)`", text, re.MULTILINE) == list(CODES)
