"""Links, images, cells and ids as the tree holds them, before an engine resolves the links."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement

from markdown.extensions.toc import TocTreeprocessor
from markdown.treeprocessors import Treeprocessor

from bunko.markdown_extension.allowed import is_taken
from bunko.markdown_extension.first_line import FirstLine, same_address

_ADDRESS_OF = {"a": "href", "img": "src"}
_ALIGNED = re.compile(r"\s*text-align:\s*(left|center|right);?\s*")


class References(Treeprocessor):
    """Turn links to our own copies, say alignment by a class, and leave the theme its ids.

    An address that cannot be parsed makes MkDocs fail on the whole site; its link keeps
    the text and loses the address. A link to our own copy drops the fragment, since the
    original's anchors are not ours. The way back from a footnote loses its title, which
    is English in every language.
    """

    def __init__(self, page: Callable[[], FirstLine]) -> None:
        super().__init__()
        self.page = page

    def run(self, root: Element) -> None:
        """Change the tree in place."""
        links = self.page().links
        self._figures(root)
        for element in root.iter():
            if is_taken(element.get("id") or ""):
                element.attrib.pop("id", None)  # before toc, which gives a heading a new one; `{id}` gives None
            if element.get("class") == "footnote-backref":
                element.attrib.pop("title", None)
            if element.tag in _ADDRESS_OF:
                address = element.get(_ADDRESS_OF[element.tag])
                if address is None or not _parses(address):
                    _take_address(element)
                elif element.tag == "a":
                    element.set("href", links.get(same_address(address), address))
            elif element.tag in {"td", "th"}:
                _align(element)

    def _figures(self, root: Element) -> None:
        """Make a figure of each paragraph that is an image of the article's, with its caption, from our own copy."""
        pictures = self.page().pictures
        for element in root.iter("p") if pictures else ():
            image = element[0] if len(element) == 1 and element[0].tag == "img" else None
            known = pictures.get(same_address(image.get("src") or "")) if image is not None else None
            if image is None or known is None or (element.text or "").strip() or (image.tail or "").strip():
                continue
            element.tag = "figure"
            element.set("class", "bunko-image")
            caption = SubElement(element, "figcaption")
            if known.file is not None:
                image.set("src", known.file)
                # An image of another site becomes a link with its caption as words.
                SubElement(caption, "span").text = image.get("alt")
            if known.credit is not None:
                SubElement(caption, "span", {"class": "bunko-image__credit"}).text = known.credit
            if not any(part.text for part in caption):
                element.remove(caption)


class HeadingIds(Treeprocessor):
    """Let `toc` make no id that is the theme's (`## Bunko content`): such a one starts with `h-`."""

    def run(self, root: Element) -> None:  # noqa: ARG002 - Python-Markdown's way to call
        """Put a guard around the way in which `toc` makes ids of headings, where it is in use."""
        for toc in self.md.treeprocessors:
            if isinstance(toc, TocTreeprocessor):
                toc.slugify = free_ids(toc.slugify)


@dataclass(frozen=True)
class _FreeIds:
    slugify: Callable[[str, str], str]

    def __call__(self, text: str, separator: str) -> str:
        id_ = self.slugify(text, separator)
        return f"h-{id_}" if id_ and is_taken(id_) else id_


def free_ids(slugify: Callable[[str, str], str]) -> Callable[[str, str], str]:
    """A slugify that makes no id which is the theme's."""
    return slugify if isinstance(slugify, _FreeIds) else _FreeIds(slugify)


def _parses(address: str) -> bool:
    try:
        urlsplit(address)
    except ValueError:
        return False
    return True


def _take_address(element: Element) -> None:
    if element.tag == "img":
        element.text = element.attrib.pop("alt", None)
    element.attrib.pop(_ADDRESS_OF[element.tag], None)
    element.tag = "span"


def _align(cell: Element) -> None:
    found = _ALIGNED.fullmatch(cell.attrib.pop("style", "") or "")
    if found:
        classes = f"{cell.get('class') or ''} bunko-align-{found.group(1)}"
        cell.set("class", classes.strip(" "))
