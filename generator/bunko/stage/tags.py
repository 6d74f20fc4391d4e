"""Staged tags: the list of all, and a page for each concept."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from bunko.nouns import Article, Concept
from bunko.registers import KINDS, name_in
from bunko.stage.chart import chart_of, name_of, named_like, shape_of
from bunko.stage.frontmatter import render
from bunko.stage.grounds import Grounds
from bunko.stage.listing import Listing, Pages
from bunko.stage.paging import sheets
from bunko.stage.piece import Piece, StagedFile
from bunko.stage.site import Site, Tagged
from bunko.stage.view import Shape, common, filled, merged, tag_link
from bunko.strings import say

COMPANY = 15
"""Concepts shown beside one that they often stand with."""
_SHEET = 4
"""A tag takes a quarter of an entry's room."""


def tags(site: Site, grounds: Grounds, lang: str) -> Iterator[Piece]:
    """Every page of tags in one language."""
    counts: dict[str, int] = {}
    for id_, tagged in site.tagged.items():
        articles = merged(site, lang, tagged.articles)
        counts[id_] = len(articles)
        said = _shape(site, lang, tagged.concept), _company(site, lang, tagged.concept)
        follows = grounds.of_articles(articles, said)
        yield Piece(f"list {lang}/tags/{id_}/", follows, partial(_concept, site, lang, tagged, articles))
    yield Piece(f"list {lang}/tags/", None, partial(_index, site, lang, counts))


def _index(site: Site, lang: str, counts: dict[str, int]) -> Pages:
    """All tags by kind, the frequent ones first, on as many pages as they need."""
    order = {kind: n for n, kind in enumerate((*KINDS, "other"))}
    links = sorted(
        (
            (tagged.concept.kind or "other", tag_link(lang, tagged.concept) | filled(count=counts[id_] or None))
            for id_, tagged in site.tagged.items()
        ),
        key=lambda pair: (order[pair[0]], -pair[1].get("count", 0), pair[1]["title"]),
    )
    for sheet in sheets(lang, "tags/", links, _SHEET * site.settings.page_size):
        groups: dict[str, list[Shape]] = {}
        for kind, link in sheet.items:
            groups.setdefault(kind, []).append(link)
        shown = common(site, lang, "tags.html", sheet.address, site.settings.languages)
        meta = {
            "title": say(lang, "tags.title"),
            "section_of_site": "tags",
            "groups": [
                {"kind": kind, "title": say(lang, f"tag.kind.{kind}"), "tags": found} for kind, found in groups.items()
            ],
            "paging": sheet.paging,
        }
        yield StagedFile(sheet.path, render(meta | shown, {"kind": "page"}, ""))


def _concept(site: Site, lang: str, tagged: Tagged, articles: list[Article]) -> Pages:
    concept = tagged.concept
    chart = chart_of(articles)
    listing = Listing(lang, f"tags/{concept.id}/", articles, site.settings.page_size, named_like(chart))
    links = listing.links
    first = filled(
        chart=shape_of(lang, chart, say(lang, "chart.title"), lambda period: links[name_of(period)]),
        company=_company(site, lang, concept),
    )
    return listing.pages(site, _shape(site, lang, concept), first)


def _shape(site: Site, lang: str, concept: Concept) -> Shape:
    title, language = name_in(concept.names, lang)
    names = [{"lang": tag, "name": name} for tag, name in concept.names.items() if tag != language]
    above = site.tagged.get(concept.broader or "")
    below = [site.tagged[one.id].concept for one in _narrower(site, concept)]
    return filled(
        template="tag.html",
        title=title,
        section_of_site="tags",
        names=names,
        kind=concept.kind,
        wikidata=concept.wikidata,
        broader=above and tag_link(lang, above.concept),
        narrower=[tag_link(lang, one) for one in below],
        feed={"url": f"{lang}/tags/{concept.id}/feed.xml", "title": title},
        language=language if language != lang else None,
    )


def _narrower(site: Site, concept: Concept) -> Iterator[Concept]:
    return (one for one in site.library.registers.narrower.get(concept.id, ()) if one.id in site.tagged)


def _company(site: Site, lang: str, concept: Concept) -> list[Shape]:
    """The concepts that stand beside this one most often, with the number of articles that have both."""
    counts = site.company.get(concept.id, {})
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:COMPANY]
    return [tag_link(lang, site.tagged[id_].concept) | {"count": count} for id_, count in ranked]
