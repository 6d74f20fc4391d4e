"""Stories: articles of one event, found in the likeness of articles and put right by a person's register.

Found by average linkage (Sokal & Michener 1958) over likeness, the strongest link first: two groups become one while
their articles are alike on the average, so that a chain of articles, each a little like the next, makes no story. What
lies weeks apart in time is no link. A pair alone is no story: it stands under the related articles.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from bunko import dates
from bunko.library import Library
from bunko.nouns import Story
from bunko.related.relations import Relations
from bunko.story_register import Entry

SURE = 0.58
"""The likeness that the articles of a story have on the average: from which on no known story was mixed with another
(benchmarks/related)."""
FEWEST = 3
_MOST_DAYS = 14
_MOST_ARTICLES = 60


@dataclass(frozen=True)
class Stories:
    """The stories of a library."""

    library: Library
    relations: Relations
    register: Sequence[Entry] = ()

    @cached_property
    def all(self) -> Sequence[Story]:
        """Every story, the one with the newest article first."""
        stories = [*self._kept, *self._found]
        return sorted(stories, key=lambda story: (_backwards(self._day(story.keys[-1])), story.id))

    @cached_property
    def by_article(self) -> Mapping[str, Story]:
        """The story of each article that is in one, by its key."""
        return {key: story for story in self.all for key in story.keys}

    @cached_property
    def moved(self) -> Mapping[str, Story]:
        """Ids that a story was or may have been known by, which are no story's id."""
        ids = {story.id for story in self.all}
        return {id_: story for story in self.all for id_ in story.former if id_ not in ids}

    @cached_property
    def _key_of(self) -> Mapping[str, str]:
        return {self.library.original(key).id: key for key in self.relations.standing}

    @cached_property
    def _clusters(self) -> Sequence[tuple[str, ...]]:
        fixed = {self._key_of.get(id_) for entry in self.register for id_ in (*entry.articles, *entry.without)}
        return [self._ordered(keys) for keys in clusters(self._links(fixed))]

    def _links(self, fixed: Iterable[str | None]) -> dict[tuple[str, str], float]:
        apart = set(fixed)
        return {
            (one, other): score
            for one, others in self.relations.text_likeness.items()
            for other, score in others.items()
            if one < other and one not in apart and other not in apart and self._near(one, other)
        }

    def _near(self, one: str, other: str) -> bool:
        days = self.relations.days
        return abs(days[one] - days[other]) <= _MOST_DAYS  # false where a day is unknown

    @cached_property
    def _kept(self) -> Sequence[Story]:
        entries = {entry.id: entry for entry in self.register}
        inner = {part for entry in self.register for part in entry.merge}
        stories = []
        for entry in self.register:
            if entry.id not in inner:
                keys, former = self._of(entry, entries)
                if keys:
                    stories.append(Story(entry.id, self._ordered(keys), entry.names, kept=True, former=former))
        return stories

    def _of(self, entry: Entry, entries: Mapping[str, Entry]) -> tuple[set[str], tuple[str, ...]]:
        """The articles of an entry with all that is merged into it, and the ids that now lead to it.

        An entry at the id of a found story is that story.
        """
        own = self._key_of.get(entry.id, "")
        found = self._cluster_of.get(own, ())
        found = found if own in found[:1] else ()
        keys = {*found, *(self._key_of[id_] for id_ in entry.articles if id_ in self._key_of)}
        former = [self.library.original(key).id for key in found]
        for part in entry.merge:
            former.append(part)
            if part in entries:
                more, ids = self._of(entries[part], entries)
                keys |= more
                former += ids
            else:
                cluster = self._cluster_of.get(self._key_of.get(part, ""), ())
                keys |= set(cluster)
                former += [self.library.original(key).id for key in cluster]
        return keys, tuple(dict.fromkeys(id_ for id_ in former if id_ != entry.id))

    @cached_property
    def _cluster_of(self) -> Mapping[str, tuple[str, ...]]:
        return {key: cluster for cluster in self._clusters for key in cluster}

    @cached_property
    def _found(self) -> Sequence[Story]:
        taken = {key for story in self._kept for key in story.keys}
        stories = []
        for cluster in self._clusters:
            members = [self.library.original(key).id for key in cluster]
            if not taken & set(cluster):
                stories.append(Story(members[0], cluster, former=tuple(members[1:])))
        return stories

    def _ordered(self, keys: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted(keys, key=lambda key: (dates.order(self.library.original(key).published), key)))

    def _day(self, key: str) -> str:
        published = self.library.original(key).published
        return dates.day(published).isoformat() if published else ""


def clusters(links: Mapping[tuple[str, str], float]) -> list[frozenset[str]]:
    """Groups of `FEWEST` and more that are alike at least `SURE` on the average over all their pairs.

    Args:
        links: likeness of pairs; of a pair that is not there it is 0. The order does not matter.
    """
    groups: dict[str, frozenset[str]] = {}
    beside: dict[str, dict[str, float]] = defaultdict(dict)
    for (one, other), score in links.items():
        beside[one][other] = beside[other][one] = score
    for one, other in sorted((pair for pair in links if links[pair] >= SURE), key=lambda pair: (-links[pair], pair)):
        left, right = groups.get(one, frozenset({one})), groups.get(other, frozenset({other}))
        if left is right or len(left) + len(right) > _MOST_ARTICLES:
            continue
        total = math.fsum(beside[a].get(b, 0.0) for a in left for b in right)
        if total >= SURE * len(left) * len(right):
            merged = left | right
            groups.update(dict.fromkeys(merged, merged))
    return sorted({group for group in groups.values() if len(group) >= FEWEST}, key=min)


def _backwards(day: str) -> tuple[int, ...]:
    return tuple(-ord(letter) for letter in day)
