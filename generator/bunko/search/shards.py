"""Posting lists as shards: files of some kilobytes, each of a range of terms, cut so that an edit moves few borders."""

from __future__ import annotations

import re
import zlib
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import sub

from bunko.search.bits import gamma, gaps, golomb, pack, parameter, plain, rice
from bunko.search.inversion import PostingList
from bunko.search.terms import PLACE_WIDTH

WITHOUT_PLACES = 4
"""A list of so few documents holds no places: their texts are looked at instead."""

PLACE_BITS = 4
"""Places are kept modulo 2^4: two terms of a text that are no neighbours look so once in sixteen times."""
PLACE_BITS_OF_KANA = 8
"""Of two kana modulo 2^8: they come so often and so near each other that more must keep them apart."""
_KANA = re.compile("[\u3041-\u30ff]{2}")

_CUT = 32
"""A border stands before about every 32nd term, where the shard is large enough."""
_FULL = 3
"""A shard of so many times its size is cut before whatever comes next."""


@dataclass(frozen=True, slots=True)
class Shard:
    """A shard's first term and its bytes."""

    first: str
    content: bytes

    @property
    def crc(self) -> int:
        """CRC-32 of the bytes: the file's name, and how a reader tells that they are whole."""
        return zlib.crc32(self.content)


def shards(lists: Iterable[tuple[str, PostingList]], width: int, size: int) -> Iterator[Shard]:
    """Cut all lists into shards.

    Where a border stands follows from the terms around it alone (content-defined chunking), so that lists which grow
    move the next border or two and not all that follow.

    Args:
        lists: terms in the order of their UTF-16 code units.
        width: bits of a document number.
        size: bytes of a shard, about.
    """
    first, before, length, count = "", "", 0, 0
    parts: list[str] = []
    for term, postings in lists:
        if length >= size * 8 and (zlib.crc32(term.encode()) % _CUT == 0 or length >= size * 8 * _FULL):
            yield _shard(first, count, parts)
            before, parts, length, count = "", [], 0, 0
        first = first if count else term
        code = _term(before, term) + _list(term, postings, width)
        before = term
        parts.append(code)
        length += len(code)
        count += 1
    if count:
        yield _shard(first, count, parts)


def _shard(first: str, count: int, parts: Sequence[str]) -> Shard:
    return Shard(first, pack(f"{count:024b}" + "".join(parts)))


def _units(term: str) -> list[int]:
    data = term.encode("utf-16-be")
    return [data[place] << 8 | data[place + 1] for place in range(0, len(data), 2)]


def _term(earlier: str, term: str) -> str:
    """A term after the one before it: units in common, the length, and the first other unit as a difference."""
    if len(term) == len(earlier) == 2 and term[0] == earlier[0] and max(term[1], earlier[1]) <= "\uffff":  # noqa: PLR2004 - a pair, the most common
        return "01" + golomb(ord(term[1]) - ord(earlier[1]) - 1, 5)
    before, units = _units(earlier), _units(term)
    shared = next((place for place, (a, b) in enumerate(zip(before, units, strict=False)) if a != b), len(before))
    old = before[shared] if shared < len(before) else -1
    start = ("10", "0")[shared] if shared < 2 else "1" * shared + "0"  # noqa: PLR2004 - one in common is a pair's habit
    length = "1" if len(units) == 2 else "0" + gamma(len(units))  # noqa: PLR2004 - as above
    rest = "".join([_unit(unit) for unit in units[shared + 1 :]])
    return start + length + golomb(units[shared] - old - 1, 5) + rest


def _unit(unit: int) -> str:
    return f"0{unit - 97:05b}" if 97 <= unit <= 122 else f"1{unit:016b}"  # noqa: PLR2004 - a to z


def _list(term: str, postings: PostingList, width: int) -> str:
    entries = postings.entries
    numbers = [entry >> PLACE_WIDTH for entry in entries]
    documents = list(dict.fromkeys(numbers)) if len(numbers) > 1 else numbers
    first = f"{numbers[0]:0{width}b}"
    where = _subset(postings.in_title, documents) + _subset(postings.in_strong, documents)
    if len(documents) == 1:
        return "1" + first + where
    span = numbers[-1] - numbers[0]
    k = parameter(span, len(documents) - 1)
    if len(documents) <= WITHOUT_PLACES:
        codes = rice(k)
        steps = [codes[gap - 1] for gap in _gaps(documents)]
        return "".join((gamma(len(documents)), first, f"{k:04b}", *steps, where))
    bits = PLACE_BITS_OF_KANA if _KANA.match(term) else PLACE_BITS
    low = (1 << bits) - 1
    standing: Iterable[int] = entries
    if len(documents) < len(numbers):
        standing = dict.fromkeys([number << bits | entry & low for number, entry in zip(numbers, entries, strict=True)])
        numbers = [place >> bits for place in standing]
    parts = [gamma(len(numbers)), first, f"{k:04b}"]
    parts += map(gaps(k).__getitem__, _gaps(numbers))
    parts += map(plain(bits).__getitem__, map(low.__and__, standing))
    parts.append(where)
    return "".join(parts)


def _gaps(numbers: Sequence[int]) -> Iterable[int]:
    return map(sub, numbers[1:], numbers)


def _subset(numbers: Sequence[int], documents: Sequence[int]) -> str:
    """Which of `documents` stand in `numbers`."""
    if not numbers:
        return "1"
    ordinals = [bisect_left(documents, number) for number in dict.fromkeys(numbers)]
    if len(ordinals) == len(documents):
        return gamma(len(documents) + 1)
    codes = rice(parameter(len(documents), len(ordinals)))
    steps = map(sub, ordinals, [-1, *ordinals])
    return gamma(len(ordinals) + 1) + "".join([codes[step - 1] for step in steps])
