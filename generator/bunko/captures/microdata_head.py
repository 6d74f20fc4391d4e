"""The fields at the head of a text dump that starts with the page's microdata, one a line.

Their order is fixed, and any may lack: address, headline, alternative headline, publisher,
description, instants (published, created, modified), tags, image, article body, related
addresses, place, publisher's contact, year, authors with their portraits, genre, language,
contact again, a second crop glued to the publisher's name, authors again. They are told apart
by shape and place, by no publisher's words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from bunko import dates
from bunko.captures import dateline
from bunko.captures.shapes import ends_sentence, image_at_start, is_address, language_code
from bunko.nouns import Instant, LeftOut

_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}\S{0,16}|\d{4}-\d{2}-\d{2}")
_MAIL = re.compile(r"[^\s@]{1,64}@[^\s@]{1,255}")
_PHONE = re.compile(r"\+?[\d\s()./-]{6,24}")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_HEADER_LINES = 8
_TAG_LIMIT = 60
_NAME_LIMIT = 120
_TAG_LONGEST = 200
"""Characters of a tag; a longer line is none, wherever it stands."""

_MOST_TAGS = 100
_MOST_AUTHORS = 100
ELLIPSES = frozenset({"...", "…", "……", "..", "."})
"""A description that is none."""


@dataclass
class Head:
    """The fields as printed, and the number (from 0) of the first line below them."""

    url: str | None = None
    headline: str | None = None
    alternative: str | None = None
    publisher: str | None = None
    description: str | None = None
    instants: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    images: list[str] = field(default_factory=list)
    body: str | None = None
    related: list[str] = field(default_factory=list)
    place: str | None = None
    year: str | None = None
    authors: list[str] = field(default_factory=list)
    genre: str | None = None
    language: str | None = None
    end: int = 0
    left_out: list[LeftOut] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)

    def instant(self, number: int) -> Instant | None:
        """Published (0), created (1) or modified (2), where it is one with an offset, or a day."""
        try:
            return dates.parse(self.instants[number])
        except (IndexError, ValueError):
            return None


def has_microdata(lines: Sequence[str]) -> bool:
    """The dump starts with an address, and then with the fields' shape: instants, or a headline twice."""
    if not lines or not is_address(lines[0].strip()):
        return False
    first = [line.strip() for line in lines[1 : _HEADER_LINES + 1]]
    repeats = any(one and one == other for one, other in pairwise(first))
    tail = any(one and other.endswith(", " + one) for one, other in pairwise(first))
    return repeats or tail or any(_INSTANT.fullmatch(line) for line in first)


def read_head(lines: Sequence[str]) -> Head:
    """Read the fields; never fails, what is not there stays empty."""
    reader = _Reader(lines)
    reader.read()
    return reader.head


