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


@cache
def rice(k: int) -> dict[int, str]:
    """Rice codes (Golomb codes of 2^k) by the number from 0."""
    return _Codes(k)


class _Gaps(dict[int, str]):
    def __init__(self, k: int) -> None:
        super().__init__()
        self.k = k

    def __missing__(self, gap: int) -> str:
        code = self[gap] = "0" + _rice(gap - 1, self.k) if gap else "1"
        return code


@cache
def gaps(k: int) -> dict[int, str]:
    """From one entry of a list to the next: 1 in the same document, else 0 and a Rice code of the gap less one."""
    return _Gaps(k)


@cache
def plain(width: int) -> tuple[str, ...]:
    """All numbers of so many bits."""
    return tuple(f"{value:0{width}b}" for value in range(1 << width))


@cache
def gamma(value: int) -> str:
    """Elias' gamma code of a number from 1."""
    digits = f"{value:b}"
    return "0" * (len(digits) - 1) + digits


@cache
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


def unpack(data: bytes) -> str:
    """The bits of bytes."""
    return f"{int.from_bytes(data, 'big'):0{len(data) * 8}b}"


def _rice(value: int, k: int) -> str:
    quotient = value >> k
    if quotient >= ESCAPE:
        return "0" * ESCAPE + f"{value:024b}"
    return "0" * quotient + "1" + (f"{value & (1 << k) - 1:0{k}b}" if k else "")
