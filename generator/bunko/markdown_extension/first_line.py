"""What a staged page tells the extension: its body's first line, `<!-- bunko {...} -->`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bunko.language_tags import is_tag
from bunko.web_address import is_web

_OPENING = re.compile(r"[\ufeff ]*<!--[ ]*bunko(?![\w-])")
_TOLD = re.compile(r"[\ufeff ]*<!--[ ]*bunko[ ]+(\{.*\})[ ]*-->[ ]*")
_PAGE = re.compile(r"(?![/\\])[^:?#\\\s]{1,1000}\.md")
_FILE = r"assets/(?:(?!\.)[\w.-]{1,200}/){0,8}(?!\.)[\w.-]{1,200}\.(?:avif|gif|jpe?g|png|svg|webp)"
_IMAGE = re.compile(rf"(?:\.\./){{1,8}}{_FILE}")
_OWN_FILE = re.compile(_FILE)
_MARK = re.compile(r"[a-z]{1,10}[0-9a-f]{16,64}")
_LONGEST = 4_000_000
_MOST_LINKS = 50_000
_MOST_PICTURES = 1_000


@dataclass(frozen=True, slots=True)
class Picture:
    """What the archive knows of an image: the place of its own copy, relative to the page, and its credit in words."""

    file: str | None = None
    credit: str | None = None


@dataclass(frozen=True, slots=True)
class FirstLine:
    """What the line says; the defaults where there is none, or it cannot be read.

    Attributes:
        kind: `article`, whose paragraphs get ids, `parallel` (see `pairs`), or `page`.
        language: BCP 47 tag of the text, or None.
        links: addresses without fragment, as `same_address` gives them, to pages (`../09/123.md`).
        interface: the site's language (`lang` in the line), or None.
        mark: how paragraphs begin that divide the cells of parallel texts, or None.
        sides: language and page (`../1.md`) of each parallel text.
        pictures: addresses of images that the article's fields name, as `same_address` gives them.
    """

    kind: str = "page"
    language: str | None = None
    links: Mapping[str, str] = field(default_factory=dict)
    interface: str | None = None
    mark: str | None = None
    sides: Sequence[tuple[str, str]] = ()
    pictures: Mapping[str, Picture] = field(default_factory=dict)


def take(lines: Sequence[str]) -> tuple[FirstLine, list[str]]:
    """Read the first line that is not blank, and take it away where it is ours, readable or not.

    Returns:
        what it says, and the other lines; a comment of anybody else stays where it is.
    """
    place = next((number for number, line in enumerate(lines) if line.strip(" \t\ufeff")), len(lines))
    if place == len(lines) or not _OPENING.match(lines[place]):
        return FirstLine(), list(lines)
    end = place
    if "-->" not in lines[place]:
        end = next((number for number, line in enumerate(lines) if number > place and "-->" in line), place)
    found = _TOLD.fullmatch(lines[place]) if len(lines[place]) <= _LONGEST else None
    return (_read(found.group(1)) if found else FirstLine()), [*lines[:place], *lines[end + 1 :]]


def is_image_file(place: str) -> bool:
    """Whether a file of the archive, by its place below docs/, is one that a text may show as its image."""
    return _OWN_FILE.fullmatch(place) is not None


def same_address(address: str) -> str:
    """Give the form in which two addresses of one page are equal: https, no fragment, no slash at the end."""
    address = address.strip(" ").partition("#")[0].rstrip("/")
    scheme, colon, rest = address.partition("://")
    if not colon or scheme.lower() not in {"http", "https"}:
        return address
    host, slash, path = rest.partition("/")
    return f"https://{host.lower()}{slash}{path}"


def _read(text: str) -> FirstLine:
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return FirstLine()
    kind, links, mark = told.get("kind"), told.get("links"), told.get("mark")
    return FirstLine(
        kind=kind if kind in ("article", "parallel") else "page",
        language=_tag(told.get("language")),
        interface=_tag(told.get("lang")),
        links=_pages(links) if isinstance(links, dict) else {},
        mark=mark if isinstance(mark, str) and _MARK.fullmatch(mark) else None,
        sides=tuple(_sides(told.get("sides"))),
        pictures=_pictures(told.get("pictures")),
    )


def _tag(told: object) -> str | None:
    return told if isinstance(told, str) and is_tag(told) else None


def _sides(told: object) -> Iterator[tuple[str, str]]:
    for side in told if isinstance(told, list) else ():
        language, page = side if isinstance(side, list) and len(side) == len(("language", "page")) else (None, None)
        if _tag(language) and isinstance(page, str) and _PAGE.fullmatch(page):
            yield str(language), page


def _pictures(told: object) -> dict[str, Picture]:
    found = {}
    for address, values in list(told.items())[:_MOST_PICTURES] if isinstance(told, dict) else ():
        file, credit = (values.get(name) for name in ("file", "credit")) if isinstance(values, dict) else (None, None)
        held = file if isinstance(file, str) and _IMAGE.fullmatch(file) else None
        found[same_address(address)] = Picture(held, credit if isinstance(credit, str) else None)
    return found


def _pages(links: dict[str, Any]) -> dict[str, str]:
    told = list(links.items())[:_MOST_LINKS]
    return {
        same_address(address): page
        for address, page in told
        if is_web(address) and isinstance(page, str) and _PAGE.fullmatch(page)
    }
