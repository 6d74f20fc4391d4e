"""What is said of a pull request: all of it may come from a stranger."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bunko.intake import report

SCRIPT = Path(__file__).parents[2] / ".github" / "summary.py"
RUN = "https://github.example.org/example/news/actions/runs/7"
LIMIT = 65_536
"""Characters of a comment on GitHub."""


def summary(
    folder: Path,
    changes: bytes,
    problems: bytes,
    status: str = "0\n",
    *,
    site: str = "success\n",
    lagging: bytes = b"",
    event: str = "pull_request\n",
) -> str:
    for name, content in (
        ("changes", changes),
        ("problems", problems),
        ("status", status.encode()),
        ("site", site.encode()),
        ("lagging", lagging),
        ("event", event.encode()),
    ):
        (folder / name).write_bytes(content)
    return subprocess.run([sys.executable, SCRIPT, folder, RUN], capture_output=True, check=True).stdout.decode()


def test_pages_and_problems_are_told(tmp_path: Path) -> None:
    problem = {
        "file": "docs/ja/a.md",
        "line": 3,
        "column": 2,
        "code": "link",
        "message": "There is no x.\u2028Here.",
        "cure": "Mend.",
    }
    said = summary(
        tmp_path,
        "A\0docs/ja/articles/2024/05/月.md\0M\0mkdocs.yml\0D\0docs/zh/about.md\0".encode(),
        json.dumps(problem, ensure_ascii=False).encode(),
        "1\n",
    )
    assert "**Pages**: 2" in said
    assert "- new ` docs/ja/articles/2024/05/月.md `" in said
    assert "- gone ` docs/zh/about.md `" in said
    assert "Other files: ` mkdocs.yml ` 1" in said
    assert "- ` docs/ja/a.md:3:2: [link] There is no x. Here. `  \n  ` Mend. `" in said
    assert "1 problem\n" in said
    assert f"the artifact `site` of [this run]({RUN})" in said


def test_what_a_stranger_wrote_is_code_and_bounded(tmp_path: Path) -> None:
    nasty = "docs/ja/`` @all [x](https://evil.example.org)\n# <b>" + "長" * 1000 + ".md"
    problem = {"file": "a", "message": "```\n@all", "cure": ["x"]}
    lines = [json.dumps(problem)] * 90 + ["no json", "[" * 100_000, "3"]
    said = summary(tmp_path, f"A\0{nasty}\0".encode() * 80, "\n".join(lines).encode(), "1")
    assert "and 30 more" in said
    assert "and 40 more" in said
    assert len(said) < LIMIT
    for line in said.splitlines():
        if "@all" in line:
            start, end = line.index("`"), line.rindex("`")
            assert start < line.index("@all") < end
        assert not line.startswith("#")


def test_a_summary_of_backticks_stays_within_what_github_takes(tmp_path: Path) -> None:
    fences = "`" * 400
    problem = json.dumps({"file": fences, "message": "m", "cure": fences})
    tops = "".join(f"A\0{n}{fences}/x\0" for n in range(20))
    said = summary(tmp_path, (f"A\0docs/ja/{fences}.md\0" * 80 + tops).encode(), f"{problem}\n".encode() * 80, "1")
    assert len(said) < LIMIT
    assert said.count(" more\n") == 2
    assert "80 problems" in said
    assert RUN in said


def test_nothing_is_an_answer_too(tmp_path: Path) -> None:
    said = summary(tmp_path, b"", b"")
    assert "**Pages**: 0" in said
    assert "no problems" in said


@pytest.mark.parametrize(
    ("problems", "status"),
    [(b"", "2\n"), (b"", "1\n"), (b"", ""), (b'{"file": "a"}', "137\n"), (b'{"file": "a"}', "0\n")],
)
def test_a_check_that_did_not_end_is_no_check_without_problems(problems: bytes, status: str, tmp_path: Path) -> None:
    said = summary(tmp_path, b"", problems, status)
    assert "it did not end" in said
    assert "no problems" not in said


@pytest.mark.parametrize("site", ["failure", "skipped", ""])
def test_a_site_that_was_not_built_is_not_promised(site: str, tmp_path: Path) -> None:
    said = summary(tmp_path, b"", b"", site=site)
    assert "artifact" not in said
    assert f"The site was not built; the log of [this run]({RUN})" in said


CHANGE = {
    "kind": "changed",
    "blocks": [2],
    "beside": [{"block": 3, "text": "月亮升起来了。"}],
    "pieces": [
        {
            "kind": "same",
            "text": "長い前置きの文がここにあり、差分のそばの字だけを残して、あとは省かれる。" * 2 + "月が",
        },
        {"kind": "deleted", "text": "出た"},
        {"kind": "inserted", "text": "のぼった"},
        {"kind": "same", "text": "。"},
    ],
}
LAGGING = {"kind": "lagging", "page": "docs/zh/articles/2024/05/1.md", "original": "docs/ja/articles/2024/05/1.md"}


def test_translations_of_what_changed_are_told_with_paragraph_and_difference(tmp_path: Path) -> None:
    other = LAGGING | {"original": "docs/ja/articles/2024/05/2.md", "changes": [CHANGE]}
    unkept = LAGGING | {"page": "docs/en/articles/2024/05/1.md", "changes": []}
    lines = [json.dumps(one) for one in (LAGGING | {"changes": [CHANGE]}, unkept, other)]
    said = summary(tmp_path, b"M\0docs/ja/articles/2024/05/1.md\0", b"", lagging="\n".join(lines).encode())
    expected = """**Translations to bring up to date**: 2

