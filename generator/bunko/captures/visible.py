"""A text dump of the visible page, or of a part of it, read into a draft by shape.

A story box may stand above the headline; below it a photo's credit, glued to the caption, and
a caption line that ends in publisher, width and day; cards of other articles stand between the
paragraphs. What a publisher's own words mean is told by its layout.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bunko import sources
from bunko.captures import credits_found, dateline
from bunko.captures.credit_lines import Credits, reporters_in
from bunko.captures.draft import Draft
from bunko.captures.quotations import quotation_at
from bunko.captures.shapes import breaks_off, ends_sentence, is_address, looks_like_heading
from bunko.nouns import Block, Image, Instant, LeftOut, Paragraph
from bunko.prose import escape
from bunko.prose.lines import joins
from bunko.sources import Layout, Publisher

_CAPTION = re.compile(
    r"(?P<caption>.{0,300}?)[ ]{1,3}-[ ](?P<publisher>[^,]{1,60}), (?P<width>\d{2,4}), (?P<day>\d{1,2}\.\d{1,2}\.\d{4})"
)
_CREDIT = "©"
_TOPIC_LIMIT = 30
_CARD_LIMIT = 120
_BYLINE = "the publisher's name"
_LEAD = "the lead, which is the field description"
_CREDITS = "the line of credits; its date is the field date, its names are authors and source"
_PARTICLES = frozenset("のはがをにとでもへや、，,：:")


def read_visible(lines: Sequence[str], url: str | None = None) -> Draft:
    """The draft of a dump without microdata; what lacks stays empty.

    Args:
        lines: the dump's lines.
        url: the article's address where the container or a person told it.
    """
    return _Page([line.strip() for line in lines], url).read()


@dataclass
class _Page:
    lines: list[str]
    url: str | None
    left_out: dict[int, str] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)
    credits: dict[int, Credits] = field(default_factory=dict)
    photo: frozenset[int] = frozenset()

    def read(self) -> Draft:
        start = self._address()
        captions = {n: found for n, line in enumerate(self.lines) if (found := _CAPTION.fullmatch(line))}
        names = [*self.lines, *(found["publisher"] for found in captions.values())]
        publisher = sources.publisher_of(self.url, names)
        layout = publisher.layout(None) if publisher else Layout()
        end = self._end(start, layout)
        self._leave_furniture(start, end, layout, publisher)
        self.credits = credits_found.find(self.lines, [n for n in range(start, end) if self._free(n)])
        headline = self._headline(start, end)
        top = start if headline is None else headline + 1
        if headline is not None:
            self._leave(range(start, headline), "a story box above the headline")
        told = self._told(top, end)
        published = told.published
        image = self._photo(top, end, captions, self.lines[headline] if headline is not None else None)
        if published is None and image is not None:
            published = self._date_of(captions, image[1])
        self._cards(top, end, captions, layout)
        lead = self._lead(top, end) if headline is not None else None
        blocks, kept = self._blocks(top, end, layout)
        return Draft(
            title=None if headline is None else self.lines[headline],
            url=self.url,
            published=published,
            unzoned=told.unzoned,
            updated=told.updated,
            authors=told.authors or (reporters_in(kept[0]) if kept else ()),
            description=None if lead is None else self.lines[lead],
            partial=headline is None,
            images=(image[0],) if image else (),
            source=publisher.id if publisher else None,
            publisher=told.publisher or next((found["publisher"] for found in captions.values()), None),
            body=tuple(blocks),
            kept_lines=tuple(kept),
            left_out=tuple(LeftOut(n + 1, self.lines[n], self.left_out[n]) for n in sorted(self.left_out)),
            warnings=tuple(self.warnings),
            lines=dict(self.places),
        )

    def _leave(self, numbers: range, reason: str) -> None:
        for n in numbers:
            if self.lines[n]:
                self.left_out.setdefault(n, reason)

    def _address(self) -> int:
        """An address above the page; the number of the first line below it."""
        first = next((n for n, line in enumerate(self.lines) if line), 0)
        if self.lines and is_address(self.lines[first]):
            if self.url is None:
                self.url = self.lines[first]
            self.places["url"] = first + 1
            return first + 1
        return first

    def _end(self, start: int, layout: Layout) -> int:
        """The line at which the article ends."""
        total = len(self.lines)
        end = next((n for n in range(start + 1, total) if layout.ends_at(self.lines[n])), total)
        self._leave(range(end, total), "furniture below the article")
        return end

    def _leave_furniture(self, start: int, end: int, layout: Layout, publisher: Publisher | None) -> None:
        names = layout.bylines | (publisher.names if publisher else frozenset())
        for n in range(start, end):
            if self.lines[n] in layout.furniture:
                self.left_out[n] = "furniture of the page"
            elif self.lines[n] in names:
                self.left_out[n] = _BYLINE

    def _free(self, n: int) -> bool:
        """The line holds text that has gone nowhere yet."""
        return bool(self.lines[n]) and n not in self.left_out and n not in self.photo

    def _headline(self, start: int, end: int) -> int | None:
        """The first line that stands alone between empty ones; else the first above a date, or above text.

        Text above a line that stands alone is a story box's where a caption line opens it; else the
        line is a heading inside the text, or the foot of the page.
        """
        first = next((n for n in range(start, end) if self._free(n) and n not in self.credits), None)
        if first is None:
            return None
        below = end if _CAPTION.fullmatch(self.lines[first]) else self._text(start, end)
        alone = next((n for n in range(start, below) if self._free(n) and self._is_alone(n, start, end)), None)
        following = self.lines[first + 1] if first + 1 < end else ""
        if alone is None and self._may_be_headline(first):
            if first + 1 in self.credits:
                alone = first
            elif ends_sentence(following) and self.lines[first][-1] not in _PARTICLES:
                alone = first
                self.warnings.append(f"line {first + 1} is taken for the headline by its shape: {self.lines[first]}")
        if alone is not None:
            self.places["title"] = alone + 1
        return alone

    def _text(self, start: int, end: int) -> int:
        """The first line that no headline looks like."""
        return next((n for n in range(start, end) if self._free(n) and not looks_like_heading(self.lines[n])), end)

    def _is_alone(self, n: int, start: int, end: int) -> bool:
        above = n == start or not self.lines[n - 1]
        below = n + 1 < end and not self.lines[n + 1]
        return above and below and self._may_be_headline(n)

    def _may_be_headline(self, n: int) -> bool:
        line = self.lines[n]
        return (
            n not in self.credits
            and looks_like_heading(line)
            and not line.startswith(_CREDIT)
            and not _CAPTION.fullmatch(line)
        )

    def _told(self, top: int, end: int) -> credits_found.Told:
        """What the credits say, which are left out of the text."""
        numbers = credits_found.around(self.credits, [n for n in range(top, end) if self._free(n)], top)
        told = credits_found.told(self.credits, numbers)
        self.left_out |= dict.fromkeys(numbers, _CREDITS)
        self.places |= {name: n + 1 for name, n in told.lines.items()}
        return told

    def _photo(
        self, start: int, end: int, captions: dict[int, re.Match[str]], headline: str | None
    ) -> tuple[Image, int] | None:
        """The photo below the headline, with the line of its caption."""
        near = [n for n in range(start, end) if self._free(n)][:2]
        line = next((n for n in near if n in captions), None)
        credit = next((n for n in near if self.lines[n].startswith(_CREDIT)), None)
        if line is None and credit is None:
            return None
        caption = captions[line]["caption"] if line is not None else headline
        said = self.lines[credit] if credit is not None else ""
        words = said.removesuffix(caption) if caption else said
        image = Image(caption=caption if line is not None or words != said else None, credit=words.strip() or None)
        self.photo = frozenset(n for n in (line, credit) if n is not None)
        last = max(self.photo)
        self.places["images"] = (line if line is not None else last) + 1
        return image, last if line is None else line

    def _lead(self, start: int, end: int) -> int | None:
        """The one line between the headline and the byline: the page's own summary, where text follows."""
        byline = next((n for n in range(start, end) if self.left_out.get(n) == _BYLINE), None)
        if byline is None:
            return None
        above = [n for n in range(start, byline) if self._free(n)]
        if len(above) != 1 or not any(self._free(n) for n in range(byline, end)):
            return None
        self.places["description"] = above[0] + 1
        self.left_out[above[0]] = _LEAD
        return above[0]

    def _date_of(self, captions: dict[int, re.Match[str]], line: int) -> Instant | None:
        printed = dateline.printed_in(captions[line]["day"]) if line in captions else None
        if printed is None:
            return None
        self.places["date"] = line + 1
        self.warnings.append(f"line {line + 1}: the date is that of the photo's caption line, the only one in the dump")
        return printed.day

    def _cards(self, start: int, end: int, captions: dict[int, re.Match[str]], layout: Layout) -> None:
        """Cards of other articles: a caption line, perhaps a topic, and a title."""
        topics = {self.lines[n] for n, why in self.left_out.items() if why.startswith("a story box")}
        for n in sorted(captions):
            if not start <= n < end or n in self.photo:
                continue
            following = [m for m in range(n + 1, min(end, n + 3)) if self._free(m) and not ends_sentence(self.lines[m])]
            following = [m for m in following if m not in captions and len(self.lines[m]) <= _CARD_LIMIT]
            if following[:1] == [n + 1]:
                topic = self.lines[n + 1] in topics or (layout.cards_close and len(self.lines[n + 1]) <= _TOPIC_LIMIT)
                last = following[-1] if topic else n + 1
                self._leave(range(n, last + 1), "a card of another article")
            else:
                self._leave(range(n, n + 1), "the caption of a photo inside the text")
        texts = [n for n in range(start, end) if self._free(n)]
        if len(texts) > 1 and layout.cards_close and self._is_title(texts[-1], end):
            self.left_out[texts[-1]] = "the title of another article below the text"

    def _is_title(self, n: int, end: int) -> bool:
        """A last line that is no sentence and does not break off: the dump goes on below it, or it stands whole."""
        line = self.lines[n]
        whole = end < len(self.lines) or line[-1] not in _PARTICLES
        return looks_like_heading(line) and not ends_sentence(line) and whole and self.lines[n - 1] != ""

    def _blocks(self, start: int, end: int, layout: Layout) -> tuple[list[Block], list[str]]:
        blocks: list[Block] = []
        run: list[str] = []
        kept: list[str] = []
        joined = 0
        for n in range(start, end + 1):
            if n < end and self._free(n):
                run.append(self.lines[n])
                self.places.setdefault("body", n + 1)
            elif run:
                kept += run
                made, count = _paragraphs(run, breaks=layout.breaks_at_links)
                blocks, joined, run = blocks + made, joined + count, []
        if joined:
            self.warnings.append(f"{joined} line breaks inside sentences were joined, as where links start")
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
