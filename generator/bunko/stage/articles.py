"""Staged articles: each with what follows from the rest of the archive; and a notice where a translation lacks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from posixpath import relpath

from bunko import dates
from bunko.nouns import Article, Image
from bunko.stage.frontmatter import render
from bunko.stage.site import Site, StagedPage
from bunko.stage.view import (
    Shape,
    common,
    dated,
    filled,
    neighbour,
    own_fields,
    show,
    source_link,
    tag_link,
    web_address,
)
from bunko.strings import language_name, say

_ADDRESS = re.compile(r"https?://[^\s<>()\[\]\"'`「」『』（）、。，]{1,2000}")
_HELD_FILE = re.compile(r"(?!/)(?!.*(?:\.\.|//|[:\\\\\x00-\x1f])).+")


def articles(site: Site) -> Iterator[StagedPage]:
    """Every article's page and, where a language lacks it, the notice at the same address."""
    for key, group in site.library.groups.items():
        for article in group.values():
            yield StagedPage(article.path, _article(site, article), listed=not article.withdrawn)
        for lang in site.settings.languages:
            if lang not in group:
                notice = _missing(site, lang, site.library.original(key))
                yield StagedPage(PurePosixPath(lang, f"{key}.md"), notice, listed=False)


def _article(site: Site, article: Article) -> str:
    if article.withdrawn:
        return _withdrawn(site, article.folder, article)
    lang = article.folder
    here = common(site, lang, "article.html", f"{article.key}/", site.library.groups[article.key])
    here["section_of_site"] = "articles"
    meta = {"title": article.title} | here
    meta |= _said(lang, article) | _derived(site, lang, article)
    directive = {"kind": "article", "language": article.language}
    links = _own_copies(site, article)
    return render(meta, directive | ({"links": links} if links else {}), site.library.markdown[article.path])


def _said(lang: str, article: Article) -> Shape:
    """What the article's own page says."""
    return own_fields(article.extra) | filled(
        id=article.id,
        language=article.language,
        description=article.description,
        url=web_address(article.url),
        **dated(lang, article),
        updated=article.updated and dates.iso(article.updated),
        updated_text=article.updated and show(article.updated, lang),
        authors=list(article.authors),
        section=article.section,
        genre=article.genre,
        location=article.location,
        license=article.license,
        images=[_image(image) for image in article.images],
        captures=[
            filled(
                sha256=record.sha256,
                captured_text=record.captured and show(record.captured, lang),
                archived_at=web_address(record.archived_at),
            )
            for record in article.captures
        ],
    )


def _derived(site: Site, lang: str, article: Article) -> Shape:
    """What follows from the rest of the archive."""
    limits = site.settings.related_limit, site.settings.related_other_limit
    source = site.library.source(article)
    return filled(
        license=article.license or (source.license if source else None),
        source_link=source_link(site, lang, article),
        tag_links=[tag_link(lang, concept) for concept in site.library.concepts(article)],
        translation=_translation(site, lang, article),
        translations={
            other: twin.address for other, twin in site.library.translations(article).items() if not twin.withdrawn
        }
        or None,
        related=[neighbour(site, lang, found) for found in site.relations.neighbours(article, *limits)],
        original_links=[_original_link(site, lang, url) for url in article.related_links if web_address(url)],
        edit=f"docs/{article.path}",
        feed={"url": f"{lang}/feed.xml", "title": site.settings.interface[lang].title},
    )


def _translation(site: Site, lang: str, article: Article) -> Shape | None:
    said = article.translation
    if said is None:
        return None
    original = site.library.groups[article.key].get(said.source_language)
    return filled(
        **{"from": said.source_language},
        from_name=language_name(lang, original.language if original else said.source_language),
        from_title=original.title if original else None,
        url=original.address if original else None,
        translator=said.translator,
        method=said.method,
        date_text=said.date and show(said.date, lang),
    )


def _withdrawn(site: Site, lang: str, article: Article) -> str:
    """What stays of a withdrawn article, in every language: its address, and the reason."""
    meta = {"title": say(lang, "withdrawn.heading")} | common(
        site, lang, "article.html", f"{article.key}/", site.settings.languages
    )
    meta |= filled(id=article.id, language=lang, status="withdrawn", reason=article.reason)
    return render(meta | {"robots": "noindex"}, {"kind": "page"}, "")


def _missing(site: Site, lang: str, original: Article) -> str:
    """The notice where an article is not there in a language, with the ways to it and to help."""
    if original.withdrawn:
        return _withdrawn(site, lang, original)
    group = site.library.groups[original.key]
    meta: Shape = {"title": original.title} | common(site, lang, "missing.html", f"{original.key}/", group)
    meta |= {"robots": "noindex", "language": original.language}
    name = language_name(lang, original.language)
    about = filled(url=original.address, lang=original.folder, name=name, title=original.title)
    meta["original"] = about | dated(lang, original) | filled(description=original.description)
    meta["others"] = [
        {"url": twin.address, "lang": twin.language, "name": language_name(lang, twin.language)}
        for twin in group.values()
        if twin.path != original.path
    ]
    meta["source_link"] = source_link(site, lang, original)
    meta["tag_links"] = [tag_link(lang, concept) for concept in site.library.concepts(original)]
    meta["create"] = f"docs/{lang}/{original.key}.md"
    return render(meta, {"kind": "page"}, "")


def _original_link(site: Site, lang: str, url: str) -> Shape:
    key = site.library.held(url)
    if key is None:
        return {"url": url, "title": url}
    twin = site.library.shown(key, lang)
    return filled(url=twin.address, title=twin.title, held=True, language=twin.language)


def _own_copies(site: Site, article: Article) -> dict[str, str]:
    """Addresses in the text whose articles stand in the archive, with the relative path of our own copy."""
    links = {}
    for url in sorted(set(_ADDRESS.findall(site.library.markdown[article.path]))):
        key = site.library.held(url)
        if key is not None and key != article.key:
            twin = site.library.shown(key, article.folder)
            links[url] = relpath(str(twin.path), str(article.path.parent))
    return links


def _image(image: Image) -> Shape:
    file = image.file if image.file and _HELD_FILE.fullmatch(image.file) else None
    return filled(url=web_address(image.url), caption=image.caption, credit=image.credit, file=file)
