"""A page's head: its meta elements, links, title and declared language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from bunko.captures.hypertext.elements import text_of

_VALUE_LIMIT = 10_000


@dataclass(frozen=True, slots=True)
class Head:
    """What the head says.

    Attributes:
        metas: name, property or itemprop in lower case, to its contents in order.
        title: the `<title>` as it shows.
        canonical: the address that the page says is its own.
        base: what relative addresses are relative to, where the page says it.
        language: the declared language as written.
    """

    metas: Mapping[str, tuple[str, ...]]
    title: str | None
    canonical: str | None
    base: str | None
    language: str | None

    def first(self, *names: str) -> str | None:
        """The first content of the first name that has one."""
        return next((value for name in names for value in self.metas.get(name, ())), None)

    def every(self, name: str) -> tuple[str, ...]:
        """All contents of a name."""
        return self.metas.get(name, ())


def head_of(root: etree._Element) -> Head:
    """Read the head, also where its elements stand in the body, as with broken pages."""
    metas: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        content = (meta.get("content") or meta.get("value") or "").strip()
        if content and len(content) <= _VALUE_LIMIT:
            for attribute in ("property", "name", "itemprop", "http-equiv"):
                name = meta.get(attribute)
                if name:
                    metas.setdefault(name.strip().lower(), []).append(content)
    title = next((text for element in root.iter("title") if (text := text_of(element))), None)
    html_language = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("xml:lang")
    values = {name: tuple(contents) for name, contents in metas.items()}
    language = html_language or next(
        (values[name][0] for name in ("content-language", "og:locale", "dc.language", "language") if name in values),
        None,
    )
    links = {rel: link.get("href") for link in root.iter("link") for rel in (link.get("rel") or "").lower().split()}
    base = next((element.get("href") for element in root.iter("base") if element.get("href")), None)
    return Head(values, title, links.get("canonical"), base, language)
