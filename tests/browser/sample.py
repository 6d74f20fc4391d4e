"""One page of each kind and language, by the addresses that the site promises."""

from __future__ import annotations

import re
from pathlib import Path

from tests.browser.document import Document, document
from tests.conftest import BuiltSite

LANGUAGES = ("ja", "zh")
KINDS = {
    "home": "",
    "about": "about/",
    "contribute": "contribute/",
    "article": r"articles/\d{4}/\d{2}/[^/]+/",
    "parallel": r"articles/\d{4}/\d{2}/[^/]+/parallel/",
    "articles": "articles/",
    "data": "data/",
    "translations": "translations/",
    "checks": "checks/",
    "walkthrough": "walkthrough/",
    "year": r"articles/\d{4}/",
    "timeline": "timeline/",
    "stories": "stories/",
    "story": "stories/[^/]+/",
    "tags": "tags/",
    "tag": "tags/[^/]+/",
    "sources": "sources/",
    "source": "sources/[^/]+/",
    "search": "search/",
}


def page_of(site: BuiltSite, language: str, kind: str) -> str:
    """The first page of a kind that is no notice (of a missing or a withdrawn text), as a path below the root."""
    found = pages_of(site, language, kind)
    return next((page for page in found if "noindex" not in read(site, page).meta.get("robots", "")), found[0])


def pages_of(site: BuiltSite, language: str, kind: str) -> list[str]:
    """Every page of a kind; a site without one fails the test that asks."""
    pattern = re.compile(f"{language}/{KINDS[kind]}")
    found = [page for page in site.pages if pattern.fullmatch(page)]
    assert found, f"the site has no page of the kind {kind!r} in {language}"
    return found


def read(site: BuiltSite, page: str) -> Document:
    """A page's HTML by its path below the root."""
    return document(Path(site.folder, page, "index.html"))
