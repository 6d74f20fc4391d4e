"""Sites of parts, built by MkDocs: laid over one another they are the site of the whole, byte for byte."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as runs
from hypothesis import strategies as st
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from playwright.sync_api import expect

from bunko import settings
from bunko.parts import owner_of
from bunko.parts.division import divided, pages_by_year
from tests.browser.conftest import OpenPage, open_page
from tests.browser.finding import found
from tests.conftest import PREFIX
from tests.serving import Handler, Server
from tests.site.conftest import small_archive
from tests.site.edits import EDITS, Edit
from tests.site.test_keeping import _listening, _site

__all__ = ["open_page", "small_archive"]
pytestmark = pytest.mark.site
ELSEWHERE = "does not contain an anchor"
"""What cannot be told of pages of another part."""


def _with_part(archive: Path) -> None:
    config = archive / "mkdocs.yml"
    text = config.read_text(encoding="utf-8").replace("page_size: 2", 'page_size: 2\n      part: !ENV [BUNKO_PART, ""]')
    config.write_text(text.replace("{name: bunko,", "{name: bunko, custom_dir: overrides,"), encoding="utf-8")
    (archive / "overrides").mkdir()


def _build(archive: Path, part: str, folder: str) -> set[str]:
    """Build a part (or all) into a folder; what was warned of."""
    with pytest.MonkeyPatch.context() as patch, _listening() as said:
        patch.setenv("BUNKO_PART", part)
        config = load_config(str(archive / "mkdocs.yml"), site_dir=str(archive / folder / "site"))
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
    return set(said)


def _compare(archive: Path, edit: str) -> None:
    cold = archive.parent / "cold"
    shutil.rmtree(cold, ignore_errors=True)
    shutil.copytree(archive, cold, ignore=shutil.ignore_patterns("built", ".cache"))
    said = _build(cold, "", "built")
    whole = _site(cold / "built")
    together: dict[str, bytes] = {}
    warned = set[str]()
    archived = settings.load(archive / "mkdocs.yml")
    for part in divided(pages_by_year(archived.docs, archived.languages), 2):
        warned |= _build(archive, part.name, f"built/{part.name}")
        site = _site(archive / "built" / part.name)
        assert not together.keys() & site.keys(), (edit, part)
        together |= site
    assert together.keys() == whole.keys(), edit
    assert [name for name in whole if whole[name] != together[name]] == [], edit
    assert warned == {one for one in said if ELSEWHERE not in one or one in warned}, edit


def a_list(archive: Path, number: int) -> None:
    """A link from an article to a list, which another part has, or to one that is nowhere."""
    page = sorted(archive.glob("docs/*/articles/20*/**/*.md"))[number % 3]
    target = ("tags/index.md", "articles/index.md", "tags/nowhere/index.md")[number % 3]
    page.write_text(f"{page.read_text(encoding='utf-8')}\n[A list](../../../{target})\n", encoding="utf-8")


def former_address(archive: Path, number: int) -> None:
    page = sorted(archive.glob("docs/*/articles/20*/**/*.md"))[number % 3]
    text = page.read_text(encoding="utf-8")
    if "\naliases:" not in text:
        page.write_text(text.replace("---\n", "---\naliases: [en/articles/2020/12/old/]\n", 1), encoding="utf-8")


@runs(max_examples=4)
@given(
    edits=st.lists(
        st.tuples(st.sampled_from((*EDITS[:-2], a_list, former_address)), st.integers(0, 200)), min_size=3, max_size=5
    )
)
def test_after_any_edits_the_parts_together_are_the_whole_site(
    edits: list[tuple[Edit, int]], small_archive: Callable[[], Path]
) -> None:
    archive = small_archive()
    _with_part(archive)
    _compare(archive, "nothing")
    for edit, number in edits:
        edit(archive, number)
    _compare(archive, " ".join(edit.__name__ for edit, _ in edits))


def test_a_dead_link_is_told_by_its_part_and_a_live_one_by_none(small_archive: Callable[[], Path]) -> None:
    archive = small_archive()
    _with_part(archive)
    page = archive / "docs/en/articles/2020/12/101.md"
    links = "[To a list](../../../tags/index.md), [another year](../../2021/05/103.md), [nowhere](../../2021/05/9.md)."
    page.write_text(f"{page.read_text(encoding='utf-8')}\n{links}\n", encoding="utf-8")
    said = _build(archive, "2020", "built")
    assert len(said) == 3  # of the page, and of the parallel texts in both languages
    assert all("2021/05/9.md', but the target 'en/articles/2021/05/9.md' is not found" in one for one in said)
    assert _build(archive, "2021", "built") == set()
    assert _build(archive, "rest", "built") == set()


def test_what_names_no_part_ends_the_build(small_archive: Callable[[], Path], caplog: pytest.LogCaptureFixture) -> None:
    archive = small_archive()
    _with_part(archive)
    with pytest.raises(Abort):
        _build(archive, "summer", "built")
    assert "part names no part of the site" in caplog.text


def test_with_a_hook_that_may_change_any_page_no_part_is_built(
    small_archive: Callable[[], Path], caplog: pytest.LogCaptureFixture
) -> None:
    archive = small_archive()
    _with_part(archive)
    (archive / "hook.py").write_text("def on_page_markdown(markdown, **_):\n    return markdown\n", encoding="utf-8")
    with (archive / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write("hooks: [hook.py]\n")
    with pytest.raises(Abort):
        _build(archive, "2020", "built")
    assert "Parts of the site cannot be built apart: a hook may change any page" in caplog.text


class _ByPrefix(Handler):
    """Answers from the folder of the part that holds an address, as a proxy before several hosts does."""

    def __init__(self, *args: Any, folders: Mapping[str, Path], **options: Any) -> None:
        self.folders = folders
        super().__init__(*args, **options)

    def translate_path(self, path: str) -> str:
        self.directory = str(self.folders[owner_of(path.removeprefix(PREFIX)) or "rest"])
        return super().translate_path(path)


@contextmanager
def _hosts(folders: Mapping[str, Path]) -> Iterator[str]:
    handler = partial(_ByPrefix, folders=folders, prefix=PREFIX)
    with Server(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=ThreadingHTTPServer.serve_forever, args=(server, 0.05), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}{PREFIX}"
        server.shutdown()


@pytest.mark.browser
def test_one_search_finds_what_stands_on_several_hosts(copied: Callable[[], Path], open_page: OpenPage) -> None:
    """Each part in a folder of its own, served by prefix: found on one host, opened on another, and back."""
    archive = copied()
    archived = settings.load(archive / "mkdocs.yml")
    years = pages_by_year(archived.docs, archived.languages)
    parts = divided(years, 3)
    for part in parts:
        _build(archive, part.name, f"built/{part.name}")
    folders = {
        year: archive / "built" / part.name / "site"
        for year in (*years, "search", None)
        for part in parts
        if part.has(year)
    }
    with _hosts({year or "rest": folder for year, folder in folders.items()}) as site:
        page = open_page(f"{site}ja/search/?q=小惑星")
        expect(found(page).first).to_be_visible()
        links = found(page).evaluate_all("links => links.map(link => link.href)")
        assert len({match.group(1) for link in links if (match := re.search(r"/articles/(\d{4})/", link))}) > 1
        found(page).first.click()
        page.wait_for_url(re.compile(r"/articles/\d{4}/\d{2}/"))
        expect(page.locator("mark").first).to_be_visible()
        page.locator(".bunko-masthead__title").click()
        expect(page).to_have_url(f"{site}ja/")
