"""All articles of an archive with its registers: who is whose translation, what each tag means."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import PurePosixPath
from stat import S_ISLNK
from typing import NamedTuple

from bunko import dates
from bunko.errors import BunkoError, PageError
from bunko.identity import address_key
from bunko.links import seen
from bunko.links.seen import LinksError, Seen
from bunko.nouns import Article, Concept, Image, OriginalState, Source
from bunko.page_readings import KeptReadings, PageReading, PageStamp, read_page
from bunko.registers import Registers, label_id, label_key
from bunko.settings import Settings

_PLACE = re.compile(r"articles/(?:[0-9]{4}/(?:0[1-9]|1[0-2])|undated)/\w[\w.-]*\.md")

INHERITED = ("url", "original", "published", "updated", "location", "images", "source", "license", "status", "reason")
"""What a translation's page need not repeat: it follows the original where it is absent."""

MANY_TAGS = 50
"""An article of more tags is taken for a mistake."""


class LibraryError(BunkoError):
    """Some pages cannot be read; `problems` has each of them."""

    def __init__(self, problems: Sequence[BunkoError]) -> None:
        self.problems = tuple(problems)
        super().__init__(problems[0].place, problems[0].problem)

    @property
    def text(self) -> str:
        """Every problem's message, one after the other."""
        return "\n".join(problem.text for problem in self.problems)


@dataclass(frozen=True)
class Library:
    """All articles of an archive.

    Attributes:
        articles: in the order of their paths, withdrawn ones among them.
        readings: what each page said as it stands, by the article's path, drafts' too.
        registers: tags and sources.
        languages: the site's folders in their order.
        drafts: translations in which places wait to be filled (`bunko new translation`); they are not published.
        links: what `bunko links` saw at the originals' addresses.
    """

    articles: tuple[Article, ...]
    readings: Mapping[PurePosixPath, PageReading]
    registers: Registers
    languages: tuple[str, ...]
    drafts: tuple[Article, ...] = ()
    links: Mapping[str, Seen] = field(default_factory=dict)
    _memo: dict[PurePosixPath, tuple[Concept, ...]] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def groups(self) -> Mapping[str, Mapping[str, Article]]:
        """By the part of the path that translations share: the article in each language, in the site's order."""
        groups: dict[str, dict[str, Article]] = defaultdict(dict)
        for article in self.articles:
            groups[article.key][article.folder] = article
        return {
            key: {folder: group[folder] for folder in self.languages if folder in group}
            for key, group in sorted(groups.items())
        }

    @cached_property
    def published(self) -> tuple[Article, ...]:
        """Articles that are not withdrawn, newest first; undated ones last, then by path."""
        by_path = sorted((a for a in self.articles if not a.withdrawn), key=lambda one: str(one.path))
        return tuple(sorted(by_path, key=lambda one: dates.order(one.published), reverse=True))

    @cached_property
    def by_url(self) -> Mapping[str, str]:
        """The key of the article by its original's address, as `identity.address_key` folds it."""
        keys = ((address_key(a.url), a.key) for a in reversed(self.articles) if not a.withdrawn)
        return {address: key for address, key in keys if address is not None}

    def markdown(self, article: Article) -> str:
        """The text of an article's page, below its front matter.

        Raises:
            PageError: it is read when it is asked for, and the page changed meanwhile.
        """
        return self.readings[article.path].text.markdown

    def held(self, url: str) -> str | None:
        """The key of the article whose original stands at an address."""
        return self.by_url.get(address_key(url) or "")

    def shown(self, key: str, folder: str) -> Article:
        """The article to show to a reader of `folder`: in that language where it stands there, else the original."""
        here = self.groups[key].get(folder)
        return self.original(key) if here is None or here.withdrawn else here

    def translations(self, article: Article) -> Mapping[str, Article]:
        """The same article in the other languages, in the site's order."""
        return {lang: twin for lang, twin in self.groups[article.key].items() if lang != article.folder}

    def original(self, key: str) -> Article:
        """The article that the others of a group were translated from; without a word on it, the first."""
        group = self.groups[key]
        return next((a for a in group.values() if a.translation is None), next(iter(group.values())))

    def authors(self, article: Article) -> tuple[str, ...]:
        """Names as printed; a translation that names nobody has its original's."""
        said = article.translation
        original = self.groups[article.key].get(said.source_language) if said else None
        return article.authors or (original.authors if original else ())

    def license(self, article: Article) -> str | None:
        """The ground of use: the article's own, else its source's."""
        source = self.source(article)
        return article.license or (source.license if source else None)

    def original_state(self, article: Article) -> OriginalState | None:
        """How it stands with the original: what a person wrote, else what was seen at its address."""
        seen_there = self.links.get(article.url or "")
        return article.original or (seen_there.told if seen_there else None)

    def concepts(self, article: Article) -> tuple[Concept, ...]:
        """What the article's tags mean, in their order, each once; a label outside the register is its own concept.

        A translation without tags has its original's. An article whose tags are only proposed has those of
        them that the register knows: a word that the importer alone holds for a tag makes no concept.
        """
        if article.path not in self._memo:
            said = self._tagged(article)
            labels = said.tags or tuple(label for label in said.proposed_tags if self.registered(label))
            found = (self.concept(label, said.folder) for label in labels)
            self._memo[article.path] = tuple({concept.id: concept for concept in found}.values())
        return self._memo[article.path]

    def tags_are_proposed(self, article: Article) -> bool:
        """Whether an article's concepts are what the importer proposed, and no word of a person's."""
        return not self._tagged(article).tags

    def _tagged(self, article: Article) -> Article:
        return self.original(article.key) if article.translation and not article.tags else article

    def concept(self, label: str, folder: str) -> Concept:
        """The register's concept of a label, or one made of the label, named in the language `folder`."""
        known = self.registered(label)
        return known or Concept(next(iter(self.forms.get(label_key(label), ())), label_id(label)), {folder: label})

    @cached_property
    def called(self) -> Mapping[str, Concept]:
        """Every concept of the register and of articles, by id, under all names that it has.

        A label outside the register gets a name in each language in which an article uses it; the newest article's.
        """
        found = dict(self.registers.concepts)
        for article in self.published:
            for concept in self.concepts(article):
                known = found.setdefault(concept.id, concept)
                if not concept.names.keys() <= known.names.keys():
                    found[concept.id] = replace(known, names={**concept.names, **known.names})
        return found

    def registered(self, label: str) -> Concept | None:
        """The register's concept of a label in any of its forms."""
        return self.registers.concept_of.get(label_key(label))

    @cached_property
    def forms(self) -> Mapping[str, Sequence[str]]:
        """Ids of the forms in which articles write each label outside the register (会談, 会谈), by `label_key`.

        The oldest article's form comes first and is the concept's id, so that a new article moves no address.
        """
        found: dict[str, dict[str, None]] = {}
        for article in sorted(self.articles, key=lambda one: (one.published is None, dates.order(one.published))):
            for label in article.tags:
                key = label_key(label)
                if key not in self.registers.concept_of:
                    found.setdefault(key, {})[label_id(label)] = None
        return {key: tuple(ids) for key, ids in found.items()}

    def source(self, article: Article) -> Source | None:
        """The register's entry of the article's source."""
        return self.registers.sources.get(article.source or "")


