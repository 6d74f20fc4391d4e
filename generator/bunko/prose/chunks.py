"""A page's body cut into chunks: lines that stand together, one block or one passage each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

HEADING = re.compile(r"(#{2,6}) (.+)")
INLINE_TAGS = frozenset(
    re.findall(
        r"\w+",
        "a abbr b bdi bdo br cite code del dfn em i img ins kbd mark q rb rp rt ruby s small span strong sub sup "
        "time u var wbr",
    )
)
"""HTML elements that a paragraph may start with and still be one."""

_LONGEST_SPAN = 5000
_FIRST_OF_PROSE = re.compile(r"[^\W\d_]|[「『（《〈【“‘]")
_FENCE = re.compile(r"[ \t]*(?:(`{3,})[^`]*|(~{3,}).*)")
_SLASHES = re.compile(r" {0,3}(/{3,}) *[\w-]")
_ELEMENT = re.compile(r" {0,3}<([A-Za-z][A-Za-z0-9-]*)")
_HOLDS_INDENTED = re.compile(r" {0,3}(?:[-*+] |\d+\. |\[\^|!!!|\?\?\?|===|: )| {4}|\t")
_INDENTED = re.compile(r" {4}|\t")
_VOID = frozenset({"hr", "br", "img", "input", "link", "meta", "wbr"})


def chunks(text: str) -> Iterator[list[str]]:
    """Yield the chunks of a body in order, each a list of its lines; blank lines between them are left out.

    A heading's line is a chunk even where text follows at once. Fenced code, HTML elements,
    comments, `///` blocks, and what is indented below a list, a footnote, an admonition, a tab or a
    definition stay with their chunk, blank lines and all.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    cutter = _Cutter(lines)
    place = 0
    while place < len(lines):
        if is_blank(lines[place]):
            place += 1
            continue
        last = place + 1 == len(lines) or is_blank(lines[place + 1])
        end = place + 1 if last and is_plainly_prose(lines[place]) else cutter.end_of_chunk(place)
        yield lines[place:end]
        place = end


def is_blank(line: str) -> bool:
    """Tell whether a line is blank to Markdown: an ideographic space is text."""
    return not line.strip(" \t")


def is_plainly_prose(line: str) -> bool:
    """Tell whether a line that stands alone is a paragraph, by how it starts: nothing of Markdown starts so.

    Most lines are told by this; False says nothing.
    """
    return _FIRST_OF_PROSE.match(line) is not None and "<!--" not in line


class _Cutter:
    """Finds where what begins on a line ends.

    Searches that failed are remembered, so that a text full of openings takes no longer than its length.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.failed: dict[str, int] = {}

    def end_of_chunk(self, start: int) -> int:
        """Give the line after the chunk that begins at `start`."""
        if HEADING.fullmatch(self.lines[start]):
            return start + 1
        end = self._end_of_lines(start)
        if not any(_HOLDS_INDENTED.match(line) for line in self.lines[start:end]):
            return end
        while True:
            place = end
            while place < len(self.lines) and is_blank(self.lines[place]):
                place += 1
            if place == len(self.lines) or not _INDENTED.match(self.lines[place]):
                return end
            end = self._end_of_lines(place)

    def _end_of_lines(self, start: int) -> int:
        """Give the line after the last one that stands together with `start`."""
        place = start
        while place < len(self.lines) and not is_blank(self.lines[place]):
            place = self._end_of_span(place)
        return place

    def _end_of_span(self, start: int) -> int:
        """Give the line after what opens at `start`; just the next line where nothing opens, or it never closes."""
        line = self.lines[start]
        fence, slashes, element = _FENCE.fullmatch(line), _SLASHES.match(line), _ELEMENT.match(line)
        end = None
        if fence:
            mark = fence.group(1) or fence.group(2)
            end = self._line_after(start, rf"[ \t]*{mark[0]}{{{len(mark)},}}[ \t]*")
        elif slashes:
            end = self._line_after(start, rf" {{0,3}}/{{{len(slashes.group(1))}}} *")
        elif line.rfind("<!--") > line.rfind("-->"):
            end = self._line_after(start, r".*-->.*")
        elif element and element.group(1).lower() not in INLINE_TAGS | _VOID:
            end = self._after_element(start, element.group(1).lower())
        return end or start + 1

    def _line_after(self, start: int, closing: str) -> int | None:
        closes = re.compile(closing)
        for place in self._ahead(start + 1, closing):
            if closes.fullmatch(self.lines[place]):
                return place + 1
        return None

    def _after_element(self, start: int, name: str) -> int | None:
        tag = re.compile(rf"<(/?){name}(?![\w-])", re.IGNORECASE)
        depth = 0
        for place in self._ahead(start, name):
            for found in tag.finditer(self.lines[place]):
                depth += -1 if found.group(1) else 1
            if depth <= 0:
                return place + 1
        return None

    def _ahead(self, start: int, sought: str) -> Iterator[int]:
        """Yield the lines to search, none where a search from just before has failed."""
        if start >= self.failed.get(sought, 0):
            end = min(len(self.lines), start + _LONGEST_SPAN)
            yield from range(start, end)
            self.failed[sought] = end
