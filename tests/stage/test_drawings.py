"""An SVG file that is published is a picture and nothing more: at its own address it would run as a page of ours."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bunko import settings
from bunko.drawings import acting
from bunko.errors import StageError
from bunko.stage import read_site, stage

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'

ACTING = (
    "<script>act()</script>",
    '<script href="https://evil.example/a.js"/>',
    '<s:script xmlns:s="http://www.w3.org/2000/svg">act()</s:script>',
    '<script xmlns="http://www.w3.org/1999/xhtml">act()</script>',
    '<p xmlns="http://www.w3.org/1999/xhtml">語</p>',
    '<circle r="9" onload="act()"/>',
    '<g OnClick="act()"/>',
    "<foreignObject><p>語</p></foreignObject>",
    '<a href="javascript:act()"><text>語</text></a>',
    '<a xlink:href="java&#10;script:act()"><text>語</text></a>',
    '<a href="data:text/html,act()"><text>語</text></a>',
    '<a><animate attributeName="href" values="javascript:act()"/><text>語</text></a>',
    '<a><set attributeName="xlink:href" to="javascript:act()"/><text>語</text></a>',
    '<g><set attributeName="onclick" to="act()"/></g>',
    '<use href="https://evil.example/a.svg#a"/>',
    '<use href="data:image/svg+xml;base64,PHN2Zy8+#a"/>',
    '<image href="https://evil.example/a.png"/>',
    '<feImage href="other.svg"/>',
    "<style>@import 'https://evil.example/a.css';</style>",
    "<style>circle { fill: url(https://evil.example/a.svg#a) }</style>",
    '<circle style="fill: url(//evil.example/a)"/>',
    '<circle fill="url(https://evil.example/a)"/>',
    '<iframe src="https://evil.example/"/>',
)
QUIET = (
    "<title>月面</title><desc>図</desc><style>circle { fill: #345; stroke: url(#line) }</style>",
    '<defs><linearGradient id="line"/></defs><circle r="9" fill="url(#line)"/>',
    '<use href="#moon"/><a href="https://example.org/"><text>月</text></a>',
    '<a href="../ja/about/#top"><text>月</text></a>',
    '<image href="data:image/png;base64,iVBORw0KGgo="/>',
    '<circle><animate attributeName="r" values="1;9"/></circle>',
)


@pytest.mark.parametrize("content", ACTING)
def test_what_acts_is_found(content: str) -> None:
    assert acting(f"{HEAD}{content}</svg>".encode()) is not None


@pytest.mark.parametrize("content", QUIET)
def test_a_picture_is_none(content: str) -> None:
    assert acting(f'<?xml version="1.0"?>\n{HEAD}{content}</svg>'.encode()) is None


@pytest.mark.parametrize(
    "content",
    [
        b'<!DOCTYPE svg [<!ENTITY a "act">]><svg>&a;</svg>',
        b'<?xml-stylesheet href="https://evil.example/a.xsl"?><svg/>',
        b"<svg><g></svg>",
        "<svg/>".encode("utf-16"),
        b"<html><script>act()</script></html>",
    ],
)
def test_what_cannot_be_read_safely_is_refused(content: bytes) -> None:
    assert acting(content) is not None


def test_the_stage_names_the_file_and_what_acts_in_it(archive: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(archive, tmp_path / "archive"))
    (copy / "docs" / "en" / "map.svg").write_text(f'{HEAD}<g onload="act()"/></svg>')
    with pytest.raises(StageError) as told:
        stage(read_site(settings.load(copy / "mkdocs.yml")))
    assert told.value.text == (
        "docs/en/map.svg: a drawing that is more than one.\n"
        "     Expected an SVG file without scripts, handlers, pages, entities, and anything loaded from elsewhere; "
        'found onload="act()".\n'
        "     Take that out (as by `svgo`), or publish it as PNG."
    )


def test_the_drawings_of_this_archive_are_pictures(root: Path) -> None:
    files = [*(root / "docs").rglob("*.svg"), *(root / "generator").rglob("*.svg")]
    assert len(files) > 5
    assert [file.name for file in files if acting(file.read_bytes()) is not None] == []
