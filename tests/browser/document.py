"""What a test reads of an HTML page without a browser."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

ADDRESSES = {
    "a": ("href",),
    "area": ("href",),
    "audio": ("src",),
    "form": ("action",),
    "iframe": ("src",),
    "img": ("src", "srcset"),
    "link": ("href",),
    "object": ("data",),
    "script": ("src",),
    "source": ("src", "srcset"),
    "video": ("src", "poster"),
}
"""Where an element names an address."""


@dataclass
class Document(HTMLParser):
    """A parsed page.

    Attributes:
        language: the root element's `lang`.
        addresses: every address that the page names, as it stands there.
        links: the attributes of each `a` and `link`.
        meta: `name` (or `property`) of each meta element to its content.
        ids: targets of fragments.
    """

    language: str = ""
    addresses: list[str] = field(default_factory=list)
    links: list[dict[str, str]] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.language = values.get("lang", "")
        if tag in {"a", "link"}:
            self.links.append(values)
        if tag == "meta":
            self.meta[values.get("name") or values.get("property", "")] = values.get("content", "")
        self.ids |= {values[name] for name in ("id", "name") if values.get(name)}
        for name in ADDRESSES.get(tag, ()):
            if name == "srcset":
                self.addresses += [part.split()[0] for part in values.get(name, "").split(",") if part.strip()]
            elif name in values:
                self.addresses.append(values[name])


@cache
def document(file: Path) -> Document:
    """A page's file, parsed once."""
    parsed = Document()
    parsed.feed(file.read_text(encoding="utf-8"))
    parsed.close()
    return parsed