def newest_first(article: Article) -> tuple[str, str, str]:
    """A sort key of articles: newest first, undated ones last, then by path."""
    day_, time = dates.order(article.published)
    return (_backwards(day_), _backwards(time), str(article.path))


def _backwards(text: str) -> str:
    return "".join(chr(0x10FFFF - ord(letter)) for letter in text) + chr(0x10FFFF)


def load(settings: Settings, registers: Registers, readings: KeptReadings | None = None) -> Library:
    """Read all pages below docs/<language>/articles/.

    Args:
        settings: of the archive.
        registers: tags and sources.
        readings: those of earlier builds; texts are then read when they are asked for.

    Raises:
        LibraryError: pages that cannot be read, all of them, or one id that stands twice.
    """
    library, problems = examine(settings, registers, readings)
    if problems:
        raise LibraryError(problems)
    return library


def examine(
    settings: Settings,
    registers: Registers,
    kept: KeptReadings | None = None,
    *,
    only: Collection[PurePosixPath] | None = None,
) -> tuple[Library, list[BunkoError]]:
    """The library of the pages that can be read, and what is wrong with the others; `only` these keys, if given."""
    problems: list[BunkoError] = []
    readings: dict[PurePosixPath, PageReading] = {}
    try:
        files = list(_pages(settings, only))
    except PageError as problem:
        files, problems = [], [problem]
    for file in files:
        try:
            file.refuse_place()
            stamp = PageStamp.of(file.stat)
            readings[file.path] = kept.read(file.name, file.path, stamp) if kept else read_page(file.name, file.path)
        except PageError as problem:
            problems.append(problem)
        except (OSError, UnicodeDecodeError) as error:
            problems.append(
                PageError(f"docs/{file.path}", "the page cannot be read", found=str(error), cure="Save it as UTF-8.")
            )
    if kept is not None:
        kept.keep()
    articles = [reading.article for reading in readings.values()]
    problems += _repeated_ids(articles)
    links: Mapping[str, Seen] = {}
    try:
        links = seen.read(settings.archive)
    except LinksError as problem:
        problems.append(problem)
    drafts = tuple(reading.article for reading in readings.values() if reading.waits)
    finished = tuple(reading.article for reading in readings.values() if not reading.waits)
    library = Library(finished, readings, registers, settings.languages, drafts, links)
    whole = replace(library, articles=tuple(_completed(library, article) for article in finished), _memo={})
    return whole, problems


