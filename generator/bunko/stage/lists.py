"""Staged lists: all articles, years and months, the timeline, tags, sources."""

from __future__ import annotations

from bunko.stage.listing import Pages
from bunko.stage.periods import periods
from bunko.stage.site import Site
from bunko.stage.sources import sources
from bunko.stage.tags import tags


def lists(site: Site) -> Pages:
    """Every list page in every language."""
    for lang in site.settings.languages:
        yield from periods(site, lang)
        yield from tags(site, lang)
        yield from sources(site, lang)
