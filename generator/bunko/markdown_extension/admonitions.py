"""Boxes without a title of their own (`!!! note`, `??? tip`): their kind's name in the language of the text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor

from bunko.markdown_extension.first_line import FirstLine
from bunko.strings import table


class DefaultTitles(Treeprocessor):
    """Put the string table's word in the place of the kind's English name.

    Both extensions take the capitalised kind for a title that nobody gave. Runs before inline
    markup is read, so that the title is still as they left it.
    """

    def __init__(self, page: Callable[[], FirstLine]) -> None:
        super().__init__()
        self.page = page

    def run(self, root: Element) -> None:
        """Change the tree in place."""
        language = self.page().language or self.page().interface
        if language:
            words = table(language.lower().partition("-")[0])
            for box in root.iter():
                _translate(box, words)


def _translate(box: Element, words: Mapping[str, str]) -> None:
    kinds = (box.get("class") or "").split()
    if box.tag == "div" and kinds[:1] == ["admonition"]:
        kinds = kinds[1:]
    elif box.tag != "details":
        return
    title = box[0] if len(box) else None
    if kinds and title is not None and title.text == kinds[0].capitalize():
        title.text = words.get(f"admonition.{kinds[0]}", title.text)
