"""EUC-JP and ISO-2022-JP with the rows that NEC and IBM added (①, ㈱, 髙), by way of Shift_JIS.

Python's codecs of both know JIS X 0208 alone, while pages of Windows hold these rows too; its
`cp932` has them. The rows and cells are the same, and the formula is that of JIS X 0208, annex 1.
"""

from __future__ import annotations

import re

_ESCAPE = re.compile(rb"\x1b(?:\$[@B]|\([BJI])")
_ASCII, _KANA, _LAST_ROW, _HALVES = b"\x1b(B", b"\x1b(I", 0x7E, 0x5F


def from_euc(content: bytes) -> bytes | None:
    """The bytes in cp932; None where they are no EUC-JP, or hold the three-byte characters of JIS X 0212."""
    written, at, end = bytearray(), 0, len(content)
    while at < end:
        lead = content[at]
        if lead < 0x80:  # noqa: PLR2004 - ASCII
            written.append(lead)
            at += 1
            continue
        trail = content[at + 1] if at + 1 < end else 0
        if trail < 0xA1 or trail == 0xFF or not (lead == 0x8E or 0xA1 <= lead < 0xFF):  # noqa: PLR2004 - GR
            return None
        written += bytes([trail]) if lead == 0x8E else _shifted(lead & 0x7F, trail & 0x7F)  # noqa: PLR2004 - SS2
        at += 2
    return bytes(written)


def from_iso_2022(content: bytes) -> bytes:
    """The bytes in cp932, each piece by the escape sequence before it."""
    written, mode, last = bytearray(), _ASCII, 0
    for found in (*_ESCAPE.finditer(content), None):
        piece = content[last : found.start() if found else None]
        written += _piece(piece, mode)
        if found:
            mode, last = found.group(), found.end()
    return bytes(written)


def _piece(piece: bytes, mode: bytes) -> bytes:
    if mode == _KANA:
        return bytes(byte | 0x80 if 0x21 <= byte <= _HALVES else byte for byte in piece)  # noqa: PLR2004 - JIS X 0201
    if not mode.startswith(b"\x1b$"):
        return piece
    written, at = bytearray(), 0
    while at < len(piece):
        pair = piece[at : at + 2]
        if len(pair) == 2 and all(0x21 <= byte <= _LAST_ROW for byte in pair):  # noqa: PLR2004 - a row and a cell
            written += _shifted(*pair)
            at += 2
        else:
            written.append(piece[at])
            at += 1
    return bytes(written)


def _shifted(row: int, cell: int) -> bytes:
    """A character's row and cell, each from 0x21, as two bytes of Shift_JIS."""
    lead = ((row + 1) >> 1) + (0x70 if row <= 0x5E else 0xB0)  # noqa: PLR2004 - where half-width kana start
    trail = cell + 0x7E if row % 2 == 0 else cell + (0x1F if cell < 0x60 else 0x20)  # noqa: PLR2004 - 0x7F is left out
    return bytes([lead, trail])
