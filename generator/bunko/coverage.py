"""What of an archive is translated, and what is worth translating next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bunko.lagging import lags
from bunko.library import Library, newest_first
from bunko.nouns import Article

UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class Share:
    """Of so many articles, how many stand in a language."""

    standing: int
    articles: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """An article that a language lacks; `company`: how many articles on one of its subjects stand in that language."""

    article: Article
    company: int


@dataclass(frozen=True)
class Coverage:
    """How much of an archive stands in one language. A withdrawn article counts nowhere.

    Attributes:
        language: of the site.
        all: articles.
        translations: how many of those that stand are translations.
        years: by the year of their addresses (`2023`, or `undated`), the newest first.
        tags: by concept id, those first that lack most.
        wanted: articles that are not there and not begun, the most wanted first.
        lagging: translations whose original changed since, newest first.
        machine: translations by a machine that nobody has reviewed, newest first.
        drafts: translations that were begun and wait.
    """

    language: str
    all: Share
    translations: int
    years: Mapping[str, Share]
    tags: Mapping[str, Share]
    wanted: Sequence[Wanted]
    lagging: Sequence[Article]
    machine: Sequence[Article]
    drafts: Sequence[Article]


def coverage(library: Library, language: str) -> Coverage:
    """How much of the archive stands in a language of the site."""
    originals = [library.original(key) for key in library.groups]
    originals = [article for article in originals if not article.withdrawn]
    here = [article for article in library.published if article.folder == language]
    standing = {article.key for article in here}
    held = standing | {article.key for article in library.drafts if article.folder == language}
    said = [article for article in here if article.translation is not None]
    tags = {article.key: [concept.id for concept in library.concepts(article)] for article in originals}
    lacking = [article for article in originals if article.key not in held]
    holders = _holders([tags.get(article.key, []) for article in here])
    wanted = [Wanted(article, _union(holders, tags[article.key]).bit_count()) for article in lacking]
    wanted.sort(key=lambda one: newest_first(one.article))
    wanted.sort(key=lambda one: -one.company)
    by_tag = _shares([(id_, a.key) for a in originals for id_ in dict.fromkeys(tags[a.key])], standing)
    by_year = _shares([(article.period[0], article.key) for article in originals], standing)
    return Coverage(
        language=language,
        all=Share(sum(article.key in standing for article in originals), len(originals)),
        translations=len(said),
        years=dict(sorted(by_year.items(), key=lambda item: (item[0] != UNDATED, item[0]), reverse=True)),
        tags=dict(sorted(by_tag.items(), key=lambda item: (item[1].standing - item[1].articles, item[0]))),
        wanted=wanted,
        lagging=[article for article in said if lags(library, article)],
        machine=[a for a in said if a.translation is not None and a.translation.method == "machine"],
        drafts=sorted((a for a in library.drafts if a.folder == language), key=newest_first),
    )


def _holders(tags: Sequence[Sequence[str]]) -> dict[str, int]:
    """Which articles have each tag: a bit for each article."""
    found: dict[str, int] = {}
    for place, ids in enumerate(tags):
        for id_ in ids:
            found[id_] = found.get(id_, 0) | 1 << place
    return found


def _union(holders: Mapping[str, int], ids: Sequence[str]) -> int:
    found = 0
    for id_ in ids:
        found |= holders.get(id_, 0)
    return found


def _shares(pairs: Sequence[tuple[str, str]], standing: set[str]) -> dict[str, Share]:
    every, there = Counter(name for name, _ in pairs), Counter(name for name, key in pairs if key in standing)
    return {name: Share(there[name], count) for name, count in every.items()}


def as_lines(found: Coverage, most: int) -> Iterator[str]:
    """For a person at a terminal; of each list at most `most` entries."""
    share = f"{found.all.standing} of {found.all.articles} articles"
    yield f"{found.language}: {share}, {found.translations} of them translations"
    lacks = [
        f"{name} {one.standing}/{one.articles}" for name, one in found.years.items() if one.standing < one.articles
    ]
    if lacks:
        yield f"    by year: {', '.join(lacks)}"
    tags = [f"{name} {one.standing}/{one.articles}" for name, one in found.tags.items() if one.standing < one.articles]
    if tags:
        yield f"    by tag: {', '.join(tags[:most])}{' …' if len(tags) > most else ''}"
    for one in found.wanted[:most]:
        company = f"{one.company} on its subjects stand there"
        yield f"    to translate: docs/{one.article.path} ({company}): {one.article.title}"
    if len(found.wanted) > most:
        yield f"    and {len(found.wanted) - most} more"
    for kind, articles in (
        ("its original changed", found.lagging),
        ("a place waits", found.drafts),
        ("by a machine, not reviewed", found.machine),
    ):
        yield from (f"    docs/{article.path}: {kind}" for article in articles[:most])
        if len(articles) > most:
            yield f"    and {len(articles) - most} more: {kind}"
