"""The pages of a site that hold payloads, opened one after the other; the search asked for them; addresses in files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree as ET

from playwright.sync_api import Error

from tests.conftest import BuiltSite
from tests.hostile.trap import Trap

_SAMPLE = re.compile(
    r"(?:ja|zh)/(?:articles/(?!2024/01/)\d{4}/\d\d/|tags/(?!hostile|issue)|stories/(?!hostile)|sources/).+"
)
"""Pages of the sample itself, on which no payload stands."""

_ALIKE = re.compile(r"(?:ja|zh)/(?:tags|stories)/.+")

_NAMES = frozenset(
    [
        *["url", "id", "@id", "href", "src", "image", "archivedAt", "relatedLink", "isBasedOn", "sameAs"],
        *["mainEntityOfPage", "home_page_url", "feed_url", "external_url", "URL", "contentUrl", "thumbnailUrl"],
    ]
)
"""Fields of JSON whose text is an address."""


def hostile_pages(site: BuiltSite, every: int = 1) -> list[str]:
    """Every page on which a payload may stand, the lists, the start page and those of former addresses too.

    Of the pages of single tags and stories, which are many and alike, one in `every`.
    """
    found = (page for page in site.pages if not _SAMPLE.fullmatch(page))
    alike = 0
    pages = []
    for page in found:
        alike += bool(_ALIKE.fullmatch(page))
        if not _ALIKE.fullmatch(page) or alike % every == 0:
            pages.append(page)
    return pages


def open_all(watched: Trap, pages: Iterable[str]) -> None:
    """Visit pages one after the other."""
    for page in pages:
        watched.visit(page)


def search_for(watched: Trap, payloads: Iterable[str], by_address: int = 4) -> None:
    """Ask the search for each payload by typing, and for one in `by_address` in the address, as marks on a page too."""
    page = watched.page
    for n, payload in enumerate(payloads):
        if n % by_address == 0:
            watched.visit(f"ja/search/?q={quote(payload[:300])}&sort={quote(payload[:50])}#{quote(payload[:50])}")
            watched.visit(f"ja/articles/2024/01/hostile-0/?h={quote(payload[:300])}#{quote(payload[:50])}")
            watched.visit("ja/search/")
        page.locator("main input[type=search]").fill(" ".join(payload.split())[:240])
        try:
            page.locator("[aria-busy=true]").wait_for(state="detached", timeout=2000)
        except Error:
            continue
        watched.look(f"ja/search/ for {payload}")


def addresses(file: Path) -> Iterator[str]:
    """Every address that a file for machines names: a feed, a sitemap, JSON, and the JSON-LD of a page."""
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".xml":
        for one in ET.fromstring(text).iter():  # noqa: S314 - our own text
            yield from (value for name, value in one.attrib.items() if name in {"href", "src"})
            if one.tag.rpartition("}")[2] in {"loc", "id", "uri", "url", "icon", "logo"} and one.text:
                yield one.text
    elif file.suffix == ".jsonl":
        for line in text.split("\n"):
            yield from _in_json(json.loads(line) if line else None)
    elif file.suffix == ".json":
        yield from _in_json(json.loads(text))
    else:
        for block in _Data(text).blocks:
            yield from _in_json(json.loads(block))


class _Data(HTMLParser):
    """The blocks of data of an HTML page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.blocks: list[str] = []
        self._inside = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag == "script" and dict(attrs).get("type") == "application/ld+json"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.blocks.append(data)
            self._inside = False


def _in_json(value: Any, name: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _in_json(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from _in_json(inner, name)
    elif isinstance(value, str) and name in _NAMES:
        yield value
