"""Where the pictures of an article stand in its text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate

from lxml import etree

from bunko.captures.hypertext.runs import Run
from bunko.nouns import Image, Picture
from bunko.prose import read_blocks, write_blocks


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
