"""One sitemap for each language, with each page's other languages (sitemaps.org; hreflang as in xhtml:link)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from bunko import dates
from bunko.stage.piece import StagedFile
from bunko.stage.site import Site
from bunko.stage.xml_text import DECLARATION, attribute, text
from bunko.web_address import path_of


def sitemaps(site: Site, staged: Iterable[str]) -> Iterator[StagedFile]:
    """`<lang>/sitemap.xml`: every page but notices and withdrawn articles; the theme's `sitemap.xml` names them.

    Args:
        site: the archive.
        staged: the places of the pages to be listed, `ja/about.md`.
    """
    addresses: dict[str, dict[str, str]] = {}
    for place in sorted(staged, key=lambda place: place.split("/")):
        lang, _, inner = place.removesuffix(".md").partition("/")
        if lang in site.settings.languages:
            folder, _, name = inner.rpartition("/")
            plain = folder if name == "index" else inner
            address = f"{plain}/" if plain else ""
            addresses.setdefault(address, {})[lang] = f"{lang}/{address}"
    changed = {
        article.address: dates.day(instant).isoformat()
        for article in site.library.published
        if (instant := article.updated or article.published)
    }
    for lang in site.settings.languages:
        pages = [(twins[lang], twins) for twins in addresses.values() if lang in twins]
        yield StagedFile(PurePosixPath(lang, "sitemap.xml"), _sitemap(site, pages, changed))


def _sitemap(site: Site, pages: Sequence[tuple[str, Mapping[str, str]]], changed: Mapping[str, str]) -> str:
    lines = [
        DECLARATION,
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ]
    for address, twins in pages:
        lines.append(f"  <url><loc>{text(_location(site, address))}</loc>")
        if address in changed:
            lines.append(f"    <lastmod>{changed[address]}</lastmod>")
        if len(twins) > 1:
            lines += [
                f'    <xhtml:link rel="alternate" hreflang={attribute(lang)} href={attribute(_location(site, twin))}/>'
                for lang, twin in [*twins.items(), *_default(site, twins)]
            ]
        lines.append("  </url>")
    return "\n".join([*lines, "</urlset>", ""])


def _default(site: Site, twins: Mapping[str, str]) -> list[tuple[str, str]]:
    """The page for readers of no other language: the default language's, where it is there."""
    default = site.settings.languages[0]
    return [("x-default", twins[default])] if default in twins else []


def _location(site: Site, address: str) -> str:
    return site.settings.site_url + path_of(address)
