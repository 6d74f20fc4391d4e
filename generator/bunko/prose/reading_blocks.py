"""The body of a page to the nouns' blocks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bunko.nouns import Block, Heading, ItemList, Paragraph, Passage, Picture, Quote, Table
from bunko.prose.attribution import DASH, read_attribution
from bunko.prose.chunks import HEADING, INLINE_TAGS, chunks, is_plainly_prose
from bunko.prose.reading_inline import plain
from bunko.prose.writing_blocks import DASH_AS_ENTITY, write_block

_NO_FIRST_LINE = re.compile(r" {4}|\t| {0,3}(?:[-*+]|\d+\.) ")
_NO_SECOND_LINE = re.compile(r"(?:=+|-+) *|(?=.*\|)[ |:-]+")
_NO_LINE = re.compile(
    r"""
    \#                                          # heading
    | [ ]{0,3}>                                 # block quote
    | [ ]{0,3}(?:-[ ]{0,2}){3,}$ | [ ]{0,3}(?:_[ ]{0,2}){3,}$ | [ ]{0,3}(?:\*[ ]{0,2}){3,}$
    | !!![ ]?[\w-] | \?\?\? | [ ]{0,3}/{3}      # admonition, details, block
    | ={3}[+!]{0,2}[ ]+"                        # tab
    | [ ]{0,3}\[[^\[\]]*\]: | \*\[[^\]]*\][ ]?: # link, footnote, abbreviation defined
    | [ ]{0,3}:[ ]{1,3}                         # definition
    | [ \t]*(?:```|~~~)                         # fence
    | [ ]{0,3}<[!?]                             # comment
    """,
    re.VERBOSE,
)
_TAG = re.compile(r" {0,3}</?([A-Za-z][A-Za-z0-9-]*+)(?=[\s/>]|$)")
_CLOSING_HASHES = re.compile(r"(?:^|[^\\#])#+ *$")
_ITEM = re.compile(r"(?:-|(\d{1,9})\.) (?! )(.+)")
_PICTURE = re.compile(
    r"!\[(?P<alt>(?:\\.|[^\[\]\\])*)\]"
    r"\((?:<(?P<angled>(?:\\.|[^<>\\])*)>|(?P<bare>[^\s()<>\\]+))"
    r'(?: "(?P<title>(?:\\.|[^"\\])*)")?\)'
)
_CELL = re.compile(r"((?:\\.|[^|\\])*)\|")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def read_blocks(text: str) -> tuple[Block, ...]:
    """Read a page's body into blocks.

    What is not a plain heading, paragraph, quote, flat list, lone image or pipe table as
    `write_blocks` writes them becomes a `Passage` as it stands, so that writing the blocks
    again loses nothing: only the number of blank lines between blocks may change, and a
    backslash before a parenthesis of an attribution.
    """
    return tuple(_block(lines) for lines in chunks(text))


def _block(lines: Sequence[str]) -> Block:
    if len(lines) == 1 and is_plainly_prose(lines[0]):
        return Paragraph(lines[0])
    source = "\n".join(lines)
    for read in (_heading, _quote, _list, _table, _picture, _paragraph):
        block = read(lines)
        if block is not None and _same(write_block(block), source, block):
            return block
    return Passage(source)


def _same(written: str, source: str, block: Block) -> bool:
    if isinstance(block, Quote) and block.attribution:
        written, source = (re.sub(r"\\([()])", r"\1", text) for text in (written, source))
    return written == source


def _heading(lines: Sequence[str]) -> Block | None:
    found = HEADING.fullmatch(lines[0]) if len(lines) == 1 else None
    if found is None or found.group(2) != found.group(2).strip(" ") or _CLOSING_HASHES.search(found.group(2)):
        return None
    return Heading(len(found.group(1)), found.group(2))


def _paragraph(lines: Sequence[str]) -> Block | None:
    return Paragraph("\n".join(lines)) if _is_prose(lines) else None


def _quote(lines: Sequence[str]) -> Block | None:
    if not all(line == ">" or line.startswith("> ") for line in lines):
        return None
    paragraphs: list[list[str]] = [[]]
    for line in lines:
        if line == ">":
            paragraphs.append([])
        else:
            paragraphs[-1].append(line[2:])
    if not all(paragraph and _is_prose(paragraph) for paragraph in paragraphs):
        return None
    texts = ["\n".join(paragraph) for paragraph in paragraphs]
    attribution = read_attribution(texts[-1]) if len(texts) > 1 else None
    if attribution is not None:
        return Quote(tuple(texts[:-1]), attribution)
    own_dash = DASH + texts[-1].removeprefix(DASH_AS_ENTITY)
    if len(texts) > 1 and texts[-1].startswith(DASH_AS_ENTITY) and read_attribution(own_dash):
        texts[-1] = own_dash
    return Quote(tuple(texts))


def _list(lines: Sequence[str]) -> Block | None:
    found = [_ITEM.fullmatch(line) for line in lines]
    items = [match.group(2) for match in found if match]
    if len(items) < len(lines) or not all(_is_prose([item]) for item in items):
        return None
    return ItemList(tuple(items), ordered=bool(found[0] and found[0].group(1)))


def _table(lines: Sequence[str]) -> Block | None:
    if len(lines) < 2 or not all(line.startswith("| ") and line.endswith(" |") for line in lines):  # noqa: PLR2004
        return None
    rows = [tuple(cell.strip(" ") for cell in _CELL.findall(line[1:])) for line in lines]
    if {len(row) for row in rows} != {len(rows[0])} or any("`" in _ESCAPED.sub("", line) for line in lines):
        return None
    return Table(rows[0], tuple(rows[2:]))


def _picture(lines: Sequence[str]) -> Block | None:
    found = _PICTURE.fullmatch(lines[0]) if len(lines) == 1 else None
    if found is None:
        return None
    address = found.group("bare") or _ESCAPED.sub(r"\1", found.group("angled") or "").replace("&amp;", "&")
    return Picture(address, plain(found.group("alt")), plain(found.group("title") or ""))


def _is_prose(lines: Sequence[str]) -> bool:
    """Tell whether the lines are one paragraph to Python-Markdown with the project's extensions."""
    if _NO_FIRST_LINE.match(lines[0]) or (len(lines) > 1 and _NO_SECOND_LINE.fullmatch(lines[1])):
        return False
    return not any(_NO_LINE.match(line) or _starts_html_block(line) for line in lines)


def _starts_html_block(line: str) -> bool:
    found = _TAG.match(line)
    return found is not None and found.group(1).lower() not in INLINE_TAGS
