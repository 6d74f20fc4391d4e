"""Why two pages are related, in words that a reader can check on both."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath

from bunko.library import Library
from bunko.nouns import Article, Reason
from bunko.related.words import SharedWords

KINDS = ("person", "event", "organisation", "place", "topic")
"""Of concepts, in the order in which they are told; a concept without a kind is told as a tag."""
NEAR_DAYS = 3
_MOST_IDS = 5
_NAMED, _NAMED_BY, _TEXT, _DAYS = Reason("named"), Reason("named_by"), Reason("text"), Reason("days")


@dataclass(frozen=True)
class Reasons:
    """Finds reasons in a library."""

    library: Library
    words: SharedWords
    _kinds: dict[PurePosixPath, Mapping[str, str]] = field(default_factory=dict, repr=False)
    _told: dict[tuple[str, ...], tuple[Reason, ...]] = field(default_factory=dict, repr=False)

    def between(
        self, page: Article, other: Article, *, named: bool, named_by: bool, apart: float
    ) -> tuple[Reason, ...]:
        """The reasons why `other` is shown on `page`; at least one.

        Args:
            page: where they are read.
            other: of any language.
            named: the source of `page` names `other` as related.
            named_by: the other way round.
            apart: days between their publication; NaN where one is unknown.
        """
        found = (_NAMED,) * named + (_NAMED_BY,) * named_by
        concepts = self._shared_concepts(page, other)
        found += concepts
        if not concepts:
            shared = self.words.between(page, other)
            found += (Reason("words", shared),) if shared else ()
        return (found or (_TEXT,)) + (_DAYS,) * (abs(apart) <= NEAR_DAYS)

    def _shared_concepts(self, page: Article, other: Article) -> tuple[Reason, ...]:
        mine, theirs = self._kinds_of(page), self._kinds_of(other)
        if mine.keys().isdisjoint(theirs):
            return ()
        shared = tuple(id_ for id_ in mine if id_ in theirs)
        if shared not in self._told:
            self._told[shared] = self._reasons({id_: mine[id_] for id_ in shared})
        return self._told[shared]

    def _reasons(self, concepts: Mapping[str, str]) -> tuple[Reason, ...]:
        """A reason for each kind of concepts that are shared."""
        kinds: dict[str, list[str]] = defaultdict(list)
        for id_ in sorted(concepts, key=lambda id_: (self._holders[id_], id_)):
            kinds[concepts[id_]].append(id_)
        return tuple(Reason(kind, tuple(kinds[kind][:_MOST_IDS])) for kind in (*KINDS, "tags") if kind in kinds)

    def _kinds_of(self, page: Article) -> Mapping[str, str]:
        """The kind of each concept of a page, by its id."""
        if page.path not in self._kinds:
            concepts = self.library.concepts(page)
            self._kinds[page.path] = {
                concept.id: concept.kind if concept.kind in KINDS else "tags" for concept in concepts
            }
        return self._kinds[page.path]

    @cached_property
    def _holders(self) -> Mapping[str, int]:
        concepts = self.library.concepts
        return Counter([concept.id for page in self.library.articles for concept in concepts(page)])
