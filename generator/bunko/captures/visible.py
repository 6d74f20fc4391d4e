"""A text dump of the visible page, or of a part of it, read into a draft by shape.

Above the headline may stand a breadcrumb, the section's or the site's name, or a story box; below it a photo's
credit, glued to the caption, and a caption line that ends in publisher, width and day; cards of other articles stand
between the paragraphs, and below the text what every page has. What a publisher's own words mean is told by its layout.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bunko import sources
from bunko.captures import cards, credit_lines, credits_found, cut, foot, headlines, whole_page
from bunko.captures.credit_lines import reporters_in, signers_in
from bunko.captures.draft import Draft
from bunko.captures.foot import Foot
from bunko.captures.quotations import quotation_at
from bunko.captures.shapes import breaks_off, is_address
from bunko.captures.sheet import Sheet
from bunko.nouns import Block, Paragraph
from bunko.prose import escape
from bunko.prose.lines import joins
from bunko.sources import Layout, Publisher

_BYLINE = "the publisher's name"
_LEAD = "the lead, which is the field description"
_CREDITS = "the line of credits; its date is the field date, its names are authors and source"
_SIGNED = "the writer's name; it is the field authors"
_NAME = re.compile(r"[(（【［\[][^()（）【】［］\[\]]{3,40}[)）】］\]]")
_SUMMARY = re.compile(
    r"[【\[]?(?:核心提示|内容提要|內容提要|内容摘要|內容摘要|摘要|导读|導讀|提要|要旨|概要)[】\]]?\s?[:：]\s?(?P<text>.{10,400})"
)
_FOOT_CREDITS = 6
"""Lines below the end in which the people of the article may stand."""


def read_visible(lines: Sequence[str], url: str | None = None, title: str | None = None) -> Draft:
    """The draft of a dump without microdata; what lacks stays empty.

    Args:
        lines: the dump's lines.
        url: the article's address where the container or a person told it.
        title: the headline where a person told it; the line that says it is the headline.
    """
    return _Page(Sheet([line.strip() for line in lines]), url, title).read()


@dataclass
class _Page:
    sheet: Sheet
    url: str | None
    title: str | None
    tags: list[str] = field(default_factory=list)

    def read(self) -> Draft:
        sheet = self.sheet
        start = self._address()
        captions = {n: found for n, line in enumerate(sheet.lines) if (found := cards.caption_in(line))}
        names = [*sheet.lines, *(found["publisher"] for found in captions.values())]
        publisher = sources.publisher_of(self.url, names)
        layout = publisher.layout(None) if publisher else Layout()
        limit = self._end(start, layout)
        self._leave_furniture(start, limit, layout, publisher)
        start, limit = self._article(start, limit)
        below = self._foot(start, limit)
        end = below.end
        headlines.leave_tools(sheet, start, end)
        sheet.credits = credits_found.find(sheet.lines, sheet.texts(start, end))
        tags = headlines.tags_above(sheet, start, end)
        trail = headlines.trails_above(sheet, start, end)
        headline = headlines.headline(sheet, start, end, self.title)
        top = start if headline is None else headline + 1
        told = self._told(top, below, headline)
        image = cards.photo(sheet, top, end, captions, sheet.lines[headline] if headline is not None else None)
        published = told.published
        if published is None and image is not None:
            published = cards.date_of(sheet, captions, image[1])
        cards.leave_cards(sheet, top, end, captions, layout)
        lead = self._lead(top, end) if headline is not None else None
        summary = self._summary(top, end) if headline is not None and lead is None else None
        agency = self._agency(top, end)
        signers = () if told.authors else self._signers(top, end)
        blocks, kept = self._blocks(top, end, layout)
        return Draft(
            title=self._title(headline),
            url=self.url,
            published=published,
            unzoned=told.unzoned,
            updated=told.updated,
            authors=told.authors or (reporters_in(kept[0]) if kept else ()) or signers,
            tags=tuple(dict.fromkeys([*tags, *below.tags])),
            section=(trail.section if trail else None) or told.section,
            description=summary if lead is None else sheet.lines[lead],
            partial=headline is None or below.goes_on is not None,
            images=(image[0],) if image else (),
            source=publisher.id if publisher else None,
            publisher=told.publisher
            or agency
            or next((found["publisher"] for found in captions.values()), None)
            or (trail.site if trail else None),
            related_links=below.links,
            body=tuple(blocks),
            extra=told.print,
            kept_lines=tuple(kept),
            left_out=sheet.told(),
            warnings=tuple(sheet.warnings),
            lines=dict(sheet.places),
        )

    def _title(self, headline: int | None) -> str | None:
        """What a person supplied, since a dump's lines are told by their shape alone; a line that goes is said."""
        if headline is None or self.title in {None, self.sheet.lines[headline]}:
            return self.title if headline is None else self.sheet.lines[headline]
        line = self.sheet.lines[headline]
        self.sheet.places.pop("title", None)
        self.sheet.left_out[headline] = "the headline by its shape; --title supplied another"
        self.sheet.warnings[:] = [text for text in self.sheet.warnings if headlines.CURE not in text]
        self.sheet.warnings.append(
            f"--title is the title; line {headline + 1}, the headline by its shape, is left out: {line}"
        )
        return self.title

    def _address(self) -> int:
        """An address above the page; the number of the first line below it."""
        lines = self.sheet.lines
        first = next((n for n, line in enumerate(lines) if line), 0)
        if lines and is_address(lines[first]):
            if self.url is None:
                self.url = lines[first]
            self.sheet.places["url"] = first + 1
            return first + 1
        return first

    def _end(self, start: int, layout: Layout) -> int:
        """The line at which the publisher's layout ends the article."""
        lines = self.sheet.lines
        end = next((n for n in range(start + 1, len(lines)) if layout.ends_at(lines[n])), len(lines))
        self.sheet.leave(range(end, len(lines)), "furniture below the article")
        return end

    def _article(self, start: int, limit: int) -> tuple[int, int]:
        """The lines of the article in a dump of a whole page, which is said; else all."""
        sheet = self.sheet
        found = whole_page.article_in(sheet.lines, sheet.texts(start, limit))
        if found is None:
            return start, limit
        sheet.leave(range(start, found[0]), "the page above the article")
        sheet.leave(range(found[1], limit), "the page below the article")
        where = f"lines {found[0] + 1} to {found[1]}"
        sheet.warnings.append(
            f"the dump holds a whole page; {where} are taken for its article (--explain lists the rest)"
        )
        return found

    def _leave_furniture(self, start: int, end: int, layout: Layout, publisher: Publisher | None) -> None:
        sheet = self.sheet
        names = layout.bylines | (publisher.names if publisher else frozenset())
        for n in range(start, end):
            if sheet.lines[n] in layout.furniture:
                sheet.left_out[n] = "furniture of the page"
            elif sheet.lines[n] in names:
                sheet.left_out[n] = _BYLINE

    def _foot(self, start: int, end: int) -> Foot:
        """What stands below the article and in boxes inside it, which is left out; boxes are said."""
        sheet = self.sheet
        prose = sheet.prose(start, end)
        found = foot.foot_of(sheet.lines, sheet.texts(start, end), prose, end)
        for n, reason in found.left_out.items():
            sheet.leave([n], reason)
        for first, last in found.boxes:
            sheet.warnings.append(
                f"lines {first + 1} to {last + 1} are taken for a box of other articles inside the text, and left out; "
                "if they are text, write them into the page: what you write there stays"
            )
        if found.goes_on is not None:
            sheet.warnings.append(cut.warning(found.goes_on + 1))
        for name, reason in (("tags", foot.TAGS), ("related_links", foot.RELATED)):
            line = next((n for n in sorted(found.left_out) if found.left_out[n] == reason), None)
            if line is not None and (found.tags if name == "tags" else found.links):
                sheet.places[name] = line + 1
        return found

    def _told(self, top: int, below: Foot, headline: int | None) -> credits_found.Told:
        """What the credits say, which are left out of the text."""
        sheet = self.sheet
        numbers = credits_found.around(sheet.credits, sheet.texts(top, below.end), top)
        beneath = credits_found.find(sheet.lines, sorted(below.left_out)[:_FOOT_CREDITS])
        people = [n for n in beneath if n >= below.end and beneath[n].labelled]
        printed = sheet.credits | beneath
        told = credits_found.told(printed, [*numbers, *people])
        for n in (*numbers, *people):
            if n != headline:
                sheet.left_out[n] = foot.EDITOR if printed[n].labelled and not printed[n].tells else _CREDITS
        sheet.places |= {name: n + 1 for name, n in told.lines.items() if name not in sheet.places}
        yearless = next((n for n in numbers if printed[n].yearless), None)
        if yearless is not None and not told.published:
            line = sheet.lines[yearless]
            sheet.warnings.append(
                f"line {yearless + 1} prints a day without its year; --date supplies the date: {line}"
            )
        if headline is None or told.published or told.unzoned:
            return told
        moment = credit_lines.closing_date(sheet.lines[headline])
        if moment is None:
            return told
        sheet.places["date"] = headline + 1
        sheet.warnings.append(f"line {headline + 1}: the date is the one that the headline ends in")
        return credits_found.dated(told, moment)

    def _agency(self, start: int, end: int) -> str | None:
        """The paper or agency whose name alone closes the text, which is left out."""
        sheet = self.sheet
        texts = sheet.texts(start, end)
        name = sheet.lines[texts[-1]].strip("（）()［］[]【】　 ") if len(texts) > 1 else ""
        if not credit_lines.is_paper(name):
            return None
        sheet.left_out[texts[-1]] = "the name of the paper or agency below the text"
        return name

    def _lead(self, start: int, end: int) -> int | None:
        """The one line between the headline and the byline: the page's own summary, where text follows."""
        sheet = self.sheet
        byline = next((n for n in range(start, end) if sheet.left_out.get(n) == _BYLINE), None)
        if byline is None:
            return None
        above = sheet.texts(start, byline)
        if len(above) != 1 or not sheet.texts(byline, end):
            return None
        sheet.places["description"] = above[0] + 1
        sheet.left_out[above[0]] = _LEAD
        return above[0]

    def _summary(self, start: int, end: int) -> str | None:
        """The summary that a word says is one, above the text: `核心提示：…`."""
        texts = self.sheet.texts(start, end)
        found = _SUMMARY.fullmatch(self.sheet.lines[texts[0]]) if len(texts) > 1 else None
        if found is None:
            return None
        self.sheet.places["description"] = texts[0] + 1
        self.sheet.left_out[texts[0]] = _LEAD
        return found["text"]

    def _signers(self, start: int, end: int) -> tuple[str, ...]:
        """Those who sign the lead or the text in brackets; a line that is nothing else is left out."""
        sheet = self.sheet
        texts = sheet.texts(start, end)
        for n in [*texts[-1:], *texts[:1]]:
            names = signers_in(sheet.lines[n])
            if names:
                sheet.places["authors"] = n + 1
                if _NAME.fullmatch(sheet.lines[n]) and len(texts) > 1:
                    sheet.left_out[n] = _SIGNED
                return names
        return ()

    def _blocks(self, start: int, end: int, layout: Layout) -> tuple[list[Block], list[str]]:
        sheet = self.sheet
        blocks: list[Block] = []
        run: list[str] = []
        kept: list[str] = []
        joined = 0
        for n in range(start, end + 1):
            if n < end and sheet.free(n):
                run.append(sheet.lines[n])
                sheet.places.setdefault("body", n + 1)
            elif run:
                kept += run
                made, count = _paragraphs(run, breaks=layout.breaks_at_links)
                blocks, joined, run = blocks + made, joined + count, []
        if joined:
            sheet.warnings.append(f"{joined} line breaks inside sentences were joined, as where links start")
        return blocks, kept


def _paragraphs(lines: Sequence[str], *, breaks: bool) -> tuple[list[Block], int]:
    """The blocks of lines that follow each other, and how many breaks inside sentences were joined."""
    blocks: list[Block] = []
    joined, at = 0, 0
    while at < len(lines):
        quote = quotation_at(lines, at)
        if quote is not None:
            blocks.append(quote.block)
            at += quote.lines
            continue
        text = lines[at]
        at += 1
        while breaks and at < len(lines) and breaks_off(lines[at - 1], lines[at]) and quotation_at(lines, at) is None:
            text += ("" if joins(text[-1], lines[at][0]) else " ") + lines[at]
            joined, at = joined + 1, at + 1
        blocks.append(Paragraph(escape(text)))
    return blocks, joined
