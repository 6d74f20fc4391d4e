"""Where the pictures of an article stand in its text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate

from lxml import etree

from bunko.captures.hypertext.captions import CAPTION, Parts, caption_of
from bunko.captures.hypertext.elements import ancestors
from bunko.captures.hypertext.furniture import reason_against
from bunko.captures.hypertext.runs import Run
from bunko.nouns import Image, Picture
from bunko.prose import read_blocks, write_blocks

_ANIMATED = re.compile(r"\.gif(?:$|\?)", re.IGNORECASE)
"""Buttons, rules and banners of old pages; their photos are JPEG."""

_ABOVE = 3


def pictures_between(
    body: etree._Element, runs: Sequence[Run], images: Sequence[tuple[etree._Element, Image]]
) -> Mapping[int, Sequence[Picture]]:
    """The pictures that stand between two runs of the text, by the index of the second one.

    One above the text or below it stands in no place of the text: the page shows it above.

    Args:
        body: the page.
        runs: of the text, in order.
        images: with their elements, in the page's order.
    """
    if not images or not runs:
        return {}
    order = {element: n for n, element in enumerate(body.iter())}
    starts = list(accumulate((order.get(run.element, 0) for run in runs), max))
    found: dict[int, list[Picture]] = {}
    for element, image in images:
        at = bisect_right(starts, order.get(element, 0))
        picture = Picture(image.url or image.file or "", image.caption or "")
        if 0 < at < len(runs) and read_blocks(write_blocks([picture])) == (picture,):
            found.setdefault(at, []).append(picture)
    return found


def images_above(
    body: etree._Element, headline: Run | None, first: Run | None, captions: Mapping[etree._Element, Parts]
) -> Sequence[etree._Element]:
    """The photos between headline and text, as old pages set them in a cell or a table of their own.

    Args:
        body: the page.
        headline: the run of the headline.
        first: the first run of the text.
        captions: that no element names so; an image without any caption counts in a table's cell alone.
    """
    if headline is None or first is None:
        return []
    found: list[etree._Element] = []
    after = False
    for element in body.iter():
        if element is first.element:
            break
        after = after or element is headline.element
        if after and element.tag == "img" and _is_photo(element, captions):
            found.append(element)
    return found if len(found) <= _ABOVE else []


def _is_photo(image: etree._Element, captions: Mapping[etree._Element, Parts]) -> bool:
    around = list(ancestors(image))
    told = caption_of(image, captions) or any(at.tag == "td" for at in around)
    apart = any(reason_against(at) not in {"", CAPTION} for at in around[1:])
    return bool(told) and not apart and not _ANIMATED.search(image.get("src") or "")
