"""Staged articles: each with what follows from the rest of the archive; and a notice where a translation lacks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from posixpath import relpath

from bunko import dates
from bunko.nouns import Article
from bunko.printed_dates import printed
from bunko.stage.citing import cite_shape
from bunko.stage.frontmatter import render
from bunko.stage.parallel import pair_of, stale_shape
from bunko.stage.pictures import image_shape, pictures_of
from bunko.stage.piece import StagedFile
from bunko.stage.provenance import captures_shape, provenance_shape
from bunko.stage.site import Site
from bunko.stage.stories import story_link
from bunko.stage.structured import json_ld
from bunko.stage.view import (
    Shape,
    common,
    dated,
    filled,
    neighbour,
    own_fields,
    source_link,
    tag_link,
    to_create,
    translator_text,
)
from bunko.stage.withdrawal import reason_parts
from bunko.strings import language_name, say
from bunko.web_address import web_address

LONG_TITLE = 80
"""Characters beyond which a headline is set smaller."""


def article_pages(site: Site, key: str) -> Iterator[StagedFile]:
    """An article's page in each language and, where a language lacks it, the notice at the same address."""
    group = site.library.groups[key]
    for article in group.values():
        yield StagedFile(article.path, _article(site, article), listed=not article.withdrawn)
    for lang in site.settings.languages:
        if lang not in group:
            notice = _missing(site, lang, site.library.original(key))
            yield StagedFile(PurePosixPath(lang, f"{key}.md"), notice, listed=False)


def article_places(site: Site, key: str) -> dict[str, bool]:
    """The places of these pages, and whether a sitemap is to name each."""
    group = site.library.groups[key]
    pages = {str(article.path): not article.withdrawn for article in group.values()}
    return pages | {f"{lang}/{key}.md": False for lang in site.settings.languages if lang not in group}


def _article(site: Site, article: Article) -> str:
    if article.withdrawn:
        return _withdrawn(site, article.folder, article)
    lang = article.folder
    here = common(site, lang, "article.html", f"{article.key}/", site.library.groups[article.key])
    here["section_of_site"] = "articles"
    meta = {"title": article.title} | here
    meta |= _said(site, lang, article) | _derived(site, lang, article)
    directive = {"kind": "article", "language": article.language}
    links = _own_copies(site, article)
    pictures = pictures_of(site, lang, article.key, article.path.parent)
    directive |= filled(links=links or None, pictures=pictures or None)
    return render(meta, directive, site.library.markdown(article))


def _said(site: Site, lang: str, article: Article) -> Shape:
    """What the article's own page says."""
    return own_fields(article.extra) | filled(
        id=article.id,
        language=article.language,
        description=article.description,
        url=web_address(article.url),
        **dated(site, lang, article),
        updated=article.updated and dates.iso(article.updated),
        updated_text=article.updated and printed(article.updated, lang, site.library.source(article)),
        authors=list(site.library.authors(article)),
        authors_language=_authors_language(site, article),
        section=article.section,
        genre=article.genre,
        location=article.location,
        license=article.license,
    )


def _authors_language(site: Site, article: Article) -> str | None:
    """The language of the names, where they are the original's."""
    said = article.translation
    original = site.library.groups[article.key].get(said.source_language) if said else None
    return original.language if original and original.authors and not article.authors else None


def _derived(site: Site, lang: str, article: Article) -> Shape:
    """What follows from the rest of the archive."""
    limits = site.settings.related_limit, site.settings.related_other_limit
    return filled(
        license=site.library.license(article),
        source_link=source_link(site, lang, article),
        tag_links=_tag_links(site, lang, article),
        translation=_translation(site, lang, article),
        translations={
            other: twin.address for other, twin in site.library.translations(article).items() if not twin.withdrawn
        }
        or None,
        related=[neighbour(site, lang, found) for found in site.relations.neighbours(article, *limits)],
        images=[image_shape(site, article, image) for image in article.images],
        long_title=len(article.title) > LONG_TITLE,
        captures=captures_shape(site, lang, article),
        provenance=provenance_shape(site, lang, article),
        stale=stale_shape(site, lang, article),
        parallel=f"{lang}/{article.key}/parallel/" if pair_of(site, article.key, lang) else None,
        in_time=_in_time(site, lang, article),
        cite=cite_shape(site, article),
        json_ld=json_ld(site, article),
        story=story_link(site, lang, article.key),
        backlinks=[_backlink(site, lang, other) for other in site.relations.backlinks(article)],
        original_links=[_original_link(site, lang, url) for url in article.related_links if web_address(url)],
        edit=f"docs/{article.path}",
        feed={"url": f"{lang}/feed.xml", "title": site.settings.interface[lang].title},
    )


def _in_time(site: Site, lang: str, article: Article) -> Shape:
    before, after = site.in_time.get(article.path, (None, None))
    return filled(
        **{
            name: {"url": other.address, "title": other.title, "language": other.language} | dated(site, lang, other)
            for name, other in (("previous", before), ("next", after))
            if other
        }
    )


def _tag_links(site: Site, lang: str, article: Article) -> list[Shape]:
    """Links to an article's concepts; those that the importer alone proposed say so."""
    links = [tag_link(lang, concept) for concept in site.library.concepts(article)]
    return [link | {"proposed": True} for link in links] if site.library.tags_are_proposed(article) else links


def _translation(site: Site, lang: str, article: Article) -> Shape | None:
    said = article.translation
    if said is None:
        return None
    original = site.library.groups[article.key].get(said.source_language)
    return filled(
        **{"from": said.source_language},
        from_name=language_name(lang, original.language if original else said.source_language),
        from_title=original.title if original else None,
        from_language=original.language if original else None,
        url=original.address if original else None,
        translator=said.translator,
        translator_text=translator_text(lang, said),
        method=said.method,
        date_text=said.date and printed(said.date, lang),
    )


def _withdrawn(site: Site, lang: str, article: Article) -> str:
    """What stays of a withdrawn article, in every language: its address, and the reason."""
    meta = {"title": say(lang, "withdrawn.heading")} | common(
        site, lang, "article.html", f"{article.key}/", site.settings.languages
    )
    meta |= filled(id=article.id, language=lang, status="withdrawn", reason=reason_parts(site, lang, article))
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
    meta["original"] = about | dated(site, lang, original) | filled(description=original.description)
    meta["others"] = [
        {"url": twin.address, "lang": twin.language, "name": language_name(lang, twin.language)}
        for twin in group.values()
        if twin.path != original.path
    ]
    meta["source_link"] = source_link(site, lang, original)
    meta["tag_links"] = _tag_links(site, lang, original)
    meta |= to_create(PurePosixPath(lang, f"{original.key}.md"), original.title, original.folder)
    return render(meta, {"kind": "page"}, "")


def _original_link(site: Site, lang: str, url: str) -> Shape:
    key = site.library.held(url)
    if key is None:
        return {"url": url, "title": url}
    twin = site.library.shown(key, lang)
    return filled(url=twin.address, title=twin.title, held=True, language=twin.language)


def _backlink(site: Site, lang: str, article: Article) -> Shape:
    shape = {"url": article.address, "title": article.title, "language": article.language, "lang": article.folder}
    return shape | dated(site, lang, article)


def _own_copies(site: Site, article: Article) -> dict[str, str]:
    """Addresses in the text whose articles stand in the archive, with the relative path of our own copy."""
    links = {}
    for url in site.library.readings[article.path].addresses:
        key = site.library.held(url)
        if key is not None and key != article.key:
            twin = site.library.shown(key, article.folder)
            links[url] = relpath(str(twin.path), str(article.path.parent))
    return links
