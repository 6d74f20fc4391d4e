"""Why an article was withdrawn, as readers are told: text, and links to what stands in its place."""

from __future__ import annotations

import re
from posixpath import normpath
from typing import Any

from bunko.nouns import Article
from bunko.stage.site import Site
from bunko.stage.view import filled
from bunko.web_address import held_file, is_web

_LINK = re.compile(
    r"\[(?P<text>[^\[\]\n]{1,300})\]\((?P<to>[^()\s]{1,2000})\)|(?P<web>https?://[^\s<>()\"'「」『』（）、。，；]{1,2000})"
)


def reason_parts(site: Site, lang: str, article: Article) -> list[dict[str, Any]]:
    """A reason cut at its links: `{text}`, `{text, url}` where it leads elsewhere, with `held: true` within the site.

    A link is an address of the web, as it is or as Markdown has it, or `[text](page.md)` to a page of the archive,
    relative to the article's own. What leads nowhere stays text.
    """
    parts: list[dict[str, Any]] = []
    at, reason = 0, article.reason or ""
    for found in _LINK.finditer(reason):
        link = _link(site, lang, article, found)
        if link:
            parts += [{"text": reason[at : found.start()]}, link]
            at = found.end()
    return [part for part in [*parts, {"text": reason[at:]}] if part["text"]]


def _link(site: Site, lang: str, article: Article, found: re.Match[str]) -> dict[str, Any] | None:
    address = found["web"] or found["to"]
    text = found["text"] or address
    if is_web(address):
        key = site.library.held(address)
        inside = site.library.shown(key, lang).address if key is not None else None
        return filled(text=text, url=inside or address, held=inside is not None)
    page, hash_, anchor = address.partition("#")
    place = held_file(normpath(f"{article.path.parent}/{page}"))
    if place is None or not place.endswith(".md") or not (site.settings.docs / place).is_file():
        return None
    plain = place.removesuffix(".md").removesuffix("index")
    return {"text": text, "url": f"{plain}{'' if plain.endswith('/') else '/'}{hash_}{anchor}", "held": True}
