"""Posting lists as shards: files of some kilobytes, each of a range of terms, cut so that an edit moves few borders."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import sub

from bunko.search.bits import gamma, golomb, masks, pack, parameter, rice
from bunko.search.inversion import PostingList

WITHOUT_PLACES = 4
"""A list of so few documents holds no places: their texts are looked at instead."""

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
    first, length, count = "", 0, 0
    before: list[int] = []
    parts: list[str] = []
    for term, postings in lists:
        if length >= size * 8 and (zlib.crc32(term.encode()) % _CUT == 0 or length >= size * 8 * _FULL):
            yield _shard(first, count, parts)
            before, parts, length, count = [], [], 0, 0
        first = first if count else term
        units = _units(term)
        code = _term(before, units) + _list(postings, width)
        before = units
        parts.append(code)
        length += len(code)
        count += 1
    if count:
        yield _shard(first, count, parts)


def _shard(first: str, count: int, parts: Sequence[str]) -> Shard:
    return Shard(first, pack(f"{count:024b}" + "".join(parts)))


def _units(term: str) -> list[int]:
    if len(term) == 2 and term[0] <= "\uffff" and term[1] <= "\uffff":  # noqa: PLR2004 - a pair, the most common
        return [ord(term[0]), ord(term[1])]
    data = term.encode("utf-16-be")
    return [data[place] << 8 | data[place + 1] for place in range(0, len(data), 2)]


def _term(before: Sequence[int], units: Sequence[int]) -> str:
    """A term after the one before it: units in common, the length, and the first other unit as a difference."""
    shared = next((place for place, (a, b) in enumerate(zip(before, units, strict=False)) if a != b), len(before))
    old = before[shared] if shared < len(before) else -1
    start = ("10", "0")[shared] if shared < 2 else "1" * shared + "0"  # noqa: PLR2004 - one in common is a pair's habit
    length = "1" if len(units) == 2 else "0" + gamma(len(units))  # noqa: PLR2004 - as above
    rest = "".join([_unit(unit) for unit in units[shared + 1 :]])
    return start + length + golomb(units[shared] - old - 1, 5) + rest


def _unit(unit: int) -> str:
    return f"0{unit - 97:05b}" if 97 <= unit <= 122 else f"1{unit:016b}"  # noqa: PLR2004 - a to z


def _list(postings: PostingList, width: int) -> str:
    entries = postings.entries
    count = len(entries)
    numbers = [entry >> 16 for entry in entries]
    parts = [gamma(count), f"{numbers[0]:0{width}b}"]
    if count > 1:
        k = parameter(numbers[-1] - numbers[0], count - 1)
        parts.append(f"{k:04b}")
        codes = rice(k)
        parts += [codes[gap - 1] for gap in map(sub, numbers[1:], numbers)]
    if count > WITHOUT_PLACES:
        parts += [masks[entry & 0xFFFF] for entry in entries]
    parts += (_subset(postings.in_title, count), _subset(postings.in_strong, count))
    return "".join(parts)


def _subset(ordinals: Sequence[int], count: int) -> str:
    if not ordinals:
        return "1"
    if len(ordinals) == count:
        return gamma(count + 1)
    codes = rice(parameter(count, len(ordinals)))
    gaps = map(sub, ordinals, [-1, *ordinals])
    return gamma(len(ordinals) + 1) + "".join([codes[gap - 1] for gap in gaps])
