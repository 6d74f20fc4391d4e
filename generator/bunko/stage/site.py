"""What every part of the stage looks up: the archive's library, its settings, and its relations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

from bunko import parallel, registers, story_register
from bunko.library import MANY_TAGS, Library, load
from bunko.nouns import Article, Concept
from bunko.page_readings import KeptReadings
from bunko.related.kept import Kept
from bunko.related.relations import Relations
from bunko.settings import Settings
from bunko.stories import Stories
from bunko.story_register import Entry


@dataclass(frozen=True)
class Site:
    """An archive, ready to be staged."""

    settings: Settings
    library: Library
    told: Sequence[Entry] = ()
    """The register of stories."""
    kept: Kept = field(default_factory=Kept, compare=False)
    """What of texts and their likeness is kept between builds."""
    memo: dict[tuple[str, PurePosixPath], Mapping[str, Any]] = field(default_factory=dict, compare=False, repr=False)
    """Entries of lists by language and article, each made once: an article stands in many lists."""

    @cached_property
    def relations(self) -> Relations:
        """Who is related to whom."""
        return Relations(self.library, self.kept)

    @cached_property
    def alignments(self) -> parallel.Kept:
        """Which paragraphs of two texts answer each other."""
        return parallel.Kept(self.settings.root / ".cache" / "bunko")

    @cached_property
    def stories(self) -> Stories:
        """Articles of one event."""
        return Stories(self.library, self.relations, self.told)

    @cached_property
    def shown(self) -> Mapping[str, Mapping[str, Article]]:
        """By language, then key: the article to show there, in that language where it stands there; none withdrawn."""
        groups = self.library.groups
        found = {lang: {key: self.library.shown(key, lang) for key in groups} for lang in self.settings.languages}
        return {
            lang: {key: one for key, one in articles.items() if not one.withdrawn} for lang, articles in found.items()
        }

    @cached_property
    def tagged(self) -> Mapping[str, Tagged]:
        """Every concept in use with its articles, by concept id, in the order of the ids.

        A concept that narrower ones in use have above them is there too, without articles of its own.
        """
        found: dict[str, Tagged] = {}
        for article in self.library.published:
            for concept in self.library.concepts(article):
                found.setdefault(concept.id, Tagged(self.library.called[concept.id], [])).articles.append(article)
        known = self.library.registers.concepts
        for tagged in tuple(found.values()):
            above = tagged.concept.broader
            while above is not None and above not in found:
                found[above] = Tagged(known[above], [])
                above = known[above].broader
        return dict(sorted(found.items()))

    @cached_property
    def company(self) -> Mapping[str, Mapping[str, int]]:
        """By concept: how many articles it shares with each other concept.

        An article of more tags than `MANY_TAGS` tells nothing of which belong together, and would cost the square.
        """
        counts: dict[str, Counter[str]] = {}
        for group in self.library.groups.values():
            ids = {c.id for article in group.values() if not article.withdrawn for c in self.library.concepts(article)}
            if len(ids) <= MANY_TAGS:
                for id_ in ids:
                    counts.setdefault(id_, Counter()).update(ids - {id_})
        return counts

    @cached_property
    def moved(self) -> Mapping[str, str]:
        """Former addresses of concepts: the id that it had, to the one that it has; never one that is another's."""
        found: dict[str, str] = {}
        for id_, tagged in self.tagged.items():
            former = [registers.label_id(label) for label in tagged.concept.former]
            if id_ not in self.library.registers.concepts:
                key = registers.label_key(next(iter(tagged.concept.names.values())))
                former = list(self.library.forms.get(key, ()))
            for one in former:
                if one not in self.tagged:
                    found.setdefault(one, id_)
        return dict(sorted(found.items()))

    @cached_property
    def sourced(self) -> Mapping[str, Sequence[Article]]:
        """The articles of each registered source, newest first, in the register's order."""
        sources: dict[str, list[Article]] = {id_: [] for id_ in self.library.registers.sources}
        for article in self.library.published:
            if article.source in sources:
                sources[article.source].append(article)
        return sources

    @cached_property
    def ranks(self) -> Mapping[PurePosixPath, int]:
        """The place of each article among all that are not withdrawn, newest first."""
        return {article.path: rank for rank, article in enumerate(self.library.published)}

    @cached_property
    def in_time(self) -> Mapping[PurePosixPath, tuple[Article | None, Article | None]]:
        """The dated articles published just before and just after each one, in its language, by path."""
        found: dict[PurePosixPath, tuple[Article | None, Article | None]] = {}
        for lang in self.settings.languages:
            dated = [a for a in reversed(self.library.published) if a.folder == lang and a.published]
            for before, article, after in zip([None, *dated], dated, [*dated[1:], None], strict=False):
                found[article.path] = before, after
        return found

    @cached_property
    def periods(self) -> Mapping[str, Mapping[str, Sequence[Article]]]:
        """Articles by year (`2023`, or `undated`) and month (`10`), newest first, as their paths have them."""
        periods: dict[str, dict[str, list[Article]]] = {}
        for article in self.library.published:
            year, month = article.period
            periods.setdefault(year, {}).setdefault(month, []).append(article)
        return {year: dict(sorted(months.items())) for year, months in sorted(periods.items(), key=_newest)}


@dataclass(frozen=True, slots=True)
class Tagged:
    """A concept and its articles in every language, newest first."""

    concept: Concept
    articles: list[Article]


def read_site(settings: Settings, readings: KeptReadings | None = None, kept: Kept | None = None) -> Site:
    """The archive of `settings`, ready to be staged.

    Args:
        settings: of the archive.
        readings: as `library.load` has them.
        kept: what of texts is kept in this process; else what is kept below `.cache/bunko/` is used.

    Raises:
        LibraryError: pages that cannot be read.
        RegisterError: a register that cannot be read.
    """
    library = load(settings, registers.load(settings.archive), readings)
    kept = kept or Kept(settings.root / ".cache" / "bunko")
    return Site(settings, library, story_register.load(settings.archive), kept)


def _newest(item: tuple[str, object]) -> tuple[int, int]:
    year = item[0]
    return (0, -int(year)) if year.isdigit() else (1, 0)
