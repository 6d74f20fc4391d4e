"""The extension in MkDocs and in Zensical: links to our copies resolve, headings are listed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.markdown_extension.rendering import SETTINGS

_EXTENSIONS = SETTINGS.read_text(encoding="utf-8").partition("\nmarkdown_extensions:\n")[2].partition("\n\n")[0]
_SITE = f"""site_name: 文庫
site_url: https://bunko.example/repo/
theme: {{name: material, font: false}}
markdown_extensions:
{_EXTENSIONS}
"""
_FIRST = """---
title: "月"
---
<!-- bunko {"kind": "article", "language": "ja", "links": {"https://news.example/2": "../b/2.md"}} -->

## 見出し {#__search}

[写し](http://news.example/2/#part)と[手元](../b/2.md#p1)、![外](https://img.example/a.png)

[壊れた住所](https://[月)

=== "日本語"

    声明

=== "中文"

    声明全文
"""
_SECOND = '---\ntitle: "火星"\n---\n<!-- bunko {"kind": "article", "language": "ja"} -->\n\n本文。\n'
_COMMANDS = {"mkdocs": ["build", "--strict", "--quiet"], "zensical": ["build", "--clean", "--strict"]}


@pytest.mark.site
@pytest.mark.parametrize("engine", _COMMANDS)
def test_links_resolve_and_headings_are_listed(engine: str, tmp_path: Path) -> None:
    pages = {"mkdocs.yml": _SITE, "docs/index.md": "# 文庫\n", "docs/a/1.md": _FIRST, "docs/b/2.md": _SECOND}
    for name, text in pages.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    built = subprocess.run(
        [sys.executable, "-m", engine, *_COMMANDS[engine]], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert built.returncode == 0, built.stdout + built.stderr
    page = (tmp_path / "site/a/1/index.html").read_text(encoding="utf-8")
    here = '<a class="bunko-permalink" href="#{}" title="{}"></a>'
    assert f'<h2 id="見出し">{here.format("見出し", "Link to this heading")}見出し</h2>' in page
    assert '<a href="#見出し" class="md-nav__link">' in page
    assert f'<p id="p1">{here.format("p1", "Link to paragraph 1")}<a href="../../b/2/">写し</a>と' in page
    assert '<a href="../../b/2/#p1">手元</a>、' in page
    assert '<a class="bunko-remote-image" href="https://img.example/a.png" rel="noopener">外</a></p>' in page
    assert "壊れた住所" in page
    panel = '<details class="bunko-panel" open="">\n<summary>{}</summary>\n<p>{}</p>\n</details>\n'
    panels = panel.format("日本語", "声明") + panel.format("中文", "声明全文")
    assert f'<div class="bunko-panels">\n{panels}</div>' in page
