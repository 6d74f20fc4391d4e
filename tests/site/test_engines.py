"""One stage, two engines: MkDocs and Zensical make the same pages of it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

import pytest

ENGINES_OWN = {"search.json", "sitemap.xml.gz", "__init__.py", "mkdocs_theme.yml"}
"""Files that one engine alone makes for itself; Zensical publishes a theme's folder with all that stands in it."""


class Page(HTMLParser):
    """What a reader meets: the language, the title, the links in the main part, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.lang = ""
        self.title = ""
        self.links: list[str] = []
        self.words: list[str] = []
        self._open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "html":
            self.lang = found.get("lang") or ""
        if tag in {"title", "article", "script", "style"}:
            self._open.append(tag)
        if tag == "a" and "article" in self._open:
            self.links.append((found.get("href") or "").removeprefix("./"))  # both write what is below each in its way

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            self._open.remove(tag)

    def handle_data(self, data: str) -> None:
        if "title" in self._open:
            self.title += data
        elif "article" in self._open and not {"script", "style"} & set(self._open):
            self.words.append(data)

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", " ".join(self.words)).strip()


@dataclass(frozen=True)
class Sites:
    mkdocs: Path
    zensical: Path


@pytest.fixture(scope="module")
def sites(small_archive: Callable[[], Path]) -> Sites:
    archive = small_archive()
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}

    def run(*command: str) -> None:
        done = subprocess.run(
            [sys.executable, "-m", *command], cwd=archive, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr

    run("mkdocs", "build", "--strict", "--site-dir", "by-mkdocs")
    run("zensical", "build", "-f", "zensical.yml")
    return Sites(archive / "by-mkdocs", archive / "site")


def _files(folder: Path) -> dict[str, Path]:
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: path for name, path in found.items() if not name.startswith("assets/") and name not in ENGINES_OWN}


@pytest.mark.site
def test_both_engines_make_the_same_addresses(sites: Sites) -> None:
    assert set(_files(sites.mkdocs)) == set(_files(sites.zensical))


@pytest.mark.site
def test_both_engines_show_the_same_page(sites: Sites) -> None:
    other = _files(sites.zensical)
    for name, path in _files(sites.mkdocs).items():
        if name.endswith(".html"):
            one, two = Page(path.read_text()), Page(other[name].read_text())
            assert (one.lang, one.title.strip()) == (two.lang, two.title.strip()), name
            assert one.lang, name
            assert one.text == two.text, name
            assert one.links == two.links, name


@pytest.mark.site
def test_staged_files_reach_the_site_byte_for_byte(sites: Sites) -> None:
    other = _files(sites.zensical)
    names = [name for name in _files(sites.mkdocs) if name.endswith((".xml", ".json")) and name != "sitemap.xml"]
    assert "en/feed.xml" in names
    for name in names:
        assert (sites.mkdocs / name).read_bytes() == other[name].read_bytes(), name


@pytest.mark.site
def test_the_sitemap_names_each_languages_own(sites: Sites) -> None:
    for site in (sites.mkdocs, sites.zensical):
        text = (site / "sitemap.xml").read_text().replace("&#x2f;", "/")
        assert "<sitemapindex" in text
        assert "http://127.0.0.1/repo/en/sitemap.xml" in text
        assert "http://127.0.0.1/repo/zh/sitemap.xml" in text


@pytest.mark.site
def test_no_engine_makes_a_search_index_of_its_own(sites: Sites) -> None:
    assert not list(sites.mkdocs.rglob("search_index.json"))
    index = json.loads((sites.zensical / "search.json").read_text(encoding="utf-8"))
    assert index["items"] == []
