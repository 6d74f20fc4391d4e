"""Staged lists of all articles, by year and by month; the calendar of each year; the timeline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from bunko.charts import Period
from bunko.nouns import Article
from bunko.parts import owner_of
from bunko.stage.chart import chart_of, shape_of
from bunko.stage.grounds import Grounds
from bunko.stage.listing import Listing, Pages, index
from bunko.stage.paging import sheets
from bunko.stage.piece import Piece, digest
from bunko.stage.site import Site
from bunko.stage.view import Shape, filled, merged, period_title
from bunko.stage.year_calendar import day_name, year_calendar
from bunko.strings import say

Periods = Mapping[str, Mapping[str, Sequence[Article]]]


def periods(site: Site, grounds: Grounds, lang: str) -> Iterator[Piece]:
    """All articles, each year with its months, and the timeline, in one language."""
    shown = _shown(site, lang)
    years = {year: _in_order(site, months) for year, months in shown.items()}
    by_year = _links(lang, "articles/", {year: len(articles) for year, articles in years.items()})
    title = say(lang, "listing.title")
    everything = Listing(lang, "articles/", merged(site, lang, site.library.published), site.settings.page_size)
    yield from everything.pieces(site, grounds, _listed(site, lang) | _titled(title, by_year))
    for year, months in shown.items():
        follows = grounds.of_articles(years[year], list(months), by_year if not any(months) else ())
        make = partial(_year, site, lang, year, months, by_year)
        places = partial(_year_places, site, lang, year, months)
        known = year if owner_of(f"{lang}/articles/{year}/") else None
        yield Piece(f"list {lang}/articles/{year}/", follows, make, known, places)
    timeline = _timeline(lang, shown, by_year)
    page = partial(index, site, lang, "timeline/", "timeline.html", timeline)
    yield Piece(f"timeline {lang}", digest(timeline), lambda: [page()])


def year_links(site: Site, lang: str) -> list[Shape]:
    """Links to the list of each year, newest first, with their counts of articles."""
    shown = _shown(site, lang)
    return _links(lang, "articles/", {year: sum(map(len, months.values())) for year, months in shown.items()})


def newest_calendar(site: Site, lang: str) -> Shape:
    """The calendar of the newest month that has articles; empty where none has a date."""
    found = [(year, month) for year, months in site.periods.items() if year.isdigit() for month in months if month]
    for year, month in sorted(found, reverse=True):
        articles = merged(site, lang, site.periods[year][month])
        if articles:
            listing = Listing(lang, f"articles/{year}/{month}/", articles, site.settings.page_size, day_name)
            return year_calendar(lang, year, {month: articles}, listing.links)
    return {}


def _shown(site: Site, lang: str) -> Periods:
    """Each article once, by year and month."""
    return {
        year: {month: merged(site, lang, found) for month, found in months.items()}
        for year, months in site.periods.items()
    }


def _in_order(site: Site, months: Mapping[str, Sequence[Article]]) -> list[Article]:
    """The articles of some months, newest first."""
    return sorted((article for found in months.values() for article in found), key=lambda one: site.ranks[one.path])


def _year(site: Site, lang: str, year: str, months: Mapping[str, Sequence[Article]], by_year: list[Shape]) -> Pages:
    address = f"articles/{year}/"
    by_month = _links(lang, address, {month: len(months[month]) for month in months if month}, year=year)
    title = period_title(lang, year, key="listing.title")
    articles = _in_order(site, months)
    days: dict[str, str] = {}
    for month in filter(None, months):
        inner = f"{address}{month}/"
        listing = Listing(lang, inner, months[month], site.settings.page_size, day_name)
        days |= listing.links
        meta = _titled(period_title(lang, year, month, "listing.title"), _current(by_month, lang, inner))
        yield from listing.pages(site, _listed(site, lang) | meta)
    first: Shape = {}
    if by_month:
        chart = shape_of(
            lang,
            chart_of(articles),
            say(lang, "chart.title"),
            lambda period: f"{lang}/{address}{period.month:02d}/",
        )
        first = filled(chart=chart) | {"calendar": year_calendar(lang, year, months, days)}
    meta = _titled(title, by_month or _current(by_year, lang, address))
    yield from Listing(lang, address, articles, site.settings.page_size).pages(site, _listed(site, lang) | meta, first)


def _year_places(site: Site, lang: str, year: str, months: Mapping[str, Sequence[Article]]) -> dict[str, bool]:
    """The places of the pages of a year and its months."""
    lists = {f"articles/{year}/{month}/": found for month, found in months.items() if month}
    lists[f"articles/{year}/"] = _in_order(site, months)
    return {
        str(sheet.path): True
        for address, found in lists.items()
        for sheet in sheets(lang, address, found, site.settings.page_size)
    }


def _timeline(lang: str, shown: Periods, by_year: list[Shape]) -> Shape:
    articles = [article for months in shown.values() for found in months.values() for article in found]

    def where(period: Period) -> str:
        month = f"{period.month:02d}/" if period.month else ""
        return f"{lang}/articles/{period.year:04d}/{month}"

    rows = [_row(lang, year, months) for year, months in shown.items() if year.isdigit()]
    dated = [article for article in articles if article.period[1]]
    return {
        "title": say(lang, "timeline.title"),
        "section_of_site": "timeline",
        "total": len(articles),
        "feed": {"url": f"{lang}/feed.xml", "title": say(lang, "timeline.title")},
        "chart": shape_of(lang, chart_of(dated), say(lang, "chart.title"), where),
        "months": [{"title": say(lang, f"date.month.{n}"), "short": say(lang, f"month.short.{n}")} for n in _MONTHS],
        "rows": rows,
        "periods": [period for period in by_year if period["url"] == f"{lang}/articles/undated/"],
    }


_MONTHS = range(1, 13)


def _row(lang: str, year: str, months: Mapping[str, Sequence[Article]]) -> Shape:
    """A year of the table: its months with their counts; a month without articles is empty."""
    cells: list[Shape] = []
    for number in _MONTHS:
        found = months.get(f"{number:02d}")
        title = say(lang, "chart.bar", period=period_title(lang, year, str(number)), count=len(found or ()))
        url = f"{lang}/articles/{year}/{number:02d}/"
        cells.append({"title": title, "url": url, "count": len(found)} if found else {})
    return {"title": year, "url": f"{lang}/articles/{year}/", "count": sum(map(len, months.values())), "cells": cells}


def _titled(title: str, links: list[Shape]) -> Shape:
    return {"title": title, "periods": links}


def _current(links: list[Shape], lang: str, address: str) -> list[Shape]:
    return [{**link, "current": True} if link["url"] == f"{lang}/{address}" else link for link in links]


def _links(lang: str, address: str, counts: Mapping[str, int], *, year: str = "") -> list[Shape]:
    """Links to years, or to the months of `year`, with their counts of articles."""
    return [
        {
            "title": period_title(lang, year or name, name if year else ""),
            "url": f"{lang}/{address}{name}/",
            "count": count,
        }
        for name, count in counts.items()
    ]


def _listed(site: Site, lang: str) -> Shape:
    feed = {"url": f"{lang}/feed.xml", "title": say(lang, "feed.title", site=site.settings.interface[lang].title)}
    return {"template": "listing.html", "section_of_site": "articles", "feed": feed}
