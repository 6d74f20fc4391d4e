"""Posting lists as shards: files of some kilobytes, each of a range of terms, cut so that an edit moves few borders."""

from __future__ import annotations

import hashlib
import zlib
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

from bunko.search.bits import gamma, golomb, pack, unpack

_HALVES = range(0xD800, 0xE000)
"""Halves of characters, which are no characters alone."""
_CUT = 32
"""A border stands before about every 32nd term, where the shard is large enough."""
_FULL = 3
"""A shard of so many times its size is cut before whatever comes next."""


_BLOCK = 64
"""Terms of a block, at most: what a reader must read to find one of them."""
_BLOCK_BITS = 8_192
"""A block of so many bits ends."""


Coded = tuple[str, bytes]
"""A list's code, and what of its entries is kept beside (4 bytes each): all of a short list, whose places the code does
not hold; of another the first and the last, which tell whether a change of numbers meets it."""


@dataclass(frozen=True, slots=True)
class Shard:
    """A range of terms in one file.

    Attributes:
        names: its terms, in their order, one a line.
        starts: the bit of the content at which the code of each term's list starts (4 bytes each).
        lengths: bits of these codes (4 bytes each).
        counts: how many entries of each list are kept beside (4 bytes each).
        beside: these entries, one list after the other (4 bytes each).
        content: the bytes of the file.
        sha256: of the content.
    """

    names: str
    starts: bytes
    lengths: bytes
    counts: bytes
    beside: bytes
    content: bytes
    sha256: str

    @property
    def crc(self) -> int:
        """CRC-32 of the bytes: the file's name, and how a reader tells that they are whole."""
        return zlib.crc32(self.content)

    @property
    def first(self) -> str:
        """Its first term."""
        return self.names[: self.names.find("\n")] if "\n" in self.names else self.names

    @property
    def last(self) -> str:
        """Its last term."""
        return self.names[self.names.rfind("\n") + 1 :]

    def lists(self) -> Iterator[tuple[str, Coded]]:
        """Each term with its list, as they were listed."""
        numbers = (array("I", part) for part in (self.starts, self.lengths, self.counts))
        bits, beside, end = unpack(self.content), self.beside, 0
        for term, start, length, count in zip(self.names.split("\n"), *numbers, strict=True):
            at, end = end, end + 4 * count
            yield term, (bits[start : start + length], beside[at:end])


class Cutter:
    """Cuts terms with their lists into shards, as they come in the order of their UTF-16 code units.

    Where a border stands follows from the terms around it alone (content-defined chunking), so that lists which grow
    move the next border or two and not all that follow.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._terms: list[str] = []
        self._lists: list[Coded] = []
        self._length = 0
        self.shards: list[Shard] = []

    def add(self, term: str, coded: Coded) -> None:
        """Take in a term with its list, in a shard of its own where the one before is full."""
        self.part(term)
        self._terms.append(term)
        self._lists.append(coded)
        self._length += len(coded[0]) + _TERM

    def part(self, term: str) -> bool:
        """End a shard before this term, if one ends there; whether one does (or nothing is open)."""
        full = self._length >= self._size * 8
        if full and (zlib.crc32(term.encode()) % _CUT == 0 or self._length >= self._size * 8 * _FULL):
            self.end()
        return not self._terms

    def end(self) -> None:
        """End the last shard."""
        if self._terms:
            self.shards.append(shard(self._terms, self._lists))
        self._terms, self._lists, self._length = [], [], 0


_TERM = 12
"""Bits of a term, about: what is counted of it where a shard is cut."""


def shard(terms: Sequence[str], lists: Sequence[Coded]) -> Shard:
    """A shard of some terms with their lists.

    Bits: the number of blocks (16), of each its number of terms less one (6) and its length (24), then the blocks.
    """
    blocks: list[list[str]] = []
    count, length, before = _BLOCK, 0, ""
    table, starts, total = [""], array("I"), 0
    for term, (code, _) in zip(terms, lists, strict=True):
        if count == _BLOCK or length >= _BLOCK_BITS:
            if blocks:
                table.append(f"{count - 1:06b}{length:024b}")
            blocks.append([])
            count, length, before = 0, 0, ""
        name = _term(before, term)
        blocks[-1] += (name, code)
        starts.append(total + len(name))
        size = len(name) + len(code)
        count, length, total, before = count + 1, length + size, total + size, term
    table[0] = f"{len(blocks):016b}"
    table.append(f"{count - 1:06b}{length:024b}")
    content = pack("".join(chain(table, *blocks)))
    head = 16 + 30 * len(blocks)
    return Shard(
        "\n".join(terms),
        array("I", [head + start for start in starts]).tobytes(),
        array("I", [len(code) for code, _ in lists]).tobytes(),
        array("I", [len(beside) // 4 for _, beside in lists]).tobytes(),
        b"".join([beside for _, beside in lists]),
        content,
        hashlib.sha256(content).hexdigest(),
    )


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
    if max(term, default="") <= "\uffff":
        return list(map(ord, term))
    data = term.encode("utf-16-be")
    return [data[place] << 8 | data[place + 1] for place in range(0, len(data), 2)]


def _term(earlier: str, term: str) -> str:
    """A term after the one before it: units in common, the length, and the first other unit as a difference."""
    if len(term) == len(earlier) == 2 and term[0] == earlier[0] and max(term[1], earlier[1]) <= "\uffff":  # noqa: PLR2004 - a pair, the most common
        return "01" + golomb(ord(term[1]) - ord(earlier[1]) - 1, 5)
    before, units = _units(earlier), _units(term)
    shared = 0
    while shared < len(before) and before[shared] == units[shared]:
        shared += 1
    old = before[shared] if shared < len(before) else -1
    start = ("10", "0")[shared] if shared < 2 else "1" * shared + "0"  # noqa: PLR2004 - one in common is a pair's habit
    length = "1" if len(units) == 2 else "0" + gamma(len(units))  # noqa: PLR2004 - as above
    rest = "".join(map(_unit, units[shared + 1 :]))
    return start + length + golomb(units[shared] - old - 1, 5) + rest


@cache
def _unit(unit: int) -> str:
    return f"0{unit - 97:05b}" if 97 <= unit <= 122 else f"1{unit:016b}"  # noqa: PLR2004 - a to z
