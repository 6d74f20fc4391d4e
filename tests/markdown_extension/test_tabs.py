"""Tabs of either style, and those written as blocks, become the same panels; no switch of theirs is left."""

from __future__ import annotations

import pytest
from markdown import Markdown

from tests.markdown_extension.rendering import Reader

_LINES = '=== "日本語"\n\n    本文\n\n=== "中文"\n\n    正文\n'
_BLOCKS = "/// tab | 日本語\n本文\n///\n\n/// tab | 中文\n正文\n///\n"
_PANELS = """<div class="bunko-panels">
<details class="bunko-panel" open="">
<summary>日本語</summary>
<p>本文</p>
</details>
<details class="bunko-panel" open="">
<summary>中文</summary>
<p>正文</p>
</details>
</div>"""


@pytest.mark.parametrize("slugs", [False, True])
@pytest.mark.parametrize("alternate", [False, True])
@pytest.mark.parametrize(("extension", "text"), [("pymdownx.tabbed", _LINES), ("pymdownx.blocks.tab", _BLOCKS)])
def test_every_way_to_write_tabs_gives_the_same_panels(
    extension: str, text: str, *, alternate: bool, slugs: bool
) -> None:
    options: dict[str, object] = {"alternate_style": alternate}
    options |= {"slugify": lambda title, _separator: f"tab-{title}"} if slugs else {}
    renderer = Markdown(extensions=[extension, "toc", "bunko"], extension_configs={extension: options})
    assert renderer.convert(text) == _PANELS


def test_an_anchor_of_a_persons_own_stays_and_one_of_the_themes_goes() -> None:
    def rendered(id_: str) -> list[tuple[str, dict[str, str]]]:
        text = f"/// tab | 題\n    attrs: {{id: {id_}, class: wide md-tabs, onclick: act()}}\n\n本文\n///\n"
        renderer = Markdown(extensions=["pymdownx.blocks.tab", "bunko"])
        return Reader(renderer.convert(text)).elements

    assert rendered("statement")[0] == ("div", {"class": "bunko-panels wide", "id": "statement"})
    assert rendered("__drawer")[0] == ("div", {"class": "bunko-panels wide"})


def test_html_that_looks_like_tabs_loses_nothing_of_its_text() -> None:
    renderer = Markdown(extensions=["md_in_html", "pymdownx.tabbed", "bunko"])
    markup = renderer.convert('<div class="tabbed-set" markdown><label>題</label>\n\n本文\n</div>')
    assert Reader(markup).text.split() == ["題", "本文"]
    assert not {"input", "label"} & set(Reader(markup).tags)
