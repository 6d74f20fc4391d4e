"""Addresses that a reader may be sent to."""

from __future__ import annotations

import re
from urllib.parse import quote

_WEB = re.compile(r"https?://[^\s<>\"\x00-\x1f]+", re.IGNORECASE)
_IN_TEXT = re.compile(r"https?://[^\s<>()\[\]\"'`「」『』（）、。，]{1,2000}")
_HELD_FILE = re.compile(r"(?!/)(?!.*(?:\.\.|//|[:\\\\\x00-\x1f])).+")
_LONGEST_NAME, _DEEPEST = 255, 12
"""Bytes of one name, which no file system has longer ones of, and names of a path."""
_IN_A_PATH = "/:@!$&'()*+,;="
"""What may stand in the path of an address as it is, besides what never needs an escape (RFC 3986)."""


def is_web(address: str) -> bool:
    """Whether a text is one address of the web: http or https, without spaces, quotes and brackets of markup."""
    return _WEB.fullmatch(address) is not None


def web_address(address: str | None) -> str | None:
    """The address, where it is one of the web; None of all else."""
    return address if address and is_web(address) else None


def addresses_in(text: str) -> list[str]:
    """The addresses of the web that stand in a text, each once, in the order of their characters."""
    return sorted(set(_IN_TEXT.findall(text))) if "://" in text else []


def held_file(file: str | None) -> str | None:
    """A file of the archive that a page may show: below its root, and nowhere else."""
    if not file or not _HELD_FILE.fullmatch(file):
        return None
    parts = file.encode(errors="surrogatepass").split(b"/")
    return file if len(parts) <= _DEEPEST and max(map(len, parts)) <= _LONGEST_NAME else None


def path_of(address: str) -> str:
    """A path of the site as an address has it: in ASCII, all else as escapes of its UTF-8."""
    return quote(address, safe=_IN_A_PATH)
