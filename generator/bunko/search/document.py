"""What the index is made of: texts as a reader sees them, and the names that they are filtered by."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterator, Mapping
from dataclasses import astuple, dataclass, field
from hashlib import blake2b
from typing import Any

FACTS = "\f"
"""Begins a paragraph of what is printed around a text (captions, authors, tags): no excerpt runs into it."""


@dataclass(frozen=True, slots=True)
class Document:
    """One text that can be found.

    Attributes:
        address: of its page, below the site's root: `ja/articles/2023/10/17487928/`.
        title: as published.
        language: BCP 47 tag of the text.
        folder: the site's language that it is found under (by the text's language, where the site has it).
        date: ISO 8601, or empty where unknown.
        source: id of the source, or empty.
        source_title: its name in the text's language, or empty.
        tags: concept ids.
        strong: what weighs more than the body: description, headings, names of tags.
        body: the other paragraphs, plain text.
        order: of each paragraph in the order of the page whether it is the next of `strong`, else of `body`; where it
            is not told, those of `strong` come first.
    """

    address: str
    title: str
    language: str
    folder: str
    date: str = ""
    source: str = ""
    source_title: str = ""
    tags: tuple[str, ...] = ()
    strong: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    order: tuple[bool, ...] | None = None

    @property
    def text(self) -> str:
        """The paragraphs in the order of the page, one a line; a word is not sought across lines."""
        return "\n".join(text for _, text in self._paragraphs())

    @property
    def strong_lines(self) -> bytes:
        """Of each line of `text` whether it is of `strong` (1) or of `body` (0)."""
        return b"".join(bytes((is_strong,)) * (1 + text.count("\n")) for is_strong, text in self._paragraphs())

    def _paragraphs(self) -> Iterator[tuple[bool, str]]:
        order = (True,) * len(self.strong) + (False,) * len(self.body) if self.order is None else self.order
        strong, body = iter(self.strong), iter(self.body)
        return ((is_strong, next(strong if is_strong else body)) for is_strong in order)

    @property
    def digest(self) -> bytes:
        """16 bytes that follow from all that it says."""
        return digest_of(astuple(self))

    def whole(self) -> Document:
        """Itself; an `Outline` reads what it outlines."""
        return self


@dataclass(frozen=True, slots=True)
class Outline:
    """A document of which the paragraphs are read when it is indexed: the other fields, and how it is had whole.

    Attributes:
        digest: 16 bytes that follow from all that the document follows from.
        whole: reads it.
    """

    address: str
    title: str
    language: str
    folder: str
    date: str
    source: str
    source_title: str
    tags: tuple[str, ...]
    digest: bytes
    whole: Callable[[], Document]


Findable = Document | Outline
"""What an index is made of."""


def digest_of(content: Any) -> bytes:
    """16 bytes that follow from plain values."""
    return blake2b(marshal.dumps(content, 2), digest_size=16).digest()


@dataclass(frozen=True)
class Names:
    """How values of the filters are called: value to {site language: name}; and what a tag is called besides.

    Attributes:
        languages: of the site, in its order.
        sources: by source id.
        tags: by concept id, the register's first; only those in `tags` can be filtered by.
        aliases: labels of a concept in any language, by concept id: a query that is one of them looks for all.
    """

    languages: Mapping[str, Mapping[str, str]]
    sources: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    tags: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
