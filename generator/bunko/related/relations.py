"""Related articles of a library: each with its reasons, and who links to whom.

Two articles are related where the source names one as related to the other, or where their texts and
tags are so alike that chance is ruled out (`graph`). One article stands for all its translations: the
likeness of two articles is that of the two pages, one of each, which are most alike.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import PurePosixPath
from typing import NamedTuple

from bunko.library import Library, newest_first
from bunko.nouns import Article, Neighbour
from bunko.related import kept_matches
from bunko.related.bags import label_code
from bunko.related.graph import Graph, day_of, graph
from bunko.related.kept import Kept
from bunko.related.kept_matches import Matches
from bunko.related.reading import read
from bunko.related.reasons import Reasons
from bunko.related.shared_tags import SharedTags
from bunko.related.terms import Text
from bunko.related.words import SharedWords, rarity

NAMED = 0.5
"""What the source's own word adds."""
_MOST_CONCEPTS = 60
_TAGS = "#"
"""Names what is matched by tags, where others are named by languages."""


class _Matches(NamedTuple):
    """What is alike by text, and by tags."""

    graph: Graph
    tags: SharedTags
    words: SharedWords


@dataclass(frozen=True)
class Relations:
    """Finds neighbours in a library; `kept` holds the terms of texts between builds."""

    library: Library
    kept: Kept = field(default_factory=Kept)
    _shown: dict[tuple[int, int], Mapping[PurePosixPath, tuple[Neighbour, ...]]] = field(
        default_factory=dict, compare=False, repr=False
    )

    @cached_property
    def standing(self) -> Mapping[str, Sequence[Article]]:
        """The pages of each article that is not withdrawn, by its key, in the site's order of languages."""
        return {
            key: tuple(page for page in self.library.groups[key].values() if not page.withdrawn)
            for key, original in self._originals.items()
        }

    @cached_property
    def _originals(self) -> Mapping[str, Article]:
        """The original of each article that is not withdrawn."""
        originals = {key: self.library.original(key) for key in self.library.groups}
        return {key: article for key, article in originals.items() if not article.withdrawn}

    @cached_property
    def likeness(self) -> Mapping[str, Mapping[str, float]]:
        """For each article that has such the ones alike by text or tags, with scores in 0..1; the same both ways."""
        found = defaultdict(dict, {key: dict(others) for key, others in self.text_likeness.items()})
        for key, other, score in self._matches.tags.alike():
            found[key][other] = found[other][key] = max(score, found[key].get(other, 0.0))
        return found

    @cached_property
    def text_likeness(self) -> Mapping[str, Mapping[str, float]]:
        """The same by text alone, tags being words of it."""
        found: dict[str, dict[str, float]] = defaultdict(dict)
        pages = self._matches.graph.pages
        for row, others in self._matches.graph.alike.items():
            key = pages[row].key
            for other_row, score in others:
                other = pages[other_row].key
                if other != key and score > found[key].get(other, 0.0):
                    found[key][other] = found[other][key] = score
        return found

    @cached_property
    def _matches(self) -> _Matches:
        """What is matched by text and by tags; kept for the next build where it is not as before."""
        pages = [page for key in self.standing for page in self.standing[key]]
        words = [self.library.readings[page.path].words for page in pages]
        texts = read(words, lambda at: self._text(pages[at]), self.kept)
        before = kept_matches.load(self.kept)
        found = graph(pages, texts, [_labels(self._concepts[page.path]) for page in pages], before)
        tags = SharedTags(
            {key: self._ids(pages) for key, pages in self.standing.items()},
            self.days,
            before.names.get(_TAGS),
        )
        kept_matches.save(self.kept, Matches({**found.matches.names, _TAGS: tags.matched}, found.matches.tally))
        marks = {page.path: mark for page, mark in zip(pages, found.marks, strict=True)}
        rarities = {folder: rarity(found.matches.names[folder]) for folder in {page.folder for page in pages}}
        return _Matches(found, tags, SharedWords(self.library, marks, rarities, self.kept))

    def _ids(self, pages: Sequence[Article]) -> tuple[str, ...]:
        """The ids of the concepts of an article's pages together."""
        if len(pages) == 1:
            return self._concepts[pages[0].path]
        return tuple(dict.fromkeys(id_ for page in pages for id_ in self._concepts[page.path]))

    @cached_property
    def _concepts(self) -> Mapping[PurePosixPath, tuple[str, ...]]:
        """The ids of each page's concepts."""
        concepts = self.library.concepts
        return {
            page.path: tuple([one.id for one in concepts(page)]) for some in self.standing.values() for page in some
        }

    def _text(self, page: Article) -> Text:
        return Text(page.title, f"{page.description or ''}\n{self.library.markdown(page)}")

    @cached_property
    def _names(self) -> Mapping[str, frozenset[str]]:
        """What an article's source itself names as related, as far as it stands here."""
        links = ((key, url) for key, pages in self.standing.items() for page in pages for url in page.related_links)
        names: dict[str, set[str]] = defaultdict(set)
        for key, url in links:
            other = self.library.held(url)
            if other is not None and other != key and other in self.standing:
                names[key].add(other)
        return {key: frozenset(others) for key, others in names.items()}

    @cached_property
    def _named_by(self) -> Mapping[str, frozenset[str]]:
        named_by: dict[str, set[str]] = defaultdict(set)
        for key, others in self._names.items():
            for other in others:
                named_by[other].add(key)
        return {key: frozenset(others) for key, others in named_by.items()}

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
        limits = limit, other_limit
        if limits not in self._shown:
            self._shown[limits] = self._all(limit, other_limit)
        return self._shown[limits].get(article.path, ())

    def _all(self, limit: int, other_limit: int) -> Mapping[PurePosixPath, tuple[Neighbour, ...]]:
        """The neighbours of every page that has some."""
        words = self._matches.words
        reasons = Reasons(self.library, words)
        related = self.likeness.keys() | self._names.keys() | self._named_by.keys()
        found = {
            page.path: tuple(self._neighbours(page, {True: limit, False: other_limit}, reasons))
            for key, pages in self.standing.items()
            if key in related
            for page in pages
        }
        words.keep()
        return found

    def _neighbours(self, page: Article, room: dict[bool, int], reasons: Reasons) -> Iterator[Neighbour]:
        key, days = page.key, self.days
        names, named_by = self._names.get(key, frozenset()), self._named_by.get(key, frozenset())
        for score, other in self._ranked(key, names | named_by):
            shown = self.library.shown(other, page.folder)
            here = shown.folder == page.folder
            if not any(room.values()):
                break
            if room[here]:
                room[here] -= 1
                why = reasons.between(
                    page, shown, named=other in names, named_by=other in named_by, apart=days[key] - days[other]
                )
                yield Neighbour(shown, round(score, 4), why)

    @cached_property
    def days(self) -> Mapping[str, float]:
        """The ordinal of the day of each article; infinite where it is unknown."""
        return {key: day_of(article) for key, article in self._originals.items()}

    def _ranked(self, key: str, named: frozenset[str]) -> list[tuple[float, str]]:
        alike = self.likeness.get(key, {})
        scored = [(-alike[other] * (1 - NAMED) - NAMED * (other in named), other) for other in alike]
        scored += [(-NAMED, other) for other in named if other not in alike]
        scored.sort()
        return [(-score, other) for score, other in scored]


@lru_cache(maxsize=1 << 16)
def _labels(concepts: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(sorted({label_code(id_) for id_ in concepts[:_MOST_CONCEPTS]}))
