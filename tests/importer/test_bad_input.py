"""Whatever is imported ends in a named outcome."""

from __future__ import annotations

import gzip
import json
import os
import tempfile
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bunko.cataloguing import Catalogued, catalogue
from bunko.deposit import Deposit
from bunko.importer import Outcome, Supplied, import_captures
from bunko.nouns import Capture
from bunko.settings import Settings
from bunko.sidecar import Sidecar
from tests.captures.printing import BLOCKS, DUMP, NEWER, dump
from tests.importer.conftest import Importer, new_archive

KINDS = {"created", "updated", "unchanged", "kept", "duplicate", "failed"}


def imported(content: bytes) -> Outcome:
    with tempfile.TemporaryDirectory() as folder:
        archive = new_archive(Path(folder) / "archive")
        path = Path(folder) / "dump"
        path.write_bytes(content)
        outcomes = list(import_captures(archive, [path]))
        assert len(outcomes) == 1
        written = sorted(
            file.suffix for file in archive.root.rglob("*") if file.is_file() and file.parent != archive.root
        )
        assert written == ([".yml"] if outcomes[0].outcome == "failed" else [".json", ".md", ".txt", ".yml"])
        if outcomes[0].outcome != "failed":
            [again] = import_captures(archive, [path])
            assert again.outcome == "unchanged"
        return outcomes[0]


LINES = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
SHAPES = st.sampled_from(
    [
        "https://example.org/a.html", "見出し", "見出し", "某社", "要約。 2024年1月1日, 某社",
        "2024-01-01T00:00+0900",
        "https://example.org/a.jpg", "本文だ。", "a@example.org", "+810000000", "2024", "ja_JP",
        "", "「引用だ」", "— 某氏",
        "2024年1月1日, 10:00 要約。", "写真 - 某社, 1920, 01.01.2024", "© 某社",
        "> 引用", "# 題", "- 項目", "```", "---", "| a |",
    ]
)  # fmt: skip


@given(st.lists(LINES | SHAPES, max_size=30).map("\n".join))
def test_any_text_ends_in_a_named_outcome(text: str) -> None:
    outcome = imported(text.encode())

    assert outcome.outcome in KINDS
    assert (outcome.error is not None) == (outcome.outcome == "failed")
    json.dumps(outcome.as_json())


@settings(max_examples=60)
@given(st.binary(max_size=200) | st.binary(max_size=60).map(lambda data: b"\x1f\x8b" + data))
def test_any_bytes_end_in_a_named_outcome(content: bytes) -> None:
    assert imported(content).outcome in KINDS


@settings(max_examples=60)
@given(st.integers(0, len(DUMP.encode())), st.integers(0, 60), st.binary(max_size=6))
def test_a_dump_damaged_anywhere_ends_in_a_named_outcome(at: int, length: int, piece: bytes) -> None:
    whole = DUMP.encode()

    assert imported(whole[:at] + piece + whole[at + length :]).outcome in KINDS


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "shift_jis", "euc_jp", "utf-16"])
def test_another_encoding_is_read_and_said(encoding: str) -> None:
    japanese = dump(BLOCKS)
    chinese = "嫦娥六號返回\n\n嫦娥六號帶回了月球背面的樣品。科學家將研究這些樣品的成分與年代。\n"
    simplified = "嫦娥六号返回\n\n嫦娥六号带回了月球背面的样品。科学家将研究这些样品的成分与年代。\n"
    text = {"gb18030": simplified, "big5": chinese}.get(encoding, japanese)

    outcome = imported(text.encode(encoding))

    name = {"shift_jis": "CP932"}.get(encoding, encoding.upper())
    assert outcome.outcome == "created"
    assert outcome.warnings[0] == f"decoded as {name}; the dump is not in UTF-8"


def test_gzip_is_unpacked_and_a_damaged_file_is_named(importing: Importer) -> None:
    packed = gzip.compress(DUMP.encode(), mtime=0)

    whole, cut = importing(packed, packed[:100])

    assert whole.outcome == "created"
    assert "the gzip file is damaged" in (cut.error or "")


def test_all_members_of_a_gzip_file_are_read(importing: Importer) -> None:
    half = len(DUMP.encode()) // 2
    parts = [gzip.compress(part, mtime=0) for part in (DUMP.encode()[:half], b"", DUMP.encode()[half:])]

    whole, rest = importing(b"".join(parts), b"".join(parts) + "月の石".encode())

    assert (whole.outcome, rest.outcome) == ("created", "failed")
    assert "the gzip file is damaged" in (rest.error or "")


