"""Pages and files as MkDocs has them, with what is made once: one Markdown object for all pages.

With `plugin` and `mkdocs_build` one of the modules that import mkdocs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import FunctionType
from typing import Any

import markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from bunko.markdown_extension.plain import PlainPages
from bunko.stage import frontmatter

Note = Callable[[str | None], None]
"""Tells for which page, by its place, the files of the site are looked up from now on; None for none."""


class Workshop:
    """Stands where MkDocs has the module `markdown`: gives the same Markdown object each time, as new.

    MkDocs makes one for each page (0.5 ms). Its own processors replace those of the page before, by their names.
    """

    def __init__(self) -> None:
        self._made: dict[str, tuple[markdown.Markdown, PlainPages]] = {}

    def Markdown(self, **options: Any) -> markdown.Markdown:  # noqa: N802 - Python-Markdown's name
        """A Markdown object of these options, without a trace of the text before."""
        return self._with(options)[0].reset()

    def plain_pages(self, config: MkDocsConfig) -> PlainPages:
        """The short way, for pages without markup."""
        options = {"extensions": config["markdown_extensions"], "extension_configs": config["mdx_configs"] or {}}
        return self._with(options)[1]

    def _with(self, options: Mapping[str, Any]) -> tuple[markdown.Markdown, PlainPages]:
        key = repr(options)
        if key not in self._made:
            made = markdown.Markdown(**options)
            self._made[key] = made, PlainPages(made)
        return self._made[key]


class StagedPage(Page):
    """A page of the stage: MkDocs' own, but for what it does anew for each, and for when it does it.

    MkDocs reads all pages before it builds the first. A staged page is read when it is built, since no other page asks
    for what it says, and gone when it is written: memory does not grow with the archive.
    """

    def __init__(self, file: File, config: MkDocsConfig, workshop: Workshop, note: Note) -> None:
        self._workshop = workshop
        self._note = note
        self._waits: tuple[MkDocsConfig, Files] | None = None
        super().__init__(None, file, config)

    @property
    def active(self) -> bool:
        """Whether the page is being built."""
        return self._active

    @active.setter
    def active(self, value: bool) -> None:
        self._active = value
        if value and self._waits is not None:
            config, files = self._waits
            self._waits = None
            self._note(self.file.src_uri)
            self._read(config)
            self._render(config, files)
            self._note(None)
        elif not value and getattr(self, "content", None) is not None:
            self.meta, self.markdown, self.content, self.toc = {}, "", None, get_toc([])

    def read_source(self, config: MkDocsConfig) -> None:
        """Leave it for later."""
        del config
        self.markdown = ""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Leave it for later."""
        self.content, self._waits = "", (config, files)

    def _read(self, config: MkDocsConfig) -> None:
        """Take the front matter as the stage wrote it; of a page that reads otherwise, as MkDocs does."""
        read = frontmatter.read(self.file.content_string)
        if read is None:
            super().read_source(config)
        else:
            self.meta, self.markdown = read

    def _render(self, config: MkDocsConfig, files: Files) -> None:
        """The short way where it leads; else MkDocs' own, in which the name `markdown` means the workshop."""
        plain = self._workshop.plain_pages(config).render(self.markdown or "")
        if plain is not None:
            self.content, self.toc = plain.html, get_toc(plain.toc_tokens)
            self.present_anchor_ids, self.links_to_anchors = set(plain.ids), {}
            return
        whole: Any = Page.render
        names = {**whole.__globals__, "markdown": self._workshop}
        FunctionType(whole.__code__, names, whole.__name__, whole.__defaults__, whole.__closure__)(self, config, files)
