"""SVG files that people publish: pictures as long as nothing in them acts.

Opened by its own address an SVG file is a document of the site, without the policy that our pages carry: a script in it
would run as one of ours, while who reviews it sees a picture.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from bunko.errors import StageError

LARGEST = 5_000_000
"""Bytes of one drawing."""

_ACTING = frozenset({"script", "foreignobject", "handler", "listener", "iframe", "embed", "object", "audio", "video"})
_TURNING = frozenset({"animate", "set", "animatetransform", "animatemotion", "discard"})
"""Elements that may set another one's address or handler."""
_DECLARED = re.compile(rb"<!ENTITY|<!DOCTYPE[^>]*\[|<\?xml-stylesheet", re.IGNORECASE)
_IMAGE = r"#|data:image/(?:png|jpeg|gif|webp|avif)[;,]"
_FOREIGN = re.compile(rf"@import|url\(\s*[\"']?\s*(?!{_IMAGE})", re.IGNORECASE)
_LINK = re.compile(r"#|https?://|(?:\.{0,2}/)*\w[\w./#?=&%~-]*\Z", re.IGNORECASE)
_PICTURE = re.compile(_IMAGE, re.IGNORECASE)
_XHTML = "{http://www.w3.org/1999/xhtml}"
_IGNORED = re.compile(r"[\x00-\x20]")


def check(file: Path, place: str) -> None:
    """Refuse an SVG file in which something acts.

    Args:
        file: the file.
        place: it, as a person knows it.

    Raises:
        StageError: it cannot be read, or something in it runs, or is loaded from elsewhere.
    """
    found = acting(file.read_bytes())
    if found is not None:
        raise StageError(
            place,
            "a drawing that is more than one",
            expected="an SVG file without scripts, handlers, pages, entities, and anything loaded from elsewhere",
            found=found[:120],
            cure="Take that out (as by `svgo`), or publish it as PNG.",
        )


def acting(content: bytes) -> str | None:
    """What of an SVG file acts, as it stands there; None where nothing does."""
    if len(content) > LARGEST:
        return f"{len(content):,} bytes"
    declared = _DECLARED.search(content)
    if declared or content.count(b"\0"):
        return declared.group().decode() if declared else "an encoding that is not UTF-8"
    try:
        root = ET.fromstring(content)  # noqa: S314 - without entities
    except (ET.ParseError, ValueError, LookupError) as error:
        return str(error)
    return next((what for element in root.iter() for what in _acting(element)), None)


def _acting(element: ET.Element) -> Iterator[str]:
    if not isinstance(element.tag, str):
        return
    name = element.tag.rpartition("}")[2]
    if name.lower() in _ACTING or element.tag.startswith(_XHTML):
        yield f"<{name}>"
    if name.lower() == "style" and _FOREIGN.search(element.text or ""):
        yield "<style> that loads something"
    for full, value in element.attrib.items():
        attribute = full.rpartition("}")[2].lower()
        if attribute.startswith("on") or (name.lower() in _TURNING and _turns(attribute, value)):
            yield f'{attribute}="{value}"'
        elif attribute in {"href", "src"}:
            allowed = _LINK if name.lower() == "a" else _PICTURE
            if not allowed.match(_IGNORED.sub("", value)):
                yield f'{attribute}="{value}"'
        elif _FOREIGN.search(value):
            yield f'{attribute}="{value}"'


def _turns(attribute: str, value: str) -> bool:
    turned = value.rpartition(":")[2].strip().lower()
    return attribute == "attributename" and (turned == "href" or turned.startswith("on"))
