"""Each folder below tests/cases/markdown: `input.md` is rendered with the site's extensions."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.markdown_extension.rendering import render

CASES = sorted((Path(__file__).parents[1] / "cases" / "markdown").iterdir())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_renders_as_expected(case: Path) -> None:
    page = (case / "input.md").read_text(encoding="utf-8")
    assert f"{render(page)}\n" == (case / "expected.html").read_text(encoding="utf-8")
