"""Bytes of an HTML page to text: its mark, its declaration, and where these are wrong, its content."""

from __future__ import annotations

import codecs
import re

from bunko.captures.encoding import Decoded, plausibility
from bunko.captures.hypertext.jis import from_euc, from_iso_2022
from bunko.errors import CaptureError

_DECLARED = re.compile(
    rb"<meta[^>]{0,500}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,30})|<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w:.-]{2,30})",
    re.IGNORECASE,
)
_PRESCAN = 8192
_LABELS = {
    "gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "gb18030": "gb18030",
    "hz-gb-2312": "hz",
    "big5": "big5", "big5-hkscs": "big5hkscs", "x-x-big5": "big5", "cn-big5": "big5",
    "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932", "ms_kanji": "cp932",
    "windows-31j": "cp932", "cp932": "cp932",
    "euc-jp": "euc_jp", "x-euc-jp": "euc_jp", "iso-2022-jp": "iso2022_jp_ext", "csiso2022jp": "iso2022_jp_ext",
    "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "windows-949": "cp949",
    "us-ascii": "cp1252", "ascii": "cp1252", "iso-8859-1": "cp1252", "latin1": "cp1252", "windows-1252": "cp1252",
    "iso-8859-15": "iso8859-15", "iso-8859-2": "iso8859-2", "iso-8859-9": "cp1254",
    "windows-1250": "cp1250", "windows-1251": "cp1251", "windows-1254": "cp1254", "windows-1256": "cp1256",
    "windows-1255": "cp1255", "windows-1253": "cp1253", "windows-1257": "cp1257", "windows-1258": "cp1258",
    "koi8-r": "koi8-r", "koi8-u": "koi8-u",
}  # fmt: skip
"""Labels of the WHATWG Encoding Standard to Python's codecs, the superset where a page means it."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_JIS = re.compile(rb"\x1b\$[@B]|\x1b\([JI]")
_EAST_ASIAN = ("cp932", "euc_jp", "gb18030", "big5", "big5hkscs")
_SUPERSETS = {"big5": "big5hkscs"}
_PLAUSIBLE = 0.6
_BROKEN = 0.02
"""The share of characters that may be broken, as where a program cut a text between two bytes."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufdd0-\ufdef\ufffe\uffff]")
_CONTROL_BYTES = bytes((*range(9), 0x0B, *range(0x0E, 0x20), 0x7F))
_NONE_LEADS = (b"\xef\xb7", b"\xef\xbf", b"\xff\xfe", b"\xfe\xff")
"""First bytes of what is no character in UTF-8, and marks of UTF-16."""

_BINARY_SHARE = 0.02


def decode_page(content: bytes, place: str) -> Decoded:
    """Read the bytes of a page as text.

    Raises:
        CaptureError: empty, binary, or in no encoding that can be told.
    """
    if not content.strip(b"\x00\t\n\x0b\x0c\r \xef\xbb\xbf"):
        raise _unreadable(place, "the file is empty", f"{len(content)} bytes without text")
    declared = _declared(content)
    text, encoding = _read(content, declared, place)
    controls = len(_CONTROL.findall(text)) if _may_hold_controls(content) else 0
    if controls > max(200, _BINARY_SHARE * len(text)):
        raise _unreadable(place, "the file is no text", f"{controls} control characters")
    said = [_said(declared, encoding), f"{controls} control characters were left out" if controls else None]
    if "\ufffd" in text and encoding != "utf-8-sig":
        said.append(f"{text.count(chr(0xFFFD))} characters cannot be read in {encoding.upper()}")
    text = (_CONTROL.sub("", text) if controls else text).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise _unreadable(place, "the file is empty", "no text")
    return Decoded(text, encoding, "; ".join(filter(None, said)) or None)


def _may_hold_controls(content: bytes) -> bool:
    """Whether the text is to be searched for control characters: few pages have any, and looking at bytes is cheap."""
    return len(content.translate(None, _CONTROL_BYTES)) != len(content) or any(lead in content for lead in _NONE_LEADS)


def _said(declared: str | None, encoding: str) -> str | None:
    known = _LABELS.get(declared or "", declared)
    plain = "utf-8" if encoding.startswith("utf-8") else encoding
    if known is None or known.replace("utf8", "utf-8") == plain or _SUPERSETS.get(known) == plain:
        return None
    return None if plain == "utf-8" and known == "cp1252" else f"declared as {declared}, and read as {plain.upper()}"


def _declared(content: bytes) -> str | None:
    found = _DECLARED.search(content, 0, _PRESCAN)
    return (found[1] or found[2]).decode("ascii").lower() if found else None


def _read(content: bytes, declared: str | None, place: str) -> tuple[str, str]:
    marked = next((encoding for mark, encoding in _MARKS if content.startswith(mark)), None)
    if marked:
        return content.decode(marked, "replace"), marked
    if _JIS.search(content) and b"\x1b(B" in content:
        found = _strict(content, "iso2022_jp_ext") or _strict(from_iso_2022(content), "cp932")
        if found is not None:
            return found, "iso2022_jp_ext"
    text = _strict(content, "utf-8")
    if text is not None:
        return text, "utf-8"
    return _other(content, declared, place)


def _other(content: bytes, declared: str | None, place: str) -> tuple[str, str]:
    """Of the encodings in which the bytes are valid, the declared one where it reads as text, else the likeliest."""
    known = _LABELS.get(declared or "", declared)
    scores = {name: score for name in _EAST_ASIAN if (score := plausibility(content, name)) is not None}
    by_cells = from_euc(content) if "euc_jp" not in scores else None
    if by_cells is not None and (score := plausibility(by_cells, "cp932")) is not None:
        scores["euc_jp"] = score
    best = max(scores, key=lambda name: scores[name], default=None)
    if best is not None and scores[best] >= _PLAUSIBLE:
        name = known if known in scores and scores[known] > scores[best] - 0.1 else best
        return (content.decode(name) if by_cells is None or name != "euc_jp" else by_cells.decode("cp932")), name
    # Bytes that are broken here and there are valid in none; the declaration is all there is.
    names = filter(None, (known, "utf-8", *_EAST_ASIAN, "cp1252"))
    for name in dict.fromkeys(_SUPERSETS.get(name, name) for name in names):
        try:
            text = content.decode(name, "replace")
        except LookupError:
            continue
        if text.count("\ufffd") <= max(2, _BROKEN * len(text)):
            return text, name
    raise _unreadable(place, "the encoding cannot be told", f"no plausible text, declared as {declared or 'nothing'}")


def _strict(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _unreadable(place: str, problem: str, found: str) -> CaptureError:
    return CaptureError(
        place,
        problem,
        expected="an HTML page in UTF-8 or in the encoding that it declares",
        found=found,
        cure="Save the page again from a browser.",
    )
