"""Atom (RFC 4287) and JSON (jsonfeed.org, version 1.1) feeds: of a language, of a tag, of a source."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import PurePosixPath
from posixpath import relpath

from bunko import dates
from bunko.nouns import Article, Instant
from bunko.registers import name_in
from bunko.stage.grounds import Grounds
from bunko.stage.piece import Piece, StagedFile
from bunko.stage.site import Site
from bunko.stage.view import filled
from bunko.stage.xml_text import DECLARATION, attribute, text
from bunko.strings import say
from bunko.web_address import path_of

ENTRIES = 50
"""The newest articles of a feed."""


def feeds(site: Site, grounds: Grounds) -> Iterator[Piece]:
    """Every feed in every language, in both forms."""

    def feed(lang: str, address: str, title: str, found: Sequence[Article]) -> Piece:
        articles = [article for article in found if article.folder == lang][:ENTRIES]
        follows = grounds.of_articles(articles, title)
        return Piece(f"feed {lang}/{address}", follows, lambda: _pair(site, lang, address, title, articles))

    for lang in site.settings.languages:
        name = site.settings.interface[lang].title
        yield feed(lang, "", say(lang, "feed.title", site=name), site.library.published)
        for id_, tagged in site.tagged.items():
            title = say(lang, "feed.title.tag", site=name, name=name_in(tagged.concept.names, lang)[0])
            yield feed(lang, f"tags/{id_}/", title, tagged.articles)
        for former, id_ in site.moved.items():
            tagged = site.tagged[id_]
            title = say(lang, "feed.title.tag", site=name, name=name_in(tagged.concept.names, lang)[0])
            yield feed(lang, f"tags/{former}/", title, tagged.articles)
        for id_, found in site.sourced.items():
            source = site.library.registers.sources[id_]
            title = say(lang, "feed.title.source", site=name, name=name_in(source.names, lang)[0])
            yield feed(lang, f"sources/{id_}/", title, found)


def _pair(site: Site, lang: str, address: str, title: str, articles: Sequence[Article]) -> Iterator[StagedFile]:
    folder = PurePosixPath(lang, address)
    yield StagedFile(folder / "feed.xml", _atom(site, lang, f"{lang}/{address}", title, articles))
    yield StagedFile(folder / "feed.json", _json(site, lang, f"{lang}/{address}", title, articles))


def _atom(site: Site, lang: str, address: str, title: str, articles: Sequence[Article]) -> str:
    lines = [
        DECLARATION,
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={attribute(lang)}>',
        f"  <title>{text(title)}</title>",
        f"  <id>{text(_identifier(site, address))}</id>",
        f"  <link href={attribute(_link(site, address, address))}/>",
        f'  <link rel="self" href={attribute(_link(site, address + "feed.xml", address))}/>',
        f"  <updated>{_newest(articles)}</updated>",
        f"  <author><name>{text(site.settings.interface[lang].title)}</name></author>",
    ]
    for article in articles:
        lines += _atom_entry(site, article, address)
    return "\n".join([*lines, "</feed>", ""])


def _atom_entry(site: Site, article: Article, address: str) -> list[str]:
    lines = [
        f"  <entry xml:lang={attribute(article.language)}>",
        f"    <title>{text(article.title)}</title>",
        f"    <id>{text(_identifier(site, article.address))}</id>",
        f"    <link href={attribute(_link(site, article.address, address))}/>",
        f"    <updated>{_moment(article.updated or article.published)}</updated>",
    ]
    if isinstance(article.published, datetime):
        lines.append(f"    <published>{_moment(article.published)}</published>")
    lines += [f"    <author><name>{text(author)}</name></author>" for author in article.authors]
    lines += [
        f"    <category term={attribute(concept.id)} label={attribute(name_in(concept.names, article.folder)[0])}/>"
        for concept in site.library.concepts(article)
    ]
    if article.description:
        lines.append(f"    <summary>{text(article.description)}</summary>")
    return [*lines, "  </entry>"]


def _json(site: Site, lang: str, address: str, title: str, articles: Sequence[Article]) -> str:
    items = [
        filled(
            id=_identifier(site, article.address),
            url=_link(site, article.address, address),
            title=article.title,
            summary=article.description,
            content_text=article.description or article.title,
            date_published=_zoned(article.published),
            date_modified=_zoned(article.updated),
            authors=[{"name": author} for author in article.authors],
            tags=[name_in(concept.names, lang)[0] for concept in site.library.concepts(article)],
            language=article.language,
        )
        for article in articles
    ]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "home_page_url": _link(site, address, address),
        "feed_url": _link(site, address + "feed.json", address),
        "language": lang,
        "items": items,
    }
    return json.dumps(feed, ensure_ascii=False, indent=1) + "\n"


def _link(site: Site, address: str, folder: str) -> str:
    """An address in the feed that lies in `folder`; without `site_url` relative to it (RFC 3986)."""
    if site.settings.site_url:
        return site.settings.site_url + path_of(address)
    return path_of(f"./{relpath(address, folder)}{'/' if address.endswith('/') else ''}")


def _identifier(site: Site, address: str) -> str:
    if site.settings.site_url:
        return site.settings.site_url + address
    return uuid.uuid5(uuid.NAMESPACE_URL, address).urn


def _zoned(instant: Instant | None) -> str | None:
    return dates.iso(instant) if isinstance(instant, datetime) else None


def _moment(instant: Instant | None) -> str:
    """RFC 3339, which Atom demands of `updated`: a plain day stands for its first second in UTC."""
    if instant is None:
        return "1970-01-01T00:00:00Z"
    return dates.iso(instant) if isinstance(instant, datetime) else f"{dates.iso(instant)}T00:00:00Z"


def _newest(articles: Sequence[Article]) -> str:
    moments = [_moment(article.updated or article.published) for article in articles]
    return max(moments, key=datetime.fromisoformat, default=_moment(None))
