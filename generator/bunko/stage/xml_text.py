"""Text in XML documents: what XML 1.0 has no character for is left out, the rest is escaped."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

DECLARATION = '<?xml version="1.0" encoding="utf-8"?>'
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def text(value: str) -> str:
    """A text between tags."""
    return escape(_NO_XML.sub("", value))


def attribute(value: str) -> str:
    """An attribute's value with its quotes."""
    return quoteattr(_NO_XML.sub("", value))
