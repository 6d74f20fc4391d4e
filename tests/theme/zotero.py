"""What Zotero would save of a page: the rules of its translators "Embedded Metadata" and "RDF", as far as we use them.

Written from https://github.com/zotero/translators (`Embedded Metadata.js`, `RDF.js`) and the names that
Zotero's `cleanAuthor` makes; no code of theirs is here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

HIGHWIRE = {
    "citation_title": "title",
    "citation_publication_date": "date",
    "citation_journal_title": "publicationTitle",
    "citation_abstract": "abstractNote",
    "citation_public_url": "url",
    "citation_language": "language",
}
ITEM_TYPES = {"newspaperArticle", "journalArticle", "webpage", "blogPost"}
OPENGRAPH = {"website": "webpage", "book": "book"}
"""Kinds of OpenGraph that outweigh Dublin Core; `article` is a last guess only."""


@dataclass
class Item:
    """The saved item: its type, its fields, and each creator's last and first name."""

    kind: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    creators: list[tuple[str, str]] = field(default_factory=list)


class _Metas(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        name = values.get("name") or values.get("property")
        if tag == "meta" and name and values.get("content"):
            self.found.append((name, values["content"] or ""))


def saved(html: str) -> Item:
    """The item that Zotero makes of a page."""
    parser = _Metas()
    parser.feed(html)
    item = Item(_kind(parser.found))
    for name, value in parser.found:
        if name in HIGHWIRE and value.strip():
            zotero = HIGHWIRE[name]
            item.fields[zotero] = " ".join([item.fields[zotero], value] if zotero in item.fields else [value])
    for name, value in parser.found:
        if name == "citation_author":
            item.creators += [clean_author(author) for author in _authors(value)]
    return item


def _kind(metas: list[tuple[str, str]]) -> str:
    graph = next((OPENGRAPH[value] for name, value in metas if name == "og:type" and value in OPENGRAPH), None)
    core = next((value for name, value in metas if name.lower() == "dc.type" and value in ITEM_TYPES), None)
    scholarly = any(name in ("citation_title", "citation_journal_title") for name, _ in metas)
    return graph or core or ("journalArticle" if scholarly else "webpage")


def _authors(value: str) -> list[str]:
    authors = re.split(r"\s*;\s*", value)
    if len(authors) == 1:
        parts = re.split(r"\s*,\s*", value)
        if len(parts) > 1 and " " in parts[0] and " " in parts[1]:
            return parts
    return [author for author in authors if re.search(r"[^\s,-.;]", author)]


def clean_author(author: str) -> tuple[str, str]:
    """Last and first name: at the comma where there is one, else the last word is the last name."""
    by_comma = "," in author
    author = re.sub(r"^[\s\u00a0.,/\[\]:]+|[\s\u00a0.,/\[\]:]+$", "", author)
    author = re.sub(r"[\s\u00a0]+", " ", author)
    if by_comma:
        last, _, first = author.partition(",")
        return last, first.strip()
    first, _, last = author.rpartition(" ")
    return last, first
