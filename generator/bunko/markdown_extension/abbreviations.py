"""Abbreviations (`*[JAXA]: …`) in text without spaces.

Python-Markdown looks for them between word boundaries, and a kanji or a kana is a letter of a
word as any other: https://github.com/Python-Markdown/markdown/blob/3.7/markdown/extensions/abbr.py
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element

from markdown.extensions.abbr import AbbrTreeprocessor
from markdown.treeprocessors import Treeprocessor

_EAST_ASIAN = (
    "\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
_LETTER = rf"[^\W{_EAST_ASIAN}]"
"""A letter or a digit of a script that parts its words by spaces."""


class Abbreviations(Treeprocessor):
    """Mark the abbreviations, those beside East Asian characters too; `abbr` then finds nothing more to mark."""

    def run(self, root: Element) -> None:
        """Change the tree in place, where the extension `abbr` is in use."""
        for abbr in self.md.treeprocessors:
            if isinstance(abbr, AbbrTreeprocessor) and abbr.abbrs:
                abbr.RE = _pattern(abbr.abbrs)
                abbr.iter_element(root)


def _pattern(abbreviations: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(abbreviations, key=len, reverse=True)
    return re.compile("|".join(_alone(abbreviation) for abbreviation in longest_first))


def _alone(abbreviation: str) -> str:
    """A pattern for an abbreviation that is no part of a longer word."""
    before = f"(?<!{_LETTER})" if re.match(_LETTER, abbreviation[0]) else ""
    after = f"(?!{_LETTER})" if re.match(_LETTER, abbreviation[-1]) else ""
    return f"{before}{re.escape(abbreviation)}{after}"
