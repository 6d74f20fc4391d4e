"""The exports as files of the site, and the page that describes them in each language."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import PurePosixPath

from bunko import schema
from bunko.exports import FIELDS, FORMATS, LISTS, KeptExports, records, written
from bunko.schema import SCHEMAS
from bunko.stage.frontmatter import render
from bunko.stage.grounds import Grounds
from bunko.stage.piece import StagedFile
from bunko.stage.plain_page import head
from bunko.stage.site import Site
from bunko.stage.view import Shape, common
from bunko.strings import say

FOLDER = "data"


def data_files(site: Site, grounds: Grounds, kept: KeptExports | None) -> Iterator[StagedFile]:
    """`data/articles.jsonl`, `.csv`, `.sqlite`, and a small page at `data/` that leads to the descriptions.

    Args:
        site: the archive.
        grounds: of its pages.
        kept: the exports of earlier builds; without them all are made, in memory.
    """
    if kept is None:
        for ending, content in written(records(site.library)):
            yield StagedFile(_place(ending), content)
    else:
        for ending, export in kept.brought_up(site.library, grounds.marks).items():
            yield StagedFile(_place(ending), export.file, digest=export.digest)
    for name in SCHEMAS:
        yield StagedFile(PurePosixPath(FOLDER, "schema", f"{name}.json"), schema.written(name))
    links = "".join(
        f'<li lang="{escape(lang)}"><a href="../{escape(lang)}/{FOLDER}/">{escape(say(lang, "data.title"))}</a></li>\n'
        for lang in site.settings.languages
    )
    lang = site.settings.languages[0]
    yield StagedFile(PurePosixPath(FOLDER, "index.html"), f"{head(lang, say(lang, 'data.title'))}<ul>\n{links}</ul>\n")


def _place(ending: str) -> PurePosixPath:
    return PurePosixPath(FOLDER, f"articles.{ending}")


def data_pages(site: Site) -> Iterator[StagedFile]:
    """`<lang>/data/`: the files, and what each field holds."""
    count = len({article.path for article in site.library.published})
    for lang in site.settings.languages:
        meta: Shape = {"title": say(lang, "data.title"), "description": say(lang, "data.intro")}
        meta |= common(site, lang, "data.html", f"{FOLDER}/", site.settings.languages)
        meta["total"] = count
        meta["files"] = [
            {"kind": ending, "url": str(_place(ending)), "text": say(lang, f"data.file.{ending}")} for ending in FORMATS
        ]
        meta["fields"] = [
            {"name": name, "text": say(lang, f"data.field.{name}"), "list": name in LISTS} for name in FIELDS
        ]
        yield StagedFile(PurePosixPath(lang, FOLDER, "index.md"), render(meta, {"kind": "page"}, ""))
