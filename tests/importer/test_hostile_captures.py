"""Hostile captures end in an outcome, in bounded time and memory, and the batch goes on."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bunko.captures import reader, time_limit
from bunko.captures.draft import Draft
from bunko.importer import import_captures
from bunko.nouns import Capture
from bunko.settings import Settings
from tests.captures.printing import DUMP
from tests.importer.conftest import Importer

TEXT = "月の探査機が電波を返した。太陽電池に光が当たっている。運用室は次の命令を用意した。"
HEAD = b"<!doctype html><html lang=ja><meta charset=utf-8><title>%s</title>" % "月の探査機".encode()
P = b"<p>%s</p>" % TEXT.encode()

HOSTILE: dict[str, bytes] = {
    "50,000 nested elements": HEAD + b"<div>" * 50_000 + P + b"</div>" * 50_000,
    "50,000 nested quotes": HEAD + b"<blockquote>" * 50_000 + P,
    "50,000 nested lists": HEAD + b"<ul><li>" * 25_000 + P,
    "50,000 nested tables": HEAD + b"<table><tr><td>" * 17_000 + P,
    "a page of 100 MB": HEAD + P + b"<p>" + b"a" * 100_000_000,
    "200,000 attributes": HEAD + b"<p " + b" ".join(b"a%d=1" % n for n in range(200_000)) + b">" + P,
    "100,000 images": HEAD + P + b"<figure><img src=https://a.example.org/a.jpg></figure>" * 100_000,
    "NUL bytes": HEAD + P.replace(b"<p>", b"<p>\0\0") + b"\0" * 10_000,
    "deep JSON-LD": HEAD + b'<script type="application/ld+json">' + b'{"a":[' * 50_000 + b"</script>" + P,
    "many JSON-LD": HEAD + b'<script type="application/ld+json">{"@type":"NewsArticle"}</script>' * 20_000 + P,
    "deep JSON": b'{"headline": ' + b"[" * 100_000,
    "an open comment": HEAD + P + b"<!--" + b"-" * 5_000_000,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_capture_costs_little_and_the_batch_goes_on(archive: Settings, tmp_path: Path, kind: str) -> None:
    """In a process of its own, whose memory and time the system bounds."""
    (tmp_path / "a.html").write_bytes(HOSTILE[kind])
    (tmp_path / "b.txt").write_text(DUMP, encoding="utf-8")
    bound = "import resource, sys; resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000,) * 2); "
    bound += (
        "resource.setrlimit(resource.RLIMIT_CPU, (60, 60)); from bunko.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    command = [sys.executable, "-c", bound, "-f", str(archive.root / "mkdocs.yml"), "import", "--json", "--jobs", "1"]

    done = subprocess.run(
        [*command, str(tmp_path / "a.html"), str(tmp_path / "b.txt")], capture_output=True, check=False
    )

    outcomes = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(outcomes) == 2, done.stderr.decode()[-2000:]
    assert outcomes[0]["outcome"] in {"created", "failed"}
    assert "fault of Bunko" not in (outcomes[0]["error"] or "")
    assert outcomes[1]["outcome"] == "created"


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "../../../etc/passwd", "file:" + "///etc/passwd"]
)
def test_an_address_that_is_none_of_the_web_is_on_no_page(archive: Settings, importing: Importer, address: str) -> None:
    image = {"@type": "ImageObject", "url": address}
    said = {"url": address, "headline": "月", "articleBody": TEXT, "image": image, "relatedLink": [address]}
    page = HEAD + b'<link rel=canonical href="%s"><a href="%s">x</a>' % (address.encode(), address.encode()) + P * 3

    outcomes = importing(json.dumps(said), page)

    assert [outcome.outcome for outcome in outcomes] == ["created", "created"]
    for outcome in outcomes:
        assert address not in (archive.root / str(outcome.page)).read_text(encoding="utf-8")
        assert Path(str(outcome.page)).resolve().is_relative_to(Path.cwd())
    assert {path.parent.name for path in (archive.root / "archive").rglob("*") if path.is_file()} == {
        "archive",
        "captures",
    }


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_capture_that_takes_too_long_fails_alone(
    archive: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    real = reader.read

    def endless(capture: Capture, url: str | None = None, title: str | None = None) -> Draft:
        while b"endless" in capture.content:
            pass
        return real(capture, url, title)

    monkeypatch.setattr(reader, "read", endless)
    monkeypatch.setattr(time_limit, "SECONDS", 0.2)
    for n, content in enumerate(("endless", DUMP)):
        (tmp_path / f"{n}.txt").write_text(content, encoding="utf-8")
    start = time.process_time()

    slow, good = import_captures(archive, [tmp_path / "0.txt", tmp_path / "1.txt"], jobs=jobs)

    assert (slow.outcome, good.outcome) == ("failed", "created")
    assert (slow.error or "").startswith(
        f"{tmp_path}/0.txt: reading the capture took too long.\n     Expected at most 0.2 "
    )
    assert time.process_time() - start < 10
