"""What is committed: nothing of the machine that it was written on, and no import that is not declared."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MACHINE = re.compile(
    rb"(?<![\w/.])/(?:root|home/\w+|Users/\w+|opt|work|mnt)/|" + rb"pypi\.(?:org|tuna)|" + rb"file:///"
)
EVIDENCE = ("archive/captures/", "archive/inbox/", "archive/translated/", "tests/cases/")
"""Captures say what they say."""


@cache
def committed() -> tuple[str, ...]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return tuple(name for name in listed.stdout.split("\0") if name)


def test_no_file_tells_of_a_machine_or_a_package_index() -> None:
    names = [name for name in committed() if not name.startswith(EVIDENCE) and (ROOT / name).is_file()]
    assert names
    here = Path(__file__).relative_to(ROOT).as_posix()
    telling = [name for name in names if name != here and MACHINE.search((ROOT / name).read_bytes())]
    assert telling == []


def test_nothing_that_is_made_is_committed() -> None:
    ignored = subprocess.run(
        ["git", "ls-files", "--cached", "--ignored", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert ignored.stdout == ""


def test_every_import_of_the_package_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {_canonical(re.split(r"[<>=~!;\s]", text)[0]) for text in project["dependencies"]}
    distributions = packages_distributions()
    undeclared = {
        f"{file.relative_to(ROOT)}: {name}"
        for file in (ROOT / "generator").rglob("*.py")
        for name in _imported(file)
        if name not in sys.stdlib_module_names | {"bunko"}
        and not declared & {_canonical(found) for found in distributions.get(name, [])}
    }
    assert undeclared == set()


def test_only_the_adapter_imports_mkdocs() -> None:
    importing = {
        file.relative_to(ROOT / "generator" / "bunko").as_posix()
        for file in (ROOT / "generator").rglob("*.py")
        if "mkdocs" in _imported(file)
    }
    assert importing == {"mkdocs_build.py", "mkdocs_files.py", "mkdocs_page.py", "plugin.py"}


def _imported(file: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)(?:#[^)\s]*)?\)")
CODE = re.compile(r"```.*?```|`[^`]+`", re.DOTALL)
GUIDES = [name for name in committed() if "/" not in name and name.endswith(".md")]


def links(name: str) -> list[str]:
    return LINK.findall(CODE.sub("", (ROOT / name).read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", GUIDES)
def test_a_guide_leads_to_files_that_are_there(name: str) -> None:
    assert [link for link in links(name) if not (ROOT / link).exists()] == []


@pytest.mark.parametrize("name", ["README", "CONTRIBUTING"])
def test_a_guide_stands_in_three_languages_that_lead_to_each_other(name: str) -> None:
    files = {f"{name}.md", f"{name}.ja.md", f"{name}.zh.md"}
    for file in files:
        assert files - {file} <= set(links(file)), file
