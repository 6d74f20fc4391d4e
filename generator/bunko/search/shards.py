"""Posting lists as shards: files of some kilobytes, each of a range of terms, cut so that an edit moves few borders."""

from __future__ import annotations

import re
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from operator import sub

import numpy as np
import numpy.typing as npt

from bunko.search.bits import gamma, gaps, golomb, pack, parameter, plain, rice
from bunko.search.inversion import PostingList
from bunko.search.terms import PLACE_WIDTH

WITHOUT_PLACES = 4
"""A list of so few documents holds no places: their texts are looked at instead."""

PLACE_BITS = 4
"""Places are kept modulo 2^4: two terms of a text that are no neighbours look so once in sixteen times."""
PLACE_BITS_OF_KANA = 8
"""Of two kana modulo 2^8: they come so often and so near each other that more must keep them apart."""
_HALVES = range(0xD800, 0xE000)
"""Halves of characters, which are no characters alone."""
_KANA = re.compile("[\u3041-\u30ff]{2}")

_CUT = 32
"""A border stands before about every 32nd term, where the shard is large enough."""
_FULL = 3
"""A shard of so many times its size is cut before whatever comes next."""


_MANY = 64
"""Entries of a list from which on numpy reads them in less time."""

_BLOCK = 64
"""Terms of a block, at most: what a reader must read to find one of them."""
_BLOCK_BITS = 8_192
"""A block of so many bits ends."""


@dataclass(frozen=True, slots=True)
class Shard:
    """A range of terms in one file.

    Attributes:
        terms: its terms, in their order.
        lengths: bits of the code of each term's list.
        content: the bytes.
    """

    terms: Sequence[str]
    lengths: Sequence[int]
    content: bytes

    @property
    def crc(self) -> int:
        """CRC-32 of the bytes: the file's name, and how a reader tells that they are whole."""
        return zlib.crc32(self.content)

    def codes(self) -> Iterator[str]:
        """The code of each term's list, as it was listed."""
        bits = f"{int.from_bytes(self.content, 'big'):0{len(self.content) * 8}b}"
        blocks = int(bits[:16], 2)
        counts = [int(bits[at : at + 6], 2) + 1 for at in range(16, 16 + 30 * blocks, 30)]
        at, place = 16 + 30 * blocks, 0
        for count in counts:
            before = ""
            for term, length in zip(
                self.terms[place : place + count], self.lengths[place : place + count], strict=True
            ):
                at += len(_term(before, term))
                yield bits[at : at + length]
                at += length
                before = term
            place += count


class Cutter:
    """Cuts terms with their lists into shards, as they come in the order of their UTF-16 code units.

    Where a border stands follows from the terms around it alone (content-defined chunking), so that lists which grow
    move the next border or two and not all that follow.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._terms: list[str] = []
        self._codes: list[str] = []
        self._length = 0
        self.shards: list[Shard] = []

    def add(self, term: str, code: str) -> None:
        """Take in a term with its list's code, in a shard of its own where the one before is full."""
        self.part(term)
        self._terms.append(term)
        self._codes.append(code)
        self._length += len(code) + _TERM

    def part(self, term: str) -> bool:
        """End a shard before this term, if one ends there; whether one does (or nothing is open)."""
        full = self._length >= self._size * 8
        if full and (zlib.crc32(term.encode()) % _CUT == 0 or self._length >= self._size * 8 * _FULL):
            self.end()
        return not self._terms

    def end(self) -> None:
        """End the last shard."""
        if self._terms:
            self.shards.append(shard(self._terms, self._codes))
        self._terms, self._codes, self._length = [], [], 0


_TERM = 12
"""Bits of a term, about: what is counted of it where a shard is cut."""


def shard(terms: Sequence[str], codes: Sequence[str]) -> Shard:
    """A shard of some terms with the codes of their lists.

    Bits: the number of blocks (16), of each its number of terms less one (6) and its length (24), then the blocks.
    """
    blocks: list[list[str]] = []
    count, length, before = _BLOCK, 0, ""
    table = [""]
    for term, code in zip(terms, codes, strict=True):
        if count == _BLOCK or length >= _BLOCK_BITS:
            if blocks:
                table.append(f"{count - 1:06b}{length:024b}")
            blocks.append([])
            count, length, before = 0, 0, ""
        name = _term(before, term)
        blocks[-1] += (name, code)
        count, length, before = count + 1, length + len(name) + len(code), term
    table[0] = f"{len(blocks):016b}"
    table.append(f"{count - 1:06b}{length:024b}")
    return Shard(terms, [len(code) for code in codes], pack("".join(chain(table, *blocks))))


def border(last: str, first: str) -> str:
    """The shortest string above `last` and not above `first`, with the most zeros at its end."""
    before, units = _units(last), _units(first)
    shared = next((place for place, (a, b) in enumerate(zip(before, units, strict=False)) if a != b), len(before))
    low, high = before[shared] if shared < len(before) else -1, units[shared]
    bit = 1
    while high - high % (bit * 2) > max(low, 31):
        bit *= 2
    unit = high - high % bit
    if unit in _HALVES:
        return first
    return first.encode("utf-16-be")[: shared * 2].decode("utf-16-be", "ignore") + chr(unit)


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


def listed(term: str, postings: PostingList, width: int) -> str:
    """The code of a posting list."""
    entries = postings.entries
    numbers = [entry >> PLACE_WIDTH for entry in entries] if len(entries) < _MANY else _numbers(entries)
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
    standing, places = _standing(entries, numbers, bits)
    coded = "".join(map(gaps(k).__getitem__, _gaps(standing)))
    return "".join((gamma(len(standing)), first, f"{k:04b}", coded, places, where))


def _numbers(entries: array[int]) -> list[int]:
    found: list[int] = (np.frombuffer(entries, np.uint32) >> PLACE_WIDTH).tolist()
    return found


def _standing(entries: array[int], numbers: Sequence[int], bits: int) -> tuple[Sequence[int], str]:
    """The documents in which a term stands, once for each place modulo 2^bits, and the codes of these places."""
    low = (1 << bits) - 1
    if len(entries) < _MANY:
        once = dict.fromkeys([number << bits | entry & low for number, entry in zip(numbers, entries, strict=True)])
        return [place >> bits for place in once], "".join(map(plain(bits).__getitem__, map(low.__and__, once)))
    values = np.frombuffer(entries, np.uint32).astype(np.uint64)
    standing = values >> PLACE_WIDTH << bits | values & low
    keys = np.sort(standing << 32 | np.arange(len(standing), dtype=np.uint64))
    first = np.ones(len(keys), np.bool_)
    first[1:] = keys[1:] >> 32 != keys[:-1] >> 32
    standing = standing[np.sort(keys[first] & 0xFFFF_FFFF)]
    return (standing >> bits).tolist(), _places(bits)[standing & low].tobytes().decode("ascii")


@cache
def _places(bits: int) -> npt.NDArray[np.bytes_]:
    return np.array([code.encode() for code in plain(bits)])


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