- ` docs/zh/articles/2024/05/1.md ` lags behind ` docs/ja/articles/2024/05/1.md `
  ```diff
  @@ paragraph 2 changed; in the translation: 月亮升起来了。 @@
  - 長い前置きの文がここにあり、差分のそばの … ばの字だけを残して、あとは省かれる。月が出た。
  + 長い前置きの文がここにあり、差分のそばの … ばの字だけを残して、あとは省かれる。月がのぼった。
  ```
- ` docs/en/articles/2024/05/1.md ` lags behind ` docs/ja/articles/2024/05/1.md `: the \
translated text was not kept, so no difference can be shown

When one has caught up, `bunko translated PAGE` says so.

"""
    assert expected in said


def test_nothing_in_a_difference_ends_its_fence_or_is_markup(tmp_path: Path) -> None:
    nasty = "```\n@all ~~~ \u202e <img src=x> [x](https://evil.example.org) </pre>\r\n```"
    pieces: object = [{"kind": "deleted", "text": nasty}, {"kind": "inserted", "text": nasty}, {"kind": "x"}, 3]
    changes: list[object] = [
        {"kind": nasty, "blocks": [1, nasty, True], "beside": [{"text": nasty}], "pieces": pieces},
        {"kind": [nasty], "blocks": 3, "beside": 3, "pieces": 3},
        nasty,
    ]
    lagging = json.dumps(LAGGING | {"page": nasty, "changes": changes * 20}).encode() + b"\n"
    said = summary(tmp_path, f"M\0{LAGGING['original']}\0".encode(), b"", lagging=lagging * 90)
    assert len(said) < LIMIT
    assert "@@ and 30 more @@" in said
    assert re.search(r"^- and \d+ more$", said, re.MULTILINE)
    fenced = False
    for line in said.splitlines():
        if line in ("  ```diff", "  ```"):
            assert fenced == (line == "  ```")
            fenced = not fenced
        elif fenced:
            assert re.match(r"  (?:-|\+|@@) ", line)
        elif "@all" in line:
            assert re.match(r"- `{4} ``` @all ", line), line
    assert not fenced


def test_what_lags_that_could_not_be_told_is_said(tmp_path: Path) -> None:
    summary(tmp_path, b"", b"")
    (tmp_path / "lagging").unlink()
    said = subprocess.run([sys.executable, SCRIPT, tmp_path, RUN], capture_output=True, check=True).stdout.decode()
    assert "**Translations to bring up to date**: it cannot be told" in said


def test_a_run_by_hand_tells_of_the_last_commit(tmp_path: Path) -> None:
    assert "**Pages that the last commit changed**: 0" in summary(tmp_path, b"", b"", event="workflow_dispatch\n")


@given(st.text(max_size=400) | st.text("`| \\n\u202ea", max_size=400))
def test_a_strangers_text_is_shown_as_the_report_of_an_intake_shows_it(text: str) -> None:
    loader = spec_from_file_location("summary", SCRIPT)
    assert loader is not None
    assert loader.loader is not None
    script = module_from_spec(loader)
    loader.loader.exec_module(script)
    assert script.code(text) == (report.code(text) or "`  `"), "the scripts of jobs that may write have no Bunko"
