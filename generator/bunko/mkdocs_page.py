"""Pages and files as MkDocs has them, with what is made once: one Markdown object for all pages, one copy of a file.

With `plugin` and `mkdocs_build` one of the modules that import mkdocs.
"""

from __future__ import annotations

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

    def Markdown(self, **options: Any) -> markdown.Markdown:  # noqa: N802 - Python-Markdown's name
        """A Markdown object of these options, without a trace of the text before."""
        key = repr(options)
        if key not in self._made:
            self._made[key] = markdown.Markdown(**options)
        return self._made[key].reset()


class StagedPage(Page):
    """A page of the stage: MkDocs' own, but for what it does anew for each."""

    def __init__(self, file: File, config: MkDocsConfig, workshop: Workshop) -> None:
        super().__init__(None, file, config)
        self._workshop = workshop

    def read_source(self, config: MkDocsConfig) -> None:
        """Take the front matter as the stage wrote it; of a page that reads otherwise, as MkDocs does."""
        read = frontmatter.read(self.file.content_string)
        if read is None:
            super().read_source(config)
        else:
            self.meta, self.markdown = read

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """MkDocs' own rendering, in which the name `markdown` means the workshop."""
        whole: Any = Page.render
        names = {**whole.__globals__, "markdown": self._workshop}
        FunctionType(whole.__code__, names, whole.__name__, whole.__defaults__, whole.__closure__)(self, config, files)


class StagedAsset(File):
    """A file of the stage that is published as it is."""

    def copy_file(self, dirty: bool = False) -> None:
        """Give the staged file a second name among what is made; the stage never changes a file in place."""
        del dirty
        same_file(Path(str(self.abs_src_path)), Path(self.abs_dest_path))
