"""Two texts of one article in rows: the blocks that answer each other, side by side."""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from posixpath import join, normpath
from xml.etree.ElementTree import Element, SubElement

from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from bunko.markdown_extension.first_line import FirstLine, same_address
from bunko.markdown_extension.permalinks import permalink
from bunko.strings import say

PAIRS, PAIR, CELL, CHANGED = "bunko-pairs", "bunko-pair", "bunko-pair__text", "bunko-pair--changed"
NOTE = "bunko-pair__note"

_ADDRESSES = {"a": "href", "img": "src"}
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|[/\\]|\Z")
_OWN_FRAGMENT = re.compile(r"#(?:fn|pair-)")


def mark_of(mark: str, row: int, side: int, *, changed: bool = False) -> str:
    """The paragraph that opens a cell: row from 1, side 0 or 1."""
    return f"{mark}x{row}x{side}x{int(changed)}"


def mark_pattern(mark: str) -> re.Pattern[str]:
    """What such a paragraph looks like: its groups are row, side, and `1` where the row changed."""
    return re.compile(rf"{mark}x(\d{{1,6}})x([01])x([01])")


class Pairs(Treeprocessor):
    """Put what follows each mark into its cell; a cell that got nothing stays, empty."""

    def __init__(self, page: Callable[[], FirstLine]) -> None:
        super().__init__()
        self.page = page

    def run(self, root: Element) -> None:
        """Change the tree in place, on a page of kind `parallel` only."""
        page = self.page()
        if page.kind != "parallel" or page.mark is None or len(page.sides) != len(("left", "right")):
            return
        opens = mark_pattern(page.mark)
        rows: dict[str, Element] = {}
        table, cell = Element("div", {"class": PAIRS}), None
        for child in list(root):
            found = opens.fullmatch((child.text or "").strip()) if child.tag == "p" else None
            if found:
                row = rows.get(found[1])
                if row is None:
                    row = rows[found[1]] = _row(table, found[1], page.interface or "", changed=found[3] == "1")
                cell = SubElement(row, "div", {"class": CELL, "lang": page.sides[int(found[2])][0]})
                root.remove(child)
            elif cell is not None:
                root.remove(child)
                cell.append(child)
        if rows:
            root.append(table)


class PairLinks(Treeprocessor):
    """Turn each text's relative addresses, which are meant from its own page, to lead from this one."""

    def __init__(self, page: Callable[[], FirstLine]) -> None:
        super().__init__()
        self.page = page

    def run(self, root: Element) -> None:
        """Change the tree in place."""
        page = self.page()
        for cell in root.iter("div") if page.kind == "parallel" else ():
            if cell.get("class") == CELL:
                own = next((path for language, path in page.sides if language == cell.get("lang")), None)
                for element in cell.iter() if own else ():
                    _turn(element, own or "", page.pictures)


def _turn(element: Element, own: str, pictures: Container[str]) -> None:
    name = _ADDRESSES.get(element.tag, "")
    address = element.get(name) if name else None
    if not address or _ABSOLUTE.match(address) or _OWN_FRAGMENT.match(address) or same_address(address) in pictures:
        return
    if address.startswith("#"):
        element.set(name, own + address)
        return
    path, mark, fragment = address.partition("#")
    element.set(name, normpath(join(own.rpartition("/")[0], path)) + mark + fragment)


def _row(table: Element, number: str, language: str, *, changed: bool) -> Element:
    row = SubElement(table, "div", {"class": f"{PAIR} {CHANGED}" if changed else PAIR, "id": f"pair-{number}"})
    row.append(permalink(f"pair-{number}", language, "permalink.pair", number))
    if changed:
        note = SubElement(row, "p", {"class": NOTE, "lang": say(language, "language")})
        note.text = AtomicString(say(language, "stale.row"))
    return row
