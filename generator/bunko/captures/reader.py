"""A capture to a draft: the reader is chosen by the media type, and for text by its shape."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from bunko.captures.draft import Draft
from bunko.captures.encoding import decode
from bunko.captures.hypertext.page import read_page
from bunko.captures.microdata import read_microdata
from bunko.captures.microdata_head import has_microdata
from bunko.captures.newsarticle import read_newsarticle
from bunko.captures.no_articles import no_article
from bunko.captures.tag_soup import refuse_endless_tags
from bunko.captures.visible import read_visible
from bunko.errors import CaptureError, NoArticleError
from bunko.nouns import Capture

LINE_LIMIT = 2_000_000
"""Characters of one line; the longest novels have about as many."""

LINES_LIMIT = 200_000


def read(capture: Capture, url: str | None = None, title: str | None = None) -> Draft:
    """What a capture says of its article.

    Args:
        capture: of any media type that `_READERS` knows.
        url: the article's address where a person told it; an address in the capture goes before.
        title: the headline where a person told it, for a text dump that does not say which line it is.

    Raises:
        NoArticleError: it is something else, as a feed.
        CaptureError: empty, no text, in no known encoding, too long for an article, or of a kind that is not read yet.
    """
    reason = no_article(capture)
    if reason is not None:
        raise NoArticleError(capture.name, reason)
    if capture.media_type == "text/plain":
        return _read_text(capture, url, title)
    return _READERS[capture.media_type](capture, url)


def _read_text(capture: Capture, url: str | None, title: str | None) -> Draft:
    decoded = decode(capture.content, capture.name)
    lines = decoded.text.split("\n")
    _refuse_endless(lines, capture.name)
    skipped = next(n for n, line in enumerate(lines) if line.strip())
    lines = lines[skipped:]
    draft = read_microdata(lines) if has_microdata(lines) else read_visible(lines, capture.address or url, title)
    return replace(
        draft,
        url=draft.url or capture.address or url,
        warnings=((decoded.warning,) if decoded.warning else ()) + draft.warnings,
        left_out=tuple(replace(left, line=left.line + skipped) for left in draft.left_out),
        lines={name: line + skipped for name, line in draft.lines.items()},
    )


def _read_html(capture: Capture, url: str | None) -> Draft:
    refuse_endless_tags(capture)
    return read_page(capture, url)


def _refuse_endless(lines: Sequence[str], name: str) -> None:
    longest = max(range(len(lines)), key=lambda n: len(lines[n]))
    if len(lines[longest]) > LINE_LIMIT or len(lines) > LINES_LIMIT:
        raise CaptureError(
            f"{name}:{longest + 1}",
            "the dump is too long for an article",
            expected=f"lines of at most {LINE_LIMIT} characters, and at most {LINES_LIMIT} of them",
            found=f"{len(lines)} lines, the longest of {len(lines[longest])} characters",
            cure="Split it into one file for each article.",
        )


_READERS: dict[str, Callable[[Capture, str | None], Draft]] = {
    "text/html": _read_html,
    "application/ld+json": read_newsarticle,
}
