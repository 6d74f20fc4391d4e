"""Staged sources: the list of the register's publishers, and a page for each with what the register says of it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, partial

from babel import Locale, UnknownLocaleError

from bunko.nouns import Article, Source
from bunko.registers import name_in
from bunko.stage.chart import chart_of, name_of, named_like, shape_of
from bunko.stage.grounds import Grounds
from bunko.stage.listing import Listing, Pages, index
from bunko.stage.piece import Piece
from bunko.stage.site import Site
from bunko.stage.view import Shape, filled, merged
from bunko.strings import FALLBACK, language_name, say
from bunko.web_address import web_address


def sources(site: Site, grounds: Grounds, lang: str) -> Iterator[Piece]:
    """Every page of sources in one language."""
    items = []
    for id_, found in site.sourced.items():
        source = site.library.registers.sources[id_]
        articles = merged(site, lang, found)
        items.append(_item(lang, source) | {"count": len(articles)})
        make = partial(_source, site, lang, source, articles)
        yield Piece(f"list {lang}/sources/{id_}/", grounds.of_articles(articles), make)
    meta = {"title": say(lang, "sources.title"), "section_of_site": "sources", "items": items}
    yield Piece(f"list {lang}/sources/", None, lambda: [index(site, lang, "sources/", "sources.html", meta)])


def _item(lang: str, source: Source) -> Shape:
    """A source in the list of all."""
    title, language = name_in(source.names, lang)
    facts = _facts(lang, source)
    return filled(
        title=title,
        url=f"{lang}/sources/{source.id}/",
        note=source.notes.get(lang),
        language=language if language != lang else None,
        country=facts["country"],
        state_affiliated=facts["state_affiliated"],
    )


def _source(site: Site, lang: str, source: Source, articles: list[Article]) -> Pages:
    chart = chart_of(articles)
    listing = Listing(lang, f"sources/{source.id}/", articles, site.settings.page_size, named_like(chart))
    links = listing.links
    drawn = shape_of(lang, chart, say(lang, "chart.title"), lambda period: links[name_of(period)])
    return listing.pages(site, _shape(lang, source), filled(chart=drawn))


def _shape(lang: str, source: Source) -> Shape:
    title, language = name_in(source.names, lang)
    return filled(
        template="source.html",
        title=title,
        section_of_site="sources",
        names=[{"lang": tag, "name": name} for tag, name in source.names.items() if tag != language],
        homepage=web_address(source.homepage),
        note=source.notes.get(lang),
        license=source.license,
        feed={"url": f"{lang}/sources/{source.id}/feed.xml", "title": title},
        language=language if language != lang else None,
        **_facts(lang, source),
    )


def _facts(lang: str, source: Source) -> Shape:
    """What the register says of a publisher, in the reader's words, with the evidence for it."""
    owner, language = name_in(source.owner, lang) if source.owner else (None, lang)
    affiliated = source.state_affiliated
    return {
        "owner": owner,
        "owner_language": language if language != lang else None,
        "country": source.country and country_name(lang, source.country),
        "text_language": source.language and language_name(lang, source.language),
        "state_affiliated": None if affiliated is None else say(lang, f"source.state.{'yes' if affiliated else 'no'}"),
        "reference": web_address(source.reference),
    }


def country_name(lang: str, code: str) -> str:
    """A country's name in a language, as CLDR has it; the code where it has none."""
    return str(_locale(lang).territories.get(code) or code)


@cache
def _locale(lang: str) -> Locale:
    try:
        return Locale.parse(lang, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse(FALLBACK)
