"""A page cut into runs: pieces of text that a browser sets as a block each, in their order.

One pass over the tree serves the choice of the article's element, its blocks, and the list of
what was left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin

from lxml import etree

from bunko.captures.hypertext.furniture import SKIPPED, reason_against
from bunko.prose.lines import joins

OPEN, CLOSE, MIDDLE = "\ufdd0", "\ufdd1", "\ufdd2"
"""Marks of a link inside a run's text, `OPEN address MIDDLE text CLOSE`: characters that no text may hold."""

BREAK = "\ufdd3"

INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rb rbc rt rtc ruby s samp "
    "small span strike strong sub sup time tt u var wbr br img picture".split()
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_NONCHARACTERS = re.compile("[\ufdd0-\ufdef\ufffe\uffff]")
_SPACE = re.compile(r"[ \t\r\n\f\xa0]+")
_PARTS = re.compile(rf"(?:[\s]*{BREAK}[\s]*){{2,}}|[\s]*{BREAK}[ \t\r\n]*(?=\u3000)")
_ONE_BREAK = re.compile(rf"[ \t\r\n]*{BREAK}[ \t\r\n]*")
MARKED = re.compile(f"{OPEN}[^{MIDDLE}]*{MIDDLE}|{CLOSE}")
_PROSE = frozenset({"p", "li", "dd", "td", "th", "blockquote", *_HEADINGS})
"""Elements in which an inline element's class is about a word, as that of a link to a tag is."""

_BOLD = frozenset({"b", "strong"})
_ADDRESS_LIMIT = 2000


@dataclass(slots=True)
class Run:
    """One block of text.

    Attributes:
        element: the block element that it stands in.
        text: the text with marks where links stand, white space as a browser shows it.
        linked: characters of it inside links.
        level: 1 to 6 for a heading, else 0.
        bold: characters of it in bold.
        against: what speaks against its being text of the article: reasons, each with its element, from without.
        quote: the block quote that it stands in.
        item: the list item that it stands in, with its list.
        cell: the table's cell that it stands in.
        preformatted: its line breaks are meant.
    """

    element: etree._Element
    text: str
    linked: int = 0
    level: int = 0
    bold: int = 0
    against: tuple[tuple[str, etree._Element], ...] = ()
    quote: etree._Element | None = None
    item: etree._Element | None = None
    cell: etree._Element | None = None
    preformatted: bool = False
    plain: str = ""

    def __post_init__(self) -> None:
        self.plain = MARKED.sub("", self.text)

    @property
    def reason(self) -> str:
        """Why it is no text of the article; empty where nothing speaks against it."""
        return self.against[0][0] if self.against else ""


@dataclass(slots=True)
class _State:
    element: etree._Element
    level: int = 0
    against: tuple[tuple[str, etree._Element], ...] = ()
    quote: etree._Element | None = None
    item: etree._Element | None = None
    cell: etree._Element | None = None
    preformatted: bool = False

    def inside(self, element: etree._Element) -> _State:
        tag = element.tag
        reason = reason_against(element)
        return _State(
            element,
            _HEADINGS.get(tag, self.level),
            (*self.against, (reason, element)) if reason else self.against,
            element if tag == "blockquote" else self.quote,
            element if tag in {"li", "dd", "dt"} else self.item,
            element if tag in {"td", "th"} else self.cell,
            self.preformatted or tag in {"pre", "listing", "xmp"},
        )


