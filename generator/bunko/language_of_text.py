"""The language of a text, found once, at import, from its letters.

Kana tell Japanese. Of Han characters, those that stand in only one national standard tell
the script: GB 2312 has the simplified forms and Big5 the traditional ones, and what neither
has but JIS X 0208 has is a Japanese form. The standards are in Python's codecs, so no table
is kept here.
"""

from __future__ import annotations

import unicodedata
from collections import Counter

_KANA_SHARE = 0.05
"""Kana among kana and Han; Chinese text that quotes a Japanese name stays below, or has more simplified forms."""

_SAMPLE = 20_000


def language_of(text: str, declared: str | None = None) -> str | None:
    """The BCP 47 tag: `ja`, `zh-Hans`, `zh-Hant`, `ko`, `ru`, or for Latin letters the declared one, else `en`.

    Args:
        text: title and body as plain text; the first 20,000 characters count.
        declared: primary tag that the capture declares; used for Latin letters alone, since
            pages declare their Chinese and Japanese wrongly.

    Returns:
        None where the text has no letters of these scripts.
    """
    counts = _scripts(unicodedata.normalize("NFC", text[:_SAMPLE]))
    han = counts["han"] + counts["hans"] + counts["hant"] + counts["jp"]
    totals = {
        "cjk": han + counts["kana"],
        "ko": counts["hangul"],
        "ru": counts["cyrillic"],
        # A word in Latin letters is worth about one Han character.
        "latin": counts["latin"] // 4,
    }
    script = max(totals, key=lambda name: totals[name])
    if not counts:
        return None
    if script == "latin" or not totals[script]:
        return _of_latin(declared) if counts["latin"] else None
    if script != "cjk":
        return script
    kana = counts["kana"] > max(_KANA_SHARE * totals["cjk"], counts["hans"])
    if kana or counts["jp"] > max(counts["hans"], counts["hant"]):
        return "ja"
    return "zh-Hant" if counts["hant"] > counts["hans"] else "zh-Hans"


def _scripts(text: str) -> Counter[str]:
    """How many letters of each script; each letter is looked up once, since an article has few different ones."""
    counts = Counter[str]()
    for letter, number in Counter(text).items():
        script = _script(letter)
        if script is not None:
            counts[script] += number
    return counts


def primary(tag: str) -> str:
    """The primary subtag: `zh` of `zh-Hant`."""
    return tag.split("-", maxsplit=1)[0].lower()


def _of_latin(declared: str | None) -> str:
    return declared if declared and primary(declared) not in {"ja", "zh", "ko", "ru"} else "en"


def _script(letter: str) -> str | None:
    if letter.isascii():
        return "latin" if letter.isalpha() else None
    code = ord(letter)
    for first, last, name in _RANGES:
        if first <= code <= last:
            return _script_of_han(letter) if name == "han" else name
    return None


_RANGES = (
    (0x00C0, 0x024F, "latin"),
    (0x0400, 0x052F, "cyrillic"),
    (0x3041, 0x30FA, "kana"),
    (0x30FD, 0x30FF, "kana"),
    (0x3400, 0x9FFF, "han"),
    (0xAC00, 0xD7A3, "hangul"),
    (0x20000, 0x323AF, "han"),
)


def _script_of_han(letter: str) -> str:
    simplified, traditional = _stands_in(letter, "gb2312"), _stands_in(letter, "big5")
    if simplified == traditional:
        return "jp" if not simplified and _stands_in(letter, "shift_jis") else "han"
    return "hans" if simplified else "hant"


def _stands_in(letter: str, standard: str) -> bool:
    try:
        letter.encode(standard)
    except UnicodeEncodeError:
        return False
    return True
