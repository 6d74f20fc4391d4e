"""Which pages of an archive are alike: within each language, and between each two."""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from bunko import dates
from bunko.nouns import Article
from bunko.related.bags import Numbers
from bunko.related.comparison import Comparison, Texts, texts
from bunko.related.kept_matches import ID, Matches
from bunko.related.matching import Matched, matched
from bunko.related.nearest import factor
from bunko.related.reading import Read
from bunko.related.tally import Counted, Tally, put_right

FLOOR = 0.40
"""The likeness under which two pages of one language are not shown as related: of articles without a counterpart at
most one in twenty finds a page above it (benchmarks/related)."""
FLOOR_BETWEEN = 0.52
_FEW = 0.6
"""The same for pages of two languages, whose scores are of another scale: the floor is `FLOOR_BETWEEN + _FEW / √pages`,
since among few pages it is not known which terms are common."""
_SHORT = 0.35
_NEARLY = 0.999
"""Of a floor: what is below it is below the floor however it is rounded."""
_MIRROR, _ONE_TEXT = 0.8, 0.95
"""Of two pages that hold one text, the least cosine, and the least share of common terms: a mirror is not related to
itself."""


@dataclass(frozen=True)
class Graph:
    """For each page, by its place in `pages`, the pages that are alike with their scores in 0..1, best first.

    Attributes:
        pages: as given.
        alike: as above.
        matches: that of a language has its folder's name.
        marks: of each page: where its terms and all that they weigh are the same, its mark is.
    """

    pages: Sequence[Article]
    alike: Mapping[int, Sequence[tuple[int, float]]] = field(default_factory=dict)
    matches: Matches = field(default_factory=Matches)
    marks: Sequence[bytes] = ()


def graph(
    pages: Sequence[Article],
    read: Read,
    labels: Sequence[Sequence[int]] | None = None,
    before: Matches | None = None,
) -> Graph:
    """Compare all pages.

    Args:
        pages: none of them withdrawn.
        read: the terms of each.
        labels: for each page the codes of its labels, ascending.
        before: what was found when the archive was another; the graph is the same without it.
    """
    ordinals = [day_of(page) for page in pages]
    order, sides = _ordered(pages, ordinals)
    names = list(sides)
    labels = labels or [()] * len(pages)
    before = before or Matches()
    days = np.array([ordinals[at] for at in order], np.float64)
    days[np.isinf(days)] = np.nan
    given = texts(
        lambda place: read.bag(order[place]),
        days,
        [pages[at].key for at in order],
        list(sides.values()),
        [labels[at] for at in order],
    )
    ids = tuple(_id(pages[at], ordinals[at], read.digests[at], labels[at]) for at in order)
    digests = tuple(read.digests[at] for at in order)
    given, tally = _tallied(given, Counted(tuple(names), ids, digests, given.labels, given.roles), read, before.tally)
    found: dict[str, Matched] = {}
    pairs: dict[int, list[tuple[int, float]]] = {}
    for one, other in [*((at, None) for at in range(len(names))), *combinations(range(len(names)), 2)]:
        comparison = Comparison(given, one, other)
        name = names[one] if other is None else f"{names[one]} {names[other]}"
        floor = FLOOR if other is None else floor_between(comparison.oldest)
        mine = tuple(id_ for at in (one, other) if at is not None for id_ in ids[given.sides[at]])
        found[name] = matched(comparison, mine, floor, before.names.get(name))
        for row, match, score in _alike(comparison, found[name]):
            pairs.setdefault(order[row], []).append((order[match], score))
            if other is not None:
                pairs.setdefault(order[match], []).append((order[row], score))
    alike = {row: sorted(others, key=lambda pair: (-pair[1], pair[0])) for row, others in pairs.items()}
    marks = dict(zip(order, (mark for name in names for mark in found[name].marks), strict=True))
    return Graph(pages, alike, Matches(found, tally), [marks[at] for at in range(len(pages))])


def _ordered(pages: Sequence[Article], ordinals: Sequence[float]) -> tuple[list[int], dict[str, int]]:
    """The places of pages, each language's together, the oldest first, then by key; how many each language has."""
    sides = dict(sorted(Counter(page.folder for page in pages).items()))
    number = {name: at for at, name in enumerate(sides)}
    keys = [page.key for page in pages]
    by_key = np.array(sorted(range(len(pages)), key=keys.__getitem__), np.int64)
    folders = np.array([number[page.folder] for page in pages])
    order = np.lexsort((np.array(ordinals)[by_key], folders[by_key]))
    return by_key[order].tolist(), sides


def _tallied(given: Texts, pages: Counted, read: Read, before: Tally | None) -> tuple[Texts, Tally]:
    tally = put_right(before, pages, given.coded, read.of) if before else None
    if tally is None:
        return given, Tally(pages, given.known, given.counts)
    return replace(given, tally=tally), tally


def day_of(page: Article) -> float:
    """The ordinal of the day of publication; infinite where it is unknown, so that it comes last."""
    return math.inf if page.published is None else float(dates.day(page.published).toordinal())


def _id(page: Article, day: float, digest: bytes, labels: Sequence[int]) -> bytes:
    """Of all that a page's likeness follows from, and what keeps its place among the others."""
    told = f"{page.folder} {page.key} {day} {' '.join(map(str, labels))} "
    return hashlib.sha256(told.encode() + digest).digest()[:ID]


def _alike(comparison: Comparison, found: Matched) -> Iterator[tuple[int, int, float]]:
    """What is alike enough to be shown: both texts, and the score."""
    trust = trusted(found.sizes, found.typical.size)
    askers = np.arange(len(found.others)) + comparison.askers.start
    row, place = np.nonzero((found.scores > 0) & (found.scores >= np.float32(found.least * _NEARLY)))
    others, scores = found.others[row, place], found.scores[row, place].astype(np.float64)
    enough = scores * np.minimum(trust[askers[row]], trust[others]) >= found.least
    row, others, scores = row[enough], others[enough], scores[enough]
    days = comparison.texts.days[comparison.rows]
    cosines = (scores / factor(days[others] - days[askers[row]])) ** 2
    mirrors = cosines >= _MIRROR if comparison.other is None else np.zeros(len(others), bool)
    texts_ = comparison.rows
    for one, other, score, mirror in zip(
        texts_[askers[row]].tolist(), texts_[others].tolist(), scores.tolist(), mirrors.tolist(), strict=True
    ):
        if not (mirror and _one_text(comparison.texts, one, other)):
            yield one, other, score


def floor_between(pages: int) -> float:
    """The least likeness that relates pages of two languages, of which so many are the oldest."""
    return FLOOR_BETWEEN + _FEW / math.sqrt(pages)


def trusted(sizes: Numbers, typical: float) -> NDArray[np.float64]:
    """How far the scores of texts with so many terms are trusted, in 0..1: one of a few is easily alike by chance."""
    return np.sqrt(np.minimum(1, sizes / (_SHORT * typical)))


def _one_text(texts: Texts, one: int, other: int) -> bool:
    both = texts.some([one, other])
    here, there = both.of(0), both.of(1)
    fewer, more = sorted((len(here), len(there)))
    if fewer < _ONE_TEXT * more:
        return False
    return len(np.intersect1d(here, there, assume_unique=True)) >= _ONE_TEXT * more
