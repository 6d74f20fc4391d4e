"""Staged lists: all articles, years and months, tags, sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from bunko.library import newest_first
from bunko.nouns import Article, Source
from bunko.registers import KINDS
from bunko.stage.frontmatter import render
from bunko.stage.paging import sheets
from bunko.stage.site import Site, StagedPage, Tagged
from bunko.stage.view import Shape, common, entry, filled, merged, name_in, tag_link, web_address
from bunko.strings import say

Pages = Iterator[StagedPage]


def lists(site: Site) -> Pages:
    """Every list page in every language."""
    for lang in site.settings.languages:
        yield from _articles(site, lang)
        yield from _tags(site, lang)
        yield from _sources(site, lang)


def _articles(site: Site, lang: str) -> Pages:
    years = _years(site)
    by_year = _periods(site, lang, "articles/", years)
    yield from _list(site, lang, "articles/", site.library.published, _titled(say(lang, "listing.title"), by_year))
    for year, months in site.periods.items():
        address = f"articles/{year}/"
        by_month = _periods(site, lang, address, {month: months[month] for month in months if month}, year=year)
        title = period_title(lang, year, key="listing.title")
        yield from _list(site, lang, address, years[year], _titled(title, by_month or _current(by_year, lang, address)))
        for month in filter(None, months):
            title = period_title(lang, year, month, "listing.title")
            inner = f"{address}{month}/"
            yield from _list(site, lang, inner, months[month], _titled(title, _current(by_month, lang, inner)))


def year_links(site: Site, lang: str) -> list[Shape]:
    """Links to the lists of each year, newest first, with their counts of articles."""
    return _periods(site, lang, "articles/", _years(site))


def _years(site: Site) -> dict[str, list[Article]]:
    return {
        year: sorted((a for found in months.values() for a in found), key=newest_first)
        for year, months in site.periods.items()
    }


def _titled(title: str, periods: list[Shape]) -> Shape:
    return {"title": title, "periods": periods}


def _current(periods: list[Shape], lang: str, address: str) -> list[Shape]:
    return [{**period, "current": True} if period["url"] == f"{lang}/{address}" else period for period in periods]


def period_title(lang: str, year: str, month: str = "", key: str = "period") -> str:
    """A year (`2023`, or `undated`) or a month, as a label (`key` period) or a heading (`key` listing.title)."""
    if not year.isdigit():
        return say(lang, "listing.title.undated")
    if not month:
        return say(lang, f"{key}.year", year=int(year))
    name = say(lang, f"date.month.{int(month)}")
    return say(lang, f"{key}.month", year=int(year), month=int(month), month_name=name)


def _periods(
    site: Site, lang: str, address: str, periods: Mapping[str, Sequence[Article]], *, year: str = ""
) -> list[Shape]:
    """Links to years, or to the months of `year`, with their counts of articles."""
    return [
        {
            "title": period_title(lang, year or name, name if year else ""),
            "url": f"{lang}/{address}{name}/",
            "count": len(merged(site, lang, found)),
        }
        for name, found in periods.items()
    ]


def _list(site: Site, lang: str, address: str, found: Sequence[Article], meta: Shape) -> Pages:
    feed = {"url": f"{lang}/feed.xml", "title": say(lang, "feed.title", site=site.settings.interface[lang].title)}
    shape = {**meta, "template": "listing.html", "section_of_site": "articles", "feed": feed}
    yield from _sheets(site, lang, address, merged(site, lang, found), shape)


def _sheets(site: Site, lang: str, address: str, articles: Sequence[Article], meta: Shape) -> Pages:
    """The pages of one list; `meta` has the template and all that they share."""
    for sheet in sheets(lang, address, articles, site.settings.page_size):
        shown = common(site, lang, meta["template"], sheet.address, site.settings.languages)
        derived = {
            "entries": [entry(site, lang, article) for article in sheet.articles],
            "paging": sheet.paging,
            "total": len(articles),
        }
        yield StagedPage(sheet.path, render({**meta, **shown, **derived}, {"kind": "page"}, ""))


def _tags(site: Site, lang: str) -> Pages:
    kinds: dict[str, list[Shape]] = {kind: [] for kind in (*KINDS, "other")}
    for tagged in site.tagged.values():
        articles = merged(site, lang, tagged.articles)
        kinds[tagged.concept.kind or "other"].append(tag_link(lang, tagged.concept) | {"count": len(articles)})
        yield from _sheets(site, lang, f"tags/{tagged.concept.id}/", articles, _tag(lang, tagged))
    groups: list[Shape] = [
        {"kind": kind, "title": say(lang, f"tag.kind.{kind}"), "tags": sorted(tags, key=_by_count)}
        for kind, tags in kinds.items()
        if tags
    ]
    meta = {"title": say(lang, "tags.title"), "section_of_site": "tags", "groups": groups}
    yield _index(site, lang, "tags/", "tags.html", meta)


def _tag(lang: str, tagged: Tagged) -> Shape:
    concept = tagged.concept
    title, language = name_in(concept.names, lang)
    names = [{"lang": tag, "name": name} for tag, name in concept.names.items() if tag != language]
    feed = {"url": f"{lang}/tags/{concept.id}/feed.xml", "title": title}
    shape = filled(
        template="tag.html",
        title=title,
        section_of_site="tags",
        names=names,
        kind=concept.kind,
        wikidata=concept.wikidata,
        feed=feed,
    )
    return shape if language == lang else shape | {"language": language}


def _sources(site: Site, lang: str) -> Pages:
    items = []
    for id_, found in site.sourced.items():
        source = site.library.registers.sources[id_]
        articles = merged(site, lang, found)
        title = name_in(source.names, lang)[0]
        note = source.notes.get(lang)
        items.append(filled(title=title, url=f"{lang}/sources/{id_}/", note=note) | {"count": len(articles)})
        yield from _sheets(site, lang, f"sources/{id_}/", articles, _source(lang, source))
    meta = {"title": say(lang, "sources.title"), "section_of_site": "sources", "items": items}
    yield _index(site, lang, "sources/", "sources.html", meta)


def _source(lang: str, source: Source) -> Shape:
    title, language = name_in(source.names, lang)
    shape = filled(
        template="source.html",
        title=title,
        section_of_site="sources",
        names=[{"lang": tag, "name": name} for tag, name in source.names.items() if tag != language],
        homepage=web_address(source.homepage),
        note=source.notes.get(lang),
        license=source.license,
        feed={"url": f"{lang}/sources/{source.id}/feed.xml", "title": title},
    )
    return shape if language == lang else shape | {"language": language}


def _index(site: Site, lang: str, address: str, template: str, meta: Shape) -> StagedPage:
    shown = common(site, lang, template, address, site.settings.languages)
    text = render({**meta, **shown}, {"kind": "page"}, "")
    return StagedPage(PurePosixPath(lang, address, "index.md"), text)


def _by_count(link: Shape) -> tuple[int, str]:
    return (-link["count"], link["title"])
