"""An HTML page to a draft of its article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime

from lxml import etree

from bunko import sources
from bunko.captures.draft import Draft
from bunko.captures.hypertext import fields, moments, titles
from bunko.captures.hypertext.article import choose
from bunko.captures.hypertext.blocks import blocks_of
from bunko.captures.hypertext.document import parse
from bunko.captures.hypertext.fields import Said, said_of
from bunko.captures.hypertext.leftovers import left_out
from bunko.captures.hypertext.metatags import head_of
from bunko.captures.hypertext.moments import Moment
from bunko.captures.hypertext.photos import photos_of
from bunko.captures.hypertext.runs import Run, runs_of
from bunko.captures.hypertext.tags import tags_of
from bunko.captures.shapes import language_code
from bunko.nouns import Capture

_DATELINE = 80


def read_page(capture: Capture, url: str | None = None) -> Draft:
    """What an HTML page says of its article.

    Args:
        capture: a page with media type `text/html`.
        url: the article's address where a person told it; an address in the page goes before.

    Raises:
        CaptureError: empty, no text, in no encoding that can be told, nested too deeply or too long.
    """
    document = parse(capture.content, capture.name)
    head = head_of(document.root)
    said = said_of(document.root, head, capture.address or url)
    address = fields.address_of(said)
    base = head.base or address
    body = next(document.root.iter("body", "frameset"), document.root)
    runs = runs_of(body, base)
    title = _title(said, runs)
    chosen = choose(runs, title)
    published, unzoned = _split(moments.best([*fields.published_of(said), *_printed(body, runs)]))
    updated, _ = _split(moments.best(fields.updated_of(said)))
    description, photos = fields.description_of(said), photos_of(chosen.holders, said, base)
    authors, tags = fields.authors_of(said), tags_of(said, body, chosen.runs[0].element if chosen.runs else None)
    publisher = sources.publisher_of(address)
    shown = (title or "", description or "", *authors, *tags, *(text for photo in photos for text in (photo.caption or "", photo.credit or "")))
    return Draft(
        title=title,
        url=address,
        published=published,
        unzoned=unzoned,
        updated=updated,
        description=description,
        authors=authors,
        tags=tags,
        genre=fields.section_of(said),
        location=fields.location_of(said),
        images=photos,
        source=publisher.id if publisher else None,
        publisher=fields.publisher_of(said),
        declared_language=language_code((head.language or "").replace("_", "-")) or (head.language or "")[:2].lower() or None,
        body=blocks_of(chosen.runs),
        left_out=left_out(runs, chosen.runs, shown),
        warnings=document.warnings,
    )


def _title(said: Said, runs: Sequence[Run]) -> str | None:
    heads = [run.plain for run in runs if run.level == 1]
    names = fields.site_names(said)
    said_titles = fields.headlines_of(said)
    for found in said_titles:
        others = [text for text in (*heads, *said_titles) if text != found]
        title = titles.without_site(found, names, others)
        if title:
            return title
    return next(iter(heads), None)


def _split(moment: Moment | None) -> tuple[datetime | date | None, datetime | None]:
    """The instant or day, and the local time where no zone is known."""
    if isinstance(moment, datetime) and moment.tzinfo is None:
        return moment.date(), moment
    return moment, None


def _printed(body: etree._Element, runs: Sequence[Run]) -> list[Moment | None]:
    """Moments that the visible page prints: its `<time>` elements, then its short lines with a date."""
    found: list[Moment | None] = []
    for element in body.iter("time"):
        found.append(moments.structured(element.get("datetime") or "".join(element.itertext())))
        if len(found) > 20:  # noqa: PLR2004 - cards have times too
            break
    lines = (run.plain for run in runs[:400] if len(run.plain) <= _DATELINE and re.search(r"\d{4}|[元〇]", run.plain))
    return found + [moments.moment_in(line) for line in lines][:20]
