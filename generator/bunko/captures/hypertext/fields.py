"""What a page says of its article in its head and its data, each field from the source most trusted first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import etree

from bunko.captures.hypertext import moments, schema, titles
from bunko.captures.hypertext.metatags import Head
from bunko.captures.hypertext.moments import Moment
from bunko.captures.hypertext.schema import Item, each

_TAG = re.compile(r"<[^<>]{1,200}>")
_TEXT_LIMIT = 5000
_TAG_LIMIT = 60
_NAME_LIMIT = 80


@dataclass(frozen=True)
class Said:
    """All that a page says of itself in a machine's words.

    Attributes:
        articles: schema.org items that are articles, JSON-LD before microdata, the most telling first.
        pages: items of pages, which say less.
        head: its meta elements.
        address: where the page was saved from, where that is known.
    """

    articles: tuple[Item, ...]
    pages: tuple[Item, ...]
    head: Head
    address: str | None


def said_of(root: etree._Element, head: Head, address: str | None) -> Said:
    """Read the data of a page."""
    json_ld, microdata = schema.json_ld(root), schema.microdata(root)
    articles = [*schema.articles_of(json_ld), *schema.articles_of(microdata)]
    pages = [*schema.pages_of(json_ld), *schema.pages_of(microdata)]
    return Said(tuple(_own(articles, head, address)), tuple(pages), head, address)


def _own(articles: list[Item], head: Head, address: str | None) -> list[Item]:
    """The items of this page's article: others name another address, or follow items that name this one."""
    here = {_path(at) for at in (address, head.canonical, head.first("og:url")) if at} - {""}
    about = [item for item in articles if here & {_path(at) for at in _addresses(item)}]
    if about:
        return about + [item for item in articles if item not in about and not any(_addresses(item))]
    titled = {titles.bare(text) for text in (head.title, head.first("og:title")) if text}
    likely = [item for item in articles if any(titles.bare(text) and any(titles.bare(text) in name for name in titled)
                                              for text in texts(item, "headline", "name"))]  # fmt: skip
    return likely or articles[:1]


def _path(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return f"{(parts.hostname or '').removeprefix('www.')}{parts.path.rstrip('/')}"


def _addresses(item: Item) -> Iterator[str]:
    for name in ("url", "mainEntityOfPage", "@id"):
        for value in each(item.get(name)):
            found = value.get("@id") or value.get("url") if isinstance(value, dict) else value
            if isinstance(found, str) and found.startswith("http"):
                yield found


def texts(item: Item, *names: str) -> Iterator[str]:
    """The texts of an item's properties, those of nested items by their names."""
    for name in names:
        for value in each(item.get(name)):
            found = _text(value)
            if found:
                yield found


def lines(item: Item, name: str) -> Iterator[tuple[str, ...]]:
    """The lines of an item's long texts, as an article's body."""
    for value in each(item.get(name)):
        if isinstance(value, str):
            found = [text for line in unescape(_TAG.sub("\n", value)).split("\n") if (text := clean(line))]
            if found:
                yield tuple(found)


def _text(value: Any) -> str | None:
    if isinstance(value, dict):
        value = next(iter(each(value.get("name") or value.get("@value") or value.get("headline"))), None)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return clean(value) if isinstance(value, str) else None


def clean(text: str) -> str | None:
    """A text of a page's data as it would show: entities resolved, elements and doubled spaces gone."""
    if "&" in text:
        text = unescape(unescape(text))
    if "<" in text:
        text = _TAG.sub("", text)
    return (
        " ".join(text.replace("\u200b", "").split()).strip()[:_TEXT_LIMIT] or None
        if "\u3000" not in text
        else (re.sub(r"[ \t\r\n\xa0]+", " ", text.replace("\u200b", "")).strip(" \u3000")[:_TEXT_LIMIT] or None)
    )


# The order of trust. JSON-LD goes before microdata (in `articles`), both before meta elements.

_TITLES = (
    "og:title",
    "twitter:title",
    "title",
    "citation_title",
    "dc.title",
    "dcterms.title",
    "parsely-title",
    "sailthru.title",
)
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "article:published", "datepublished", "og:published_time",
    "citation_publication_date", "citation_date", "parsely-pub-date", "cxenseparse:recs:publishtime", "publishdate",
    "pubdate", "publish-date", "publish_date", "publication_date", "dcterms.created", "dcterms.date",
    "dc.date.issued", "dc.date.created",
    "dc.date", "sailthru.date", "release_date", "article.published", "article_date_original", "cse_pubdate",
    "date", "dcterms.issued", "dc.terms.date", "last-modified-at", "originalpublicationdate", "iso-8601-publish-date",
    "vr:published_time", "bt:pubdate", "pub_date", "rnews:datepublished", "og:pubdate", "prism.publicationdate",
)  # fmt: skip
_UPDATED = (
    "article:modified_time", "og:updated_time", "article:modified", "datemodified", "dcterms.modified",
    "dc.date.modified", "article.updated", "lastmod", "last-modified", "revised", "update_date",
    "cxenseparse:recs:modtime",
)  # fmt: skip
_DESCRIPTIONS = ("og:description", "description", "twitter:description", "dc.description", "dcterms.description")
_AUTHORS = (
    "author",
    "article:author",
    "citation_author",
    "parsely-author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "sailthru.author",
    "cxenseparse:author",
)
_SECTIONS = ("article:section", "og:article:section", "parsely-section", "section")
_SITES = ("og:site_name", "application-name", "apple-mobile-web-app-title", "dc.publisher", "citation_journal_title")


Sourced = tuple[str, Moment | None]
"""Where a page says something, in its own words, and what."""


