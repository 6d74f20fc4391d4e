"""What staged pages follow from, told before they are made: the ground on which the last stage's may stay.

Each function names more than is shown rather than less: of another article always all that its group's pages say but
their texts, which stand on pages of its own alone. What every page follows from (settings, registers, Bunko itself) is
not told here; `environment` is.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from bunko import translated
from bunko.nouns import Article
from bunko.renderings.environment import fingerprint
from bunko.settings import Settings
from bunko.stage.piece import GroupTold, digest
from bunko.stage.site import Site
from bunko.stage.stories import story_link
from bunko.stage.withdrawal import reason_parts
from bunko.web_address import held_file

_REGISTERS = ("tags.yml", "sources.yml")
_STRINGS = Path(__file__).parents[1] / "theme" / "strings"


def environment(settings: Settings) -> str:
    """A digest of what every staged page follows from."""
    registers = [_content(settings.archive / name) for name in _REGISTERS]
    return fingerprint({}, [_STRINGS], [repr(settings), *registers])


def _content(path: Path) -> str:
    try:
        return digest(path.read_bytes())
    except OSError:
        return ""


@dataclass(frozen=True)
class Grounds:
    """The grounds of an archive's pages."""

    site: Site
    known: dict[str, GroupTold] = field(default_factory=dict)
    """By key, of an earlier stage in the same environment; it is brought up to date."""

    @cached_property
    def faces(self) -> Mapping[str, str]:
        """By key: a digest of what other pages may show of an article, which is all but its text."""
        return {key: face for key, (_, _, face) in self._told.items()}

    @cached_property
    def marks(self) -> Mapping[str, str]:
        """By key: a digest of what an article's pages say in all languages, and of the concepts that they mean."""
        return {key: mark for key, (_, mark, _) in self._told.items()}

    @cached_property
    def _told(self) -> Mapping[str, GroupTold]:
        library = self.site.library
        forms = digest(library.forms)  # which decide what concepts labels outside the register mean
        told: dict[str, GroupTold] = {}
        for key, group in library.groups.items():
            said: list[object] = [forms]
            for folder, article in group.items():
                state = library.original_state(article)
                said += folder, library.readings[article.path].digest, None if state is None else digest(state)
            last = self.known.get(key)
            told[key] = last if last is not None and last[0] == tuple(said) else self._tell(key, tuple(said))
        self.known.clear()
        self.known.update(told)
        return told

    def _tell(self, key: str, said: tuple[object, ...]) -> GroupTold:
        library = self.site.library
        group = library.groups[key].values()
        concepts = [[one.id for one in library.concepts(article)] for article in group]
        paths = [str(article.path) for article in group]
        face = [(replace(article, body=()), meant) for article, meant in zip(group, concepts, strict=True)]
        _, *own = said  # another form of a label elsewhere is nothing to an article whose concepts stay
        return said, digest(own, paths, concepts), digest(face)

    @cached_property
    def of_all(self) -> str:
        """Of every article without its text."""
        return digest(list(self.faces.items()))

    @cached_property
    def of_stories(self) -> str:
        """Of every story."""
        stories = self.site.stories.all
        return digest([(story, [self.faces[key] for key in story.keys]) for story in stories])

    def of_article(self, key: str) -> str:
        """Of an article's pages in every language, the notices where one lacks, the parallel texts, the citations."""
        group = self.site.library.groups[key]
        told = [self.marks[key], *(self._article(article) for article in group.values())]
        if key in self.site.stories.by_article:
            told += [story_link(self.site, lang, key) for lang in self.site.settings.languages]
        return digest(told)

    def hint(self, key: str) -> str:
        """Of an article's own words, of what is near it, and of all that any article's page may show beside.

        While it stays, `of_article` stays. After an edit of a text it is told without a look at most articles.
        """
        group = self.site.library.groups[key].values()
        near = [self._near(article) for article in group]
        reasons = [self._reasons(article) for article in group if article.withdrawn]
        return digest(self._shared, self.marks[key], near, reasons)

    @cached_property
    def _shared(self) -> str:
        site = self.site
        images = {image.file for article in site.library.articles for image in article.images}
        stand = sorted((file, self._stands(file)) for file in images if file is not None)
        return digest(self.of_all, self.of_stories, self._captures, self._texts, stand)

    def _near(self, article: Article) -> object:
        relations = self.site.relations
        limits = self.site.settings.related_limit, self.site.settings.related_other_limit
        near = relations.neighbours(article, *limits)
        return (
            [(str(found.article.path), found.score, found.reasons) for found in near],
            [str(one.path) for one in relations.backlinks(article)],
        )

    def of_articles(self, articles: Iterable[Article], *said: object) -> str:
        """Of a list of articles without their texts, about which `said` tells what else is shown with them."""
        return digest([self.faces[article.key] for article in articles], said)

    def of_texts(self, articles: Iterable[Article]) -> str:
        """Of articles with all that they say."""
        return digest([self.marks[article.key] for article in articles])

    def _article(self, article: Article) -> object:
        site = self.site
        limits = site.settings.related_limit, site.settings.related_other_limit
        near = site.in_time.get(article.path, ())
        original = site.library.original(article.key)
        return (
            [
                (str(found.article.path), self.faces[found.article.key], found.score, found.reasons)
                for found in site.relations.neighbours(article, *limits)
            ],
            self._others(site.relations.backlinks(article)),
            self._others(other for other in near if other),
            self._held((*article.related_links, *site.library.readings[article.path].addresses)),
            [self._captures.get(record.sha256) for one in (article, original) for record in one.captures],
            [self._stands(image.file) for image in article.images],
            self._translated(article),
            self._reasons(article) if article.withdrawn else (),
        )

    def _reasons(self, article: Article) -> object:
        """Why it was withdrawn, as each language's page says it; a link in it leads on where its page is there."""
        return [reason_parts(self.site, lang, article) for lang in self.site.settings.languages]

    def _others(self, articles: Iterable[Article]) -> list[tuple[str, str]]:
        return [(str(article.path), self.faces[article.key]) for article in articles]

    def _held(self, addresses: Sequence[str]) -> list[tuple[str, str, str]]:
        found = ((address, self.site.library.held(address)) for address in addresses)
        return [(address, key, self.faces[key]) for address, key in found if key is not None]

    @cached_property
    def _captures(self) -> Mapping[str, list[tuple[str, int, int]]]:
        """By a capture's SHA-256: its files in the archive, each with size and time of change."""
        found: dict[str, list[tuple[str, int, int]]] = {}
        for name, size, changed in _listing(self.site.settings.archive / "captures"):
            found.setdefault(name.partition(".")[0], []).append((name, size, changed))
        return found

    def _stands(self, file: str | None) -> bool:
        place = held_file(file)
        return place is not None and (self.site.settings.docs / place).is_file()

    def _translated(self, article: Article) -> object:
        said = article.translation
        if said is None or not said.of:
            return None
        return self._texts.get(translated.place(self.site.settings.archive, said.of).name)

    @cached_property
    def _texts(self) -> Mapping[str, tuple[int, int]]:
        found = _listing(self.site.settings.archive / "translated")
        return {name: (size, changed) for name, size, changed in found}


def _listing(folder: Path) -> Iterator[tuple[str, int, int]]:
    """Name, size and time of change of each file of a folder, by name."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        try:
            found = entry.stat()
        except FileNotFoundError:  # it went away, or leads nowhere
            continue
        if not entry.name.startswith("."):
            yield entry.name, found.st_size, found.st_mtime_ns
