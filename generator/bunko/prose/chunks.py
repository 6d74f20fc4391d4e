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
_FENCE = re.compile(r"[ \t]*(?:(`{3,})[^`]*|(~{3,}).*)")
_SLASHES = re.compile(r" {0,3}(/{3,}) *[\w-]")
_ELEMENT = re.compile(r" {0,3}<([A-Za-z][A-Za-z0-9-]*)")
_HOLDS_INDENTED = re.compile(r" {0,3}(?:[-*+] |\d+\. |\[\^|!!!|\?\?\?|: )| {4}|\t")
_INDENTED = re.compile(r" {4}|\t")
_VOID = frozenset({"hr", "br", "img", "input", "link", "meta", "wbr"})


def chunks(text: str) -> Iterator[list[str]]:
    """Yield the chunks of a body in order, each a list of its lines; blank lines between them are left out.

    A heading's line is a chunk even where text follows at once. Fenced code, HTML elements,
    comments, `///` blocks, and what is indented below a list, a footnote, an admonition or a
    definition stay with their chunk, blank lines and all.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    place = 0
    while place < len(lines):
        if is_blank(lines[place]):
            place += 1
            continue
        end = _end_of_chunk(lines, place)
        yield lines[place:end]
        place = end


def is_blank(line: str) -> bool:
    """Tell whether a line is blank to Markdown: an ideographic space is text."""
    return not line.strip(" \t")


def _end_of_chunk(lines: Sequence[str], start: int) -> int:
    if HEADING.fullmatch(lines[start]):
        return start + 1
    end = _end_of_lines(lines, start)
    if not any(_HOLDS_INDENTED.match(line) for line in lines[start:end]):
        return end
    while True:
        place = end
        while place < len(lines) and is_blank(lines[place]):
            place += 1
        if place == len(lines) or not _INDENTED.match(lines[place]):
            return end
        end = _end_of_lines(lines, place)


def _end_of_lines(lines: Sequence[str], start: int) -> int:
    """Give the line after the last one that stands together with `start`."""
    place = start
    while place < len(lines) and not is_blank(lines[place]):
        place = _end_of_span(lines, place)
    return place


def _end_of_span(lines: Sequence[str], start: int) -> int:
    """Give the line after what opens at `start`; just the next line where nothing opens, or it never closes."""
    line = lines[start]
    fence, slashes, element = _FENCE.fullmatch(line), _SLASHES.match(line), _ELEMENT.match(line)
    end = None
    if fence:
        mark = fence.group(1) or fence.group(2)
        end = _line_after(lines, start, re.compile(rf"[ \t]*{mark[0]}{{{len(mark)},}}[ \t]*"))
    elif slashes:
        end = _line_after(lines, start, re.compile(rf" {{0,3}}/{{{len(slashes.group(1))}}} *"))
    elif line.rfind("<!--") > line.rfind("-->"):
        end = _line_after(lines, start, re.compile(r".*-->.*"))
    elif element and element.group(1).lower() not in INLINE_TAGS | _VOID:
        end = _after_element(lines, start, element.group(1))
    return end or start + 1


def _line_after(lines: Sequence[str], start: int, closing: re.Pattern[str]) -> int | None:
    for place in range(start + 1, min(len(lines), start + _LONGEST_SPAN)):
        if closing.fullmatch(lines[place]):
            return place + 1
    return None


def _after_element(lines: Sequence[str], start: int, name: str) -> int | None:
    tag = re.compile(rf"<(/?){name}(?![\w-])", re.IGNORECASE)
    depth = 0
    for place in range(start, min(len(lines), start + _LONGEST_SPAN)):
        for found in tag.finditer(lines[place]):
            depth += -1 if found.group(1) else 1
        if depth <= 0:
            return place + 1
    return None
