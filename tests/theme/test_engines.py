"""The staged tree built by both engines, under a sub-path, with warnings as errors."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

STAGED = Path(__file__).parent / "staged"
COMMANDS = {
    "mkdocs": ["build", "--strict", "--quiet", "-f", "mkdocs.yml"],
    "zensical": ["build", "--strict", "-f", "zensical.yml"],
}
pytestmark = pytest.mark.site


@pytest.fixture(scope="module", params=COMMANDS)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site's folder, built by one engine."""
    root = tmp_path_factory.mktemp(request.param) / "archive"
    shutil.copytree(STAGED, root)
    (root / "zensical.yml").write_text("INHERIT: mkdocs.yml\n", encoding="utf-8")
    command = [sys.executable, "-m", request.param, *COMMANDS[request.param]]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return root / "site"


def pages(site: Path) -> list[Path]:
    found = sorted(site.rglob("*.html"))
    assert len(found) >= 40
    return found


def test_every_page_says_its_own_language(built: Path) -> None:
    expected = {"ja": "ja", "zh": "zh-Hans", "index.html": "ja", "404.html": "ja"}
    for page in pages(built):
        first = page.relative_to(built).parts[0]
        assert f'<html lang="{expected[first]}"' in page.read_text(encoding="utf-8"), page


def test_no_page_speaks_material_s_english(built: Path) -> None:
    for page in pages(built):
        text = page.read_text(encoding="utf-8")
        assert not re.search(r">\s*(Skip to content|Table of contents|Search|Back to top)\s*<", text), page


def test_text_is_escaped_once(built: Path) -> None:
    text = (built / "ja/articles/2021/05/withdrawn-note/index.html").read_text(encoding="utf-8")
    assert text.count("取り下げられた覚え書き &lt;b&gt;&amp;「試し」") >= 2
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


def test_the_default_language_is_the_one_that_is_named(tmp_path: Path) -> None:
    for engine, command in COMMANDS.items():
        root = tmp_path / engine
        shutil.copytree(STAGED, root)
        settings = (root / "mkdocs.yml").read_text(encoding="utf-8")
        (root / "mkdocs.yml").write_text(
            settings.replace("  bunko:\n", "  bunko:\n    default: zh\n", 1), encoding="utf-8"
        )
        (root / "zensical.yml").write_text("INHERIT: mkdocs.yml\n", encoding="utf-8")
        subprocess.run([sys.executable, "-m", engine, *command], cwd=root, capture_output=True, check=True)
        assert '<html lang="zh-Hans"' in (root / "site/404.html").read_text(encoding="utf-8")
        about = (root / "site/ja/about/index.html").read_text(encoding="utf-8").replace("&#x2f;", "/")
        assert 'hreflang="x-default" href="https://bunko.example.org/repo/zh/about/"' in about
