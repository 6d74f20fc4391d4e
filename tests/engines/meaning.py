"""What a file says, however an engine writes it: two files with the same meaning are the same to whoever reads them."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin
from xml.etree import ElementTree as ET

ADDRESSES = {"href", "src", "action", "data-bunko-days", "data-bunko-root"}
"""Attributes that hold an address: `./days/`, `days/` and percent-encoding are ways to write one and the same."""

Token = str | tuple[str, tuple[tuple[str, str | None], ...]]


class _Tokens(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__(convert_charrefs=True)  # MiniJinja writes / as &#x2f;
        self.found: list[Token] = []
        self._address = address
        self._text: list[str] = []
        self._in_data = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.end_text()
        self._in_data = tag == "script" and ("type", "application/json") in attrs
        self.found.append((tag, tuple((name, self._value(name, value)) for name, value in attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.end_text()
        self.found.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self._text.append(data)

    def handle_comment(self, data: str) -> None:
        self.end_text()
        self.found.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.found.append(f"<!{decl}>")

    def end_text(self) -> None:
        text = "".join(self._text)
        self._text.clear()
        if text:
            self.found.append(repr(json.loads(text)) if self._in_data else text)
        self._in_data = False

    def _value(self, name: str, value: str | None) -> str | None:
        return unquote(urljoin(self._address, value)) if value is not None and name in ADDRESSES else value


def page(html: str, address: str) -> list[Token]:
    """All elements, attributes and texts of a page in their order, white space and comments too.

    Args:
        html: the page.
        address: of the page, from which its links lead.
    """
    tokens = _Tokens(address)
    tokens.feed(html)
    tokens.close()
    tokens.end_text()
    return tokens.found


def xml(text: str) -> str:
    """An XML file in its canonical form (C14N 2.0)."""
    return ET.canonicalize(text)
