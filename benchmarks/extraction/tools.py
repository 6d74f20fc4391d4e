"""The readers that are measured, all from the same bytes to one shape."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

import trafilatura
from trafilatura.settings import use_config

from bunko.captures.draft import Draft
from bunko.captures.hypertext.page import read_page
from bunko.errors import CaptureError
from bunko.nouns import Capture, Heading, ItemList, Paragraph, Passage, Quote, Table
from bunko.prose import plain

Texts = list[tuple[str, str]]


@dataclass
class Read:
    """What a tool read of a page: texts of its blocks with their kinds, and fields.

    `whole` is its own plain text where it gives one, `lead` a lead that it keeps apart from the body.
    """

    texts: Texts = field(default_factory=list)
    title: str | None = None
    published: datetime | None = None
    tags: tuple[str, ...] = ()
    whole: str = ""
    lead: str = ""

    @property
    def text(self) -> str:
        return self.whole or "\n".join(text for _, text in self.texts)


Tool = Callable[[bytes, str | None], Read]


def by_bunko(content: bytes, url: str | None) -> Read:
    try:
        draft = read_page(Capture(content, "page", "text/html", address=url))
    except CaptureError as error:
        print("FAILED", url, str(error)[:200])
        return Read()
    instant = draft.published if isinstance(draft.published, datetime) else None
    # A lead that the page shows above the text becomes the description, which our page shows above the text too.
    lead = draft.description if "description" in draft.lines else None
    return Read(list(texts_of(draft)), draft.title, instant, draft.tags, lead=lead or "")


def texts_of(draft: Draft) -> Iterator[tuple[str, str]]:
    for block in draft.body:
        match block:
            case Heading(text=text):
                yield "heading", plain(text)
            case Paragraph(text=text):
                yield "paragraph", plain(text)
            case Quote(paragraphs=paragraphs, attribution=said):
                yield from (("paragraph", plain(text)) for text in paragraphs)
                if said:
                    yield "paragraph", " ".join(plain(text) for text in (said.name, said.role) if text)
            case ItemList(items=items):
                yield from (("paragraph", plain(text)) for text in items)
            case Table(header=header, rows=rows):
                yield from (("paragraph", " ".join(map(plain, row))) for row in (header, *rows))
            case Passage(markdown=markdown):
                yield "paragraph", markdown


def by_trafilatura(content: bytes, url: str | None, *, precision: bool = False) -> Read:
    document = trafilatura.bare_extraction(content, url=url, favor_precision=precision, include_comments=False,
                                           config=CONFIG, with_metadata=not precision)  # fmt: skip
    if document is None:
        return Read()
    texts: Texts = []
    if document.body is not None:
        for element in document.body.iter("head", "p", "item", "quote", "row", "list"):
            text = " ".join("".join(element.itertext()).split())
            if text and element.tag != "list" and (element.tag != "quote" or not len(element)):
                texts.append(("heading" if element.tag == "head" else "paragraph", text))
    tags = tuple(document.tags or ()) + tuple(document.categories or ())
    return Read(texts, document.title, None, tags, document.text or "")


def in_precision(content: bytes, url: str | None) -> Read:
    return by_trafilatura(content, url, precision=True)


CONFIG = use_config()
CONFIG.set("DEFAULT", "MIN_EXTRACTED_SIZE", "250")

TOOLS: dict[str, Tool] = {"bunko": by_bunko, "trafilatura": by_trafilatura, "trafilatura, precision": in_precision}
