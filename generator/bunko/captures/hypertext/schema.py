"""The schema.org items of a page: JSON-LD, also broken, and microdata, both in one shape."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

from lxml import etree

from bunko.captures.hypertext.elements import text_of

Item = Mapping[str, Any]
"""Properties to values: texts, numbers, items, or lists of these; `@type` is as written."""

_SCRIPT_LIMIT = 3_000_000
_ITEMS_LIMIT = 5_000
_ARTICLES = (
    "reportagenewsarticle", "analysisnewsarticle", "opinionnewsarticle", "backgroundnewsarticle", "reviewnewsarticle",
    "askpublicnewsarticle", "newsarticle", "liveblogposting", "blogposting", "satiricalarticle", "scholarlyarticle",
    "techarticle", "report", "article", "advertisercontentarticle", "socialmediaposting", "creativework",
)  # fmt: skip
"""Types of articles, lower case, the most telling first."""

_PAGES = ("webpage", "itempage", "videoobject", "mediaobject", "website")
_WRAPPING = re.compile(
    r"^\s*(?://|/\*)?\s*(?:<!\[CDATA\[|<!--)\s*(?:\*/)?|(?://|/\*)?\s*(?:\]\]>|-->)\s*(?:\*/)?\s*;?\s*$"
)
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")


def articles_of(items: list[Item]) -> list[Item]:
    """The items that are articles, the most telling type first, in the order of the page."""
    ranked = [(rank, item) for item in items if (rank := _rank(item, _ARTICLES)) is not None]
    return [item for _, item in sorted(ranked, key=lambda pair: pair[0])]


def pages_of(items: list[Item]) -> list[Item]:
    """The items that are pages or videos."""
    return [item for item in items if _rank(item, _PAGES) is not None]


def _rank(item: Item, types: tuple[str, ...]) -> int | None:
    named = [str(name).rsplit("/", 1)[-1].rsplit(":", 1)[-1].lower() for name in each(item.get("@type"))]
    return min((types.index(name) for name in named if name in types), default=None)


def each(value: Any) -> list[Any]:
    """A value as a list: itself, its elements, or nothing."""
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


def json_ld(root: etree._Element) -> list[Item]:
    """Every item of the page's JSON-LD, nested ones of articles and graphs too, references by `@id` filled in."""
    found: list[Item] = []
    for script in root.iter("script"):
        kind = (script.get("type") or "").lower()
        if "ld+json" in kind and script.text and len(script.text) <= _SCRIPT_LIMIT:
            found += (item for value in _values(script.text) for item in _items(value))
            if len(found) > _ITEMS_LIMIT:
                break
    named = {str(item["@id"]): item for item in found if item.get("@id") and len(item) > 1 and item.get("@type")}
    return [_filled(item, named) for item in found]


def _filled(item: Item, named: Mapping[str, Item]) -> Item:
    """The item with the items that its references name, one level deep."""
    return {name: _resolved(value, named) for name, value in item.items()}


def _resolved(value: Any, named: Mapping[str, Item]) -> Any:
    if isinstance(value, list):
        return [_resolved(entry, named) for entry in value]
    if isinstance(value, dict) and "@id" in value and not value.get("name") and not value.get("url"):
        return named.get(str(value["@id"]), value)
    return value


def _values(text: str) -> Iterator[Any]:
    """The JSON values of a script; what cannot be mended is passed over."""
    text = _WRAPPING.sub("", _WRAPPING.sub("", text.strip())).strip().rstrip(";")
    for attempt in (text, _TRAILING_COMMA.sub("", text), unescape(text), _quotes_mended(text)):
        try:
            yield json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
        return
    yield from _one_by_one(text)


def _one_by_one(text: str) -> Iterator[Any]:
    """The values of a script that holds several, up to the first that is broken."""
    decoder, at = json.JSONDecoder(strict=False), 0
    while (at := next((n for n in range(at, len(text)) if text[n] in "{["), -1)) >= 0:
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            return
        yield value


def _quotes_mended(text: str) -> str:
    """Quotation marks inside a string, which no comma, colon or bracket follows, escaped; backslashes too."""
    text = re.sub(r'\\(?!["\\/bfnrtu])', r"\\\\", text)
    return re.sub(r'(?<![\\:,\[{\s])(?<![:,\[{]\s)"(?!\s*[:,\]}])', r"\"", text)


def _items(value: Any) -> Iterator[Item]:
    """Every item within a value, with an explicit stack, outer ones first."""
    waiting, count = [value], 0
    while waiting and count < _ITEMS_LIMIT:
        at = waiting.pop(0)
        count += 1
        if isinstance(at, list):
            waiting[:0] = at[:_ITEMS_LIMIT]
        elif isinstance(at, dict):
            if "@type" in at:
                yield at
            waiting += [at[name] for name in ("@graph", "mainEntity", "mainEntityOfPage") if name in at]


def microdata(root: etree._Element) -> list[Item]:
    """Every item of the page's microdata, nested items as values of their properties too."""
    items: dict[etree._Element, dict[str, Any]] = {}
    found: list[Item] = []
    for element in root.iter("*"):
        scoped = element.get("itemscope") is not None
        prop = element.get("itemprop")
        if not scoped and not prop:
            continue
        if scoped:
            if len(items) >= _ITEMS_LIMIT:
                break
            items[element] = {"@type": (element.get("itemtype") or "").split()}
            found.append(items[element])
        if prop:
            owner = _owner(element, items)
            value = items[element] if scoped else _value(element, prop)
            if owner is not None and value:
                for name in prop.split():
                    owner.setdefault(name, []).append(value)
    return found


def _owner(element: etree._Element, items: Mapping[etree._Element, dict[str, Any]]) -> dict[str, Any] | None:
    at = element.getparent()
    while at is not None:
        if at in items:
            return items[at]
        at = at.getparent()
    return None


def _value(element: etree._Element, prop: str) -> str:
    for name in ("content", "datetime", "href", "src"):
        value = element.get(name)
        if value and not (name == "href" and prop not in {"url", "mainEntityOfPage", "image", "sameAs"}):
            return value.strip()
    # The body's text is not needed: its element is.
    return "" if prop == "articleBody" else text_of(element)
