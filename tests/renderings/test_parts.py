"""Parts of the shell that are kept are those that are made anew, on every page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from markdown import Markdown
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

import bunko.mkdocs_files
import bunko.plugin
from bunko.markdown_extension.plain import PlainPages
from bunko.mkdocs_page import Workshop


def _built(archive: Path) -> dict[str, bytes]:
    config = load_config(str(archive / "mkdocs.yml"), strict=True)
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    site = archive / "site"
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*.html")}


class Anew(Workshop):
    def Markdown(self, **options: object) -> object:  # type: ignore[override]  # noqa: N802 - Python-Markdown's name
        self._made.clear()
        return super().Markdown(**options)

    def plain_pages(self, config: MkDocsConfig) -> PlainPages:
        del config
        return PlainPages(Markdown())  # without `toc` it is closed


@pytest.mark.site
def test_what_is_kept_changes_no_byte(staged_archive: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    kept = _built(staged_archive(""))
    with monkeypatch.context() as patch:
        patch.setattr(bunko.plugin, "make_ready", lambda *_: None)
        patch.setattr(bunko.mkdocs_files, "Workshop", Anew)
        assert _built(staged_archive("")) == kept
    assert len(kept) > 40


@pytest.mark.site
@pytest.mark.parametrize("name", ["navigation-links.html", "search.html", "finder.html"])
def test_an_archive_s_own_part_is_asked_for_each_page(name: str, staged_archive: Callable[[str], Path]) -> None:
    archive = staged_archive("")
    own = archive / "overrides" / "partials" / "bunko" / name
    own.parent.mkdir(parents=True)
    own.write_text("<p>{{ page.meta.title | e }} - own</p>", encoding="utf-8")
    options = archive / "mkdocs.yml"
    options.write_text(
        options.read_text("utf-8").replace("  name: bunko\n", "  name: bunko\n  custom_dir: overrides\n")
    )
    pages = _built(archive)
    for place in ("ja/about/index.html", "ja/tags/index.html", "zh/articles/index.html"):
        title = pages[place].decode().split("<title>")[1].split(" - ")[0]
        assert f"<p>{title} - own</p>" in pages[place].decode(), place
