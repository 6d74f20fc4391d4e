"""What an article is called: its id from the publisher's address, and what makes two addresses one."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from bunko import dates, sources
from bunko.nouns import Instant

_EXTENSION = re.compile(r"\.(?:s?html?|php|aspx?|jsp|amp)$", re.IGNORECASE)
_NUMBER = re.compile(r"(?:^|[-_.])(\d{5,20})$")
_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9_-]{0,78}[a-z0-9])?")
_NAMELESS = frozenset({"index", "article", "articles", "news", "story", "amp", "view", "detail", "default", "page"})
_RESERVED = re.compile(r"con|prn|aux|nul|com\d|lpt\d")
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|ref|from|share\w*", re.IGNORECASE)
_QUERY_IDS = ("id", "aid", "article_id", "articleid", "newsid", "no", "p")
_HASH = 12
_PRINT = re.compile(r"print|printer|printable|amp|mobile|m|sp|touch|wap", re.IGNORECASE)
_PRINT_QUERY = re.compile(r"(?:^|[&?])(?:print|printable|amp|mobile|outputtype|output)(?:=|&|$)", re.IGNORECASE)
_OTHER_HOST = re.compile(r"^(?:(?:www|m|sp|mobile|amp|print|wap|touch)\.)+")


def article_id(url: str | None, sha256: str) -> str:
    """The publisher's own number or slug in the address, else a short hash; safe as a file name everywhere.

    Args:
        url: the original's address where it is known.
        sha256: of what the hash is to stand for, where the address has no name.
    """
    name = _name(url) if url else None
    return name or sha256[:_HASH]


def _name(url: str) -> str | None:
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    publisher = sources.publisher_of(url)
    number = publisher.number(url) if publisher else None
    if number:
        return number
    query = dict(parse_qsl(parts.query, max_num_fields=100)) if parts.query.count("&") < 100 else {}  # noqa: PLR2004
    for key in _QUERY_IDS:
        if query.get(key, "").isascii() and query.get(key, "").isdigit():
            return query[key][:20]
    for segment in reversed(unquote(parts.path).split("/")[-2:]):
        name = _EXTENSION.sub("", segment).lower()
        if name and name not in _NAMELESS:
            return _safe(name)
    return None


def _safe(name: str) -> str | None:
    number = _NUMBER.search(name)
    if number and not _is_day(number[1]):
        return number[1]
    if name.isdigit() or not _SLUG.fullmatch(name) or _RESERVED.fullmatch(name):
        return None
    return name


def _is_day(number: str) -> bool:
    """Eight digits that are a day name the day's folder, not the article."""
    try:
        date(int(number[:4]), int(number[4:6]), int(number[6:]))
    except ValueError:
        return False
    return len(number) == 8  # noqa: PLR2004 - yyyymmdd


def address_key(url: str | None) -> str | None:
    """What all addresses of one article share: mirrors of a publisher, http and https, `www.`, tracking.

    None where nothing is named: an empty address, or a fragment alone (`#`).
    """
    if not url:
        return None
    publisher = sources.publisher_of(url)
    number = publisher.number(url) if publisher else None
    if publisher and number:
        return f"{publisher.id}/{number}"
    try:
        parts = urlsplit(url)
        kept = [(k, v) for k, v in parse_qsl(parts.query, max_num_fields=100) if not _TRACKING.fullmatch(k)]
    except ValueError:
        return url
    query = f"?{urlencode(sorted(kept))}" if kept else ""
    return f"{sources.host_of(url)}{parts.path.rstrip('/')}{query}" or None


def article_key(id_: str, published: Instant | None) -> str:
    """The path below the language: `articles/2023/10/17487928`, or `articles/undated/<id>`."""
    if published is None:
        return f"articles/undated/{id_}"
    day = dates.day(published)
    return f"articles/{day.year:04}/{day.month:02}/{id_}"


def publisher_key(address: str | None) -> str:
    """What the addresses of one publisher share: its module's id, else the host without `m.` and the like."""
    publisher = sources.publisher_of(address)
    return publisher.id if publisher else _OTHER_HOST.sub("", sources.host_of(address))


def is_print(address: str | None) -> bool:
    """An address of a version for printers or telephones, by its words."""
    try:
        parts = urlsplit(address or "")
        host = parts.hostname or ""
    except ValueError:
        return False
    words = [*re.split(r"[/.]", parts.path), host.partition(".")[0] if host.count(".") > 1 else ""]
    return any(_PRINT.fullmatch(word) for word in words) or bool(_PRINT_QUERY.search(parts.query))


def number_of(url: str | None) -> str | None:
    """The publisher's own number of an article in its address."""
    name = article_id(url, "")
    return name if name.isdigit() else None
