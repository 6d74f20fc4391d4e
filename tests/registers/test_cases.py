"""Each folder of tests/cases/registers: registers as a person wrote them, and all that `bunko check` says of them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bunko.check import check
from bunko.nouns import Concept
from bunko.registers import RegistersError, examine, label_key, load
from bunko.settings import Settings, SiteLanguage

CASES = sorted((Path(__file__).parent.parent / "cases" / "registers").iterdir())


def archive(case: Path, root: Path) -> Settings:
    shutil.copytree(case, root / "archive")
    interface = {folder: SiteLanguage(folder, folder, folder) for folder in ("ja", "zh")}
    return Settings(root, interface, docs=root / "docs")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Path, tmp_path: Path) -> None:
    said = "".join(problem.as_text() + "\n" for problem in check(archive(case, tmp_path)))
    assert said == (case / "expected.txt").read_text(encoding="utf-8")


def test_the_good_entries_of_a_bad_register_are_used_by_the_checks(tmp_path: Path) -> None:
    case = next(case for case in CASES if case.name.startswith("every-bad-entry"))
    settings = archive(case, tmp_path)
    assert set(examine(settings.archive).registers.concepts) == {"moon", "Mars Probe", "earth", "sun"}
    with pytest.raises(RegistersError) as refused:
        load(settings.archive)
    assert len(refused.value.problems) == 10
    assert refused.value.text.count("\n     ") >= 20


def test_a_name_finds_its_concept_in_any_form_and_language(tmp_path: Path) -> None:
    (tmp_path / "tags.yml").write_text(
        "talks: {names: {ja: 会談, zh: 会谈}, aliases: [＃Talks], former: [kaidan-2]}\n", encoding="utf-8"
    )
    found = load(tmp_path).concept_of
    for label in ("會談", "会谈", "会談", "#talks", "TALKS", "kaidan 2"):
        assert found[label_key(label)] == Concept(
            "talks", {"ja": "会談", "zh": "会谈"}, ("＃Talks",), former=("kaidan-2",)
        )
