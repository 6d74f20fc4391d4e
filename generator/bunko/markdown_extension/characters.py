r"""Characters that a person sees as they were written: backslash escapes, and spaces at the edge of a line.

CommonMark lets any ASCII punctuation stand after a backslash; Python-Markdown knows a list
that grows with each extension. And it strips lines with `str.strip`, which takes the
ideographic space with which Japanese paragraphs start.
"""

from __future__ import annotations

import re
import string
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import ESCAPE_RE, EscapeInlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE, ETX, STX

from bunko.markdown_extension.stash import like, texts

EDGE = f"{STX}bunko-edge{ETX}"
"""Stands between a line's edge and a space that Python-Markdown would strip, and where nothing may be read together."""

_SPACE = "[\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
_AT_START = re.compile(
    rf"^((?:[ ]*+(?:[>#]|[-*+](?=[ ])|[0-9]{{1,9}}\.(?=[ ])|:(?=[ ])|\[\^[^\]]{{1,200}}\]:))*+[ ]*+)(?={_SPACE})"
)
_AT_END = re.compile(rf"(?<={_SPACE})(?=[ ]*+#*+[ ]*+$)")
_NO_SECTION = re.compile(
    r"<(?=!\[(?!(?:temp|cdata|ignore|include|rcdata|if|else|endif)\s*(?![-\w.])))", re.IGNORECASE | re.ASCII
)
_OPEN_ENTITY = re.compile(r"&#?[0-9A-Za-z]{0,40}\Z")


class PunctuationEscapes(EscapeInlineProcessor):
    r"""Take the backslash from any ASCII punctuation.

    What would be put together to an entity when the tree is written (`\&amp;`, `&amp\;`,
    `&\#38;`) goes out as an entity of its own.
    """

    def __init__(self, md: Markdown) -> None:
        super().__init__(ESCAPE_RE, md)
        md.ESCAPED_CHARS = [*md.ESCAPED_CHARS, *sorted(set(string.punctuation) - set(md.ESCAPED_CHARS))]

    def handleMatch(  # type: ignore[override]  # noqa: N802 - Python-Markdown's name
        self, m: re.Match[str], data: str
    ) -> tuple[str | None, int, int]:
        """Give what stands for the character in the tree, and where the escape begins and ends."""
        character = m.group(1)
        before = data[max(m.start() - 42, 0) : m.start()]
        if character == "&" or (character in "#;" and _OPEN_ENTITY.search(before)):
            return f"{AMP_SUBSTITUTE}#{ord(character)};", m.start(), m.end()
        return super().handleMatch(m, data)  # type: ignore[return-value]


class EdgeSpaces(Preprocessor):
    """Put a guard between the edges of lines and the wide spaces there."""

    def run(self, lines: list[str]) -> list[str]:
        """Give the lines with guards; a line without wide spaces at an edge is as it was."""
        return [_AT_END.sub(EDGE, _AT_START.sub(rf"\g<1>{EDGE}", line)) for line in lines]


class OpenSections(Preprocessor):
    """Keep `<![` that starts no marked section from Python's parser of HTML, which ends the whole build at it.

    MkDocs looks for anchors by it in every page
    (https://github.com/mkdocs/mkdocs/blob/1.6.1/mkdocs/structure/pages.py#L521-L533,
    https://github.com/python/cpython/blob/v3.11.7/Lib/_markupbase.py#L141-L158).
    """

    def run(self, lines: list[str]) -> list[str]:
        """Give the lines with guards, which go as those of edges go."""
        return [_NO_SECTION.sub(f"<{EDGE}", line) if "<![" in line else line for line in lines]


class EdgeGuards(Treeprocessor):
    """Take the guards away again once blocks are found, before inline markup is read."""

    def run(self, root: Element) -> None:
        """Change the tree in place."""
        for element, slot, text in texts(root):
            if EDGE in text:
                setattr(element, slot, like(text.replace(EDGE, ""), text))
