"""Whatever way hostile content comes in, nothing of it runs before a reader, and nothing is asked of anybody else.

The payloads are our own (`tests/markdown_extension/attacks.py`); `benchmarks/hostile` takes others. Each page is
opened with its policy, which then must have had nothing to stop, and without, so that it is no page's only defence.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.conftest import BuiltSite
from tests.hostile.pages import addresses, hostile_pages, open_all, search_for
from tests.hostile.trap import trap
from tests.hostile.ways_in import let_in
from tests.markdown_extension.attacks import ATTACKS

pytestmark = [pytest.mark.browser, pytest.mark.site]

TOGETHER = 70
"""Payloads of one page."""


@pytest.fixture(scope="module")
def hostile_site(root: Path, copied: Callable[[], Path], served: Callable[[Path], str]) -> BuiltSite:
    archive = copied()
    assert let_in(archive, root, ATTACKS, TOGETHER) == []
    url = served(archive / "site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build"],
        cwd=archive,
        env={**os.environ, "SITE_URL": url},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return BuiltSite(archive / "site", url, done.stderr)


def test_every_way_in_led_to_a_page(hostile_site: BuiltSite) -> None:
    found = "\n".join(hostile_pages(hostile_site))
    for way in ("html", "crawl", "plain", "markdown", "issue", "hostile"):
        assert len(re.findall(rf"^ja/articles/2024/01/{way}-\d+/$", found, re.MULTILINE)) == -(
            -len(ATTACKS) // TOGETHER
        )
    for page in (
        r"ja/hostile-\d+/",
        r"zh/articles/2024/01/hostile-\d+/parallel/",
        "ja/tags/.+/",
        "ja/stories/hostile-0/",
    ):
        assert re.search(rf"^{page}", found, re.MULTILINE), page


@pytest.mark.parametrize("policy", [False, True])
def test_nothing_runs_and_nothing_is_asked_elsewhere(policy: bool, hostile_site: BuiltSite, chromium: Browser) -> None:
    with trap(chromium, hostile_site.url, policy=policy) as watched:
        open_all(watched, hostile_pages(hostile_site, every=12))
        search_for(watched, ATTACKS[policy::4])
    assert watched.visits > 80
    assert watched.findings == []


def test_what_acts_would_be_found(tmp_path: Path, served: Callable[[Path], str], chromium: Browser) -> None:
    for number, attack in enumerate(ATTACKS):
        page = f"<!doctype html><title>x</title><link rel=icon href='data:,'><body>{attack}"
        (tmp_path / f"{number}.html").write_text(page, encoding="utf-8")
    url = served(tmp_path)
    harmless = 0
    with trap(chromium, url, policy=False) as watched:
        for number in range(len(ATTACKS)):
            before = len(watched.findings)
            watched.visit(f"{number}.html")
            harmless += len(watched.findings) == before
    assert harmless < len(ATTACKS) / 2  # written as Markdown, or for what a second reading mends
    assert any("ran act()" in finding for finding in watched.findings)
    assert any("asked http" in finding for finding in watched.findings)


def test_files_for_machines_name_no_address_but_those_of_the_web(hostile_site: BuiltSite) -> None:
    bad = [
        f"{file.relative_to(hostile_site.folder)}: {address}"
        for file in _machine_files(hostile_site.folder)
        for address in addresses(file)
        if not re.match(r"(?:https?:|mailto:|urn:uuid:|[^:]*(?:[/?#]|\Z))", address, re.IGNORECASE)
    ]
    assert bad == []
    assert any(
        "tsushin.example.org" in address for address in addresses(hostile_site.folder / "data" / "articles.jsonl")
    )


def _machine_files(folder: Path) -> Iterator[Path]:
    for ending in ("*.json", "*.jsonl", "*.xml", "*.html"):
        yield from folder.rglob(ending)


def test_data_is_read_whole(hostile_site: BuiltSite) -> None:
    lines = (hostile_site.folder / "data" / "articles.jsonl").read_text(encoding="utf-8").split("\n")
    assert len([json.loads(line) for line in lines if line]) > 50
