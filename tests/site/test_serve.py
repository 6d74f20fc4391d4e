"""`mkdocs serve` shows an edit without a restart, with one rebuild."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser

SECONDS = 90
"""How long a slow machine may take for one build."""


@dataclass(frozen=True)
class Preview:
    """A running `mkdocs serve`."""

    archive: Path
    url: str
    log: Path

    def read(self, address: str) -> str:
        try:
            with urlopen(self.url + address, timeout=10) as answer:  # noqa: S310 - our own loopback address
                return str(answer.read().decode())
        except (URLError, OSError):
            return ""

    def wait_for(self, address: str, words: str) -> None:
        end = time.monotonic() + SECONDS
        while words not in self.read(address):
            assert time.monotonic() < end, f"{words!r} did not come:\n{self.log.read_text()}"
            time.sleep(0.2)

    def builds(self) -> int:
        return len(re.findall(r"bunko: Rendered \d+ pages", self.log.read_text()))  # MkDocs says no sentence twice

    def settled_builds(self, least: int = 1) -> int:
        """Builds, once there are at least so many and none has been added for three seconds."""
        end = time.monotonic() + SECONDS
        while True:
            before = self.builds()
            time.sleep(3)
            assert time.monotonic() < end, self.log.read_text()
            if self.builds() == before >= least:
                return before


@pytest.fixture(scope="module")
def preview(small_archive: Callable[[], Path]) -> Iterator[Preview]:
    archive = small_archive()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = archive.parent / "serve.log"
    with log.open("w") as out:
        command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
        running = subprocess.Popen(command, cwd=archive, stdout=out, stderr=subprocess.STDOUT)
        try:
            preview = Preview(archive, f"http://127.0.0.1:{port}/repo/", log)
            preview.wait_for("en/", "Sample library")
            yield preview
        finally:
            running.terminate()
            running.wait(20)


@pytest.mark.site
def test_an_edit_of_an_article_is_shown_by_one_rebuild(preview: Preview) -> None:
    before = preview.settled_builds()
    page = preview.archive / "docs" / "en" / "articles" / "2020" / "12" / "101.md"
    page.write_text(page.read_text().replace("It carried 1,731 grams.", "It carried 1,731 grams of soil."))
    preview.wait_for("en/articles/2020/12/101/", "1,731 grams of soil")
    assert preview.settled_builds(before + 1) == before + 1


@pytest.mark.site
@pytest.mark.browser
def test_an_open_page_shows_an_edit_by_itself_under_the_policy_of_the_published_site(
    preview: Preview, chromium: Browser
) -> None:
    preview.settled_builds()
    page = chromium.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(preview.url + "en/about/")
    about = preview.archive / "docs" / "en" / "about.md"
    about.write_text(about.read_text() + "\nA line that was added.\n")
    page.get_by_text("A line that was added.").wait_for(timeout=SECONDS * 1000)
    assert set(said) == {"Enabled live reload"}
    page.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: 'var ran = 1'}))")
    assert page.evaluate("typeof ran") == "undefined"
    page.close()


@pytest.mark.site
def test_an_edit_of_the_tag_register_is_shown_by_one_rebuild(preview: Preview) -> None:
    before = preview.settled_builds()
    register = preview.archive / "archive" / "tags.yml"
    register.write_text(register.read_text().replace("en: Moon", "en: The Moon"))
    preview.wait_for("en/articles/2020/12/101/", "The Moon")
    preview.wait_for("en/tags/moon/", "The Moon")
    assert preview.settled_builds(before + 1) == before + 1


@pytest.mark.site
def test_a_mistake_is_named_and_the_preview_goes_on(preview: Preview) -> None:
    page = preview.archive / "docs" / "en" / "articles" / "undated" / "104.md"
    good = page.read_text()
    page.write_text(good.replace("title: A note", "date: yesterday\ntitle: A note"))
    end = time.monotonic() + SECONDS
    while "docs/en/articles/undated/104.md" not in preview.log.read_text():
        assert time.monotonic() < end, preview.log.read_text()
        time.sleep(0.2)
    assert "no ISO 8601 day or instant" in preview.log.read_text()
    page.write_text(good.replace("Nobody wrote", "Still nobody wrote"))
    preview.wait_for("en/articles/undated/104/", "Still nobody wrote")
