"""Each command alone and all together; each option is told in the documents."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from bunko.cli import COMMANDS

ROOT = Path(__file__).parents[2]
DOCUMENTS = "".join((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "CHECKS.md"))


def told(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "bunko", *arguments], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", [*COMMANDS, "new translation"])
def test_each_command_is_found_by_its_name_and_documented_with_every_option(name: str) -> None:
    done = told(*name.split(), "--help")
    assert done.returncode == 0
    assert f"bunko {name}" in DOCUMENTS
    for option in {*re.findall(r"(?<![\w-])--[a-z][a-z-]*", done.stdout)} - {"--help"}:
        assert re.search(rf"{option}(?![\w-])", DOCUMENTS), option


def test_help_names_every_command_and_an_unknown_one_is_answered_with_all() -> None:
    listed = told("--help").stdout
    wrong = told("publish")
    assert wrong.returncode == 2
    for name in COMMANDS:
        assert re.search(rf"^    {name} ", listed, re.MULTILINE)
        assert name in wrong.stderr


@pytest.mark.parametrize(
    "before", [(), ("-f", "export"), ("--config-file", "x.yml"), ("--config-file=x.yml",), ("--conf", "x.yml")]
)
def test_a_command_is_told_from_the_options_before_it(before: tuple[str, ...]) -> None:
    done = told(*before, "new", "translation", "--help")
    assert done.returncode == 0
    assert "new translation" in done.stdout


def test_checking_loads_nothing_that_only_a_build_or_an_import_needs() -> None:
    probe = (
        "import sys\nfrom bunko.cli import main\n"
        "try:\n    main(['check', '--help'])\nexcept SystemExit:\n    pass\n"
        "heavy = {'numpy', 'lxml', 'babel', 'mkdocs', 'bunko.stage', 'bunko.importer'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", probe], check=True, capture_output=True)
