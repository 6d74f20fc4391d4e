"""Likeness by the tags that people gave: what relates the articles of a small archive, whose words are few.

Shared concepts weigh by how rare they are (squared inverse document frequency, cosine-normalised; Salton &
Buckley 1988, doi:10.1016/0306-4573(88)90021-0). The more articles there are, the more a pair must share:
texts then tell more.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from bunko.related.bags import Bag, label_code
from bunko.related.comparison import Comparison, texts
from bunko.related.kept_matches import ID
from bunko.related.matching import Matched, matched, stands
from bunko.related.nearest import Days, factor

FLOOR = 0.2
FLOOR_OF_MANY = 0.6
MANY = 200
"""The floor rises from the one to the other with the number of articles."""
_MOST_SHARED = 60


@dataclass(frozen=True)
class SharedTags:
    """Compares articles by the ids of their concepts.

    Attributes:
        concepts: of each article, by its key.
        days: the ordinal of each article's day; infinite where it is unknown.
        before: what was matched when the archive was another.
    """

    concepts: Mapping[str, Sequence[str]]
    days: Mapping[str, float]
    before: Matched | None = None

    def floor(self) -> float:
        """The least likeness that relates two articles."""
        return FLOOR + (FLOOR_OF_MANY - FLOOR) * min(1.0, len(self.concepts) / MANY)

    @cached_property
    def _keys(self) -> Sequence[str]:
        return sorted(self.concepts, key=lambda key: (self.days[key], key))

    @cached_property
    def _days(self) -> Days:
        days = np.array([self.days[key] for key in self._keys])
        days[np.isinf(days)] = np.nan
        return days

    @cached_property
    def _comparison(self) -> Comparison:
        codes = {id_: label_code(id_) for ids in self.concepts.values() for id_ in ids[:_MOST_SHARED]}
        labels = [sorted({codes[id_] for id_ in self.concepts[key][:_MOST_SHARED]}) for key in self._keys]
        nothing = Bag(np.empty(0, np.uint32), np.empty(0, np.uint8))
        return Comparison(texts(lambda _: nothing, self._days, self._keys, [len(labels)], labels), 0, shortest=1.0)

    @cached_property
    def matched(self) -> Matched:
        """Candidates of each article."""
        ids = tuple(
            hashlib.sha256("\n".join([key, str(self.days[key]), *sorted(self.concepts[key])]).encode()).digest()[:ID]
            for key in self._keys
        )
        if stands(self.before, ids, self.floor()):
            return self.before
        return matched(self._comparison, ids, self.floor(), self.before)

    def alike(self) -> Iterator[tuple[str, str, float]]:
        """Two articles that share enough, with their likeness in 0..1; each pair once or twice."""
        found, days = self.matched, self._days
        row, place = np.nonzero(found.others >= 0)
        others, scores = found.others[row, place], found.scores[row, place].astype(np.float64)
        scores = scores * scores / factor(days[others] - days[row])
        enough = scores >= self.floor()
        for one, other, score in zip(row[enough], others[enough], scores[enough].tolist(), strict=True):
            yield self._keys[one], self._keys[other], min(score, 1.0)
