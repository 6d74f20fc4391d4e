"""Related articles: each with reasons that a reader can verify on both pages.

Two articles are related where the source names one as related to the other, or where
they share concepts (tags). Shared concepts weigh by how rare they are (inverse document
frequency, cosine-normalised; Salton & Buckley 1988, doi:10.1016/0306-4573(88)90021-0),
with a factor for nearness in time, 1 + 0.6·e^(−days/30), measured on the Livedoor set.
"""

from __future__ import annotations

import math
import statistics
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from bunko import dates
from bunko.library import Library
from bunko.nouns import Article, Neighbour, Reason

FLOOR = 0.2
"""A pair that shares concepts and scores less is not shown."""
NAMED = 0.5
"""What the source's own word adds."""
FREQUENT = 500
"""A concept of more articles finds no candidates: with it the work grows with the square of the archive."""
NEAR_DAYS = 3


@dataclass(frozen=True)
class Relations:
    """Finds neighbours in a library; one article stands for all its translations."""

    library: Library

    @cached_property
    def _standing(self) -> Mapping[str, Article]:
        return {
            key: self.library.original(key) for key in self.library.groups if not self.library.original(key).withdrawn
        }

    @cached_property
    def _concepts(self) -> Mapping[str, frozenset[str]]:
        return {
            key: frozenset(c.id for twin in self.library.groups[key].values() for c in self.library.concepts(twin))
            for key in self._standing
        }

    @cached_property
    def _holders(self) -> Mapping[str, Sequence[str]]:
        holders: dict[str, list[str]] = defaultdict(list)
        for key, ids in self._concepts.items():
            for id_ in ids:
                holders[id_].append(key)
        return holders

    @cached_property
    def _named(self) -> Mapping[str, frozenset[str]]:
        """Both ways: what a source names as related, and where it is named."""
        named: dict[str, set[str]] = defaultdict(set)
        for key in self._standing:
            for twin in self.library.groups[key].values():
                for url in twin.related_links:
                    other = self.library.held(url)
                    if other is not None and other != key:
                        named[key].add(other)
                        named[other].add(key)
        return {key: frozenset(others) for key, others in named.items()}

    def neighbours(self, article: Article, limit: int, other_limit: int) -> tuple[Neighbour, ...]:
        """The related articles of a page, best first.

        Args:
            article: the page.
            limit: neighbours in the page's language.
            other_limit: neighbours that stand only in other languages, together.
        """
        shown: list[Neighbour] = []
        room = {True: limit, False: other_limit}
        for score, key, reasons in self._ranked(article.key):
            twin = self.library.shown(key, article.folder)
            here = twin.folder == article.folder
            if room[here]:
                room[here] -= 1
                shown.append(Neighbour(twin, round(score, 4), reasons))
        return tuple(shown)

    def _ranked(self, key: str) -> list[tuple[float, str, tuple[Reason, ...]]]:
        named = self._named.get(key, frozenset())
        shared: dict[str, list[str]] = defaultdict(list)
        for id_ in sorted(self._concepts.get(key, ())):
            if len(self._holders[id_]) <= FREQUENT:
                for other in self._holders[id_]:
                    shared[other].append(id_)
        scored = (
            self._scored(key, other, shared.get(other, []), other in named) for other in {*shared, *named} - {key}
        )
        return sorted((pair for pair in scored if pair[2]), key=lambda pair: (-pair[0], pair[1]))

    def _scored(self, key: str, other: str, ids: list[str], is_named: bool) -> tuple[float, str, tuple[Reason, ...]]:
        days = self._days(key, other)
        near = math.exp(-days / 30) if days is not None else 0.0
        cosine = self._weight(ids) / (self._lengths[key] * self._lengths[other])
        score = cosine * (1 + 0.6 * near) / 1.6
        reasons = [Reason("named")] if is_named else []
        if ids and (score >= FLOOR or is_named):
            rarest = sorted(ids, key=lambda id_: (len(self._holders[id_]), id_))
            reasons.append(Reason("tags", tuple(rarest)))
        if reasons and days is not None and days <= NEAR_DAYS:
            reasons.append(Reason("days"))
        return score * (1 - NAMED) + NAMED * is_named, other, tuple(reasons)

    @cached_property
    def _squares(self) -> Mapping[str, float]:
        """Each concept's squared inverse document frequency; one that every article has still counts a little."""
        count = len(self._standing)
        return {id_: (math.log((count + 1) / len(keys)) + 0.1) ** 2 for id_, keys in self._holders.items()}

    @cached_property
    def _lengths(self) -> Mapping[str, float]:
        """Each article's length, at least the median's: two articles that say little are not alike for it."""
        weights = {key: self._weight(sorted(ids)) for key, ids in self._concepts.items()}
        typical = statistics.median([weight for weight in weights.values() if weight] or [1.0])
        return {key: math.sqrt(max(weight, typical)) for key, weight in weights.items()}

    def _weight(self, ids: Sequence[str]) -> float:
        return sum(self._squares[id_] for id_ in ids)

    def _days(self, key: str, other: str) -> int | None:
        one, two = self._standing[key].published, self._standing[other].published
        return None if one is None or two is None else abs((dates.day(one) - dates.day(two)).days)
