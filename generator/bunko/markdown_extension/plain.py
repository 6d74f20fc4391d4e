"""Pages of plain text by a short way: the same HTML that Python-Markdown makes, at a fiftieth of the time.

Most articles are headings, paragraphs and quotes without any markup inside. Such a page is written down as it is; a
page that holds one character more which could mean something goes the whole way
(`tests/markdown_extension/test_plain.py` compares the two on random pages).
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from typing import Any

from markdown import Markdown
from markdown.extensions.toc import TocTreeprocessor, nest_toc_tokens, strip_tags, unique
from markdown.treeprocessors import InlineProcessor

from bunko.markdown_extension import first_line
from bunko.markdown_extension.first_line import FirstLine
from bunko.markdown_extension.foreign_runs import KANA, is_chinese
from bunko.markdown_extension.pairs import CELL, PAIR, PAIRS, mark_pattern
from bunko.markdown_extension.permalinks import PERMALINK
from bunko.markdown_extension.references import free_ids
from bunko.prose.attribution import DASH, read_attribution
from bunko.strings import say

_SPECIAL = r"\x00-\x1f\x7f-\xa0\u2028\u2029\ufdd0-\ufdef\ufeff\ufffc\ufffe\uffff\ud800-\udfff`\\*_{}\[\]<>&|~^"
"""Characters of markup, of Python-Markdown's placeholders, and those that HTML writes in another way."""
_BEGINS = r"#>+\-:!?/=%@$;,.\s"
"""Signs at the beginning of a block."""
_TEXT = re.compile(rf"(?![{_BEGINS}]|[0-9]+[.)])[^{_SPECIAL}]*[^{_SPECIAL}\s]")
_HEADING = re.compile(rf"(#{{2,6}}) ([^{_SPECIAL}#\s](?:[^{_SPECIAL}#]*[^{_SPECIAL}#\s])?)")
_BLANK = re.compile("\n\n+")
_RESERVED = re.compile(r"p[0-9]+|pair-[0-9]+")
_KNOWN = (
    *("abbr", "admonition", "attr_list", "bunko", "def_list", "footnotes", "tables", "toc"),
    *("pymdownx.blocks.caption", "pymdownx.details", "pymdownx.superfences", "pymdownx.tabbed", "pymdownx.tilde"),
)
_IN_PLACE = ("md_in_html", "sane_lists")
"""Extensions that leave text alone which has none of the characters above; the last put theirs in place of others."""
_ENGINE = "mkdocs.structure.pages"
"""Its processors look at links, titles and ids only."""


_Processor = tuple[type, str]


@dataclass(frozen=True, slots=True)
class PlainPage:
    """A page that was rendered: its HTML, the headings as `toc` tells them, and all ids."""

    html: str
    toc_tokens: list[Any] = field(default_factory=list)
    ids: frozenset[str] = frozenset()


class PlainPages:
    """The short way, for pages that `md` would render; closed where it has an extension that may change plain text."""

    def __init__(self, md: Markdown) -> None:
        toc = [one for one in md.treeprocessors if isinstance(one, TocTreeprocessor)]
        self._toc = toc[0] if len(toc) == 1 and _is_simple(toc[0]) else None
        self._open = self._toc is not None and _all_known(md)

    def render(self, text: str) -> PlainPage | None:
        """The page's HTML as Python-Markdown has it; None where the page is not plain.

        Args:
            text: the body of a staged page.
        """
        line, break_, body = text.partition("\n")
        if not self._open or self._toc is None or (break_ and not body.startswith("\n")):
            return None
        told, rest = first_line.take([line])
        if rest or "\r" in body:
            return None
        body = body.strip("\n")
        if not body:
            return PlainPage("") if told.kind != "parallel" else None
        page = _Page(told, self._toc)
        blocks = _BLANK.split(body)
        parts = _pairs(page, blocks) if told.kind == "parallel" else page.blocks(blocks, told.language)
        if parts is None:
            return None
        tokens: list[Any] = nest_toc_tokens(page.headings)
        return PlainPage("\n".join(parts), tokens, frozenset(page.ids))


