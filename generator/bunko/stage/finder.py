"""What the search's interface needs: a page in each language, and the words that its scripts speak."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import PurePosixPath

from bunko.stage.frontmatter import render
from bunko.stage.periods import year_links
from bunko.stage.piece import StagedFile
from bunko.stage.site import Site
from bunko.stage.view import common
from bunko.strings import interface_tag, say, table

_SPOKEN = ("date.", "finder.", "language.", "nav.")
"""Beginnings of the names of the strings that the scripts ask for."""


def search_pages(site: Site) -> Iterator[StagedFile]:
    """`<lang>/search/`: the search itself for those who have scripts, the ways to browse for all.

    No sitemap names it: what it shows is what its reader asks for.
    """
    for lang in site.settings.languages:
        shown = common(site, lang, "search.html", "search/", site.settings.languages)
        own = {"section_of_site": "search", "robots": "noindex", "periods": year_links(site, lang)}
        text = render({"title": say(lang, "search"), **shown, **own}, {"kind": "page"}, "")
        yield StagedFile(PurePosixPath(lang, "search", "index.md"), text, listed=False)


def words(site: Site) -> Iterator[StagedFile]:
    """`<lang>/search/words.json`: the strings in the language, and the site's languages in their order."""
    languages = [
        {"folder": one.folder, "name": one.name, "tag": interface_tag(one.folder)}
        for one in site.settings.interface.values()
    ]
    for lang in site.settings.languages:
        strings = {key: text for key, text in table(lang).items() if key.startswith(_SPOKEN)}
        told = {"lang": lang, "languages": languages, "strings": strings}
        text = json.dumps(told, ensure_ascii=False, indent=1) + "\n"
        yield StagedFile(PurePosixPath(lang, "search", "words.json"), text)
