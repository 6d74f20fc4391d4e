"""From the command to the page: what is asked for, what is kept, and what a reader is told."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from bunko import registers, settings
from bunko.check import check
from bunko.cli import main
from bunko.exports import records
from bunko.library import load
from bunko.links import seen
from bunko.links.seen import Seen
from bunko.stage import read_site, stage, write_stage
from tests.links.answering import Host
from tests.stage.staged import Staged

CONFIG = """site_name: 文庫
site_url: https://bunko.example.org/
extra: {bunko: {languages: {ja: {name: 日本語, title: 文庫}, zh: {name: 中文, title: 文库}}}}
plugins: [bunko]
"""
PAGE = "---\ntitle: 月の石 {n}\nurl: {url}\n{more}date: 2024-06-02\nlanguage: ja\n---\n\n石が届いた。{n}つ目である。\n"


def page(root: Path, n: int, url: str, more: str = "") -> str:
    path = root / f"docs/ja/articles/2024/06/{n}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(PAGE.format(n=n, url=url, more=more), encoding="utf-8")
    return f"ja/articles/2024/06/{n}.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    (tmp_path / "archive").mkdir()
    return tmp_path


def links(root: Path, *options: str) -> int:
    return main(["-f", str(root / "mkdocs.yml"), "links", "--private", "--pause", "0", *options])


def told(root: Path) -> dict[str, tuple[str, str]]:
    return {address: (one.state, one.found) for address, one in seen.read(root / "archive").items()}


def test_what_is_found_is_kept_and_what_a_person_wrote_or_withdrew_is_not_asked_for(
    root: Path, host: Host, capsys: pytest.CaptureFixture[str]
) -> None:
    host.answers |= {f"/{n}": 200 for n in range(5)} | {"/2": 404}
    for n, more in enumerate(
        ["", "", "", "original: {state: gone, date: 2024-03-31}\n", "status: withdrawn\nreason: 申し出\n"]
    ):
        page(root, n, f"{host.url}/{n}", more)
    page(root, 9, "ftp://news.example.org/9")

    assert links(root) == 0
    assert told(root) == {
        f"{host.url}/0": ("alive", "200"), f"{host.url}/1": ("alive", "200"), f"{host.url}/2": ("gone", "404")
    }  # fmt: skip
    assert "3 addresses checked: 2 alive, 1 gone." in capsys.readouterr().err
    assert host.pages() == ["HEAD /0", "HEAD /1", "HEAD /2", "GET /2"]
    (agent,) = host.agents
    assert re.fullmatch(r"Bunko/\S+ \(\+https://bunko\.example\.org/; checks [a-z ]+\)", agent)

    before = (root / "archive/links.tsv").read_bytes()
    assert links(root) == 0  # all are fresh
    assert (root / "archive/links.tsv").read_bytes() == before
    assert len(host.pages()) == 4


def test_a_run_goes_on_where_the_last_one_ended_and_forgets_what_is_no_longer_here(
    root: Path, host: Host, capsys: pytest.CaptureFixture[str]
) -> None:
    host.answers |= {f"/{n}": 200 for n in range(5)}
    for n in range(5):
        page(root, n, f"{host.url}/{n}")
    assert links(root, "--limit", "2") == 0
    assert "3 wait for the next run" in capsys.readouterr().err
    assert len(told(root)) == 2
    (root / "docs/ja/articles/2024/06/0.md").unlink()
    assert links(root) == 0
    assert list(told(root)) == [f"{host.url}/{n}" for n in range(1, 5)]
    assert host.pages() == [f"HEAD /{n}" for n in range(5)]


def test_where_nobody_answers_nothing_is_kept(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page(root, 1, "http://127.0.0.1:1/a")
    known = {
        "http://127.0.0.1:1/a": Seen("http://127.0.0.1:1/a", "alive", date(2025, 1, 1), "", date(2025, 1, 1), "200")
    }
    seen.write(root / "archive", known)
    assert links(root) == 1
    assert "nobody answered, of 1 addresses; nothing is kept" in capsys.readouterr().err
    assert seen.read(root / "archive") == known


def test_a_run_that_is_ended_keeps_what_it_found(root: Path, host: Host) -> None:
    host.answers |= {f"/{n}": 200 for n in range(5)}
    for n in range(5):
        page(root, n, f"{host.url}/{n}")
    command = [sys.executable, "-m", "bunko", "-f", str(root / "mkdocs.yml"), "links", "--private", "--pause", "2"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        deadline = time.monotonic() + 60
        while len(host.pages()) < 2 and time.monotonic() < deadline:
            time.sleep(0.05)
        time.sleep(0.5)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)
    assert process.returncode == 128 + signal.SIGTERM
    assert 1 <= len(told(root)) <= 3


def test_a_pause_below_a_second_is_for_private_networks(root: Path) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["-f", str(root / "mkdocs.yml"), "links", "--pause", "0"])


@pytest.mark.parametrize(
    ("one", "shown", "looked_up"),
    [
        (Seen("", "alive", date(2026, 4, 1)), "2026年4月1日に公開を確認", True),
        (Seen("", "gone", date(2026, 4, 1)), "2026年4月1日以降、このアドレスでは読めません", True),
        (
            Seen("", "moved", date(2026, 4, 1), "https://b.example/7"),
            "2026年4月1日以降、別のアドレスに移っています",
            True,
        ),
        (Seen("", found="no host", checked=date(2026, 4, 1), failing_since=date(2026, 4, 1)), None, True),
    ],
)
def test_a_page_and_the_data_say_what_was_seen(root: Path, one: Seen, shown: str | None, *, looked_up: bool) -> None:
    url = "https://news.example.org/7"
    path = page(root, 7, url)
    seen.write(
        root / "archive", {url: Seen(url, one.state, one.day, one.moved_to, one.checked, one.found, one.failing_since)}
    )
    archive = settings.load(root / "mkdocs.yml")

    provenance = Staged(stage(read_site(archive))).meta(path)["provenance"]

    assert provenance.get("state") == shown
    assert provenance.get("moved_to") == (one.moved_to or None)
    assert ("wayback" in provenance) is looked_up
    (record,) = records(load(archive, registers.load(archive.archive)))
    assert record.get("originalState") == (one.state or None)
    assert record.get("originalMovedTo") == (one.moved_to or None)


def test_what_a_person_wrote_goes_before_the_list_and_a_translation_says_it_too(root: Path) -> None:
    url = "https://news.example.org/7"
    path = page(root, 7, url, "original: {state: gone, date: 2024-03-31}\n")
    translated = root / "docs/zh/articles/2024/06/7.md"
    translated.parent.mkdir(parents=True)
    translated.write_text(
        "---\ntitle: 月石\nlanguage: zh-Hans\ntranslation: {from: ja}\n---\n\n月石送到了。\n", encoding="utf-8"
    )
    seen.write(root / "archive", {url: Seen(url, "alive", date(2026, 4, 1), "", date(2026, 4, 1), "200")})
    archive = settings.load(root / "mkdocs.yml")
    staged = Staged(stage(read_site(archive)))
    assert staged.meta(path)["provenance"]["state"].startswith("2024年3月31日以降")
    page(root, 7, url)
    staged = Staged(stage(read_site(archive)))
    assert staged.meta(path)["provenance"]["state"] == "2026年4月1日に公開を確認"
    assert staged.meta("zh/articles/2024/06/7.md")["provenance"]["state"] == "2026年4月1日确认仍可访问"


def test_a_new_list_changes_the_pages_of_a_stage_that_is_kept(root: Path, tmp_path: Path) -> None:
    url = "https://news.example.org/7"
    path = page(root, 7, url)
    archive = settings.load(root / "mkdocs.yml")
    folder = tmp_path / "stage"
    write_stage(archive, folder)
    seen.write(root / "archive", {url: Seen(url, "gone", date(2026, 4, 1), "", date(2026, 4, 1), "404")})
    write_stage(archive, folder)
    assert "2026年4月1日以降" in (folder / path).read_text(encoding="utf-8")
    assert json.loads((folder / "data/articles.jsonl").read_text(encoding="utf-8"))["originalState"] == "gone"


def test_a_list_that_cannot_be_read_is_a_problem_with_its_line(root: Path) -> None:
    page(root, 7, "https://news.example.org/7")
    (root / "archive/links.tsv").write_text("<<<<<<< HEAD\n", encoding="utf-8")
    found = [(problem.file, problem.line, problem.code) for problem in check(settings.load(root / "mkdocs.yml"))]
    assert ("archive/links.tsv", 1, "register") in found
