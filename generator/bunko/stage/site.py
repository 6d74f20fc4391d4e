"""What every part of the stage looks up: the archive's library, its settings, and its relations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from bunko import registers
from bunko.library import Library, load
from bunko.nouns import Article, Concept
from bunko.related import Relations
from bunko.settings import Settings

Files = dict[PurePosixPath, str | bytes | Path]
"""Staged files by their place below the stage's root: their content, or the file to copy (images may be many)."""


class StagedPage(NamedTuple):
    """A page of the stage; `listed` is False for what is not to be found by a sitemap (notices, withdrawn articles)."""

    path: PurePosixPath
    text: str
    listed: bool = True


@dataclass(frozen=True)
class Site:
    """An archive, ready to be staged."""

    settings: Settings
    library: Library

    @cached_property
    def relations(self) -> Relations:
        """Who is related to whom."""
        return Relations(self.library)

    @cached_property
    def tagged(self) -> Mapping[str, Tagged]:
        """Every concept in use with its articles, by concept id, in the order of the ids."""
        found: dict[str, Tagged] = {}
        for article in self.library.published:
            for concept in self.library.concepts(article):
                one = found.setdefault(concept.id, Tagged(concept, []))
                if article.folder not in one.concept.names:
                    one = found[concept.id] = Tagged(_named(one.concept, concept), one.articles)
                one.articles.append(article)
        return dict(sorted(found.items()))

    @cached_property
    def sourced(self) -> Mapping[str, Sequence[Article]]:
        """The articles of each registered source, newest first, in the register's order."""
        sources: dict[str, list[Article]] = {id_: [] for id_ in self.library.registers.sources}
        for article in self.library.published:
            if article.source in sources:
                sources[article.source].append(article)
        return sources

    @cached_property
    def periods(self) -> Mapping[str, Mapping[str, Sequence[Article]]]:
        """Articles by year (`2023`, or `undated`) and month (`10`), newest first, as their paths have them."""
        periods: dict[str, dict[str, list[Article]]] = {}
        for article in self.library.published:
            parts = article.path.parts[2:-1]
            year, month = (parts[0], parts[1]) if len(parts) > 1 else (parts[0] if parts else "undated", "")
            periods.setdefault(year, {}).setdefault(month, []).append(article)
        return {year: dict(sorted(months.items())) for year, months in sorted(periods.items(), key=_newest)}


@dataclass(frozen=True, slots=True)
class Tagged:
    """A concept and its articles in every language, newest first."""

    concept: Concept
    articles: list[Article]


def read_site(settings: Settings) -> Site:
    """The archive of `settings`, ready to be staged.

    Raises:
        LibraryError: pages that cannot be read.
        RegisterError: a register that cannot be read.
    """
    return Site(settings, load(settings, registers.load(settings.archive)))


def _named(one: Concept, other: Concept) -> Concept:
    return Concept(one.id, {**other.names, **one.names}, one.aliases, one.kind, one.wikidata)


def _newest(item: tuple[str, object]) -> tuple[int, int]:
    year = item[0]
    return (0, -int(year)) if year.isdigit() else (1, 0)
