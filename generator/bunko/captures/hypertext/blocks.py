"""The runs of an article to the nouns' blocks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby, pairwise

from lxml import etree

from bunko.captures.hypertext.elements import ancestors, text_of
from bunko.captures.hypertext.inline import markdown, markdown_of
from bunko.captures.hypertext.runs import Run
from bunko.captures.shapes import ends_sentence
from bunko.nouns import Attribution, Block, Heading, ItemList, Paragraph, Passage, Picture, Quote, Table
from bunko.prose import escape, read_blocks, write_blocks

_DASH = re.compile(r"^\s*(?:—{1,2}|–|―{1,2}|──|--|-)\s*(?=\S)")
_SAID = 120
_HEADING = 100
_ROLE = re.compile(r"^(.{1,60}?)(?:[,，、]\s*|\s*[(（])(.{1,90}?)[)）]?$")
_COLUMNS = 40
_LABEL = 20
"""Characters of a line above the text that is a kicker or a place, and no first paragraph."""


def blocks_of(runs: Sequence[Run], pictures: Mapping[int, Sequence[Picture]] | None = None) -> tuple[Block, ...]:
    """The blocks of the runs, in order.

    Args:
        runs: of the text.
        pictures: those that stand before the run with this index; inside a list, a quote or a table, below it.
    """
    waiting = sorted((pictures or {}).items())
    heads = _headings_among(runs)
    data: dict[etree._Element, bool] = {}
    found: list[Block] = []
    places = [at for at, _ in waiting]
    done = 0
    for ((kind, _), _), grouped in groupby(enumerate(runs), key=lambda at: _place(at[0], at[1], heads, data, places)):
        group = [run for _, run in grouped]
        while waiting and waiting[0][0] <= done:
            found += waiting.pop(0)[1]
        found += _MAKERS[kind](group)
        done += len(group)
    return tuple(_levelled(found))


def _headings_among(runs: Sequence[Run]) -> set[int]:
    """The ids of the runs that are headings of a section.

    A heading above the first paragraph that looks like no other one is a standfirst or a kicker, and
    so is one right above a heading of higher rank. Bold lines are headings only where the article has no others.
    """
    first = next(
        (n for n, run in enumerate(runs) if not run.level and not is_bold_heading(run) and len(run.plain) > _LABEL),
        len(runs),
    )
    marked = [(n, run) for n, run in enumerate(runs) if run.level and any(map(str.isalnum, run.plain))]
    looks = {(run.level, run.element.get("class")) for n, run in marked if n > first}
    heads = {id(run) for n, run in marked if n > first or (run.level, run.element.get("class")) in looks}
    heads -= {id(run) for run, next_ in pairwise(runs) if id(next_) in heads and 0 < next_.level < run.level}
    return heads or {id(run) for n, run in enumerate(runs) if n > first and is_bold_heading(run)}


def _place(
    number: int, run: Run, heads: set[int], data: dict[etree._Element, bool], places: Sequence[int]
) -> tuple[tuple[str, object], int]:
    """The kind of a run, and for paragraphs the number of pictures above."""
    kind = _kind(run, heads, data)
    return kind, bisect_right(places, number) if kind[0] == "paragraph" else 0


def _kind(run: Run, heads: set[int], data: dict[etree._Element, bool]) -> tuple[str, object]:
    if id(run) in heads:
        return "heading", run.element
    if run.quote is not None:
        return "quote", run.quote
    table = _table_of(run)
    if table is not None:
        if table not in data:
            data[table] = is_data(table)
        if data[table]:
            return "table", table
    if run.item is not None and not run.level:
        return "list", run.item.getparent()
    if run.preformatted:
        return "preformatted", run.element
    return "paragraph", None


def is_bold_heading(run: Run) -> bool:
    """A paragraph that is one piece of bold text and no sentence."""
    length = len(run.plain)
    return (
        0 < length <= _HEADING
        and run.bold >= 0.9 * len(run.plain.replace(" ", ""))
        and not run.linked
        and not ends_sentence(run.plain)
        and run.plain[-1] not in ":：,、"
        and "@" not in run.plain
    )


def _table_of(run: Run) -> etree._Element | None:
    return next((at for at in ancestors(run.cell) if at.tag == "table"), None) if run.cell is not None else None


def _parts_paragraphs(break_: etree._Element) -> bool:
    """Another break follows at once, as between paragraphs."""
    following = break_.getnext()
    return following is not None and following.tag == "br" and not (break_.tail or "").strip()


def is_data(table: etree._Element) -> bool:
    """Two columns and two rows at least, short cells, and no blocks of text or tables inside."""
    if table.get("role") == "presentation" or next(table.iterdescendants("table"), None) is not None:
        return False
    rows = list(table.iterdescendants("tr"))
    widths = [sum(1 for cell in row if cell.tag in {"td", "th"}) for row in rows]
    if len(rows) < 2 or max(widths, default=0) < 2 or max(widths) > _COLUMNS:  # noqa: PLR2004 - a table has both
        return False
    cells = [len(text_of(cell)) for row in rows for cell in row if cell.tag in {"td", "th"}]
    if any(map(_parts_paragraphs, table.iterdescendants("br"))):
        return False
    if next(table.iterdescendants("p", "div", "h1", "h2", "hr", "article", "ul"), None) is not None:
        return False
    return sum(cells) / len(cells) <= 80 and max(cells) <= 200  # noqa: PLR2004 - layouts hold an article in a cell


def _headings(runs: list[Run]) -> list[Block]:
    return [Heading(min(6, max(2, run.level or 3)), markdown(run, links=False).replace("\n", " ")) for run in runs]


def _paragraphs(runs: list[Run]) -> list[Block]:
    return [Paragraph(markdown_of(run.text.replace("\n", " "))) for run in runs]


def _preformatted(runs: list[Run]) -> list[Block]:
    text = "\n".join(run.plain for run in runs)
    fence = "`" * max(3, 1 + max((len(ticks) for ticks in re.findall("`+", text)), default=0))
    block = Passage(f"{fence}\n{text}\n{fence}")
    return [block] if read_blocks(write_blocks([block])) == (block,) else _paragraphs(runs)


def _list(runs: list[Run]) -> list[Block]:
    items: list[str] = []
    for _, group in groupby(runs, key=lambda run: run.item):
        items.append(markdown_of(" ".join(run.text for run in group)))
    parent = runs[0].item.getparent() if runs[0].item is not None else None
    return [ItemList(tuple(items), ordered=parent is not None and parent.tag == "ol")]


def _quote(runs: list[Run]) -> list[Block]:
    quote = runs[0].quote
    said = [run for run in runs if _is_cited(run, quote)]
    rest = [run for run in runs if run not in said]
    if not said and len(rest) > 1 and _DASH.match(rest[-1].plain) and len(rest[-1].plain) <= _SAID:
        said, rest = [rest[-1]], rest[:-1]
    if not rest:
        return _paragraphs(said)
    return [Quote(tuple(markdown(run) for run in rest), _attribution([run.plain for run in said]))]


def _is_cited(run: Run, quote: etree._Element | None) -> bool:
    for at in ancestors(run.element):
        if at is quote:
            break
        if at.tag in {"footer", "cite", "figcaption"}:
            return True
    children = [child for child in run.element if isinstance(child.tag, str)]
    alone = len(children) == 1 and children[0].tag == "cite" and not (run.element.text or "").strip(" \n\t—–―-")
    return alone and not (children[0].tail or "").strip()


def _attribution(lines: list[str]) -> Attribution | None:
    if not lines:
        return None
    first = _DASH.sub("", lines[0]).strip()
    if len(lines) > 1:
        return Attribution(escape(first), escape(" ".join(lines[1:])))
    found = _ROLE.match(first)
    return Attribution(escape(found[1]), escape(found[2])) if found else Attribution(escape(first)) if first else None


def _table(runs: list[Run]) -> list[Block]:
    table = _table_of(runs[0])
    texts: dict[etree._Element, str] = {}
    for cell, group in groupby(runs, key=lambda run: run.cell):
        if cell is not None:
            texts[cell] = markdown_of(" ".join(run.text for run in group)).replace("\n", " ")
    rows = [
        [texts.get(cell, "") for cell in row if cell.tag in {"td", "th"}]
        for row in (table.iterdescendants("tr") if table is not None else ())
    ]
    rows = [row for row in rows if any(row)]
    width = max(map(len, rows), default=0)
    full = [(*row, *[""] * (width - len(row))) for row in rows]
    block = Table(full[0], tuple(full[1:])) if len(full) > 1 and width > 1 else None
    # A table that a page cannot hold is its cells.
    return [block] if block and read_blocks(write_blocks([block])) == (block,) else _paragraphs(runs)


_MAKERS: dict[str, Callable[[list[Run]], list[Block]]] = {
    "heading": _headings,
    "paragraph": _paragraphs,
    "preformatted": _preformatted,
    "list": _list,
    "quote": _quote,
    "table": _table,
}


def _levelled(blocks: list[Block]) -> list[Block]:
    """The blocks with their headings from level 2 on, no level left out."""
    levels = sorted({block.level for block in blocks if isinstance(block, Heading)})
    ranks = {level: rank for rank, level in enumerate(levels, 2)}
    return [
        Heading(min(6, ranks[block.level]), block.text) if isinstance(block, Heading) else block for block in blocks
    ]
