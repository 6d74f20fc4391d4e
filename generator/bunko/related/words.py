"""The distinctive words that two pages share, as they are written on one of them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bunko.folding import fold
from bunko.related import names

_READ = 20_000
_ADDRESS = re.compile(r"https?://[^\s)>\]]{1,2000}|\]\([^()\s]{0,2000}\)")
"""An address is no word on the page; also that of an image of the archive's own."""

_WORD = re.compile(r"[ァ-ヶー]{3,20}|[A-Za-z][A-Za-z0-9][A-Za-z0-9'-]{1,30}|[々〆\u3400-\u9fff]{2,8}")


def words(text: str) -> Mapping[str, str]:
    """Each word of a text, or the Chinese name of what it names, folded; with the word as it is first written there.

    A word is a run of one script: a reader finds it on the page as it stands.
    """
    found: dict[str, str] = {}
    for match in _WORD.finditer(_ADDRESS.sub(" ", text[:_READ])):
        written = match[0]
        folded = fold(written)
        found.setdefault(names.table().get(folded, folded), written)
    return found
