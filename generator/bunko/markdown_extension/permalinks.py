"""A link to each paragraph and heading of an article, so that a place can be cited."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor

from bunko.markdown_extension.first_line import FirstLine
from bunko.strings import say

PERMALINK = "bunko-permalink"
_PARAGRAPH = re.compile(r"p([0-9]+)")
_HEADINGS = frozenset(["h2", "h3", "h4", "h5", "h6"])


def permalink(id_: str, language: str, key: str, number: str = "") -> Element:
    """A link without text (its sign is the style sheet's, so that it is not copied with the text)."""
    name = say(language, key, number=number)
    return Element("a", {"class": PERMALINK, "href": f"#{id_}", "title": name})


class Permalinks(Treeprocessor):
    """Put the link before the text of each paragraph that has an id, and of each heading."""

    def __init__(self, page: Callable[[], FirstLine]) -> None:
        super().__init__()
        self.page = page

    def run(self, root: Element) -> None:
        """Change the tree in place, on a page of kind `article` only."""
        page = self.page()
        if page.kind != "article":
            return
        for element in list(root.iter()):
            id_ = element.get("id", "")
            paragraph = _PARAGRAPH.fullmatch(id_) if element.tag == "p" else None
            if paragraph:
                _put(element, permalink(id_, page.interface or "", "permalink.paragraph", paragraph[1]))
            elif id_ and element.tag in _HEADINGS:
                _put(element, permalink(id_, page.interface or "", "permalink.heading"))


def _put(element: Element, link: Element) -> None:
    link.tail, element.text = element.text, None
    element.insert(0, link)
