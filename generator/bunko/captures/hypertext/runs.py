"""A page cut into runs: pieces of text that a browser sets as a block each, in their order.

One pass over the tree serves the choice of the article's element, its blocks, and the list of
what was left out.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from urllib.parse import urljoin

from lxml import etree

from bunko.captures.hypertext.elements import captioned_quote
from bunko.captures.hypertext.furniture import SKIPPED, reason_against
from bunko.captures.hypertext.marks import (
    BOLD_CLOSE,
    BOLD_OPEN,
    BREAK,
    CLOSE,
    MARKED,
    MIDDLE,
    OPEN,
    READING_CLOSE,
    READING_OPEN,
    RUBY_CLOSE,
    RUBY_OPEN,
    inside,
    unmarked,
)
from bunko.captures.hypertext.printed_heads import parted
from bunko.captures.hypertext.titles import bare
from bunko.prose.lines import joins

INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "nobr",
        "q",
        "rb",
        "rbc",
        "rt",
        "rtc",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "br",
        "img",
        "picture",
    ]
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_SPACE = re.compile(r"[ \t\r\n\f\xa0]+")
# Each starts where white space starts, and gives none of it back: long gaps between words stay cheap.
_PARTS = re.compile(rf"(?<!\s)\s*+(?:{BREAK}\s*+){{2,}}|(?<!\s)\s*+{BREAK}[ \t\r\n]*+(?=\u3000|[—―─])")
_ONE_BREAK = re.compile(rf"(?<![ \t\r\n])[ \t\r\n]*+{BREAK}[ \t\r\n]*+")
_PROSE = frozenset({"p", "li", "dd", "td", "th", "blockquote", *_HEADINGS})
"""Elements in which an inline element's class is about a word, as that of a link to a tag is."""

_IMAGES = frozenset({"img", "picture"})
_BOLD = frozenset({"b", "strong"})
_MARKS = {
    "b": (BOLD_OPEN, BOLD_CLOSE),
    "strong": (BOLD_OPEN, BOLD_CLOSE),
    "ruby": (RUBY_OPEN, RUBY_CLOSE),
    "rt": (READING_OPEN, READING_CLOSE),
}
_ADDRESS_LIMIT = 2000
_UNSAFE = re.compile(r"[\s<>\x00-\x1f\ufdd0-\ufdef]")
_SITE = re.compile(r"https?://[^/?#\s]+(?=[/?#]|$)")


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
        plain: the text without marks.
        prose: what it tells for being prose, once `article.weight` has weighed it.
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
    prose: float | None = None
    _letters: str | None = None

    @property
    def letters(self) -> str:
        """The text's letters and digits alone, for comparison."""
        if self._letters is None:
            self._letters = bare(self.plain)
        return self._letters

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
        quote = element if tag == "blockquote" else captioned_quote(element) if self.quote is None else self.quote
        # The foot of a quote says who said it.
        reason = "" if quote is not None and tag in _CITING else reason_against(element)
        return _State(
            element,
            _HEADINGS.get(tag, self.level),
            (*self.against, (reason, element)) if reason else self.against,
            quote,
            element if tag in {"li", "dd", "dt"} else self.item,
            element if tag in {"td", "th"} else self.cell,
            self.preformatted or tag in {"pre", "listing", "xmp"},
        )


_CITING = frozenset({"footer", "figcaption", "cite"})


