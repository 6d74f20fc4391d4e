"""Paragraphs of an article: their lines put together, and the ids by which they are cited and compared."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from bunko.markdown_extension.first_line import FirstLine
from bunko.markdown_extension.stash import HTML, VERBATIM, stashed, visible
from bunko.prose.lines import SOFT_BREAK, joins

_OUR_ID = re.compile(r"p[0-9]+")
_OBJECT = "\ufffc"
"""Stands for an image or a hard break beside a line break: no character that joins."""
_REACH = 400
"""How far to look for the character beside a line break: past the placeholders of some tags."""

_Text = tuple[Element, str, str]


class LineBreaks(Treeprocessor):
    """Take the soft line breaks out that a browser would show as a space between East Asian characters."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.markdown = md

    def run(self, root: Element) -> None:
        """Change the tree in place."""
        for element in root.iter():
            if self.markdown.is_block_level(element.tag) and element.tag not in VERBATIM:
                line = list(self._inline(element))
                if any("\n" in text for _, _, text in line):
                    self._join(line)

    def _inline(self, element: Element) -> Iterator[_Text]:
        """Yield the texts of one run of inline content; code and objects count as neighbours only."""
        if element.text:
            changes = element.tag not in VERBATIM and not isinstance(element.text, AtomicString)
            yield element, "text" if changes else "", element.text
        for child in element:
            if self.markdown.is_block_level(child.tag) or child.tag in {"br", "img"}:
                yield child, "", _OBJECT
            else:
                yield from self._inline(child)
            if child.tail:
                yield child, "tail", child.tail

    def _join(self, line: list[_Text]) -> None:
        whole = "".join(text for _, _, text in line)
        start = 0
        for element, slot, text in line:
            if slot and "\n" in text:
                setattr(element, slot, SOFT_BREAK.sub(self._meeting(whole, start), text))
            start += len(text)

    def _meeting(self, whole: str, offset: int) -> Callable[[re.Match[str]], str]:
        def meeting(found: re.Match[str]) -> str:
            start, end = offset + found.start(), offset + found.end()
            before = visible(self.markdown, whole[max(start - _REACH, 0) : start])
            after = visible(self.markdown, whole[end : end + _REACH])
            return "" if joins(before[-1:], after[:1]) else found.group()

        return meeting


class ParagraphIds(Treeprocessor):
    """Give the paragraphs of an article the ids `p1`, `p2`, … in order.

    Those of the text and of its quotes count; those in lists, notes, admonitions, tables and
    captions do not, nor images that stand alone. A person's own id moves to a span.
    """

    def __init__(self, md: Markdown, page: Callable[[], FirstLine]) -> None:
        super().__init__(md)
        self.markdown, self.page = md, page

    def run(self, root: Element) -> None:
        """Change the tree in place, on a page of kind `article` only."""
        if self.page().kind != "article":
            return
        for element in root.iter():
            if _OUR_ID.fullmatch(element.get("id") or ""):
                del element.attrib["id"]
        for number, paragraph in enumerate(self._paragraphs(root), start=1):
            own = paragraph.attrib.pop("id", None)
            if own:
                anchor = Element("span", {"id": own})
                anchor.tail, paragraph.text = paragraph.text, None
                paragraph.insert(0, anchor)
            paragraph.set("id", f"p{number}")

    def _paragraphs(self, parent: Element) -> Iterator[Element]:
        for child in parent:
            if child.tag in {"blockquote", "figure"}:
                yield from self._paragraphs(child)
            elif child.tag == "p" and self._has_text(child):
                yield child

    def _has_text(self, paragraph: Element) -> bool:
        text = "".join(paragraph.itertext())
        alone = HTML.fullmatch(text.strip())
        if alone and stashed(self.markdown, alone.group(1)).startswith("<"):
            return False
        return bool(visible(self.markdown, text).strip())
