"""What a link of a text may lead to: pages that are derived, and places in a page (`#p3`, the id of a heading)."""

from __future__ import annotations

import html
import re
from functools import cache, lru_cache
from pathlib import PurePosixPath

from markdown import Markdown

from bunko import frontmatter
from bunko.addresses import derived_pages
from bunko.library import Library
from bunko.settings import Settings

_ID = re.compile(r"""\s(?:id|name)=(?:"([^"]*)"|'([^']*)')""")
_EXTENSIONS = (
    *("bunko", "abbr", "admonition", "attr_list", "def_list", "footnotes", "tables", "toc"),
    *("pymdownx.blocks.caption", "pymdownx.details", "pymdownx.superfences", "pymdownx.tabbed", "pymdownx.tilde"),
)
_ARTICLE = '<!-- bunko {"kind": "article"} -->\n\n'


class Targets:
    """The pages that the stage derives, and the ids of each page, found when they are first asked for.

    Attributes:
        derived: pages that the stage makes below a language's folder (`tags/moon/index.md`).
        of: gives every id of a page by its path below docs/; None where they are not known.
    """

    def __init__(self, settings: Settings, library: Library) -> None:
        self.derived = derived_pages(library)
        self._docs = settings.docs
        self._texts = {one.path: library.markdown(one) for one in library.articles if not one.withdrawn}
        self.of = lru_cache(maxsize=500)(self._of)

    def lacks(self, page: PurePosixPath, anchor: str) -> bool:
        """Whether a page has no place of this name; False where its places are not known.

        Args:
            page: its path below docs/.
            anchor: as a link writes it behind `#`.
        """
        ids = self.of(page) if anchor else None
        return ids is not None and anchor not in ids

    def _of(self, page: PurePosixPath) -> frozenset[str] | None:
        if page.suffix != ".md":
            return None
        if page.parts[1:2] == ("articles",):  # a withdrawn one, a notice, a list: places of a text has only a text
            return ids_of(_ARTICLE + self._texts[page]) if self._texts.get(page) else frozenset()
        try:
            return ids_of(frontmatter.split((self._docs / page).read_text(encoding="utf-8-sig"))[1])
        except (OSError, ValueError, frontmatter.FrontmatterError):
            return None


def ids_of(text: str) -> frozenset[str] | None:
    """Every id of a page; None of one that is nested too deeply to be rendered.

    Args:
        text: the body of a staged page, with its first line.
    """
    try:
        found = _ID.findall(_markdown().reset().convert(text))
    except RecursionError:  # a text that no engine renders either
        return None
    return frozenset(html.unescape(one or other) for one, other in found)


@cache
def _markdown() -> Markdown:
    """As `bunko init` sets it up."""
    from pymdownx.slugs import slugify  # noqa: PLC0415 - slow, and few pages have such links

    return Markdown(
        extensions=list(_EXTENSIONS),
        extension_configs={"toc": {"slugify": slugify(case="lower")}, "pymdownx.tabbed": {"alternate_style": True}},
    )
