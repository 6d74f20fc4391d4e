"""Bytes of a text dump to text.

UTF-8 is expected. Another encoding is recognised where the bytes are valid in it and most of
its two-byte characters lie in the part that its standard reserves for frequent ones (GB 2312
and JIS X 0208 level 1, Big5 level 1): text of another encoding scatters over the whole table.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from bunko.errors import CaptureError

_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffe\uffff]")
_BINARY = {
    b"%PDF": "a PDF file",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"PK\x03\x04": "a ZIP archive (WACZ, DOCX, EPUB)",
    b"\x7fELF": "a program",
    b"SQLite format 3": "an SQLite database",
}
_PLAUSIBLE = 0.85
_SAMPLE = 200_000


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the name of its encoding, and what to tell of it where it is not as expected."""

    text: str
    encoding: str
    warning: str | None = None


def decode(content: bytes, place: str) -> Decoded:
    """Read bytes as text with line feeds alone.

    Raises:
        CaptureError: empty, binary, or in no encoding that can be told.
    """
    if not content.strip(b"\x00\t\n\x0b\x0c\r \xef\xbb\xbf"):
        raise _empty(place, len(content))
    kind = next((kind for magic, kind in _BINARY.items() if content.startswith(magic)), None)
    if kind:
        raise _no_text(place, kind)
    for bom, encoding in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if content.startswith(bom):
            return _decoded(content, encoding, place)
    content = content.removeprefix(codecs.BOM_UTF8)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start and error.reason == "unexpected end of data":
            return _cut(content, error.start, place)
        return _decoded(content, _guess(content, error, place), place)
    return Decoded(_lines(text, place), "utf-8")


def _cut(content: bytes, end: int, place: str) -> Decoded:
    """UTF-8 that somebody cut by bytes: all is sound but a last character that is not whole."""
    warning = f"the dump ends in the midst of a character; its last {len(content) - end} bytes are left out"
    return Decoded(_lines(content[:end].decode("utf-8"), place), "utf-8", warning)


def _decoded(content: bytes, encoding: str, place: str) -> Decoded:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise _no_text(place, f"bytes that are no {encoding.upper()} (byte {error.start})") from error
    return Decoded(_lines(text, place), encoding, f"decoded as {encoding.upper()}; the dump is not in UTF-8")


def _lines(text: str, place: str) -> str:
    control = _CONTROL.search(text)
    if control:
        line = text.count("\n", 0, control.start()) + 1
        raise _no_text(f"{place}:{line}", f"the control character U+{ord(control.group()):04X}")
    if not text.strip():
        raise _empty(place, len(text))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _empty(place: str, length: int) -> CaptureError:
    return CaptureError(
        place,
        "the file is empty",
        expected="a text dump of an article",
        found=f"{length} bytes without text",
        cure="Save the page again.",
    )


def _no_text(place: str, found: str) -> CaptureError:
    return CaptureError(
        place,
        "the file is no text",
        expected="a text dump in UTF-8",
        found=found,
        cure="Save the page as text in UTF-8, or leave the file out.",
    )


def _guess(content: bytes, error: UnicodeDecodeError, place: str) -> str:
    """The encoding in which the bytes read as frequent characters."""
    scores = {name: share for name in _LEVEL_1 if (share := plausibility(content, name)) is not None}
    best = max(scores, key=lambda name: scores[name], default=None)
    if best is None or scores[best] < _PLAUSIBLE:
        line = content.count(b"\n", 0, error.start) + 1
        raise CaptureError(
            f"{place}:{line}",
            "the encoding cannot be told",
            expected="UTF-8",
            found=f"the byte 0x{content[error.start]:02X} at {error.start}, and no plausible GB18030, Big5, "
            "Shift_JIS or EUC-JP",
            cure="Save the dump in UTF-8 (iconv -f ENCODING -t UTF-8).",
        ) from error
    return best


def _kana(letter: str) -> bool:
    return "\u3041" <= letter <= "\u30fe"


def _is_mark(letter: str) -> bool:
    """Punctuation and full-width forms, which all these encodings have."""
    return "\u3000" <= letter <= "\u3020" or "\uff01" <= letter <= "\uff5e" or "\u2010" <= letter <= "\u203b"


def _level(letter: str, encoding: str, leads: range) -> bool:
    try:
        code = letter.encode(encoding)
    except UnicodeEncodeError:
        return False
    return len(code) == 2 and code[0] in leads  # noqa: PLR2004 - two-byte encodings


_LEVEL_1 = {
    "gb18030": ("gb2312", range(0xB0, 0xD8)),
    "big5": ("big5", range(0xA4, 0xC7)),
    "cp932": ("shift_jis", range(0x88, 0x99)),
    "euc_jp": ("euc_jp", range(0xB0, 0xD0)),
    "big5hkscs": ("big5", range(0xA4, 0xC7)),
}
"""Encoding to read with: the encoding that orders its characters, and the first bytes of its frequent ones."""


def plausibility(content: bytes, encoding: str) -> float | None:
    """The share of frequent characters among those beyond Latin-1, read in an encoding of `_LEVEL_1`.

    Returns:
        None where the bytes are not valid in the encoding, or kana speak against it.
    """
    try:
        text = content.decode(encoding)[:_SAMPLE]
    except UnicodeDecodeError:
        return None
    orderly, leads = _LEVEL_1[encoding]
    wide = [letter for letter in text if ord(letter) > 0xFF]  # noqa: PLR2004 - beyond Latin-1
    if not wide or any("\ue000" <= letter <= "\uf8ff" for letter in wide):
        return None
    kana = sum(map(_kana, wide))
    if kana and encoding in {"gb18030", "big5", "big5hkscs"} and kana * 20 > len(wide):
        return None
    frequent = kana + sum(_is_mark(letter) for letter in wide)
    kanji = [letter for letter in wide if "\u3400" <= letter <= "\u9fff"]
    frequent += sum(_level(letter, orderly, leads) for letter in kanji)
    japanese = encoding in {"cp932", "euc_jp"}
    return frequent / len(wide) - (0.3 if japanese and not kana else 0)
