"""Why two pages are related, in words that a reader can check on both."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from bunko import dates
from bunko.library import Library
from bunko.nouns import Article, Reason
from bunko.related.words import words

KINDS = ("person", "event", "organisation", "place", "topic")
"""Of concepts, in the order in which they are told; a concept without a kind is told as a tag."""
NEAR_DAYS = 3
_MOST_IDS = 5
_MOST_WORDS = 3
_COMMON, _FEW = 20, 5
"""A word on more than one in twenty of the pages, and on more than five, distinguishes nothing."""


@dataclass(frozen=True)
class Reasons:
    """Finds reasons in a library."""

    library: Library
    _words: dict[str, Mapping[str, str]] = field(default_factory=dict, repr=False)

    def between(self, page: Article, other: Article, *, named: bool, named_by: bool) -> tuple[Reason, ...]:
        """The reasons why `other` is shown on `page`; at least one.

        Args:
            page: where they are read.
            other: of any language.
            named: the source of `page` names `other` as related.
            named_by: the other way round.
        """
        found = [Reason("named")] * named + [Reason("named_by")] * named_by
        concepts = self._shared_concepts(page, other)
        found += concepts
        if not concepts:
            shared = self._shared_words(page, other)
            found += [Reason("words", shared)] if shared else []
        if not found:
            found.append(Reason("text"))
        days = days_between(page, other)
        return (*found, Reason("days")) if days is not None and days <= NEAR_DAYS else tuple(found)

    def _shared_concepts(self, page: Article, other: Article) -> list[Reason]:
        theirs = {concept.id for concept in self.library.concepts(other)}
        kinds: dict[str, list[str]] = defaultdict(list)
        for concept in self.library.concepts(page):
            if concept.id in theirs:
                kinds[concept.kind if concept.kind in KINDS else "tags"].append(concept.id)
        return [Reason(kind, tuple(self._rarest(kinds[kind]))) for kind in (*KINDS, "tags") if kind in kinds]

    def _rarest(self, ids: Sequence[str]) -> list[str]:
        return sorted(ids, key=lambda id_: (self._holders[id_], id_))[:_MOST_IDS]

    @cached_property
    def _holders(self) -> Mapping[str, int]:
        return Counter(concept.id for page in self.library.articles for concept in self.library.concepts(page))

    def _shared_words(self, page: Article, other: Article) -> tuple[str, ...]:
        """Rare words of both pages, as `page` writes them."""
        here, there = self._words_of(page), self._words_of(other)
        rare = max(_FEW, self._frequency.total // _COMMON)
        shared = [word for word in here if word in there and self._frequency.of[word] <= rare]
        shared.sort(key=lambda word: (-min(len(word), 4), self._frequency.of[word], word))
        return tuple(here[word] for word in shared[:_MOST_WORDS])

    def _words_of(self, page: Article) -> Mapping[str, str]:
        path = str(page.path)
        if path not in self._words:
            self._words[path] = words(f"{page.title}\n{page.description or ''}\n{self.library.markdown[page.path]}")
        return self._words[path]

    @cached_property
    def _frequency(self) -> _Frequency:
        """On how many pages each word stands."""
        counted: Counter[str] = Counter()
        for page in self.library.articles:
            counted.update(self._words_of(page).keys())
        return _Frequency(counted, len(self.library.articles))


@dataclass(frozen=True, slots=True)
class _Frequency:
    of: Mapping[str, int]
    total: int


def days_between(one: Article, other: Article) -> int | None:
    """Days between the publication of two articles; None where a day is unknown."""
    if one.published is None or other.published is None:
        return None
    return abs((dates.day(one.published) - dates.day(other.published)).days)
