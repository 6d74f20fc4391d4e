"""Images that a saved page holds itself, as `data:` addresses; SingleFile writes them so."""

from __future__ import annotations

import binascii
import re
from urllib.parse import unquote_to_bytes

from bunko.image_files import LIMIT, place_of

_ADDRESS = re.compile(
    r"\s*data:image/(?!svg)[\w.+-]{1,40}(?:;[\w=.+-]{1,60}){0,4}?(?P<packed>;base64)?,", re.IGNORECASE
)
_LONGEST = LIMIT * 4 // 3 + 4096
_SMALLEST = 1024
"""Bytes below which an image stands in for one that was to be loaded later, or is a dot."""


def embedded(address: str | None) -> tuple[str, bytes] | None:
    """The place below docs/ at which an embedded image is to be kept, and its bytes.

    None of an address of the web, of what is no image by its bytes, and of one that is too large or hardly any.
    """
    found = _ADDRESS.match(address) if address and len(address) <= _LONGEST else None
    if found is None or address is None:
        return None
    text = unquote_to_bytes(address[found.end() :])
    try:
        content = binascii.a2b_base64(text) if found["packed"] else text
    except binascii.Error:
        return None
    place = place_of(content) if len(content) >= _SMALLEST else None
    return (place, content) if place else None