@dataclass
class _Page:
    """One page on its way: its headings, ids and the number of its paragraphs so far."""

    told: FirstLine
    toc: TocTreeprocessor
    headings: list[Any] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    paragraphs: int = 0

    def blocks(self, blocks: Sequence[str], language: str | None) -> list[str] | None:
        """The blocks of one text as HTML; None where one is not plain."""
        marked = _marked if language and is_chinese(language) else str
        parts = [self._block(block, marked) for block in blocks]
        return None if None in parts else [part for part in parts if part is not None]

    def _block(self, block: str, marked: Callable[[str], str]) -> str | None:
        if _TEXT.fullmatch(block):
            return self._paragraph(marked(block))
        if block.startswith(">"):
            return self._quote(block, marked)
        heading = _HEADING.fullmatch(block)
        return self._heading(len(heading[1]), marked(heading[2])) if heading else None

    def _paragraph(self, text: str) -> str:
        if self.told.kind != "article":
            return f"<p>{text}</p>"
        self.paragraphs += 1
        id_ = f"p{self.paragraphs}"
        self.ids.add(id_)
        return f'<p id="{id_}">{self.permalink(id_, "paragraph", str(self.paragraphs))}{text}</p>'

    def _quote(self, block: str, marked: Callable[[str], str]) -> str | None:
        lines = block.split("\n")
        texts = [line[2:] for line in lines[::2]]
        plain = all(line.startswith("> ") for line in lines[::2]) and all(line == ">" for line in lines[1::2])
        if not plain or not all(_TEXT.fullmatch(text) for text in texts):
            return None
        said = read_attribution(texts[-1]) if len(texts) > 1 else None
        if said is not None:
            texts.pop()
        inner = "\n".join(self._paragraph(marked(text)) for text in texts)
        quote = f"<blockquote>\n{inner}\n</blockquote>"
        if said is None:
            return quote
        if said.name != said.name.strip() or (said.role or "x") != (said.role or "x").strip():
            return None
        name = f'<span class="bunko-quote__name">{marked(said.name)}</span>'
        if said.role is not None:
            name += f' <span class="bunko-quote__role">({marked(said.role)})</span>'
        return f'<figure class="bunko-quote">\n{quote}\n<figcaption>{DASH}{name}</figcaption>\n</figure>'

    def _heading(self, level: int, text: str) -> str | None:
        name = strip_tags(text)
        slug = free_ids(self.toc.slugify)(html.unescape(name), self.toc.sep)
        if _RESERVED.fullmatch(slug):
            return None  # `toc` knows all ids of the page before it gives the first
        id_ = unique(slug, self.ids)
        if self.toc.toc_top <= level <= self.toc.toc_bottom:
            token = {"level": level, "id": id_, "name": name, "html": text, "data-toc-label": ""}
            self.headings.append(token)
        link = self.permalink(id_, "heading") if self.told.kind == "article" else ""
        return f'<h{level} id="{id_}">{link}{text}</h{level}>'

    def permalink(self, id_: str, kind: str, number: str = "") -> str:
        """The link to a place of the page, as `permalinks` puts it."""
        title = html.escape(say(self.told.interface or "", f"permalink.{kind}", number=number))
        return f'<a class="{PERMALINK}" href="#{id_}" title="{title}"></a>'


def _pairs(page: _Page, blocks: Sequence[str]) -> list[str] | None:
    """The rows of parallel texts, each cell with the blocks after its mark."""
    told = page.told
    if told.mark is None or len(told.sides) != len(("left", "right")) or not blocks:
        return None
    opens = mark_pattern(told.mark)
    rows: dict[str, list[str]] = {}
    inside: list[str] = []
    language = ""
    row: list[str] = []
    for block in [*blocks, None]:
        found = opens.fullmatch(block) if block is not None else None
        if found is None and block is not None:
            inside.append(block)
            continue
        if language:
            parts = page.blocks(inside, language)
            if parts is None:
                return None
            row.append(_cell(language, parts))
        elif inside:
            return None
        inside = []
        if found is not None:
            if found[3] == "1":
                return None
            row, language = rows.setdefault(found[1], []), told.sides[int(found[2])][0]
    page.ids.update(f"pair-{number}" for number in rows)
    return [f'<div class="{PAIRS}">', *(_row(page, *one) for one in rows.items()), "</div>"]


def _cell(language: str, parts: Sequence[str]) -> str:
    inner = "\n".join(["", *parts, ""]) if parts else ""
    return f'<div class="{CELL}" lang="{language}">{inner}</div>'


def _row(page: _Page, number: str, cells: Sequence[str]) -> str:
    id_ = f"pair-{number}"
    inner = "\n".join(cells)
    return f'<div class="{PAIR}" id="{id_}">{page.permalink(id_, "pair", number)}{inner}\n</div>'


def _marked(text: str) -> str:
    return KANA.sub(r'<span lang="ja">\g<0></span>', text)


def _is_simple(toc: TocTreeprocessor) -> bool:
    return not toc.use_anchors and toc.use_permalinks in (False, None) and toc.base_level == 0


def _all_known(md: Markdown) -> bool:
    return all(one in _known() or one[0].__module__ == _ENGINE for one in _processors(md))


@cache
def _known() -> frozenset[_Processor]:
    every = ((), _KNOWN, (*_KNOWN, *_IN_PLACE))
    return frozenset(one for extensions in every for one in _processors(Markdown(extensions=extensions)))


def _processors(md: Markdown) -> Iterator[_Processor]:
    """Whatever works on a text, with what it looks for."""
    inline = [one.inlinePatterns for one in md.treeprocessors if isinstance(one, InlineProcessor)]
    for one in chain(md.preprocessors, md.parser.blockprocessors, md.treeprocessors, md.postprocessors, *inline):
        yield type(one), str(getattr(one, "pattern", ""))
