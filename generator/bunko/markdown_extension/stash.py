"""Python-Markdown's placeholders: what stands in the tree's text in place of a character or of HTML."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.util import AMP_SUBSTITUTE, ETX, STX, AtomicString

HTML = re.compile(f"{STX}wzxhzdk:([0-9]+){ETX}")
"""HTML that a person wrote, or an entity; the number is its place in the stash."""

VERBATIM = frozenset({"code", "pre", "script", "style", "textarea"})
"""Elements whose text is shown as it is."""

_CHARACTER = re.compile(f"{STX}([0-9]+){ETX}")


def stashed(md: Markdown, number: str) -> str:
    """Give the HTML that a placeholder stands for, or an empty string."""
    blocks = md.htmlStash.rawHtmlBlocks
    place = int(number)
    return str(blocks[place]) if place < len(blocks) else ""


def visible(md: Markdown, text: str) -> str:
    """Give the text that a reader sees of the tree's text: no placeholder is left, and no tag."""

    def shown(found: re.Match[str]) -> str:
        markup = stashed(md, found.group(1))
        return "" if markup.startswith("<") else html.unescape(markup)

    text = _CHARACTER.sub(lambda found: chr(int(found.group(1))), HTML.sub(shown, text))
    return text.replace(AMP_SUBSTITUTE, "&")


def texts(root: Element) -> Iterator[tuple[Element, str, str]]:
    """Yield every text below `root` as (element, `text` or `tail`, the text), in the order of the tree."""
    for element in root.iter():
        for slot in ("text", "tail"):
            text = getattr(element, slot)
            if text:
                yield element, slot, text


def like(text: str, model: str) -> str:
    """Give `text` as an AtomicString where `model` is one."""
    return AtomicString(text) if isinstance(model, AtomicString) else text