@dataclass
class _Cutter:
    base: str | None
    runs: list[Run] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    links: int = 0
    bolds: int = 0
    linked: int = 0
    bold: int = 0

    def walk(self, element: etree._Element, state: _State) -> None:
        self.say(element.text)
        for child in element:
            tag = child.tag
            if tag in SKIPPED or not isinstance(tag, str):
                pass
            elif tag == "br":
                self.pieces.append(BREAK)
            elif tag == "img" or tag == "picture":
                pass
            elif tag in INLINE:
                self.inline(child, tag, state)
            else:
                self.flush(state)
                inner = state.inside(child)
                self.walk(child, inner)
                self.flush(inner)
            self.say(child.tail)

    def say(self, text: str | None) -> None:
        if text:
            self.pieces.append(text)
            if self.links:
                self.linked += len(text.strip())
            if self.bolds:
                self.bold += len(text.strip())

    def inline(self, element: etree._Element, tag: str, state: _State) -> None:
        reason = reason_against(element) if len(element.attrib) else ""
        if reason and (reason == "hidden" or state.element.tag not in _PROSE) and reason != "a caption":
            self.flush(state)
            inner = state.inside(element)
            self.walk(element, inner)
            self.flush(inner)
            return
        address = self.address(element.get("href")) if tag == "a" else None
        link, bold = tag == "a" and element.get("href") is not None, tag in _BOLD
        self.links += link
        self.bolds += bold
        before = len(self.runs)
        if tag == "rt":
            self.pieces.append("（")
        if address:
            self.pieces.append(f"{OPEN}{address}{MIDDLE}")
        self.walk(element, state)
        if address and len(self.runs) == before:
            self.pieces.append(CLOSE)
        if tag == "rt":
            self.pieces.append("）")
        self.links -= link
        self.bolds -= bold

    def address(self, href: str | None) -> str | None:
        """The link's absolute address; None where it leads nowhere on the web."""
        if not href or len(href) > _ADDRESS_LIMIT or href.startswith("#"):
            return None
        try:
            address = urljoin(self.base or "", href.strip())
        except ValueError:
            return None
        safe = address.startswith(("http://", "https://")) and not re.search(r"[\s<>\x00-\x1f\ufdd0-\ufdef]", address)
        return address if safe else None

    def flush(self, state: _State) -> None:
        if not self.pieces:
            return
        whole = "".join(self.pieces)
        self.pieces.clear()
        linked, bold, self.linked, self.bold = self.linked, self.bold, 0, 0
        if not whole.strip():
            return
        if whole.count(OPEN) != whole.count(CLOSE):
            whole = MARKED.sub("", whole)
        parts = [whole] if state.preformatted else [part for part in _PARTS.split(whole) if part.strip()]
        share = len(parts)
        for part in parts:
            text = part.strip("\n") if state.preformatted else shown(part)
            if not MARKED.sub("", text).strip():
                continue
            if text.count(OPEN) != text.count(CLOSE):
                text = MARKED.sub("", text)
            self.runs.append(
                Run(
                    state.element,
                    text.replace(BREAK, "\n"),
                    linked if share == 1 else min(linked // share, len(text)),
                    state.level,
                    bold if share == 1 else bold // share,
                    state.against,
                    state.quote,
                    state.item,
                    state.cell,
                    state.preformatted,
                )
            )


def shown(text: str) -> str:
    """Text of HTML as it shows on one line: white space collapsed, and none between East Asian characters.

    The ideographic space that indents a paragraph goes, all others stay.
    """
    text = _ONE_BREAK.sub("\n", text)
    text = _SPACE.sub(lambda found: _space(text, found), text)
    return text.strip(" \u3000\u200b\ufeff")


def _space(text: str, found: re.Match[str]) -> str:
    if "\n" not in found.group():
        return " "
    before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
    return "" if joins(before, after) else " "


def runs_of(body: etree._Element, base: str | None) -> list[Run]:
    """The runs of a page's body.

    Args:
        body: the body's element.
        base: address that links are relative to.
    """
    cutter = _Cutter(base)
    state = _State(body)
    cutter.walk(body, state)
    cutter.flush(state)
    return cutter.runs


def ancestors(element: etree._Element) -> Iterator[etree._Element]:
    """The element itself and what it stands in, from within."""
    at: etree._Element | None = element
    while at is not None:
        yield at
        at = at.getparent()
