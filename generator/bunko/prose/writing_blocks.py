"""The nouns' blocks to the body of a page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from bunko.nouns import Block, Heading, ItemList, Paragraph, Passage, Picture, Quote, Table
from bunko.prose.attribution import DASH, read_attribution, write_attribution
from bunko.prose.escaping import escape

DASH_AS_ENTITY = "&mdash; "
"""How a quote's last paragraph starts that has a dash of its own and is no attribution."""

_PLAIN_ADDRESS = re.compile(r"[^\s<>()\\`\"'\[\]]+")
_ADDRESS_MARKUP = re.compile(r"[<>\\`\[\]]")
_ENTITY_LIKE = re.compile(r"&(?=#|[0-9A-Za-z]+;)")
_QUOTATION_MARK = re.compile(r"[\"']")


def write_blocks(blocks: Iterable[Block]) -> str:
    """Write a page's body: blocks with a blank line between them, and a newline at the end.

    Texts of the blocks are inline Markdown and go out as they are; plain text must have been
    through `escape`. No blocks give an empty string.
    """
    written = [write_block(block) for block in blocks]
    return "\n\n".join(written) + "\n" if written else ""


def write_block(block: Block) -> str:
    """Write one block, without a newline at its end."""
    return _WRITERS[type(block)](block)


def _heading(block: Heading) -> str:
    return f"{'#' * block.level} {block.text}"


def _paragraph(block: Paragraph) -> str:
    return block.text


def _quote(block: Quote) -> str:
    paragraphs = list(block.paragraphs)
    if block.attribution is not None:
        paragraphs.append(write_attribution(block.attribution))
    elif len(paragraphs) > 1 and read_attribution(paragraphs[-1]):
        paragraphs[-1] = DASH_AS_ENTITY + paragraphs[-1].removeprefix(DASH)
    return "\n>\n".join("> " + paragraph.replace("\n", "\n> ") for paragraph in paragraphs)


def _list(block: ItemList) -> str:
    markers = (f"{number}." if block.ordered else "-" for number in range(1, len(block.items) + 1))
    return "\n".join(f"{marker} {item}" for marker, item in zip(markers, block.items, strict=True))


def _picture(block: Picture) -> str:
    bare = bool(_PLAIN_ADDRESS.fullmatch(block.url)) and not _ENTITY_LIKE.search(block.url)
    title = ""
    if block.title:
        title_written = _QUOTATION_MARK.sub(r"\\\g<0>", escape(block.title))
        bare = bare and title_written == block.title
        title = f' "{title_written}"'
    return f"![{escape(block.alt)}]({block.url if bare else _in_angles(block.url)}{title})"


def _in_angles(address: str) -> str:
    escaped = _ADDRESS_MARKUP.sub(r"\\\g<0>", _ENTITY_LIKE.sub("&amp;", address))
    return f"<{escaped}>"


def _table(block: Table) -> str:
    rows = (block.header, ("---",) * len(block.header), *block.rows)
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _passage(block: Passage) -> str:
    return block.markdown


_WRITERS: dict[type, Callable[[Any], str]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Quote: _quote,
    ItemList: _list,
    Picture: _picture,
    Table: _table,
    Passage: _passage,
}
