"""MkDocs' collection of files, of a stage: what is to be rendered, and an answer for everything else.

With `plugin`, `mkdocs_build` and `mkdocs_page` one of the modules that import mkdocs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePath
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, set_exclusions
from mkdocs.structure.pages import Page
from mkdocs.utils import is_markdown_file

from bunko.mkdocs_page import StagedPage, Workshop

_EXCLUDED = re.compile(r"(?:^|/)\.|^templates/")
"""Places that MkDocs passes over where nothing else is said."""


class StagedFiles(Files):
    """MkDocs' collection of files: some to render and copy, and an answer for every other one that is staged."""

    def __init__(
        self,
        given: Files,
        config: MkDocsConfig,
        stage: Path,
        staged: Mapping[str, str],
        in_other_parts: Callable[[str], bool],
    ) -> None:
        super().__init__(given)
        self._config = config
        self._stage = stage
        self._staged = staged
        self._in_other_parts = in_other_parts
        self._others: dict[str, File] = {}
        self._workshop = Workshop()
        self._in_navigation = frozenset(places_in(config.nav))
        self.anchors: dict[str, tuple[str, ...]] = {}
        self.elsewhere: frozenset[str] = frozenset()
        self.copies_assets = True
        self.probes: dict[str, dict[str, bool]] = {}
        self._noted: dict[str, bool] | None = None

    def stands(self, place: str) -> bool:
        """Whether a file is part of the site."""
        return place in self.src_uris or place in self._staged or self._in_other_parts(place)

    def get_file_from_path(self, path: str) -> File | None:
        """The file at a place; notes the question for the page that is being rendered."""
        place = PurePath(path).as_posix()
        if self._noted is not None:
            self._noted[place] = self.stands(place)
        return self.src_uris.get(place) or self._other(place)

    def take(self, place: str) -> None:
        """Have a staged file rendered or copied."""
        if place not in self.src_uris:
            self.append(file := self._file(place))
            if file.is_documentation_page() and place not in self._in_navigation:
                StagedPage(file, self._config, self._workshop, self.note)

    def learn(self, anchors: Mapping[str, tuple[str, ...]]) -> None:
        """Take the anchors of pages that other processes rendered."""
        self.anchors.update(anchors)
        for place in anchors:
            self._others.pop(place, None)
        self.elsewhere -= anchors.keys()

    def copy_static_files(self, *given: Any, **options: Any) -> None:
        """Copy the theme's assets, in one of the processes that build a site."""
        if self.copies_assets:
            super().copy_static_files(*given, **options)

    def is_copied(self, place: str) -> bool:
        """Whether a staged file is published without MkDocs' looking at it: all but pages and what it excludes."""
        return not (
            place in self.src_uris
            or is_markdown_file(place)
            or self._config.exclude_docs
            or self._config.draft_docs
            or _EXCLUDED.search(place)
        )

    def note(self, page: str | None) -> None:
        """From here on, what is looked up is looked up for this page; for none, if None."""
        self._noted = None if page is None else self.probes.setdefault(page, {})

    def _other(self, place: str) -> File | None:
        if not self.stands(place):
            return None
        if place not in self._others:
            self._others[place] = file = self._file(place)
            set_exclusions([file], self._config)
            if file.is_documentation_page():
                page = Page(None, file, self._config)
                if place in self._staged and place not in self.elsewhere:  # else nobody knows its anchors here
                    page.present_anchor_ids = set(self.anchors.get(place, ()))
        return self._others[place]

    def _file(self, place: str) -> File:
        return File(place, str(self._stage), self._config.site_dir, self._config.use_directory_urls)


def places_in(nav: object) -> Iterator[str]:
    """Every text in the navigation of mkdocs.yml: the places of its pages among them."""
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, Mapping | list):
        for one in nav.values() if isinstance(nav, Mapping) else nav:
            yield from places_in(one)
