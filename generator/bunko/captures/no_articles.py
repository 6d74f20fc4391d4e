"""What a crawl holds beside articles: a site's rules for robots, its sitemaps and feeds, its front page."""

from __future__ import annotations

import json
import re
from urllib.parse import urlsplit

from bunko.nouns import Capture

_HEAD = 64 * 1024
_XML = re.compile(
    rb"(?:<\?xml[^>]{0,200}>|(?><!--.{0,2000}?-->)|<!DOCTYPE\s++(?!html)[^>]{0,500}>|\s)*+"
    rb"<(?:\w{1,20}:)?(?P<root>urlset|sitemapindex|rss|feed|RDF|opml|OpenSearchDescription|browserconfig)[\s>]",
    re.DOTALL,
)
_KINDS = {
    b"urlset": "a sitemap",
    b"sitemapindex": "a sitemap",
    b"rss": "a feed",
    b"feed": "a feed",
    b"RDF": "a feed",
}
_RULE = re.compile(
    rb"\s*(?:user-agent|disallow|allow|sitemap|crawl-delay|host|request-rate|clean-param)\s*:", re.IGNORECASE
)
_CRAWLS = frozenset({"WARC", "ARC"})
_PAGE = re.compile(rb"\s*(?:<!--.{0,2000}?-->\s*)?<(?:!doctype html|html)", re.DOTALL | re.IGNORECASE)
_SAYS_ARTICLE = re.compile(rb"NewsArticle|og:type[\"'][^>]{0,80}article|article:published_time")
_FILES = re.compile(
    r"/(?:.*/)?(?:(?:robots|ads|app-ads|humans|security|llms)\.txt|"
    r"[^/]{1,200}\.(?:js|mjs|css|map|xml|rss|atom|csv|webmanifest))|/\.well-known/.*",
    re.IGNORECASE,
)


def no_article(capture: Capture) -> str | None:
    """What a capture is by its shape, where it is no article, in words; None where it may be one.

    A file that a person gave is judged by its content; a record of a crawl by its address too.
    """
    head = capture.content[:_HEAD].removeprefix(b"\xef\xbb\xbf")
    found = _XML.match(head)
    if found:
        return _KINDS.get(found["root"], "data for programs")
    if capture.media_type == "text/plain" and _is_robots(head):
        return "rules for robots"
    return _by_address(capture) if capture.container in _CRAWLS else None


def _is_robots(head: bytes) -> bool:
    lines = [line for line in head.splitlines()[:200] if line.strip() and not line.lstrip().startswith(b"#")]
    rules = sum(bool(_RULE.match(line)) for line in lines)
    return bool(lines) and rules >= 0.9 * len(lines)


def _by_address(capture: Capture) -> str | None:
    try:
        parts = urlsplit(capture.address or "")
    except ValueError:
        return None
    if parts.scheme in {"http", "https"} and parts.path in {"", "/"} and not parts.query:
        return None if _SAYS_ARTICLE.search(capture.content) else "the front page of a site"
    if _FILES.fullmatch(parts.path) and not _PAGE.match(capture.content[:_HEAD]):
        return "a file for programs"
    return "data of another kind" if capture.media_type == "application/ld+json" and _is_other_json(capture) else None


def _is_other_json(capture: Capture) -> bool:
    """A crawl's JSON whose types are told, and none is an article's; the reader judges all others."""
    try:
        value = json.loads(capture.content)
    except (ValueError, RecursionError):
        return False
    items = value.get("@graph", [value]) if isinstance(value, dict) else value
    items = items if isinstance(items, list) else []
    types = [str(item.get("@type")) for item in items if isinstance(item, dict)]
    return bool(types) and not any(re.search(r"Article|Posting|Report|Review|None", name) for name in types)
