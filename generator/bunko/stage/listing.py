"""What list pages share: sheets of entries with anchors, and single pages of links."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import PurePosixPath

from bunko.nouns import Article
from bunko.stage.frontmatter import render
from bunko.stage.grounds import Grounds
from bunko.stage.paging import Sheet, address_of, sheets
from bunko.stage.piece import Piece, StagedFile
from bunko.stage.site import Site
from bunko.stage.view import Shape, common, entry

Pages = Iterator[StagedFile]
Name = Callable[[Article], str | None]
"""The name of the place in a list that an article belongs to: `2024-06` for its month."""


@dataclass(frozen=True)
class Listing:
    """A list of articles at an address; `name` gives the places in it that links lead to.

    Attributes:
        lang: the pages' language.
        address: below the language's folder, with a closing slash.
        articles: in the list's order, each once.
        size: entries on one page.
    """

    lang: str
    address: str
    articles: Sequence[Article]
    size: int
    name: Name = field(default=lambda _: None)

    @property
    def anchors(self) -> Mapping[str, int]:
        """The number of the first article of each named place."""
        found: dict[str, int] = {}
        for number, article in enumerate(self.articles):
            name = self.name(article)
            if name is not None:
                found.setdefault(name, number)
        return found

    @property
    def links(self) -> Mapping[str, str]:
        """The address of each named place: the page that it starts on, and the anchor there."""
        return {
            name: f"{self.lang}/{address_of(self.address, number // self.size + 1)}#on-{name}"
            for name, number in self.anchors.items()
        }

    def pages(self, site: Site, meta: Shape, first: Shape | None = None) -> Pages:
        """The pages of the list.

        Args:
            site: the archive.
            meta: the template and all that the pages share.
            first: what the first page alone says.
        """
        anchors = {number: name for name, number in self.anchors.items()}
        head, *others = sheets(self.lang, self.address, self.articles, self.size)
        yield from self._pages(site, {**meta, **(first or {})}, [head], anchors)
        yield from self._pages(site, meta, others, anchors)

    def pieces(self, site: Site, grounds: Grounds, meta: Shape) -> Iterator[Piece]:
        """The pages of a list without named places, each a piece of its own: it may hold all articles."""
        for sheet in sheets(self.lang, self.address, self.articles, self.size):
            follows = grounds.of_articles(sheet.items, meta, sheet.paging, len(self.articles))
            yield Piece(f"list {sheet.path}", follows, partial(self._pages, site, meta, [sheet], {}))

    def _pages(self, site: Site, meta: Shape, found: Sequence[Sheet[Article]], anchors: Mapping[int, str]) -> Pages:
        for sheet in found:
            shown = common(site, self.lang, meta["template"], sheet.address, site.settings.languages)
            start = (sheet.paging["number"] - 1) * self.size
            entries = [
                entry(site, self.lang, article) | ({"anchor": f"on-{anchors[number]}"} if number in anchors else {})
                for number, article in enumerate(sheet.items, start)
            ]
            derived = {"entries": entries, "paging": sheet.paging, "total": len(self.articles)}
            yield StagedFile(sheet.path, render({**meta, **shown, **derived}, {"kind": "page"}, ""))


def index(site: Site, lang: str, address: str, template: str, meta: Shape) -> StagedFile:
    """A single page without entries."""
    shown = common(site, lang, template, address, site.settings.languages)
    text = render({**meta, **shown}, {"kind": "page"}, "")
    return StagedFile(PurePosixPath(lang, address, "index.md"), text)
