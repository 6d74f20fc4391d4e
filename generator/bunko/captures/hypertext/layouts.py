"""A publisher's dated layout on a page: what its selectors find."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree
from lxml.cssselect import CSSSelector

from bunko.captures.hypertext.elements import text_of
from bunko.captures.hypertext.moments import Moment, moment_in
from bunko.sources.publisher import Selectors


@dataclass(frozen=True)
class Found:
    """What a layout's selectors find on a page; empty where the layout has none, or they find nothing.

    Attributes:
        headline: the headline's text.
        moments: the moments that the date's element prints.
        bodies: the elements that hold the text, outermost ones, in order.
        quotes: the elements that are quotes.
        left_out: the elements that are no text of the article.
        missed: names of the selectors that found nothing, so that a changed layout is noticed.
    """

    headline: str | None = None
    moments: tuple[Moment | None, ...] = ()
    bodies: tuple[etree._Element, ...] = ()
    quotes: frozenset[etree._Element] = field(default_factory=frozenset)
    left_out: frozenset[etree._Element] = field(default_factory=frozenset)
    missed: tuple[str, ...] = ()


def find(selectors: Selectors, root: etree._Element) -> Found:
    """Apply a layout's selectors to a page."""
    headline, date, body = (_select(root, css) for css in (selectors.headline, selectors.date, selectors.body))
    asked = (("headline", selectors.headline, headline), ("date", selectors.date, date), ("body", selectors.body, body))
    inside = {inner for outer in body for inner in outer.iterdescendants()}
    return Found(
        headline=next((text for element in headline if (text := text_of(element))), None),
        moments=tuple(moment_in(text_of(element)) for element in date),
        bodies=tuple(element for element in body if element not in inside),
        quotes=frozenset(_select(root, selectors.quote)),
        left_out=frozenset(_select(root, selectors.left_out)),
        missed=tuple(name for name, css, found in asked if css and not found),
    )


def _select(root: etree._Element, css: str) -> Sequence[etree._Element]:
    found = _compiled(css)(root) if css else []
    return [element for element in found if isinstance(element, etree._Element)] if isinstance(found, list) else []  # noqa: SLF001


@lru_cache(maxsize=256)
def _compiled(css: str) -> CSSSelector:
    return CSSSelector(css, translator="html")
