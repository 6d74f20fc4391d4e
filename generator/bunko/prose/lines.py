"""What a line break inside a paragraph is worth: nothing between East Asian characters, else a space."""

from __future__ import annotations

import re
import unicodedata

SOFT_BREAK = re.compile(r"(?<![ ])[ ]*\n[ ]*")
"""A line break with the spaces around it, which a browser would collapse with it."""

_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff\uffa0-\uffdc]")


def joins(before: str, after: str) -> bool:
    """Tell whether two lines meet without a space.

    Args:
        before: the last character of the first line, or an empty string.
        after: the first character of the second.

    After CSS Text 3, "Segment Break Transformation Rules": both are East Asian, or one is and
    the other is punctuation that Chinese and Japanese share with the West (”, …, —). Hangul is
    not counted, since Korean puts spaces between words.
    """
    if not before or not after:
        return False
    wide = (_is_east_asian(before), _is_east_asian(after))
    return all(wide) or (any(wide) and _is_shared_punctuation(after if wide[0] else before))


def join_lines(text: str) -> str:
    """Put the lines of a plain text together, each break as `joins` tells."""

    def meeting(found: re.Match[str]) -> str:
        start, end = found.span()
        before, after = text[max(start - 1, 0) : start], text[end : end + 1]
        return "" if joins(before, after) else " "

    return SOFT_BREAK.sub(meeting, text) if "\n" in text else text


def _is_east_asian(character: str) -> bool:
    return unicodedata.east_asian_width(character) in {"W", "F", "H"} and not _HANGUL.match(character)


def _is_shared_punctuation(character: str) -> bool:
    ambiguous = unicodedata.east_asian_width(character) == "A"
    return ambiguous and unicodedata.category(character).startswith("P")