def test_a_files_name_that_is_no_utf8_is_named_by_its_bytes(
    archive: Settings, importing: Importer, tmp_path: Path
) -> None:
    folder = tmp_path / "inbox"
    folder.mkdir()
    for name in (b"\xff.txt", b"\xfe.txt"):
        (folder / os.fsdecode(name)).write_text(DUMP, encoding="utf-8")

    first, second = importing(folder)

    assert (first.outcome, second.outcome) == ("created", "duplicate")
    [sidecar] = (archive.root / "archive" / "captures").glob("*.json")
    assert json.loads(sidecar.read_text(encoding="utf-8"))["place"] == "\\udcfe.txt"
    for outcome in (first, second):
        json.dumps(outcome.as_json(), ensure_ascii=False).encode()
        outcome.as_text(explain=True).encode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"captured": 5}, {"updated": 5}, {"updated": ["2024-01-26"]}, {"written": [1]}, {"written": {"title": 5}},
        {"supplied": {"date": 5, "url": 5, "language": []}}, {"supplied": 5}, {"left_out": [5]}, {"unreconciled": 5},
    ],
    ids=str,
)  # fmt: skip
def test_a_sidecar_with_values_of_a_wrong_kind_stops_nothing(
    archive: Settings, importing: Importer, wrong: dict[str, object]
) -> None:
    importing(DUMP)
    [path] = (archive.root / "archive" / "captures").glob("*.json")
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | wrong), encoding="utf-8")

    outcomes = [importing(DUMP)[0].outcome, importing(NEWER)[0].outcome]

    assert outcomes == ["unchanged", "updated"]


def test_a_fault_in_one_capture_is_its_failure_alone(
    importing: Importer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def failing(capture: Capture, *rest: Any) -> Catalogued:
        if capture.name.endswith("0.txt"):
            raise KeyError(capture.name)
        return catalogue(capture, *rest)

    monkeypatch.setattr("bunko.importer.catalogue", failing)
    bad, good = importing("月へ\n\n月の石を運んだ。\n", DUMP)

    assert (bad.outcome, good.outcome) == ("failed", "created")
    assert (bad.error or "").startswith(f"{tmp_path}/0.txt: a fault of Bunko stopped the import of this capture.\n")
    assert "Found KeyError in test_bad_input.py, line " in (bad.error or "")
    assert "Please report it" in (bad.error or "")


def test_nothing_is_written_of_what_utf8_cannot_hold(archive: Settings) -> None:
    capture = Capture(DUMP.encode(), "0.txt")

    with pytest.raises(UnicodeEncodeError):
        Deposit(archive).put(capture, PurePosixPath("ja/articles/1.md"), "\udcff", Sidecar(capture.sha256))

    assert not list(archive.root.rglob("*.txt"))


def test_a_path_that_is_not_there_is_named(importing: Importer, tmp_path: Path) -> None:
    missing, good = importing(tmp_path / "nothing.txt", DUMP)

    assert (missing.outcome, good.outcome) == ("failed", "created")
    assert (missing.error or "").startswith(
        f"{tmp_path}/nothing.txt: the path cannot be read.\n     Found no such file"
    )


def test_folders_are_read_in_sorted_order(importing: Importer, tmp_path: Path) -> None:
    folder = tmp_path / "inbox"
    (folder / "b").mkdir(parents=True)
    for name in ("c.txt", "b/1.txt", "a.txt", ".hidden"):
        (folder / name).write_text(f"{name}\n\n{name}の中身は月の石だ。\n", encoding="utf-8")

    names = [outcome.capture for outcome in importing(folder)]

    assert names == [f"{folder}/{name}" for name in ("a.txt", "b/1.txt", "c.txt")]


def test_a_huge_line_is_named(importing: Importer) -> None:
    [outcome] = importing("題\n\n" + "月" * 2_500_000)

    assert outcome.outcome == "failed"
    assert "the dump is too long for an article" in (outcome.error or "")


def test_a_language_that_the_text_is_not_in_is_not_used(importing: Importer) -> None:
    [outcome] = importing(DUMP, language="zh-Hans")

    assert outcome.page == "docs/ja/articles/2024/01/1000174.md"
    assert "--language zh-Hans is not used: the text is in ja" in outcome.warnings


def test_supplied_values_do_not_hide_what_the_capture_says(importing: Importer) -> None:
    [outcome] = importing(DUMP, title="別の題", url="https://example.org/9.html")

    assert outcome.id == "1000174"
    assert Supplied(title="別の題").as_mapping() == {"title": "別の題"}
