"""Numbers as bits, written as strings of `0` and `1`: joining them is the fastest that Python has without a library.

`search/bits.js` reads them.
"""

from __future__ import annotations

from functools import cache

ESCAPE = 16
"""A Rice code of so many zeros is followed by the plain number of 24 bits: a gap that nobody expects."""


class _Codes(dict[int, str]):
    def __init__(self, k: int) -> None:
        super().__init__()
        self.k = k

    def __missing__(self, value: int) -> str:
        code = self[value] = _rice(value, self.k)
        return code


class _Masks(dict[int, str]):
    def __missing__(self, mask: int) -> str:
        code = self[mask] = _mask(mask)
        return code


@cache
def rice(k: int) -> dict[int, str]:
    """Rice codes (Golomb codes of 2^k) by the number from 0."""
    return _Codes(k)


masks: dict[int, str] = _Masks()
"""The codes of masks of 16 places: one to three places by their numbers, more as they stand."""


@cache
def gamma(value: int) -> str:
    """Elias' gamma code of a number from 1."""
    digits = f"{value:b}"
    return "0" * (len(digits) - 1) + digits


def golomb(value: int, k: int) -> str:
    """An exponential Golomb code of order k of a number from 0."""
    return gamma((value >> k) + 1) + (f"{value & (1 << k) - 1:0{k}b}" if k else "")


def parameter(span: int, count: int) -> int:
    """The k of Rice codes for `count` numbers that add up to about `span`."""
    return min(max((span // count).bit_length() - 1, 0), 15) if count else 0


def pack(bits: str) -> bytes:
    """The bits as bytes, the last one filled with zeros."""
    padded = bits + "0" * (-len(bits) % 8)
    return int(padded, 2).to_bytes(len(padded) // 8, "big") if padded else b""


def _rice(value: int, k: int) -> str:
    quotient = value >> k
    if quotient >= ESCAPE:
        return "0" * ESCAPE + f"{value:024b}"
    return "0" * quotient + "1" + (f"{value & (1 << k) - 1:0{k}b}" if k else "")


def _mask(mask: int) -> str:
    places = [place for place in range(16) if mask >> place & 1]
    if len(places) > 3:  # noqa: PLR2004 - a fourth place costs as much as the mask
        return f"111{mask:016b}"
    return ("0", "10", "110")[len(places) - 1] + "".join(f"{place:04b}" for place in places)
