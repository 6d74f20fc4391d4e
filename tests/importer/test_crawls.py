"""A crawl's import: its outcomes, what is kept of it, on any number of processes, and after an end in its midst."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from io import StringIO
from pathlib import Path

import pytest

from bunko.captures.found import PassedOver
from bunko.captures.readings import Hints, readings
from bunko.importer import import_captures
from bunko.nouns import Capture
from bunko.progress import Progress
from bunko.settings import Settings
from tests.containers import making
from tests.containers.making import Page, page_response, response
from tests.importer.conftest import Importer, new_archive

PAGES = 60
"""More than are read before other processes start."""

MARKUP = 9
"""Pages of HTML, which other processes read; they hold no article."""


def crawl(pages: int = PAGES) -> bytes:
    gone = response("https://tsushin.example.org/gone.html", b"", status="404 Not Found")
    broken = response("https://tsushin.example.org/b.txt", b"\xff\xfe\xfd\xfc")
    html = (response(f"https://tsushin.example.org/{n}", b"<p>%d</p>" % n, "text/html") for n in range(MARKUP))
    return making.packed(gone, *(page_response(n) for n in range(pages)), broken, *html)


def tree(root: Path) -> dict[str, str]:
    """The hash of each file below the archive's root, but for the cache, which is no part of an archive."""
    files = sorted(path for path in root.rglob("*") if path.is_file() and ".cache" not in path.parts)
    return {path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture
def given(tmp_path: Path) -> Path:
    path = tmp_path / "news.warc.gz"
    path.write_bytes(crawl())
    return path


def test_a_record_is_kept_alone_with_the_name_of_its_container(
    archive: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = making.packed(page_response(1))
    (tmp_path / "news.warc.gz").write_bytes(content)
    monkeypatch.chdir(tmp_path)
    passed = list[PassedOver]()

    [outcome] = import_captures(archive, ["news.warc.gz"], notice=passed.append)

    at = len(making.packed())
    assert (outcome.capture, outcome.outcome, outcome.id) == (f"news.warc.gz@{at}", "created", "1000001")
    assert [record.reason for record in passed] == ["warcinfo records"]
    [capture] = (archive.root / "archive" / "captures").glob("*.txt")
    assert capture.read_bytes() == Page(1).text
    sidecar = json.loads(capture.with_suffix(".json").read_text(encoding="utf-8"))
    assert (sidecar["container"], sidecar["place"]) == ("WARC", f"news.warc.gz@{at}")
    assert sidecar["container_sha256"] == hashlib.sha256(content).hexdigest()
    assert (sidecar["captured"], sidecar["address"]) == ("2024-02-03T04:05:06.789000+00:00", Page(1).url)


def test_a_json_record_is_kept_beside_its_sidecar(archive: Settings, importing: Importer) -> None:
    [outcome] = importing(Page(1).json)

    captures = archive.root / "archive" / "captures"
    assert outcome.outcome == "created"
    assert {path.suffix for path in captures.iterdir()} == {".json", ".jsonld"}
    assert next(captures.glob("*.jsonld")).read_bytes() == Page(1).json
    assert "container_sha256" not in json.loads(next(captures.glob("*.json")).read_text(encoding="utf-8"))


def test_a_record_that_was_made_of_a_capture_that_is_held_is_a_duplicate(importing: Importer) -> None:
    sha256 = hashlib.sha256(Page(1).text).hexdigest()
    record = json.dumps(Page(1).record | {"sha256": sha256, "url": "https://mirror.example.org/"})

    created, duplicate = importing(Page(1).text, record)
    [elsewhere] = importing(record.replace(sha256, "0" * 64).replace("月の探査機", "金星の探査機"))

    assert (created.outcome, duplicate.outcome, duplicate.page) == ("created", "duplicate", created.page)
    assert sha256 in duplicate.warnings[0]
    assert elsewhere.outcome == "created"


def test_what_went_into_no_field_is_listed_with_its_reason(importing: Importer) -> None:
    [outcome] = importing(json.dumps(Page(1).record | {"wordCount": 7, "identifier": "x"}))

    assert "title: headline" in outcome.explanation
    assert "left out, line 1: wordCount: 7 (a page has no field for it)" in outcome.explanation
    assert "explanation" not in outcome.as_json()
    assert outcome.as_json(explain=True)["explanation"] == list(outcome.explanation)


def test_the_number_of_processes_changes_nothing(tmp_path: Path, given: Path) -> None:
    results = []
    for jobs in (1, 2, 3):
        archive = new_archive(tmp_path / f"archive-{jobs}")
        outcomes = [outcome.as_json(explain=True) for outcome in import_captures(archive, [given], jobs=jobs)]
        results.append((outcomes, tree(archive.root)))

    assert results[0] == results[1] == results[2]
    assert [outcome["outcome"] for outcome in results[0][0]] == ["created"] * PAGES + ["failed"] * (1 + MARKUP)


def test_a_process_that_breaks_down_costs_one_capture(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    captures = [Capture(b"<p>%d</p>" % n, f"{n}", "text/html" if n % 4 else "text/plain") for n in range(100)]
    fatal = "https://fatal.example.org/"
    # The other process finds this module first; its reader ends the process at one address, and reads all else.
    (tmp_path / "sitecustomize.py").write_text(
        "import os\n"
        "from bunko.captures import reader\n"
        "from bunko.captures.draft import Draft\n"
        f"reader.read = lambda _, url=None, title=None: os._exit(9) if url == {fatal!r} else Draft(title='elsewhere')\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))

    found = list(readings(captures, lambda capture: Hints(fatal if capture.name == "50" else None), jobs=2))[32:]

    assert [reading.found for reading in found] == captures[32:]
    broken = [reading.found.name for reading in found if "broke down" in str(reading.result)]
    elsewhere = {reading.found.name for reading in found if getattr(reading.result, "title", "") == "elsewhere"}
    assert broken == ["50"]
    assert elsewhere == {f"{n}" for n in range(32, 100) if n % 4 and n != 50}


@pytest.mark.parametrize("pages", [1, 7, 25, 45])
def test_an_import_that_was_killed_is_completed_by_another(tmp_path: Path, given: Path, pages: int) -> None:
    whole, cut = new_archive(tmp_path / "whole"), new_archive(tmp_path / "cut")
    list(import_captures(whole, [given]))
    command = [sys.executable, "-m", "bunko", "-f", str(cut.root / "mkdocs.yml"), "import", "--jobs", "2", str(given)]

    with subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True) as running:
        while len(list(cut.docs.rglob("*.md"))) < pages and running.poll() is None:
            time.sleep(0.002)
        running.kill()
    assert running.returncode == -signal.SIGKILL
    again = [outcome.outcome for outcome in import_captures(cut, [given])]

    assert again.count("created") <= PAGES - pages
    parts = {name for name in tree(cut.root) if name.endswith(".part")}
    assert {name: hash_ for name, hash_ in tree(cut.root).items() if name not in parts} == tree(whole.root)
    deadline = time.monotonic() + 20
    while _in_session(running.pid) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not _in_session(running.pid)


def test_an_import_that_is_ended_leaves_nothing_half_written(tmp_path: Path, given: Path) -> None:
    archive = new_archive(tmp_path / "archive")
    given.write_bytes(crawl(1_000))
    command = [sys.executable, "-m", "bunko", "-f", str(archive.root / "mkdocs.yml"), "import", "--jobs", "2"]

    with subprocess.Popen([*command, str(given)], stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr is not None
        running.stderr.readline()
        running.terminate()
        running.stderr.read()

    assert running.returncode == 128 + signal.SIGTERM
    assert not [name for name in tree(archive.root) if name.endswith(".part")]


def test_what_a_power_cut_left_half_written_is_removed_by_the_next_import(tmp_path: Path, given: Path) -> None:
    archive = new_archive(tmp_path / "archive")
    (archive.docs / "ja" / "articles").mkdir(parents=True)
    left, other = (archive.docs / "ja" / "articles" / name for name in (f".a.md.{'0a' * 6}.part", ".a.md.x.part"))
    for part in (left, other):
        part.write_text("---")

    list(import_captures(archive, [given], dry_run=True))
    assert left.exists()
    list(import_captures(archive, [given]))

    assert not left.exists()
    assert other.exists()  # no name of ours


def _in_session(session: int) -> list[str]:
    """Processes that are left of a killed command."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            found.append(stat.parent.name)
    return found


def test_an_interrupted_import_says_so(tmp_path: Path, given: Path) -> None:
    archive = new_archive(tmp_path / "archive")
    given.write_bytes(crawl(1_000))  # seconds of work: the interrupt comes before its end on any machine
    command = [sys.executable, "-m", "bunko", "-f", str(archive.root / "mkdocs.yml"), "import", "--jobs", "2"]

    heard = signal.signal(
        signal.SIGINT, signal.default_int_handler
    )  # whoever runs the tests in the background ignores it
    try:
        running = subprocess.Popen([*command, str(given)], stderr=subprocess.PIPE, text=True, start_new_session=True)
    finally:
        signal.signal(signal.SIGINT, heard)
    with running:
        assert running.stderr is not None
        first = running.stderr.readline()
        os.killpg(running.pid, signal.SIGINT)
        said = running.stderr.read()

    assert first.startswith("created")
    assert said.endswith("Interrupted; run the same command again to go on.\n")
    assert "Traceback" not in said


def test_progress_stands_on_a_terminal_alone(tmp_path: Path, given: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bunko.progress._EVERY", 1e-9)
    out = StringIO()
    with Progress(out, shown=True) as progress:
        progress.read(2_000_000)
        progress.done()
    assert "1 captures, 2 MB read" in out.getvalue()
    archive = new_archive(tmp_path / "archive")

    done = subprocess.run(
        [sys.executable, "-m", "bunko", "-f", str(archive.root / "mkdocs.yml"), "import", "--json", str(given)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.stderr == f"{given}: passed over 1 × status 404, 1 × warcinfo records\n"
    assert len([json.loads(line) for line in done.stdout.splitlines()]) == PAGES + 1 + MARKUP
