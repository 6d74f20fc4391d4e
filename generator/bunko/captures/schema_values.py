"""Values of schema.org properties: texts, names and addresses, whatever shape a record gives them.

A property may hold a text, an object that has a name, or a list of both. What has another type
gives nothing, and the caller learns of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

ITEMS = 1000
"""Values of one property at most: tags, images, related addresses."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SPACE = re.compile(r"\s+")
_ADDRESS = re.compile(r"[^\s<>\"'`\\\x00-\x1f]{1,2000}")


@dataclass(frozen=True, slots=True)
class Picture:
    """An image as a record names it; `address` is not yet known to be one of the web."""

    address: str
    caption: str | None = None
    credit: str | None = None


def clean(text: str) -> str:
    """The text without control characters, with line feeds alone; half a surrogate pair becomes U+FFFD."""
    text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _SURROGATE.sub("\ufffd", text)


def one_line(text: str) -> str:
    """The text on one line, without space at its edges."""
    return _SPACE.sub(" ", clean(text)).strip() if any(mark in text for mark in "\n\t\r") else clean(text).strip()


def items(value: Any) -> list[Any]:
    """A property's values: of a list its items, else the value alone."""
    return value[:ITEMS] if isinstance(value, list) else [value]


def name_of(value: Any, *keys: str) -> str | None:
    """The name of one value: a text, or that of an object; None where it has none."""
    if isinstance(value, str):
        return one_line(value) or None
    if isinstance(value, Mapping):
        found = (value.get(key) for key in (*keys, "name"))
        text = next((item for item in found if item), None)
        if isinstance(text, Mapping):
            text = text.get("@value")
        if isinstance(text, list):
            text = next((item for item in text if isinstance(item, str)), None)
        return (one_line(text) or None) if isinstance(text, str) else None
    return None


def address_of(value: Any) -> str | None:
    """The text of one value that should be an address: itself, or `url`, `contentUrl` or `@id` of an object."""
    return name_of({"name": value} if isinstance(value, str) else _first(value, ("url", "contentUrl", "@id")))


def _first(value: Any, keys: tuple[str, ...]) -> Any:
    return next((value[key] for key in keys if value.get(key)), None) if isinstance(value, Mapping) else None


def is_web(address: str) -> bool:
    """An address of the web, and nothing that a browser would run."""
    if not _ADDRESS.fullmatch(address):
        return False
    try:
        parts = urlsplit(address)
        return parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return False


def pictures(value: Any) -> Iterator[Picture | None]:
    """The images of a property; None for a value that names none."""
    for item in items(value):
        address = address_of(item)
        if address is None:
            yield None
            continue
        caption = name_of(item, "caption", "description") if isinstance(item, Mapping) else None
        credit = _first(item, ("creditText", "creator", "author", "copyrightHolder"))
        yield Picture(address, caption, name_of(credit))
