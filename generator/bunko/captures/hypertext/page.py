"""An HTML page to a draft of its article."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice

from lxml import etree

from bunko import sources
from bunko.captures import cut
from bunko.captures.draft import Draft
from bunko.captures.hypertext import fields, layouts, moments, titles
from bunko.captures.hypertext.article import Chosen, choose
from bunko.captures.hypertext.blocks import blocks_of, is_bold_heading
from bunko.captures.hypertext.bylines import printed_credits
from bunko.captures.hypertext.captions import Parts, bare_captions
from bunko.captures.hypertext.document import parse
from bunko.captures.hypertext.edges import goes_on
from bunko.captures.hypertext.elements import line_of, text_of
from bunko.captures.hypertext.fields import Said, said_of
from bunko.captures.hypertext.lead import lead_above
from bunko.captures.hypertext.leftovers import left_out
from bunko.captures.hypertext.metatags import head_of
from bunko.captures.hypertext.moments import Moment
from bunko.captures.hypertext.photos import photos_of
from bunko.captures.hypertext.pictures import images_above, pictures_between
from bunko.captures.hypertext.runs import Run, runs_of
from bunko.captures.hypertext.tags import tags_of
from bunko.captures.shapes import ends_sentence, language_code
from bunko.nouns import Block, Capture, Image, Paragraph
from bunko.prose import escape
from bunko.sources import Publisher

_DATELINE = 80
_TIMES = 20
_TITLES = 12
_LINES = 400
_NUMBERED = re.compile(r"\d{4}|[元〇]|(?:令和|平成|昭和)\s?\d")


@dataclass(frozen=True)
class _Page:
    """A page on its way to a draft."""

    capture: Capture
    warnings: tuple[str, ...]
    said: Said
    address: str | None
    publisher: Publisher | None
    body: etree._Element
    found: layouts.Found
    runs: list[Run]
    captions: Mapping[etree._Element, Parts]

    @property
    def base(self) -> str | None:
        return self.said.head.base or self.address


def read_page(capture: Capture, url: str | None = None) -> Draft:
    """What an HTML page says of its article.

    Args:
        capture: a page with media type `text/html`.
        url: the article's address where a person told it; an address in the page goes before.

    Raises:
        CaptureError: empty, no text, in no encoding that can be told, nested too deeply or too long.
    """
    page = _opened(capture, url)
    title, headline = _title(page)
    chosen = choose(page.runs, title, page.found.bodies)
    description = fields.description_of(page.said)
    lead = lead_above(page.runs, headline, chosen.runs, title, description)
    if lead is not None:
        description = lead.plain
    dated, changed = _dated(page), fields.updated_of(page.said)
    moment, change = (moments.best(at for _, at in places) for places in (dated, changed))
    published, unzoned = _split(moment)
    updated, _ = _split(change)
    first = chosen.runs[0] if chosen.runs else None
    above = images_above(page.body, headline, first, page.captions)
    photos = photos_of(chosen.holders, page.said, page.base, page.captions, above)
    printed, publisher = printed_credits(page.runs, headline, chosen.runs)
    author_place, authors = fields.authors_of(page.said)
    tag_place, tags = tags_of(page.said, page.body, first.element if first else None)
    cut_at = goes_on(page.runs, chosen.runs)
    draft = Draft(
        title=title,
        url=page.address,
        published=published,
        unzoned=unzoned,
        updated=updated,
        description=description,
        authors=authors or printed,
        tags=tags,
        section=fields.section_of(page.said),
        genre=fields.genre_of(page.said),
        location=fields.location_of(page.said),
        images=photos.images,
        held_images=photos.held,
        source=page.publisher.id if page.publisher else None,
        publisher=fields.publisher_of(page.said) or publisher,
        declared_language=_language(page.said.head.language),
        body=blocks_of(chosen.runs, pictures_between(page.body, chosen.runs, photos.inside)) or tuple(_told(page.said)),
        kept_lines=tuple(
            run.plain for run in chosen.runs if run.item is None and run.cell is None and run.quote is None
        ),
        partial=cut_at is not None,
        warnings=(*page.warnings, *_missed(page), *([] if cut_at is None else [_cut_said(cut_at)])),
        lines=_lines(title=headline, description=lead, body=first),
        origins=_origins(
            date=moments.source_of(dated, moment),
            updated=moments.source_of(changed, change),
            authors=author_place or ("printed beside the text" if printed else None),
            tags=tag_place,
            images=photos.places,
        ),
    )
    return _with_left_out(draft, page, chosen)


def _opened(capture: Capture, url: str | None) -> _Page:
    document = parse(capture.content, capture.name)
    head = head_of(document.root)
    said = said_of(document.root, head, capture.address or url)
    address = fields.address_of(said)
    publisher = sources.publisher_of(address)
    body = next(document.root.iter("body", "frameset"), document.root)
    found = _layout(publisher, capture.captured or _day(fields.published_of(said)), document.root)
    captions = bare_captions(body)
    set_apart = {part for parts in captions.values() for part in parts}
    runs = runs_of(body, head.base or address, found.quotes, found.left_out, set_apart)
    return _Page(capture, document.warnings, said, address, publisher, body, found, runs, captions)


def _layout(publisher: Publisher | None, day: Moment | None, root: etree._Element) -> layouts.Found:
    """What the layout of the day finds; where it finds not all, another one that does, since old pages stay up."""
    if publisher is None:
        return layouts.Found()
    ordered = (publisher.layout(day), *publisher.layouts)
    tries = [layouts.find(layout.html, root) for layout in dict.fromkeys(ordered)]
    return next((found for found in tries if not found.missed and found.bodies), tries[0])


def _day(candidates: Sequence[fields.Sourced]) -> Moment | None:
    return next((moment for _, moment in candidates if moment is not None), None)


def _title(page: _Page) -> tuple[str | None, Run | None]:
    """The headline, and the run that shows it."""
    heads = [run for run in page.runs if run.level == 1]
    title = page.found.headline
    if title is None:
        names, data = fields.site_names(page.said), fields.headlines_of(page.said)
        shown = (run.plain for run in page.runs[:_LINES] if run.level == 1 or is_bold_heading(run))
        others = [*shown, *data]
        cut = {text: titles.without_site(text, names, [at for at in others if at != text]) for text in data[:_TITLES]}
        title = next(filter(None, cut.values()), None)
        forms = [*(cut.get(text, "") for text in fields.one_of_each(page.said)), *(run.plain for run in heads[:1])]
        title = titles.as_mostly_printed(title, forms) if title else None
        title = title or next((run.plain for run in heads), None)
    named = titles.bare(title or "")
    return title, next((run for run in (*heads, *page.runs) if run.letters == named), None)


def _split(moment: Moment | None) -> tuple[datetime | date | None, datetime | None]:
    """The instant or day, and the local time where no zone is known."""
    if isinstance(moment, datetime) and moment.tzinfo is None:
        return moment.date(), moment
    return moment, None


def _dated(page: _Page) -> list[fields.Sourced]:
    """What says when it was published, the most trusted first: the layout, the data, what the visible page prints.

    Printed are `<time>` elements, then short lines with a date.
    """
    found: list[fields.Sourced] = [("the publisher's layout", moment) for moment in page.found.moments]
    found += fields.published_of(page.said)
    for element in islice(page.body.iter("time"), _TIMES):
        moment = moments.structured(element.get("datetime") or text_of(element))
        found.append((f"<time>, line {line_of(element)}", moment))
    short = (run for run in page.runs[:_LINES] if len(run.plain) <= _DATELINE and not ends_sentence(run.plain))
    numbered = islice((run for run in short if _NUMBERED.search(run.plain)), _TIMES)
    return found + [(f"printed, line {line_of(run.element)}", moments.moment_in(run.plain)) for run in numbered]


def _language(declared: str | None) -> str | None:
    """The primary tag of the language that the page declares."""
    if not declared:
        return None
    return language_code(declared.replace("_", "-")) or re.split("[-_]", declared.strip().lower())[0] or None


def _told(said: Said) -> list[Block]:
    """The text as the page's data say it, where the visible page holds none, as with pages made by scripts."""
    body = next((text for item in said.articles for text in fields.lines(item, "articleBody")), ())
    return [Paragraph(escape(line)) for line in body]


def _missed(page: _Page) -> tuple[str, ...]:
    if not page.found.missed or page.publisher is None:
        return ()
    names = ", ".join(page.found.missed)
    return (f"the layout of {page.publisher.id} finds no {names} on this page; it was read by shape",)


def _cut_said(run: Run) -> str:
    return cut.warning(line_of(run.element) or 0)


def _lines(**fields: Run | None) -> dict[str, int]:
    found = ((name, line_of(run.element)) for name, run in fields.items() if run is not None)
    return {name: line for name, line in found if line is not None}


def _origins(**places: str | None) -> dict[str, str]:
    return {name: place for name, place in places.items() if place}


def _with_left_out(draft: Draft, page: _Page, chosen: Chosen) -> Draft:
    images: Sequence[Image] = draft.images
    said = [text for image in images for text in ((image.caption or "") + (image.credit or ""), image.credit) if text]
    texts = (draft.title or "", draft.description or "", *draft.authors, *draft.tags, *said)
    return replace(draft, left_out=left_out(page.runs, chosen, texts))
