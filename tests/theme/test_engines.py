"""The archive built by both engines, under a sub-path, with warnings as errors."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

COMMANDS = {
    "mkdocs": ["build", "--strict", "--quiet", "-f", "mkdocs.yml"],
    "zensical": ["build", "--strict", "-f", "zensical.yml"],
}
pytestmark = pytest.mark.site


def build(engine: str, root: Path) -> Path:
    """The site's folder, built by one engine."""
    command = [sys.executable, "-m", engine, *COMMANDS[engine]]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return root / "site"


@pytest.fixture(scope="module", params=COMMANDS)
def built(request: pytest.FixtureRequest, staged_archive: Callable[[str], Path]) -> Path:
    return build(request.param, staged_archive(""))


def pages(site: Path) -> list[Path]:
    found = sorted(site.rglob("*.html"))
    assert len(found) >= 40
    return found


def test_every_page_says_its_own_language(built: Path) -> None:
    expected = {"ja": "ja", "zh": "zh-Hans", "index.html": "ja", "404.html": "ja", "data": "ja"}
    for page in pages(built):
        first = page.relative_to(built).parts[0]
        assert f'<html lang="{expected[first]}"' in page.read_text(encoding="utf-8"), page


def test_no_page_speaks_material_s_english(built: Path) -> None:
    for page in pages(built):
        text = page.read_text(encoding="utf-8")
        assert not re.search(r">\s*(Skip to content|Table of contents|Search|Back to top)\s*<", text), page


def test_text_is_escaped_once(built: Path) -> None:
    text = (built / "ja/articles/2021/05/marked-up-note/index.html").read_text(encoding="utf-8")
    assert text.count("覚え書き &lt;b&gt;&amp;「試し」") >= 2
    assert not re.search(r"&amp;(amp|lt|gt|#)", text)


def test_no_page_loads_from_elsewhere(built: Path) -> None:
    for page in pages(built):
        text = page.read_text(encoding="utf-8")
        links = re.findall(r'<link rel="(?:stylesheet|icon|preconnect)[^>]*', text)
        loads = re.findall(r'<(?:script|img|iframe|source)[^>]*\bsrc="([^"]*)"', text)
        assert not [link for link in [*links, *loads] if "//" in link.replace("&#x2f;", "/")], page


def test_the_style_sheet_and_the_language_s_sitemaps_are_there(built: Path) -> None:
    assert (built / "assets/bunko/bunko.css").is_file()
    sitemap = (built / "sitemap.xml").read_text(encoding="utf-8").replace("&#x2f;", "/")
    assert "<loc>https://bunko.example.org/repo/zh/sitemap.xml</loc>" in sitemap


@pytest.mark.parametrize("engine", COMMANDS)
def test_the_default_language_is_the_one_that_is_named(engine: str, staged_archive: Callable[[str], Path]) -> None:
    site = build(engine, staged_archive("    default: zh\n"))
    assert '<html lang="zh-Hans"' in (site / "404.html").read_text(encoding="utf-8")
    about = (site / "ja/about/index.html").read_text(encoding="utf-8").replace("&#x2f;", "/")
    assert 'hreflang="x-default" href="https://bunko.example.org/repo/zh/about/"' in about
