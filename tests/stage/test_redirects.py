"""Former addresses lead to the present ones."""

from __future__ import annotations

import re
import shutil
from pathlib import Path, PurePosixPath
from posixpath import normpath
from urllib.parse import unquote

import pytest

from bunko import settings
from bunko.addresses import alias_file
from bunko.check import check
from bunko.stage import read_site, stage
from tests.stage.staged import Staged

PAGE = "en/articles/2020/12/101.md"


@pytest.fixture
def copy(archive: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(archive, tmp_path / "copy"))


def with_aliases(copy: Path, *aliases: str) -> Staged:
    file = copy / "docs" / PAGE
    file.write_text(file.read_text().replace("language: en\n", f"language: en\naliases: {list(aliases)}\n", 1))
    return Staged(stage(read_site(settings.load(copy / "mkdocs.yml"))))


@pytest.mark.parametrize("alias", ["en/old/101/", "/news/2020/101.html", "en/articles/2020/11/101", "古い/記事/"])
def test_a_former_address_leads_to_the_article(alias: str, copy: Path) -> None:
    path = alias_file(alias)
    assert path
    html = with_aliases(copy, alias).text(str(path))
    found = re.search(r'http-equiv="refresh" content="0; url=([^"]*)"', html)
    assert found
    assert normpath(f"{path.parent}/{unquote(found[1])}") == "en/articles/2020/12/101"
    assert '<link rel="canonical" href="http://127.0.0.1/repo/en/articles/2020/12/101/">' in html
    assert 'name="robots" content="noindex"' in html
    assert "<script" not in html


@pytest.mark.parametrize("alias", ["../up/", "//evil.example/", "https://evil.example/", "a//b", ".git/x", "a b", "/"])
def test_what_is_no_address_of_the_site_is_named_and_makes_no_file(alias: str, copy: Path) -> None:
    before = set(stage(read_site(settings.load(copy / "mkdocs.yml"))))
    assert set(with_aliases(copy, alias)) == before
    codes = [problem.code for problem in check(settings.load(copy / "mkdocs.yml"))]
    assert codes.count("alias") == 1


def test_an_address_where_something_stands_is_not_taken(copy: Path) -> None:
    files = with_aliases(copy, "en/articles/undated/104/", "en/", "en/feed.xml", "a/b.html", "a/b.html/c/")
    assert PurePosixPath("en/articles/undated/104/index.html") not in files
    assert PurePosixPath("en/index.html") not in files
    assert PurePosixPath("a/b.html/index.html") not in files
    assert "<feed" in files.text("en/feed.xml")
