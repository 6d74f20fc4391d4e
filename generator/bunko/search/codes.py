"""A posting list as bits, and back: all that is kept of it but the places of short lists, which have none in bits."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import accumulate
from operator import sub

import numpy as np
import numpy.typing as npt

from bunko.search.bits import ESCAPE, gamma, gaps, parameter, plain, rice
from bunko.search.inversion import PostingList
from bunko.search.terms import PLACE_WIDTH

WITHOUT_PLACES = 4
"""A list of so few documents holds no places: their texts are looked at instead."""

PLACE_BITS = 4
"""Places are kept modulo 2^4: two terms of a text that are no neighbours look so once in sixteen times."""
PLACE_BITS_OF_KANA = 8
"""Of two kana modulo 2^8: they come so often and so near each other that more must keep them apart."""
_KANA = re.compile("[\u3041-\u30ff]{2}")

_MANY = 64
"""Entries of a list from which on numpy reads them in less time."""


def listed(term: str, postings: PostingList, width: int) -> str:
    """The code of a posting list."""
    entries = postings.entries
    numbers: list[int] = (entries >> PLACE_WIDTH).tolist()
    documents = list(dict.fromkeys(numbers)) if len(numbers) > 1 else numbers
    first = f"{numbers[0]:0{width}b}"
    where = _subset(postings.in_title, documents) + _subset(postings.in_strong, documents)
    if len(documents) == 1:
        return "1" + first + where
    if len(documents) <= WITHOUT_PLACES:
        return _few(documents, width) + where
    k = parameter(numbers[-1] - numbers[0], len(documents) - 1)
    bits = _place_bits(term)
    standing, places = _standing(entries, numbers, bits)
    coded = "".join(map(gaps(k).__getitem__, _gaps(standing)))
    return "".join((gamma(len(standing)), first, f"{k:04b}", coded, places, where))


def _few(documents: Sequence[int], width: int) -> str:
    """The code of two to four documents."""
    k = parameter(documents[-1] - documents[0], len(documents) - 1)
    codes = rice(k)
    steps = [codes[gap - 1] for gap in _gaps(documents)]
    return "".join((gamma(len(documents)), f"{documents[0]:0{width}b}", f"{k:04b}", *steps))


def _standing(entries: npt.NDArray[np.uint32], numbers: Sequence[int], bits: int) -> tuple[Sequence[int], str]:
    """The documents in which a term stands, once for each place modulo 2^bits, and the codes of these places."""
    low = (1 << bits) - 1
    if len(entries) < _MANY:
        both = zip(numbers, entries.tolist(), strict=True)
        once = dict.fromkeys([number << bits | entry & low for number, entry in both])
        return [place >> bits for place in once], "".join(map(plain(bits).__getitem__, map(low.__and__, once)))
    values = entries.astype(np.uint64)
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


def is_short(code: str) -> bool:
    """Whether a list is one of so few documents that it holds no places."""
    return code.startswith(("1", "010", "011", "00100"))


def read(term: str, code: str, width: int, short: npt.NDArray[np.uint32]) -> PostingList:
    """The list of a code: `listed` gives the same code of it. Places are known as far as the code holds them.

    Args:
        term: whose list it is.
        code: as `listed` gave it.
        width: bits of a document number.
        short: the entries of a short list.
    """
    zeros = code.index("1")
    count, at = int(code[: 2 * zeros + 1], 2), 2 * zeros + 1
    first = int(code[at : at + width], 2)
    at += width
    numbers, entries = [first], short
    if count > 1:
        k = int(code[at : at + 4], 2)
        at += 4
        if count <= WITHOUT_PLACES:
            for _ in range(count - 1):
                step, at = _number(code, at, k)
                numbers.append(numbers[-1] + step + 1)
        else:
            bits = _place_bits(term)
            found = _gap(k).findall(code, at, len(code) - bits * count - 2)[: count - 1]
            at += sum(map(len, found))
            steps = np.fromiter(map(_steps_read(k).__getitem__, found), np.int64, count - 1)
            standing = first + np.concatenate([[0], np.cumsum(steps)])
            low = np.frombuffer(code[at : at + bits * count].encode(), np.uint8).reshape(count, bits) & 1
            at += bits * count
            places = low @ (1 << np.arange(bits - 1, -1, -1, dtype=np.uint32))
            entries = (standing << PLACE_WIDTH | places).astype(np.uint32)
            numbers = [first, *standing[1:][steps > 0].tolist()]
    in_title, at = _subset_read(code, at, numbers)
    return PostingList(entries, in_title, _subset_read(code, at, numbers)[0])


def few_renumbered(code: str, before: Sequence[int], after: Sequence[int], width: int) -> str:
    """The code of a list of two to four documents, `before`, that got the numbers `after`."""
    return _few(after, width) + code[len(_few(before, width)) :]


def renumbered(
    term: str, code: str, ends: tuple[tuple[int, int], tuple[int, int]], jumps: Iterable[tuple[int, int]], width: int
) -> str:
    """The code of a list with places, of which documents got other numbers in the same order.

    Args:
        term: whose list it is.
        code: as `listed` gave it.
        ends: the first and the last document as they were, and as they are now.
        jumps: old numbers, after the first document and up to the last, from which on the new ones are so much further
            from the old ones than before.
        width: bits of a document number.
    """
    (first, last), (first_now, last_now) = ends
    zeros = code.index("1")
    count, at = int(code[: 2 * zeros + 1], 2), 2 * zeros + 1 + width
    k = int(code[at : at + 4], 2)
    at += 4
    found = _step(k).findall(code, at, len(code) - _place_bits(term) * count - 2)
    steps = list(map(_steps_read(k).__getitem__, found))
    documents = list(accumulate(steps, initial=first))
    others = bisect_left(documents, last)  # what was found after it, is none
    del found[others:], steps[others:]
    rest = code[at + len("".join(found)) :]
    now = parameter(last_now - first_now, others)
    changed = set()
    for number, jump in jumps:
        place = bisect_left(documents, number, 0, others + 1) - 1
        steps[place] += jump
        changed.add(place)
    for place in changed if now == k else range(others):
        found[place] = found[place][: found[place].index("0")] + gaps(now)[steps[place]]
    return "".join((code[: 2 * zeros + 1], f"{first_now:0{width}b}{now:04b}", *found, rest))


def _subset_read(code: str, at: int, documents: Sequence[int]) -> tuple[list[int], int]:
    zeros = code.index("1", at) - at
    count, at = int(code[at : at + 2 * zeros + 1], 2) - 1, at + 2 * zeros + 1
    if count in {0, len(documents)}:
        return list(documents[:count]), at
    k, ordinal, found = parameter(len(documents), count), -1, []
    for _ in range(count):
        step, at = _number(code, at, k)
        ordinal += step + 1
        found.append(documents[ordinal])
    return found, at


def _number(code: str, at: int, k: int) -> tuple[int, int]:
    """The number of the Rice code at a place, and where it ends."""
    quotient = code.find("1", at, at + ESCAPE) - at
    if quotient < 0:
        at += ESCAPE
        return int(code[at : at + 24], 2), at + 24
    at += quotient + 1
    return quotient << k | int(code[at : at + k] or "0", 2), at + k


@cache
def _gap(k: int) -> re.Pattern[str]:
    return re.compile(f"1|00{{0,{ESCAPE - 1}}}1[01]{{{k}}}|00{{{ESCAPE}}}[01]{{24}}")


@cache
def _step(k: int) -> re.Pattern[str]:
    """From a document to the next one: what `_gap` finds, with the entries of the same document before it."""
    return re.compile(f"1*00{{0,{ESCAPE - 1}}}1[01]{{{k}}}|1*00{{{ESCAPE}}}[01]{{24}}")


class _Read(dict[str, int]):
    def __init__(self, k: int) -> None:
        super().__init__()
        self.k = k

    def __missing__(self, code: str) -> int:
        # A lone `1` is one entry more of the same document; what stands before the first `0` of others is, too.
        step = self[code] = _number(code, code.index("0") + 1, self.k)[0] + 1 if code != "1" else 0
        return step


@cache
def _steps_read(k: int) -> dict[str, int]:
    """How many documents further each code of `bits.gaps` leads, alone or with entries of one document before it."""
    return _Read(k)


def _place_bits(term: str) -> int:
    return PLACE_BITS_OF_KANA if _KANA.match(term) else PLACE_BITS