def published_of(said: Said) -> list[Sourced]:
    """What the data say of the publication, the most trusted first."""
    return [*_dates(said.articles, "datePublished", "dateCreated", "uploadDate"), *_meta_dates(said.head, _PUBLISHED),
            *_dates(said.pages, "datePublished", "uploadDate")]  # fmt: skip


def updated_of(said: Said) -> list[Sourced]:
    """What the data say of the last change, the most trusted first."""
    return [
        *_dates(said.articles, "dateModified"),
        *_meta_dates(said.head, _UPDATED),
        *_dates(said.pages, "dateModified"),
    ]


def _dates(items: Iterable[Item], *names: str) -> list[Sourced]:
    return [
        (f"schema.org {name}", moments.structured(value))
        for item in items
        for name in names
        for value in each(item.get(name))
    ]


def _meta_dates(head: Head, names: Iterable[str]) -> list[Sourced]:
    return [(f"meta {name}", moments.structured(value)) for name in names for value in head.every(name)]


def site_names(said: Said) -> list[str]:
    """What the site may be called: its declared names, its publisher, the labels of its host."""
    names = [value for name in _SITES for value in said.head.every(name)]
    names += [text for item in said.articles for text in texts(item, "publisher", "sourceOrganization")]
    names += [text for item in said.pages for text in texts(item, "publisher")]
    for address in (said.address, said.head.canonical, said.head.first("og:url")):
        try:
            host = urlsplit(address or "").hostname or ""
        except ValueError:
            continue
        labels = host.removeprefix("www.").split(".")
        names += [".".join(labels), *(label for label in labels[:-1] if len(label) > 3)]  # noqa: PLR2004 - not `co`
    return names


def headlines_of(said: Said) -> list[str]:
    """Headlines that the data say, the most trusted first, site names and all.

    The data's headline is the printed one, unless it is what the `<title>` says, which is written
    for search engines; then `og:title` goes before it.
    """
    data = [text for item in said.articles for text in texts(item, "headline")]
    social = [text for value in said.head.every(_TITLES[0]) if (text := clean(value))]
    searched = bool(data) and titles.bare(said.head.title or "").startswith(titles.bare(data[0]))
    found = [*social, *data] if searched else [*data, *social]
    found += [text for name in _TITLES[1:] for value in said.head.every(name) if (text := clean(value))]
    found += [text for item in said.articles for text in texts(item, "name")]
    return found + ([said.head.title] if said.head.title else [])


def one_of_each(said: Said) -> list[str]:
    """The headline of `og:title`, of the data and of `<title>`, as far as the page has them, site names and all."""
    social = (text for value in said.head.every(_TITLES[0]) if (text := clean(value)))
    data = (text for item in said.articles for text in texts(item, "headline"))
    return [text for text in (next(social, None), next(data, None), said.head.title) if text]


def description_of(said: Said) -> str | None:
    """The description, the longest form of the most trusted."""
    values = [text for item in said.articles for text in texts(item, "description")]
    values += [text for name in _DESCRIPTIONS for value in said.head.every(name) if (text := clean(value))]
    return next((text for text in values if text.strip(".… ")), None)


def authors_of(said: Said) -> tuple[str, tuple[str, ...]]:
    """Where the data name authors, and their names, without addresses and doubles; both empty where they name none."""
    places = [("schema.org author", list(texts(item, "author", "creator"))) for item in said.articles]
    places += [(f"meta {name}", [text for at in said.head.every(name) if (text := clean(at))]) for name in _AUTHORS]
    place, found = next(((place, found) for place, found in places if found), ("", []))
    names = [re.sub(r"^(?:by|von|par|por|di|文[・:：]?)\s+", "", name, flags=re.IGNORECASE) for name in found]
    names = list(dict.fromkeys(name for name in names if name and "://" not in name and len(name) <= _NAME_LIMIT))
    return (place if names else "", tuple(names))


def section_of(said: Said) -> str | None:
    """The section in which the publisher filed it (经济, 社会)."""
    values = [text for item in said.articles for text in texts(item, "articleSection")]
    values += [text for name in _SECTIONS for value in said.head.every(name) if (text := clean(value))]
    return next((value for value in values if len(value) <= _TAG_LIMIT), None)


def genre_of(said: Said) -> str | None:
    """The kind of text, where its data name one (interview, 社説)."""
    values = [text for item in said.articles for text in texts(item, "genre")]
    return next((value for value in values if len(value) <= _TAG_LIMIT and "://" not in value), None)


def location_of(said: Said) -> str | None:
    """The place of the article, where its data name one."""
    values = [text for item in said.articles for text in texts(item, "contentLocation", "locationCreated")]
    return next((value for value in values if len(value) <= _TAG_LIMIT), None)


def publisher_of(said: Said) -> str | None:
    """The publisher's printed name."""
    values = [text for item in said.articles for text in texts(item, "publisher")]
    values += [text for name in _SITES[:1] for value in said.head.every(name) if (text := clean(value))]
    return next(iter(values), None)


def address_of(said: Said) -> str | None:
    """The article's address: canonical link, og:url, the data's own, then where the page was saved from."""
    values = [
        said.head.canonical,
        said.head.first("og:url"),
        *(at for item in said.articles for at in _addresses(item)),
    ]
    for value in filter(None, values):
        try:
            found = urljoin(said.address or "", value.strip())
            host, path = urlsplit(found).hostname, urlsplit(found).path
        except ValueError:
            continue
        if found.startswith(("http://", "https://")) and host and path not in {"", "/"} and not re.search(r"\s", found):
            return found.split("#", 1)[0]
    return said.address
