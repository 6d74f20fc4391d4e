"""What is said of a pull request: all of it may come from a stranger."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / ".github" / "summary.py"


def summary(folder: Path, changes: bytes, problems: bytes) -> str:
    (folder / "changes").write_bytes(changes)
    (folder / "problems").write_bytes(problems)
    told = [sys.executable, *map(str, (SCRIPT, folder / "changes", folder / "problems"))]
    return subprocess.run(told, capture_output=True, check=True).stdout.decode()


def test_pages_and_problems_are_told(tmp_path: Path) -> None:
    problem = {
        "file": "docs/ja/a.md",
        "line": 3,
        "column": 2,
        "code": "link",
        "message": "There is no x.",
        "cure": "Mend.",
    }
    said = summary(
        tmp_path,
        "A\0docs/ja/articles/2024/05/月.md\0M\0mkdocs.yml\0D\0docs/zh/about.md\0".encode(),
        json.dumps(problem).encode(),
    )
    assert "**Pages**: 2" in said
    assert "- new ` docs/ja/articles/2024/05/月.md `" in said
    assert "- gone ` docs/zh/about.md `" in said
    assert "Other files: ` mkdocs.yml ` 1" in said
    assert "- ` docs/ja/a.md:3:2: [link] There is no x. `  \n  ` Mend. `" in said
    assert "1 problem\n" in said


def test_what_a_stranger_wrote_is_code_and_bounded(tmp_path: Path) -> None:
    nasty = "docs/ja/`` @all [x](https://evil.example.org)\n# <b>" + "長" * 1000 + ".md"
    problem = {"file": "a", "message": "```\n@all", "cure": ["x"]}
    lines = [json.dumps(problem)] * 90 + ["no json", "[" * 100_000, "3"]
    said = summary(tmp_path, f"A\0{nasty}\0".encode() * 80, "\n".join(lines).encode())
    assert "and 30 more" in said
    assert "and 40 more" in said
    assert len(said) < 60_000
    for line in said.splitlines():
        if "@all" in line:
            start, end = line.index("`"), line.rindex("`")
            assert start < line.index("@all") < end
        assert not line.startswith("#")


def test_nothing_is_an_answer_too(tmp_path: Path) -> None:
    said = summary(tmp_path, b"", b"")
    assert "**Pages**: 0" in said
    assert "no problems" in said
