"""The watch over pages must itself be able to find something."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.visit import Visit

pytestmark = pytest.mark.browser

CASES = {
    "a word on the console": ("<script>console.log('oops')</script>", "the console says log: oops"),
    "an error that nothing caught": ("<script>missing()</script>", "missing is not defined"),
    "an image of a stranger": ("<img src='https://stranger.example/a.png' alt=''>", "asks a third party"),
    "a file that is not there": ("<link rel='stylesheet' href='gone.css'>", "does not answer"),
    "an address outside the sub-path": ("<img src='/a.png' alt=''>", "does not answer"),
}


@pytest.mark.parametrize("case", CASES)
def test_a_fault_is_found(case: str, chromium: Browser, served: Callable[[Path], str], tmp_path: Path) -> None:
    fault, expected = CASES[case]
    start = "<!doctype html><html lang='en'><link rel='icon' href='data:,'><title>x</title><p>x</p>"
    Path(tmp_path, "index.html").write_text(start + fault, encoding="utf-8")
    Path(tmp_path.parent, "a.png").write_bytes(b"outside")
    page = chromium.new_page()
    visit = Visit()
    visit.watch(page)
    page.goto(served(tmp_path))
    page.close()
    assert expected in "\n".join(visit.findings("page"))


def test_a_page_without_a_fault_passes(chromium: Browser, served: Callable[[Path], str], tmp_path: Path) -> None:
    page_text = "<!doctype html><html lang='en'><link rel='icon' href='data:,'><title>x</title><p>x</p>"
    Path(tmp_path, "index.html").write_text(page_text, encoding="utf-8")
    page = chromium.new_page()
    visit = Visit()
    visit.watch(page)
    page.goto(served(tmp_path))
    page.close()
    assert visit.requests
    assert visit.findings("page") == []