class _Reader:
    def __init__(self, lines: Sequence[str]) -> None:
        self._raw, self._lines, self.head = lines, [line.strip() for line in lines], Head()

    def read(self) -> None:
        instants = self._find_instants()
        contact = self._find_contact(instants[1])
        self._header(1, instants[0], self._lines[contact] if contact < len(self._lines) else None)
        self.head.instants = self._lines[slice(*instants)]
        self._place("date", instants[0])
        language = self._find_language(contact)
        self._content(instants[1], contact)
        after = self._contact(contact)
        self._people(after, language)
        self._repeats(language + 1)

    def _place(self, name: str, line: int) -> None:
        self.head.lines.setdefault(name, line + 1)

    def _leave(self, line: int, reason: str) -> None:
        self.head.left_out.append(LeftOut(line + 1, self._lines[line], reason))

    # Where the parts start.

    def _find_instants(self) -> tuple[int, int]:
        """First line of the instants, and the line after them; where there are none, both end the header."""
        lines = self._lines
        start = next((n for n in range(1, min(_HEADER_LINES + 1, len(lines))) if _INSTANT.fullmatch(lines[n])), None)
        if start is None:
            end = self._end_of_header()
            return end, end
        end = start
        while end < len(lines) and end < start + 3 and _INSTANT.fullmatch(lines[end]):
            end += 1
        return start, end

    def _end_of_header(self) -> int:
        """Without instants, a description ends the header: it closes with the publisher, or is a sentence."""
        limit = min(5, len(self._lines))
        for n in range(2, limit):
            if self._lines[n].endswith(", " + self._lines[n - 1]):
                return n + 1
        return next((n + 1 for n in range(1, limit) if ends_sentence(self._lines[n])), limit)

    def _find_contact(self, start: int) -> int:
        """The line of the publisher's name above its mail or telephone; without these, above year or language."""
        lines = self._lines
        for n in range(start, len(lines) - 1):
            if self._is_contact(lines[n + 1]) and not self._is_contact(lines[n]):
                return n
        below = (n for n in range(start, len(lines)) if _YEAR.fullmatch(lines[n]) or language_code(lines[n]))
        end = next(below, len(lines))
        names = {lines[n] for n in range(1, min(start, len(lines)))}
        return next((n for n in range(max(start, end - 3), end) if lines[n] in names), end)

    def _is_contact(self, line: str) -> bool:
        return bool(_MAIL.fullmatch(line) or (_PHONE.fullmatch(line) and not _YEAR.fullmatch(line)))

    def _find_language(self, start: int) -> int:
        lines = self._lines
        found = next((n for n in range(start, len(lines)) if language_code(lines[n])), None)
        if found is None:
            return len(lines)
        self.head.language = language_code(lines[found])
        self._place("language", found)
        return found

    # The parts.

    def _header(self, start: int, end: int, publisher: str | None) -> None:
        head, lines = self.head, self._lines[start:end]
        head.url = self._lines[0]
        self._place("url", 0)
        at = self._publisher_in(lines, publisher)
        titles, rest = (lines, []) if at is None else (lines[:at], lines[at:])
        if at is None and len(titles) > 1 and ends_sentence(titles[-1]) and titles[-1] != titles[0]:
            titles, rest = titles[:-1], ["", titles[-1]]
        for name, values, offset in (
            (("headline", "alternative"), titles, start),
            (("publisher", "description"), rest, start + len(titles)),
        ):
            for n, (field_name, value) in enumerate(zip(name, values, strict=False)):
                if value:
                    setattr(head, field_name, value)
                    self._place({"headline": "title"}.get(field_name, field_name), offset + n)
            for n in range(2, len(values)):
                self._leave(offset + n, "a field that is not known")
        head.publisher = head.publisher or publisher
        if head.description is not None:
            head.description = dateline.without_tail(head.description, head.publisher)

    def _publisher_in(self, lines: list[str], publisher: str | None) -> int | None:
        if publisher in lines:
            return lines.index(publisher)
        return next((n - 1 for n in range(1, len(lines)) if lines[n].endswith(", " + lines[n - 1])), None)

    def _content(self, start: int, end: int) -> None:
        """Tags, image, article body, related addresses and place."""
        lines, head = self._lines, self.head
        body = self._find_body(start, end)
        for n in range(start, end):
            line = lines[n]
            image = image_at_start(line)
            if image == line:
                head.images.append(line)
                self._place("images", n)
            elif is_address(line):
                head.related.append(line)
                self._place("related_links", n)
            elif n == body:
                head.body = self._raw[n]
                self._place("body", n)
            elif line and n < body and len(head.tags) < _MOST_TAGS and len(line) <= _TAG_LONGEST:
                head.tags.append(line)
                self._place("tags", n)
            elif line and n > body and head.place is None and len(line) <= _NAME_LIMIT:
                head.place = line
                self._place("location", n)
            elif line:
                self._leave(n, "a field that is not known")

    def _find_body(self, start: int, end: int) -> int:
        """The line of the article body; `end` where there is none."""
        lines = self._lines
        texts = [n for n in range(start, end) if lines[n] and not is_address(lines[n])]
        images = [n for n in range(start, end) if image_at_start(lines[n]) == lines[n]]
        if images:
            return next((n for n in texts if n > images[0]), end)
        later = set(lines[end:])
        for count in range(min(len(texts), _MOST_TAGS), 0, -1):
            if ", ".join(lines[n] for n in texts[:count]) in later:
                return texts[count] if count < len(texts) else end
        return next((n for n in texts if len(lines[n]) > _TAG_LIMIT or "。" in lines[n]), end)

    def _contact(self, start: int) -> int:
        """The lines of the publisher's contact, up to the year; the line after it."""
        lines = self._lines
        if start >= len(lines) or language_code(lines[start]):
            return start
        after = start if _YEAR.fullmatch(lines[start]) else start + 1
        while after < len(lines) and self._is_contact(lines[after]):
            after += 1
        if after < len(lines) and after > start + 1 and not _YEAR.fullmatch(lines[after]):
            after += 1
        for n in range(start, after):
            self._leave(n, "the publisher's contact; it belongs into archive/sources.yml")
        if after < len(lines) and _YEAR.fullmatch(lines[after]):
            self.head.year = lines[after]
            self._leave(after, "the year, which the date says")
            after += 1
        return after

    def _people(self, start: int, end: int) -> None:
        """Authors (each with a portrait, or with the publisher's contact), and the genre before the language."""
        lines, head = self._lines, self.head
        known = {left.text for left in head.left_out}
        end = min(end, len(lines))
        for n in range(start, end):
            line, following = lines[n], lines[n + 1] if n + 1 < len(lines) else ""
            if image_at_start(line):
                self._leave(n, "the author's portrait")
            elif self._is_contact(line) or (line in known and line != head.publisher):
                self._leave(n, "the publisher's contact; it belongs into archive/sources.yml")
            elif n == end - 1 and line and line != head.publisher and head.language:
                head.genre = line
                self._place("genre", n)
            elif line and (line in head.authors or len(line) > _NAME_LIMIT or len(head.authors) >= _MOST_AUTHORS):
                self._leave(n, "the author's name again" if line in head.authors else "a field that is not known")
            elif line and (head.language or image_at_start(following) or self._is_contact(following)):
                head.authors.append(line)
                self._place("authors", n)
            elif line:
                self._leave(n, "a field that is not known")

    def _repeats(self, start: int) -> None:
        """What repeats below the language, and the second crop, up to the visible page."""
        lines, head = self._lines, self.head
        known = {left.text for left in head.left_out} | {head.publisher, *head.authors}
        n = start
        while n < len(lines):
            image = self._glued(lines[n]) or image_at_start(lines[n])
            if image and image != lines[n]:
                head.images.append(image)
                self._leave(n, "the publisher's name, glued to the address of the photo's second crop")
            elif image or lines[n] in known or self._is_contact(lines[n]) or (not lines[n] and not self._is_top(n)):
                self._leave(n, "a field that stands above already")
            else:
                break
            n += 1
        head.end = min(n, len(lines))
        head.left_out = [left for left in head.left_out if left.text]

    def _glued(self, line: str) -> str | None:
        """The image's address before the publisher's name."""
        name = self.head.publisher
        address = line.removesuffix(name) if name else line
        return address if address != line and image_at_start(address) == address else None

    def _is_top(self, n: int) -> bool:
        return self._lines[n] in {", ".join(self.head.tags), self.head.headline}
