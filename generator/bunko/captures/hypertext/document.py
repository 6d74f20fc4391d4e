"""The bytes of an HTML page as a tree, within bounds."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from bunko.captures.hypertext.charset import decode_page
from bunko.errors import CaptureError

ELEMENTS = 200_000
"""Elements of one page; the longest live reports have some ten thousand."""

ATTRIBUTES = 5_000
"""Attributes of one element; the parser compares each with all before it."""

_VALUE = r"""(?:"[^"]*+"|'[^']*+'|[^\s"'>]++)"""
_CROWDED = re.compile(
    rf"<[A-Za-z][\w:.-]*+(?:[\s/]++[A-Za-z_:][\w:.-]*+(?:\s*+=\s*+{_VALUE})?+){{{ATTRIBUTES + 1}}}", re.ASCII
)
_OF_BODY = frozenset({"article", "aside", "figure", "footer", "header", "main", "nav", "picture", "section"})
_OF_HEAD = frozenset({"base", "link", "meta", "noscript", "script", "style", "template", "title"})
_DEEP = "Excessive depth"
_NO_CHARACTER = re.compile(
    r"&#(?:x0*+fd[de][0-9a-f](?![0-9a-f])|0*+(?:649(?:7[6-9]|[89]\d)|6500[0-7])(?!\d));?", re.IGNORECASE | re.ASCII
)
"""References to U+FDD0 to U+FDEF, which are no characters; `marks` are made of them."""

_XML = re.compile(r"\s*+<\?xml[^>]{0,200}\?>")


@dataclass(frozen=True, slots=True)
class Document:
    """A page's tree without comments, and what to tell of its encoding."""

    root: etree._Element
    text: str
    warnings: tuple[str, ...]


def parse(content: bytes, place: str) -> Document:
    """Read an HTML page.

    Raises:
        CaptureError: empty, binary, in no encoding that can be told, nested too deeply, or with too many elements
            or attributes.
    """
    decoded = decode_page(content, place)
    if _CROWDED.search(decoded.text):
        raise CaptureError(
            place,
            "an element of the page has too many attributes",
            expected=f"at most {ATTRIBUTES}",
            found="more",
            cure="Save the page again from a browser.",
        )
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        text = _NO_CHARACTER.sub("\ufffd", decoded.text)
        head = _XML.match(text)
        root = etree.fromstring(text[head.end() if head else 0 :].encode("utf-8", "replace"), parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise _no_page(place, str(error) or "no element") from error
    if root is None:
        raise _no_page(place, "no element")
    if any(_DEEP in str(entry.message) for entry in parser.error_log):
        raise CaptureError(
            place,
            "the page's elements are nested too deeply",
            expected="at most 255 elements inside each other",
            found="more",
            cure="Save the page again from a browser, or as text.",
        )
    _close_head(root)
    count = sum(1 for _ in root.iter())
    if count > ELEMENTS:
        raise CaptureError(
            place,
            "the page has too many elements for an article",
            expected=f"at most {ELEMENTS}",
            found=str(count),
            cure="Split it into one file for each article.",
        )
    return Document(root, decoded.text, (decoded.warning,) if decoded.warning else ())


def _close_head(root: etree._Element) -> None:
    """Give a page its body where the tags of head and body are left out, as HTML allows.

    The parser is older than HTML 5 and leaves elements in the head that it does not know, with all that follows.
    """
    head = next(iter(root), None)
    first = next((at for at in head if at.tag in _OF_BODY), None) if head is not None and head.tag == "head" else None
    if head is None or first is None:
        return
    body = next((at for at in root if at.tag == "body"), None)
    if body is None:
        body = etree.SubElement(root, "body")
    moved = [first, *(at for at in first.itersiblings() if at.tag not in _OF_HEAD)]
    for number, element in enumerate(moved):
        body.insert(number, element)


def _no_page(place: str, found: str) -> CaptureError:
    return CaptureError(
        place,
        "the file is no HTML page",
        expected="a page with a body",
        found=found[:80],
        cure="Save the page again.",
    )
