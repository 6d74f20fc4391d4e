"""Pages and files as MkDocs has them, with what is made once: one Markdown object for all pages, one copy of a file.

With `plugin` and `mkdocs_build` one of the modules that import mkdocs.
"""

from __future__ import annotations

import zlib
from pathlib import Path
from types import FunctionType
from typing import Any

import markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from bunko.filesystem import same_file
from bunko.stage import frontmatter


class Workshop:
    """Stands where MkDocs has the module `markdown`: gives the same Markdown object each time, as new.

    MkDocs makes one for each page (0.5 ms). Its own processors replace those of the page before, by their names.
    """

    def __init__(self) -> None:
        self._made: dict[str, markdown.Markdown] = {}
        self._page: StagedPage | None = None

    def begin(self, page: StagedPage) -> None:
        """The next page is read: the one before rests."""
        if self._page is not None:
            self._page.rest()
        self._page = page

    def Markdown(self, **options: Any) -> markdown.Markdown:  # noqa: N802 - Python-Markdown's name
        """A Markdown object of these options, without a trace of the text before."""
        key = repr(options)
        if key not in self._made:
            self._made[key] = markdown.Markdown(**options)
        return self._made[key].reset()


class StagedPage(Page):
    """A page of the stage: MkDocs' own, but for what it does anew for each, and for what it holds.

    MkDocs reads all pages before it builds the first. While a page waits, it holds its HTML packed, and nothing that
    the stage can tell again: a tenth of what it would.
    """

    def __init__(self, file: File, config: MkDocsConfig, workshop: Workshop) -> None:
        self._workshop = workshop
        self._meta: dict[str, Any] | None = None
        self._html: str | bytes | None = None
        self._as_staged = False
        super().__init__(None, file, config)

    @property  # type: ignore[override]
    def meta(self) -> dict[str, Any]:
        """The front matter."""
        if self._meta is None:
            self._meta = (frontmatter.read(self.file.content_string) or ({}, ""))[0]
        return self._meta

    @meta.setter
    def meta(self, value: dict[str, Any]) -> None:
        self._meta = value

    @property
    def content(self) -> str | None:
        """The text as HTML."""
        if isinstance(self._html, bytes):
            self._html = zlib.decompress(self._html).decode("utf-8", "surrogatepass")
        return self._html

    @content.setter
    def content(self, value: str | None) -> None:
        self._html = value

    @property
    def active(self) -> bool:
        """Whether the page is being built."""
        return self._active

    @active.setter
    def active(self, value: bool) -> None:
        if not value and getattr(self, "_active", False):
            self._html = None  # it is written, and nobody asks again
            self._meta = None if self._as_staged else self._meta
        self._active = value

    def read_source(self, config: MkDocsConfig) -> None:
        """Take the front matter as the stage wrote it; of a page that reads otherwise, as MkDocs does."""
        self._workshop.begin(self)
        read = frontmatter.read(self.file.content_string)
        self._as_staged = read is not None
        if read is None:
            super().read_source(config)
        else:
            self.meta, self.markdown = read

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """MkDocs' own rendering, in which the name `markdown` means the workshop."""
        whole: Any = Page.render
        names = {**whole.__globals__, "markdown": self._workshop}
        FunctionType(whole.__code__, names, whole.__name__, whole.__defaults__, whole.__closure__)(self, config, files)

    def rest(self) -> None:
        """Let go of what can be had again, until the page is built."""
        if self._as_staged:
            self._meta, self.markdown = None, ""
        if isinstance(self._html, str):
            self._html = zlib.compress(self._html.encode("utf-8", "surrogatepass"), 1)


class StagedAsset(File):
    """A file of the stage that is published as it is."""

    def copy_file(self, dirty: bool = False) -> None:
        """Give the staged file a second name among what is made; the stage never changes a file in place."""
        del dirty
        same_file(Path(str(self.abs_src_path)), Path(self.abs_dest_path))