class _PageFile(NamedTuple):
    """A file that may be an article's page: where it is, its place below docs/, and what it is."""

    name: str
    path: PurePosixPath
    stat: os.stat_result

    def refuse_place(self) -> None:
        """Addresses follow from paths: `articles/<yyyy>/<mm>/<id>.md`, or `articles/undated/<id>.md`.

        Raises:
            PageError: this is no such path, or a symbolic link.
        """
        place = str(self.path)
        if not _PLACE.fullmatch(place.partition("/")[2]):
            raise PageError(
                f"docs/{place}",
                "no place for an article",
                expected="articles/<yyyy>/<mm>/<id>.md or articles/undated/<id>.md, the id of letters, digits, . - and _",  # noqa: E501 - one message
                cure="Move the page; what is no article stands outside articles/.",
            )
        if S_ISLNK(self.stat.st_mode):
            raise PageError(f"docs/{place}", "a symbolic link", expected="a file", cure="Put the page itself there.")


def _pages(settings: Settings, only: Collection[PurePosixPath] | None) -> Iterator[_PageFile]:
    """The pages of each language's folder in the order of their paths; `only` these keys, if given."""
    for folder in settings.languages:
        if only is None:
            below = _below(str(settings.docs / folder / "articles"), PurePosixPath(folder, "articles"))
            yield from sorted(below, key=lambda file: file.path.parts)
            continue
        for key in sorted(only):
            file = settings.docs / folder / key
            if file.name != "index.md" and file.is_file():
                yield _PageFile(str(file), PurePosixPath(folder, key), file.lstat())


def _below(directory: str, path: PurePosixPath) -> Iterator[_PageFile]:
    try:
        entries = list(os.scandir(directory))
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        raise PageError(f"docs/{path}", "the folder cannot be read", found=error.strerror) from error
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _below(entry.path, path / entry.name)
        elif entry.name.endswith(".md") and entry.name != "index.md":
            with suppress(FileNotFoundError):  # it went away meanwhile
                yield _PageFile(entry.path, path / entry.name, entry.stat(follow_symlinks=False))


def _completed(library: Library, article: Article) -> Article:
    """A translation with what it leaves to its original; a withdrawn original takes its translations with it."""
    original = library.original(article.key)
    if article.translation is None or original.path == article.path:
        return article
    absent = {name: getattr(original, name) for name in INHERITED if not getattr(article, name)}
    if original.withdrawn:
        absent |= {"status": original.status, "reason": article.reason or original.reason}
    if article.images:
        absent["images"] = _with_files(article.images, original.images)
    return replace(article, **absent)


def _with_files(images: tuple[Image, ...], originals: tuple[Image, ...]) -> tuple[Image, ...]:
    """A translation's images, whose captions it has in its own words, with the files that its original has of them."""
    files: dict[str | None, str | None] = {image.url: image.file for image in originals if image.url}
    return tuple(image if image.file else replace(image, file=files.get(image.url)) for image in images)


def _repeated_ids(articles: Sequence[Article]) -> list[BunkoError]:
    keys: dict[str, Article] = {}
    problems: list[BunkoError] = []
    for article in articles:
        first = keys.setdefault(article.id, article)
        if first.key != article.key:
            problems.append(
                PageError(
                    f"docs/{article.path}",
                    f"the id {article.id} stands twice",
                    found=f"docs/{first.path}",
                    cure="A translation has the same path under its language; another article wants another name.",
                )
            )
    return problems
