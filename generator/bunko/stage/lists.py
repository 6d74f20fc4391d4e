"""Staged lists: all articles, years and months, the timeline, tags, sources."""

from __future__ import annotations

from collections.abc import Iterator

from bunko.stage.grounds import Grounds
from bunko.stage.periods import periods
from bunko.stage.piece import Piece
from bunko.stage.site import Site
from bunko.stage.sources import sources
from bunko.stage.tags import tags


def lists(site: Site, grounds: Grounds) -> Iterator[Piece]:
    """Every list page in every language."""
    for lang in site.settings.languages:
        yield from periods(site, grounds, lang)
        yield from tags(site, grounds, lang)
        yield from sources(site, grounds, lang)
