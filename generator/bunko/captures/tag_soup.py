"""Start tags that no parser takes in linear time."""

from __future__ import annotations

import re

from bunko.errors import CaptureError
from bunko.nouns import Capture

_SMALL = 100_000
"""Bytes of a page in which no tag can be long enough to cost more than a few seconds."""

_ATTRIBUTES = 5_000
_TAG = re.compile(rb"""<[A-Za-z](?:[^"'>]++|"[^"]*+"|'[^']*+')*+""")
_QUOTED = re.compile(rb""""[^"]*+"|'[^']*+'""")
_BETWEEN = re.compile(rb"[\s/]+")


def refuse_endless_tags(capture: Capture) -> None:
    """Refuse a page with a tag of thousands of attributes.

    libxml2 holds each against all before it, and cannot be ended meanwhile.

    Raises:
        CaptureError: there is one.
    """
    if len(capture.content) < _SMALL:
        return
    for tag in _TAG.finditer(capture.content):
        if tag.end() - tag.start() <= 2 * _ATTRIBUTES:
            continue
        count = len(_BETWEEN.split(_QUOTED.sub(b"x ", tag.group())))
        if count > _ATTRIBUTES:
            raise CaptureError(
                capture.name,
                "a tag of the page has too many attributes",
                expected=f"at most {_ATTRIBUTES}",
                found=f"{count} at byte {tag.start()}",
                cure="Do not trust this page; ask who saved it.",
            )
