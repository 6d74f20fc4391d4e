"""Related articles of a library: each with its reasons, and who links to whom.

Two articles are related where the source names one as related to the other, or where their texts and
tags are so alike that chance is ruled out (`graph`). One article stands for all its translations: the
likeness of two articles is that of the two pages, one of each, which are most alike.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from bunko.library import Library, newest_first
from bunko.nouns import Article, Neighbour
from bunko.related.graph import Graph, graph
from bunko.related.kept import Kept
from bunko.related.nearest import factor
from bunko.related.reasons import Reasons, days_between
from bunko.related.shared_tags import SharedTags
from bunko.related.terms import Text
from bunko.related.vectors import Bag, with_codes

NAMED = 0.5
"""What the source's own word adds."""
_CONCEPT_COUNTS = 3
"""A tag counts as a word of the title does; a concept is one term in every language."""
_MOST_CONCEPTS = 60


@dataclass(frozen=True)
class Relations:
    """Finds neighbours in a library; `kept` holds the terms of texts between builds."""

    library: Library
    kept: Kept = field(default_factory=Kept)

    @cached_property
    def standing(self) -> Mapping[str, Sequence[Article]]:
        """The pages of each article that is not withdrawn, by its key, in the site's order of languages."""
        groups = self.library.groups
        return {
            key: tuple(page for page in groups[key].values() if not page.withdrawn)
            for key in groups
            if not self.library.original(key).withdrawn
        }

    @cached_property
    def likeness(self) -> Mapping[str, Mapping[str, float]]:
        """For each article the articles that are alike by text or tags, with scores in 0..1; the same both ways."""
        found = {key: dict(others) for key, others in self.text_likeness.items()}
        for key, other, cosine in self._tags.alike():
            days = days_between(self.library.original(key), self.library.original(other))
            score = cosine * float(factor(np.array([math.nan if days is None else days]))[0])
            if score >= self._tags.floor():
                found[key][other] = found[other][key] = max(score, found[key].get(other, 0.0))
        return found

    @cached_property
    def text_likeness(self) -> Mapping[str, Mapping[str, float]]:
        """The same by text alone, tags being words of it."""
        found: dict[str, dict[str, float]] = {key: {} for key in self.standing}
        for row, others in self._graph.alike.items():
            key = self._graph.pages[row].key
            for other_row, score in others:
                other = self._graph.pages[other_row].key
                if other != key:
                    best = max(score, found[key].get(other, 0.0))
                    found[key][other] = found[other][key] = best
        return found

    @cached_property
    def _tags(self) -> SharedTags:
        """What people tagged; the pages of one article together."""
        return SharedTags(
            {
                key: tuple(dict.fromkeys(c.id for page in pages for c in self.library.concepts(page)))
                for key, pages in self.standing.items()
            }
        )

    @cached_property
    def _graph(self) -> Graph:
        pages = [page for key in self.standing for page in self.standing[key]]
        bags = self.kept.bags([self._text(page) for page in pages])
        return graph(pages, [self._tagged(page, bag) for page, bag in zip(pages, bags, strict=True)])

    def _tagged(self, page: Article, bag: Bag) -> Bag:
        ids = [f"@{concept.id}" for concept in self.library.concepts(page)[:_MOST_CONCEPTS]]
        return with_codes(bag, ids, _CONCEPT_COUNTS)

    def _text(self, page: Article) -> Text:
        return Text(page.title, f"{page.description or ''}\n{self.library.markdown[page.path]}")

    @cached_property
    def _names(self) -> Mapping[str, frozenset[str]]:
        """What each article's source itself names as related, as far as it stands here."""
        return {
            key: frozenset(
                other
                for page in pages
                for url in page.related_links
                if (other := self.library.held(url)) is not None and other != key and other in self.standing
            )
            for key, pages in self.standing.items()
        }

    @cached_property
    def _named_by(self) -> Mapping[str, frozenset[str]]:
        named_by: dict[str, set[str]] = defaultdict(set)
        for key, others in self._names.items():
            for other in others:
                named_by[other].add(key)
        return {key: frozenset(others) for key, others in named_by.items()}

    @cached_property
    def _reasons(self) -> Reasons:
        return Reasons(self.library)

    def backlinks(self, article: Article) -> tuple[Article, ...]:
        """The articles whose source names this one as related, newest first, in its language where they can."""
        shown = (self.library.shown(key, article.folder) for key in self._named_by.get(article.key, ()))
        return tuple(sorted(shown, key=newest_first))

    def neighbours(self, article: Article, limit: int, other_limit: int) -> tuple[Neighbour, ...]:
        """The related articles of a page, best first.

        Args:
            article: the page.
            limit: neighbours in the page's language.
            other_limit: neighbours that stand only in other languages, together.
        """
        shown: list[Neighbour] = []
        room = {True: limit, False: other_limit}
        names, named_by = self._names.get(article.key, frozenset()), self._named_by.get(article.key, frozenset())
        for score, key in self._ranked(article.key, names | named_by):
            page = self.library.shown(key, article.folder)
            here = page.folder == article.folder
            if room[here]:
                room[here] -= 1
                reasons = self._reasons.between(article, page, named=key in names, named_by=key in named_by)
                shown.append(Neighbour(page, round(score, 4), reasons))
        return tuple(shown)

    def _ranked(self, key: str, named: frozenset[str]) -> list[tuple[float, str]]:
        alike = self.likeness.get(key, {})
        scored = (
            (alike.get(other, 0.0) * (1 - NAMED) + NAMED * (other in named), other) for other in alike.keys() | named
        )
        return sorted(scored, key=lambda pair: (-pair[0], pair[1]))