@dataclass
class _Cutter:
    base: str | None
    quotes: Collection[etree._Element] = ()
    left_out: Collection[etree._Element] = ()
    captions: Collection[etree._Element] = ()
    runs: list[Run] = field(default_factory=list)
    site: str = ""
    pieces: list[str] = field(default_factory=list)
    links: int = 0
    bolds: int = 0

    def walk(self, element: etree._Element, state: _State) -> None:
        if element.text:
            self.say(element.text)
        for child in element:
            tag = child.tag
            if not isinstance(tag, str) or tag in SKIPPED or tag in _IMAGES:
                pass
            elif tag == "br":
                self.pieces.append(BREAK)
            elif tag in INLINE:
                self.inline(child, tag, state)
            else:
                if self.pieces:
                    self.flush(state)
                self.block(child, state)
            if child.tail:
                self.say(child.tail)

    def block(self, element: etree._Element, state: _State) -> None:
        inner = state.inside(element)
        if element in self.quotes:
            inner.quote = element
        if element in self.left_out:
            inner.against = (*inner.against, ("left out by the publisher's layout", element))
        if element in self.captions and not inner.against:
            inner.against = (("a caption", element),)
        self.walk(element, inner)
        if self.pieces:
            self.flush(inner)

    def say(self, text: str | None) -> None:
        # White space that no text goes before is between blocks.
        if text and (self.pieces or not text.isspace()):
            self.pieces.append(text)

    def inline(self, element: etree._Element, tag: str, state: _State) -> None:
        reason = reason_against(element) if len(element.attrib) else ""
        apart = reason == "hidden" or (state.element.tag not in _PROSE and reason not in {"", "a caption"})
        if apart or element in self.left_out or element in self.quotes or element in self.captions:
            self.flush(state)
            self.block(element, state)
            return
        href = element.get("href") if tag == "a" else None
        before, marks = len(self.runs), _MARKS.get(tag, ("", ""))
        if href is not None:
            marks = (f"{OPEN}{self.address(href) or ''}{MIDDLE}", CLOSE)
        self.links += href is not None
        self.bolds += tag in _BOLD
        self.pieces.append(marks[0])
        self.walk(element, state)
        if len(self.runs) == before or href is None:
            self.pieces.append(marks[1])
        self.links -= href is not None
        self.bolds -= tag in _BOLD

    def address(self, href: str | None) -> str | None:
        """The link's absolute address; None where it leads nowhere on the web."""
        if not href or len(href) > _ADDRESS_LIMIT or href.startswith("#"):
            return None
        try:
            address = href if href.startswith("https://") else self.joined(href.strip())
        except ValueError:
            return None
        return address if address.startswith(("http://", "https://")) and not _UNSAFE.search(address) else None

    def joined(self, href: str) -> str:
        # Most links are paths of the site itself, for which urljoin does far more than is needed.
        if href.startswith("/") and not href.startswith("//") and "/." not in href and self.site:
            return self.site + href
        return urljoin(self.base or "", href)

    def flush(self, state: _State) -> None:
        whole = "".join(self.pieces)
        self.pieces.clear()
        if not whole.strip():
            return
        parts = [whole]
        if BREAK in whole and not state.preformatted:
            parts = [text for part in _PARTS.split(whole) for text in (parted(part) if BOLD_OPEN in part else [part])]
        link, bold = self.links > 0 and OPEN not in whole, self.bolds > 0 and BOLD_OPEN not in whole
        for part in parts:
            linked, link = inside(part, OPEN, CLOSE, open_=link)
            bolded, bold = inside(part, BOLD_OPEN, BOLD_CLOSE, open_=bold)
            self.run(state, part, linked, bolded)

    def run(self, state: _State, part: str, linked: int, bold: int) -> None:
        text = part.replace(BOLD_OPEN, "").replace(BOLD_CLOSE, "") if BOLD_OPEN in part or BOLD_CLOSE in part else part
        text = text.strip("\n").replace(BREAK, "\n") if state.preformatted else shown(text)
        if text.count(OPEN) != text.count(CLOSE):
            text = MARKED.sub("", text)
        plain = unmarked(text)
        if plain and not plain.isspace():
            self.runs.append(
                Run(
                    state.element, text, linked, state.level, bold,
                    state.against, state.quote, state.item, state.cell, state.preformatted, plain,
                )
            )  # fmt: skip


def shown(text: str) -> str:
    """Text of HTML as it shows on one line: white space collapsed, and none between East Asian characters.

    The ideographic space that indents a paragraph goes, all others stay.
    """
    if text.isascii():
        return " ".join(text.split())
    if BREAK in text:
        text = _ONE_BREAK.sub("\n", text)
    text = _SPACE.sub(" " if "\n" not in text else lambda found: _space(text, found), text)
    return text.strip(" \u3000\u200b\ufeff")


def _space(text: str, found: re.Match[str]) -> str:
    if "\n" not in found.group():
        return " "
    before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
    return "" if joins(before, after) else " "


def runs_of(
    body: etree._Element,
    base: str | None,
    quotes: Collection[etree._Element] = (),
    left_out: Collection[etree._Element] = (),
    captions: Collection[etree._Element] = (),
) -> list[Run]:
    """The runs of a page's body.

    Args:
        body: the body's element.
        base: address that links are relative to.
        quotes: elements that are quotes besides `blockquote`.
        left_out: elements that are no text of the article, as the publisher's layout says.
        captions: elements that hold the caption of an image.
    """
    site = _SITE.match(base or "")
    cutter = _Cutter(base, quotes, left_out, captions, site=site.group() if site else "")
    state = _State(body)
    cutter.walk(body, state)
    cutter.flush(state)
    return cutter.runs
