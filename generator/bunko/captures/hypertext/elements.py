"""Elements of a page's tree: their text, and what they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

_SPACE = re.compile(r"[^\S\u3000]+")


def text_of(element: etree._Element) -> str:
    """The text inside an element on one line, white space collapsed; an ideographic space shows, and stays."""
    return _SPACE.sub(" ", "".join(str(piece) for piece in element.itertext())).strip()


def ancestors(element: etree._Element) -> Iterator[etree._Element]:
    """The element itself and what it stands in, from within."""
    at: etree._Element | None = element
    while at is not None:
        yield at
        at = at.getparent()


def line_of(element: etree._Element) -> int | None:
    """The line of the page that an element starts on, where the parser tells it."""
    line: object = element.sourceline
    return line if isinstance(line, int) else None


def captioned_quote(element: etree._Element) -> etree._Element | None:
    """The quote that a figure's caption belongs to; None where the element is no such caption."""
    figure = element.getparent() if element.tag == "figcaption" else None
    return next(figure.iter("blockquote"), None) if figure is not None else None
