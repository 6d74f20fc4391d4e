"""Kana in a Chinese text is Japanese: marked, so that its glyphs, voice and line breaks are.

Nothing is guessed for Han characters, which belong to both.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from bunko.markdown_extension.first_line import FirstLine
from bunko.markdown_extension.pairs import CELL
from bunko.markdown_extension.stash import VERBATIM

_LETTER = "[\u3041-\u3096\u3099-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f]"
KANA = re.compile(f"{_LETTER}+(?:[\u30fb\u30a0]{_LETTER}+)*")
"""Hiragana and katakana, a middle dot only between them."""


class ForeignRuns(Treeprocessor):
    """Put kana of a Chinese text into `<span lang="ja">`."""

    def __init__(self, page: Callable[[], FirstLine]) -> None:
        super().__init__()
        self.page = page

    def run(self, root: Element) -> None:
        """Change the tree in place; what a person gave a `lang` stays as it is."""
        language = self.page().language
        if language and is_chinese(language):
            _mark(root)
        for cell in root.iter("div") if self.page().kind == "parallel" else ():
            if cell.get("class") == CELL and is_chinese(cell.get("lang", "")):
                for child in cell:
                    _mark(child)


def is_chinese(language: str) -> bool:
    """Whether a tag is one of Chinese, of any script."""
    return language.lower().split("-")[0] == "zh"


def _mark(element: Element) -> None:
    if element.tag in VERBATIM or element.get("lang"):
        return
    for child in list(element):
        _mark(child)
        rest, spans = _runs(child.tail)
        if spans:
            child.tail = rest
            place = list(element).index(child) + 1
            element[place:place] = spans
    rest, spans = _runs(element.text)
    if spans:
        element.text = rest
        element[0:0] = spans


def _runs(text: str | None) -> tuple[str, list[Element]]:
    """Cut a text at its kana: what stands before the first run, and a span for each run with what follows."""
    if not text or isinstance(text, AtomicString):
        return "", []
    found = list(KANA.finditer(text))
    spans: list[Element] = []
    ends = [run.start() for run in found[1:]] + [len(text)]
    for run, end in zip(found, ends, strict=True) if found else ():
        span = Element("span", {"lang": "ja"})
        span.text, span.tail = run.group(), text[run.end() : end]
        spans.append(span)
    return (text[: found[0].start()], spans) if found else ("", [])
