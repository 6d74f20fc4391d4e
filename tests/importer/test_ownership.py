"""What a person wrote stays; what the machine wrote follows the captures."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from bunko import filesystem
from bunko.settings import Settings
from tests.captures.printing import ADDRESS, DUMP, HEADLINE, NEWER
from tests.importer.conftest import Importer

PAGE = "docs/ja/articles/2024/01/1000174.md"


def state(archive: Settings) -> dict[str, tuple[bytes, int]]:
    files = (path for path in archive.root.rglob("*") if path.is_file())
    return {str(path): (path.read_bytes(), path.stat().st_mtime_ns) for path in files}


def page_of(archive: Settings) -> Path:
    return archive.root / PAGE


def edit(archive: Settings, old: str, new: str) -> None:
    text = page_of(archive).read_text(encoding="utf-8")
    assert old in text
    page_of(archive).write_text(text.replace(old, new), encoding="utf-8")


def test_an_import_writes_capture_page_and_sidecar(archive: Settings, importing: Importer) -> None:
    [outcome] = importing(DUMP)

    assert (outcome.outcome, outcome.page, outcome.id) == ("created", PAGE, "1000174")
    [capture] = (archive.root / "archive" / "captures").glob("*.txt")
    assert capture.read_bytes() == DUMP.encode()
    sidecar = json.loads(capture.with_suffix(".json").read_text(encoding="utf-8"))
    assert (sidecar["sha256"], sidecar["page"], sidecar["unreconciled"]) == (capture.stem, PAGE, [])
    assert sidecar["place"] == "0.txt"
    assert sidecar["updated"] == "2024-01-26T18:30:00+09:00"
    assert {"title", "body", "date"} <= set(sidecar["written"])
    assert {"title", "body", "date"} <= set(sidecar["says"])
    assert {"line": 19, "text": "2024", "reason": "the year, which the date says"} in sidecar["left_out"]


def test_a_second_import_changes_nothing(archive: Settings, importing: Importer) -> None:
    importing(DUMP)
    before = state(archive)

    [outcome] = importing(DUMP)

    assert outcome.outcome == "unchanged"
    assert state(archive) == before


def test_edited_fields_are_kept_and_named(archive: Settings, importing: Importer) -> None:
    importing(DUMP)
    edit(archive, f"title: {HEADLINE}", "title: 探査機の目覚め  # shorter")
    edit(archive, "genre: ニュース\n", "")
    edit(archive, "電波を返した。", "電波を返した！")
    edit(archive, "location: 月", "location: 月\nnote: ours")
    before = state(archive)

    [outcome] = importing(DUMP)

    assert (outcome.outcome, outcome.kept) == ("kept", ("title", "genre", "body"))
    assert outcome.warnings == ("kept as a person wrote it: title, genre, body",)
    assert state(archive) == before


def test_what_a_person_says_of_the_original_outlives_every_import(archive: Settings, importing: Importer) -> None:
    importing(DUMP)
    edit(archive, "location: 月", "location: 月\noriginal:\n  state: gone  # a 404\n  date: 2025-01-31")

    assert importing(DUMP)[0].outcome == "unchanged"
    assert importing(NEWER)[0].outcome == "updated"
    text = page_of(archive).read_text(encoding="utf-8")
    assert "original:\n  state: gone  # a 404\n  date: 2025-01-31\n" in text


def test_a_newer_capture_updates_what_is_the_machines_alone(archive: Settings, importing: Importer) -> None:
    importing(DUMP)
    edit(archive, f"title: {HEADLINE}", "title: 探査機の目覚め  # shorter")

    [outcome] = importing(NEWER)

    text = page_of(archive).read_text(encoding="utf-8")
    assert (outcome.outcome, outcome.kept) == ("updated", ("title",))
    assert "title: 探査機の目覚め  # shorter\n" in text
    assert "29日には写真も届いた。" in text
    assert "- SLIM\n" in text
    assert text.count("sha256:") == 2
    assert text.count("rebuild:") == 1
    assert importing(NEWER)[0].outcome == "kept"
    assert importing(DUMP)[0].outcome == "unchanged"


def test_what_a_person_owns_stays_theirs_over_further_captures(archive: Settings, importing: Importer) -> None:
    importing(DUMP)
    edit(archive, "太陽電池に光が当たっている。", "太陽電池に日が当たっている。")
    importing(NEWER)
    third = NEWER.replace("29日には写真も届いた。", "29日には写真が2枚届いた。").replace("T08:00", "T09:00")

    [outcome] = importing(third)

    assert (outcome.outcome, outcome.kept) == ("updated", ("body",))
    text = page_of(archive).read_text(encoding="utf-8")
    assert "太陽電池に日が当たっている。" in text
    assert "updated: 2024-01-29T09:00:00+09:00" in text


def test_an_older_capture_is_kept_as_evidence_and_changes_no_word(archive: Settings, importing: Importer) -> None:
    importing(NEWER)
    before = page_of(archive).read_text(encoding="utf-8")

    [outcome] = importing(DUMP)

    assert (outcome.outcome, outcome.page) == ("duplicate", PAGE)
    assert outcome.warnings == (f"kept as further evidence of {PAGE}: it is older than the page's newest capture",)
    text = page_of(archive).read_text(encoding="utf-8")
    sha256 = hashlib.sha256(DUMP.encode()).hexdigest()
    assert text.replace(f"- sha256: {sha256}\n", "") in {before, before.replace('"', "")}
    kept = archive.root / "archive" / "captures" / f"{sha256}.txt"
    assert kept.read_bytes() == DUMP.encode()
    sidecar = json.loads(kept.with_suffix(".json").read_text(encoding="utf-8"))
    assert (sidecar["page"], sidecar["written"]) == (PAGE, {})
    assert [importing(DUMP)[0].outcome, importing(NEWER)[0].outcome] == ["unchanged", "unchanged"]


@pytest.mark.parametrize(
    ("second", "reason"),
    [
        (DUMP + "\n", "it "),
        (DUMP[: DUMP.rindex("太陽電池に")], "the capture is cut, and the page has its text already"),
    ],
)
def test_two_captures_of_one_article(archive: Settings, importing: Importer, second: str, reason: str) -> None:
    outcomes = importing(DUMP, second)

    assert [outcome.outcome for outcome in outcomes] == ["created", "duplicate"]
    assert outcomes[1].warnings[0].startswith(f"kept as further evidence of {PAGE}: {reason}")
    assert len(list((archive.root / "archive" / "captures").iterdir())) == 4


def test_another_article_with_the_same_number_gets_an_id_of_its_own(importing: Importer) -> None:
    other = DUMP.replace(ADDRESS, "https://other.example.net/news/1000174.html")

    assert [outcome.id for outcome in importing(DUMP, other)] == ["1000174", "1000174-2"]


def test_a_translation_is_never_touched(archive: Settings, importing: Importer) -> None:
    translation = archive.root / "docs/zh/articles/2024/01/1000174.md"
    translation.parent.mkdir(parents=True)
    said = (
        f"---\ntitle: 月球探测器醒来\nurl: {ADDRESS}\nlanguage: zh-Hans\ntranslation: {{from: ja}}\n---\n\n早上好。\n"
    )
    translation.write_text(said, encoding="utf-8")

    assert [outcome.page for outcome in importing(DUMP)] == [PAGE]
    assert importing(NEWER)[0].outcome == "updated"
    assert translation.read_text(encoding="utf-8") == said


def test_a_page_that_a_person_made_is_filled_and_not_overwritten(archive: Settings, importing: Importer) -> None:
    page_of(archive).parent.mkdir(parents=True)
    page_of(archive).write_text(
        f"---\ntitle: 手で書いた題\nurl: {ADDRESS}\n---\n\n手で書いた本文。\n", encoding="utf-8"
    )

    [outcome] = importing(DUMP)

    text = page_of(archive).read_text(encoding="utf-8")
    assert (outcome.outcome, outcome.kept) == ("updated", ("title", "body"))
    assert "title: 手で書いた題\n" in text
    assert text.endswith("---\n\n手で書いた本文。\n")
    assert "date: 2024-01-25T09:05:00+09:00\n" in text


def test_a_page_that_cannot_be_read_is_named_and_stays(archive: Settings, importing: Importer) -> None:
    importing(DUMP)
    edit(archive, "title: ", "title: : ")
    before = state(archive)

    [outcome] = importing(DUMP)

    assert outcome.outcome == "failed"
    assert (outcome.error or "").startswith(f"{PAGE}:2:8: ")
    assert (outcome.error or "").endswith("Then import again.")
    assert state(archive) == before


def test_a_page_keeps_its_path(importing: Importer) -> None:
    undated = "\n".join(line for line in DUMP.split("\n") if not line.startswith("2024-01-2"))
    assert importing(undated)[0].page == "docs/ja/articles/undated/1000174.md"

    [outcome] = importing(DUMP)

    assert (outcome.outcome, outcome.page) == ("updated", "docs/ja/articles/undated/1000174.md")


def test_what_was_supplied_once_is_remembered(archive: Settings, importing: Importer) -> None:
    text = "小惑星へ\n\n天問2号は2025年に小惑星へ向かった。\n"
    [first] = importing(text, url="https://tsushin.example.org/20250529/5000529.html", source="mihon-tenmon")
    before = state(archive)

    [second] = importing(text)

    assert (first.outcome, second.outcome, second.page) == ("created", "unchanged", first.page)
    assert state(archive) == before


class DiskFullError(OSError):
    pass


@pytest.mark.parametrize("step", [1, 2, 3, 4])
@pytest.mark.parametrize("first", [None, DUMP, NEWER])
def test_a_crash_between_two_steps_heals_on_the_next_run(
    archive: Settings, importing: Importer, monkeypatch: pytest.MonkeyPatch, step: int, first: str | None
) -> None:
    text = DUMP if first in {None, NEWER} else NEWER
    if first is not None:
        importing(first)
        edit(archive, f"title: {HEADLINE}", "title: 探査機の目覚め")
    real, calls = filesystem.put_in_place, []

    def failing(part: Path, path: Path) -> None:
        calls.append(path)
        if len(calls) == step:
            raise DiskFullError(28, "No space left on device", str(path))
        real(part, path)

    monkeypatch.setattr(filesystem, "put_in_place", failing)
    [outcome] = importing(text)
    if len(calls) >= step:
        assert outcome.outcome == "failed"
        assert "No space left on device" in (outcome.error or "")
    else:
        assert (first == DUMP, step) == (False, 4)  # only where another capture was first is there a fourth file
    monkeypatch.undo()

    healed, again = importing(text)[0], importing(text)[0]

    kept = ("title",) if first == DUMP else ()
    assert healed.kept == again.kept == kept
    assert again.outcome == ("kept" if kept else "unchanged")
    sidecars = sorted((archive.root / "archive" / "captures").glob("*.json"))
    assert len(sidecars) == (2 if first else 1)
    written = [json.loads(path.read_text(encoding="utf-8"))["written"] for path in sidecars]
    assert sum(map(bool, written)) == 1
    assert "title: 探査機の目覚め\n" in page_of(archive).read_text(encoding="utf-8") or not first


def test_a_dry_run_tells_the_same_and_writes_nothing(archive: Settings, importing: Importer) -> None:
    before = state(archive)
    told = [(o.outcome, o.page) for o in importing(DUMP, NEWER, DUMP + "\n", dry_run=True)]

    assert state(archive) == before
    assert told == [(o.outcome, o.page) for o in importing(DUMP, NEWER, DUMP + "\n")]
    assert [kind for kind, _ in told] == ["created", "updated", "duplicate"]
