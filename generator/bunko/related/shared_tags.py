"""Likeness by the tags that people gave: what relates the articles of a small archive, whose words are few.

Shared concepts weigh by how rare they are (squared inverse document frequency, cosine-normalised; Salton &
Buckley 1988, doi:10.1016/0306-4573(88)90021-0). The more articles there are, the more a pair must share:
texts then tell more.
"""

from __future__ import annotations

import math
import statistics
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

FLOOR = 0.2
FLOOR_OF_MANY = 0.6
MANY = 200
"""The floor rises from the one to the other with the number of articles."""
FREQUENT = 500
"""A concept of more articles finds none: with it the work grows with the square of the archive."""
_MOST_SHARED = 60


@dataclass(frozen=True)
class SharedTags:
    """Compares articles by the ids of their concepts; `concepts` has them by article."""

    concepts: Mapping[str, Sequence[str]]

    @cached_property
    def _holders(self) -> Mapping[str, Sequence[str]]:
        holders: dict[str, list[str]] = defaultdict(list)
        for key, ids in self.concepts.items():
            for id_ in ids[:_MOST_SHARED]:
                holders[id_].append(key)
        return holders

    @cached_property
    def _squares(self) -> Mapping[str, float]:
        """Each concept's squared inverse document frequency; one that every article has still counts a little."""
        return {id_: (math.log((len(self.concepts) + 1) / len(keys)) + 0.1) ** 2 for id_, keys in self._holders.items()}

    @cached_property
    def _lengths(self) -> Mapping[str, float]:
        """Each article's length, at least the median's: two articles that say little are not alike for it."""
        weights = {
            key: math.fsum(self._squares[id_] for id_ in ids[:_MOST_SHARED]) for key, ids in self.concepts.items()
        }
        typical = statistics.median([weight for weight in weights.values() if weight] or [1.0])
        return {key: math.sqrt(max(weight, typical)) for key, weight in weights.items()}

    def floor(self) -> float:
        """The least likeness that relates two articles."""
        return FLOOR + (FLOOR_OF_MANY - FLOOR) * min(1.0, len(self.concepts) / MANY)

    def alike(self) -> Iterator[tuple[str, str, float]]:
        """Every two articles that share enough, once, with their likeness in 0..1."""
        floor = self.floor()
        for key, ids in self.concepts.items():
            shared: dict[str, float] = defaultdict(float)
            for id_ in sorted(ids[:_MOST_SHARED]):
                if len(self._holders[id_]) <= FREQUENT:
                    for other in self._holders[id_]:
                        if key < other:
                            shared[other] += self._squares[id_]
            for other, weight in shared.items():
                cosine = weight / (self._lengths[key] * self._lengths[other])
                if cosine >= floor:
                    yield key, other, cosine
