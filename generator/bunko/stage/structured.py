"""JSON-LD of an article's page: one schema.org `NewsArticle` (https://schema.org/NewsArticle)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from bunko import dates
from bunko.citations.names import read_name
from bunko.nouns import Article, Translation
from bunko.registers import name_in
from bunko.stage.pictures import held_image
from bunko.stage.site import Site
from bunko.stage.view import filled, source_title
from bunko.strings import say
from bunko.web_address import is_web, web_address

_ESCAPED = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}


def json_ld(site: Site, article: Article) -> str:
    """The object as one line of JSON, in which nothing can end the script element that holds it."""
    text = json.dumps(_article(site, article), ensure_ascii=False)
    return text.translate(_ESCAPED)


def _article(site: Site, article: Article) -> Mapping[str, Any]:
    source = site.library.source(article)
    root = site.settings.site_url
    said = article.translation
    group = site.library.groups[article.key]
    original = group.get(said.source_language) if said else None
    twins = [twin for twin in site.library.translations(article).values() if not twin.withdrawn]
    license_ = site.library.license(article)
    return {"@context": "https://schema.org", "@type": "NewsArticle"} | filled(
        identifier=article.id,
        url=root + article.address if root else None,
        mainEntityOfPage=root + article.address if root else None,
        headline=article.title,
        description=article.description,
        datePublished=article.published and dates.iso(article.published),
        dateModified=article.updated and dates.iso(article.updated),
        inLanguage=article.language,
        articleSection=article.section,
        genre=article.genre,
        keywords=[name_in(concept.names, article.folder)[0] for concept in site.library.concepts(article)],
        author=[_author(name) for name in site.library.authors(article)],
        translator=_translator(article.folder, said) if said and said.translator else None,
        publisher=filled(
            **{"@type": "NewsMediaOrganization"},
            name=source_title(article.folder, source, article),
            url=web_address(source.homepage) if source else None,
        )
        if article.source
        else None,
        image=[root + file for image in article.images if root and (file := held_image(site, image))],
        contentLocation={"@type": "Place", "name": article.location} if article.location else None,
        license=license_ if license_ and is_web(license_) else None,
        copyrightNotice=license_ if license_ and not is_web(license_) else None,
        isBasedOn=web_address(article.url),
        archivedAt=[url for record in article.captures if (url := web_address(record.archived_at))],
        isPartOf=filled(
            **{"@type": "WebSite"}, name=site.settings.interface[article.folder].title, url=root + f"{article.folder}/"
        )
        if root
        else None,
        translationOfWork=_twin(site, original) if original and not original.withdrawn else None,
        workTranslation=[
            _twin(site, twin)
            for twin in twins
            if twin.translation is not None and twin.translation.source_language == article.folder
        ],
    )


def _translator(lang: str, said: Translation) -> Mapping[str, str]:
    """A person, or the house that answers for a machine's work: schema.org knows no third."""
    name = said.translator or ""
    if said.method == "human":
        return _author(name)
    return {"@type": "Organization", "name": name, "description": say(lang, f"translation.kind.{said.method}")}


def _author(printed: str) -> Mapping[str, str]:
    name = read_name(printed)
    if name.family is None:
        return {"@type": "Organization" if name.house else "Person", "name": name.whole}
    return {"@type": "Person", "name": name.whole, "familyName": name.family, "givenName": name.given or ""}


def _twin(site: Site, twin: Article) -> Mapping[str, Any]:
    root = site.settings.site_url
    return {"@type": "NewsArticle"} | filled(
        url=root + twin.address if root else None, headline=twin.title, inLanguage=twin.language
    )
