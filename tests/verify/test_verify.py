"""Each folder of tests/cases/verify: of `inbox` an archive is made, `changes.json` done to it, `verdicts.json` found.

The verdicts are those that are not sound, without their cures; `…` stands for a hash. What each change does is said at
`change`. Of every case of the importer holds: nobody edited anything, and everything is sound.
"""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from bunko import dates, ownership, sidecar
from bunko.cli import main
from bunko.importer import Supplied, import_captures
from bunko.settings import Settings
from bunko.verify import Verdict, verify
from tests.importer.conftest import new_archive

FOLDER = Path(__file__).parent.parent / "cases"
CASES = sorted((FOLDER / "verify").iterdir())
IMPORTED = sorted((FOLDER / "captures").iterdir())


def imported(case: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """An archive with a case's inbox in its own, imported."""
    archive = new_archive(folder / "archive")
    shutil.copytree(case / "inbox", archive.archive / "inbox")
    monkeypatch.chdir(archive.root)
    supplied = case / "supplied.json"
    values = json.loads(supplied.read_text(encoding="utf-8")) if supplied.exists() else {}
    if "date" in values:
        values["date"] = dates.parse(values["date"])
    list(import_captures(archive, ["archive/inbox"], Supplied(**values)))
    return archive


def change(archive: Settings, what: dict[str, str]) -> None:
    """Do what a case says to the files that a pattern finds: `replace` a text `by` another, `append`, `remove`.

    Or `write` a file; or `forge` a page: let its record say that the importer wrote it as it is.
    """
    if "forge" in what:
        text = (archive.root / what["forge"]).read_text(encoding="utf-8")
        record = next(
            found
            for file in (archive.archive / "captures").glob("*.json")
            if (found := sidecar.read(archive.archive, file.stem)) and found.page == what["forge"] and found.written
        )
        record = replace(record, written=ownership.hashes(text))
        sidecar.file(archive.archive, record.sha256).write_text(record.as_json(), encoding="utf-8")
        return
    if "write" in what:
        file = archive.root / what["file"]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(what["write"], encoding="utf-8")
        return
    files = sorted(archive.root.glob(what["file"]))
    assert files, what["file"]
    for file in files:
        if "remove" in what:
            file.unlink()
            continue
        text = file.read_text(encoding="utf-8")
        assert what.get("replace", "") in text
        text = text.replace(what["replace"], what["by"]) if "replace" in what else text + what["append"]
        file.write_text(text, encoding="utf-8")


def told(verdict: Verdict) -> dict[str, object]:
    """A verdict with its hashes left out."""
    text = json.dumps({name: value for name, value in verdict.as_json().items() if name != "cure"}, ensure_ascii=False)
    values: dict[str, object] = json.loads(re.sub("[0-9a-f]{64}", "…", text))
    return values


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = imported(case, tmp_path, monkeypatch)
    for what in json.loads((case / "changes.json").read_text(encoding="utf-8")):
        change(archive, what)
    before = {path: path.read_bytes() for path in archive.root.rglob("*") if path.is_file()}

    found = list(verify(archive))

    assert [told(verdict) for verdict in found if verdict.state != "sound"] == json.loads(
        (case / "verdicts.json").read_text(encoding="utf-8")
    )
    assert all(verdict.cure for verdict in found if verdict.state == "failed")
    assert {path: path.read_bytes() for path in archive.root.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("case", IMPORTED, ids=lambda case: case.name)
def test_what_was_imported_and_left_alone_is_sound(case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = imported(case, tmp_path, monkeypatch)

    found = list(verify(archive))

    supplied = case / "supplied.json"
    names = set(json.loads(supplied.read_text(encoding="utf-8"))) if supplied.exists() else set()
    others = [verdict for verdict in found if verdict.state != "sound"]
    assert bool(others) == bool(names)  # what a person supplied at the import is told as a person's
    assert all((one.kind, one.state, set(one.fields)) == ("page", "edited", names) for one in others)
    kept = [path for path in (archive.archive / "captures").glob("*") if path.suffix != ".json"]
    assert len(kept) == sum(verdict.kind == "capture" for verdict in found)


def test_the_command_lists_edits_and_fails_by_what_is_no_edit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = imported(FOLDER / "verify/a-capture-whose-bytes-changed-is-named", tmp_path, monkeypatch)
    page = "docs/ja/articles/2024/06/1000501.md"
    assert main(["verify"]) == 0
    assert "captures: 1 sound.\npages: 1 sound.\n" in capsys.readouterr().err

    change(archive, {"file": page, "replace": "2キロ", "by": "3キロ"})
    assert main(["verify", "--diff"]) == 0
    said = capsys.readouterr()
    assert said.out.splitlines() == [
        f"edited   {page}: A person edited body.",
        "         body, paragraph 2:",
        "         - page:    重さは3キロだった。",
        "         + capture: 重さは2キロだった。",
    ]
    assert "pages: 1 edited.\n" in said.err
    assert main(["verify"]) == 0
    assert capsys.readouterr().out.splitlines() == [f"edited   {page}: A person edited body."]

    change(archive, {"forge": page})
    assert main(["verify", "--json", "--jobs", "2"]) == 1
    told = {verdict["kind"]: verdict for verdict in map(json.loads, capsys.readouterr().out.splitlines())}
    assert (told["capture"]["state"], told["page"]["state"]) == ("sound", "failed")
    assert told["page"]["fields"] == ["body"]


def test_erasing_a_withdrawn_article_fails_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    case = FOLDER / "verify/what-is-erased-with-a-withdrawn-article-is-told-and-is-no-failure"
    archive = imported(case, tmp_path, monkeypatch)
    for what in json.loads((case / "changes.json").read_text(encoding="utf-8")):
        change(archive, what)
    assert main(["verify"]) == 0
    said = capsys.readouterr()
    assert [line.split()[0] for line in said.out.splitlines()] == ["erased", "erased"]
    texts = "texts that translations were made from: 1 erased."
    assert said.err.endswith(f"captures: 1 erased.\npages: 1 sound.\n{texts}\n")


def test_any_number_of_processes_finds_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
    archive = new_archive(tmp_path / "archive")
    shutil.copytree(root / "archive/inbox", archive.archive / "inbox")
    monkeypatch.chdir(archive.root)
    list(import_captures(archive, ["archive/inbox"]))
    one, two = (list(verify(archive, jobs=jobs)) for jobs in (1, 2))
    assert one == two
    assert sum(verdict.kind == "capture" for verdict in one) > 32  # fewer are read without other processes
    assert {verdict.state for verdict in one} == {"sound"}
