"""Block quotes: one for each that a person wrote, as a figure with a caption where somebody is named."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

from markdown.blockprocessors import BlockQuoteProcessor
from markdown.treeprocessors import Treeprocessor

from bunko.prose.attribution import DASH, read_attribution


class SeparateQuotes(BlockQuoteProcessor):
    """Begin a new quote after a blank line, as CommonMark does.

    Python-Markdown puts neighbours together, so that a speaker would get the words of the one before.
    """

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Read the first of the blocks into a quote below `parent`."""
        block = blocks.pop(0)
        found = self.RE.search(block)
        start = found.start() if found else 0
        self.parser.parseBlocks(parent, [block[:start]])
        quoted = "\n".join(self.clean(line) for line in re.split("\n", block[start:]))
        self.parser.state.set("blockquote")
        self.parser.parseChunk(SubElement(parent, "blockquote"), quoted)
        self.parser.state.reset()


class QuoteFigures(Treeprocessor):
    """Make a figure of each quote whose last paragraph names the speaker.

    Runs before inline markup is read, so that no markup of the name pairs with markup of the role.
    """

    def run(self, root: Element) -> None:
        """Change the tree in place."""
        for parent in list(root.iter()):
            for place, child in enumerate(parent):
                if child.tag == "blockquote":
                    caption = _caption(child)
                    if caption is not None:
                        parent[place] = _figure(child, caption)


def _caption(quote: Element) -> Element | None:
    last = quote[-1] if len(quote) > 1 else None
    attribution = read_attribution(last.text or "") if last is not None and last.tag == "p" else None
    if attribution is None or last is None:
        return None
    quote.remove(last)
    caption = Element("figcaption")
    caption.text = DASH
    name = SubElement(caption, "span", {"class": "bunko-quote__name"})
    name.text = attribution.name
    if attribution.role is not None:
        name.tail = " "
        role = SubElement(caption, "span", {"class": "bunko-quote__role"})
        role.text = f"({attribution.role})"
    return caption


def _figure(quote: Element, caption: Element) -> Element:
    figure = Element("figure", {"class": "bunko-quote"})
    figure.tail, quote.tail = quote.tail, None
    figure.extend([quote, caption])
    return figure
