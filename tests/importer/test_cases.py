"""Each folder of tests/cases/captures: dumps in `inbox`, the outcomes, and the page of the first that has one.

`outcomes.json` lists, in order, those fields of each outcome that the case is about; `page.md`
is the page with the capture's hash left out; `supplied.json` is what a person supplies.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from bunko import dates
from bunko.importer import Supplied, import_captures
from tests.importer.conftest import new_archive

CASES = sorted((Path(__file__).parent.parent / "cases" / "captures").iterdir())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = new_archive(tmp_path / "archive")
    values = (
        json.loads((case / "supplied.json").read_text(encoding="utf-8")) if (case / "supplied.json").exists() else {}
    )
    if "date" in values:
        values["date"] = dates.parse(values["date"])
    monkeypatch.chdir(case)

    outcomes = [outcome.as_json() for outcome in import_captures(archive, ["inbox"], Supplied(**values))]

    expected = json.loads((case / "outcomes.json").read_text(encoding="utf-8"))
    assert [
        {name: outcome[name] for name in wanted} for outcome, wanted in zip(outcomes, expected, strict=True)
    ] == expected
    if (case / "page.md").exists():
        page = next(str(outcome["page"]) for outcome in outcomes if outcome["page"])
        text = (archive.root / page).read_text(encoding="utf-8")
        assert re.sub(r'sha256: "?[0-9a-f]{64}"?', "sha256: …", text) == (case / "page.md").read_text(encoding="utf-8")
