"""One article as data: a schema.org `NewsArticle` with its names (https://schema.org/NewsArticle)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bunko import dates
from bunko.library import Library
from bunko.nouns import Article, Image
from bunko.parallel.alignment import text_of_block
from bunko.registers import name_in
from bunko.web_address import held_file, is_web, web_address

Record = dict[str, Any]
"""Field to text, number or list, in the order of `FIELDS`; what is not known is absent, and an address that is none."""

FIELDS = (
    "identifier", "url", "headline", "description", "datePublished", "dateModified", "inLanguage", "articleSection",
    "genre", "keywords", "author", "publisher", "image", "contentLocation", "copyrightYear", "relatedLink", "license",
    "articleBody", "archivedAt", "sha256", "translationOfWork", "workTranslation", "translator",
    "translationMethod", "originalState", "originalStateDate", "originalMovedTo", "markdown", "page",
)  # fmt: skip
"""Every field, in the order of columns."""

LISTS = ("keywords", "author", "image", "relatedLink", "workTranslation")
"""Fields that hold a list."""


def records(library: Library) -> Iterator[Record]:
    """Every article that is not withdrawn, in every language, in the order of the pages' paths."""
    for article in library.articles:
        if not article.withdrawn:
            yield record(library, article)


def record(library: Library, article: Article) -> Record:
    """What is known of an article.

    Raises:
        PageError: its page is no more what it was.
    """
    source = library.source(article)
    group = library.groups[article.key]
    said = article.translation
    original = group.get(said.source_language) if said else None
    stands = library.original_state(article)
    capture = article.captures[0] if article.captures else None
    values = {
        "identifier": article.id,
        "url": web_address(article.url),
        "headline": article.title,
        "description": article.description,
        "datePublished": article.published and dates.iso(article.published),
        "dateModified": article.updated and dates.iso(article.updated),
        "inLanguage": article.language,
        "articleSection": article.section,
        "genre": article.genre,
        "keywords": [name_in(concept.names, article.folder)[0] for concept in library.concepts(article)],
        "author": list(library.authors(article)),
        "publisher": name_in(source.names, article.folder)[0] if source else article.source,
        "image": [_image(image) for image in article.images],
        "contentLocation": article.location,
        "copyrightYear": article.published.year if article.published else None,
        "relatedLink": [url for url in article.related_links if is_web(url)],
        "license": library.license(article),
        "articleBody": "\n\n".join(text for block in article.body if (text := text_of_block(block))),
        "archivedAt": web_address(capture.archived_at) if capture else None,
        "sha256": capture.sha256 if capture else None,
        "translationOfWork": page_of(original) if original and not original.withdrawn else None,
        "workTranslation": [
            page_of(twin)
            for twin in group.values()
            if not twin.withdrawn and twin.translation and twin.translation.source_language == article.folder
        ],
        "translator": said.translator if said else None,
        "translationMethod": said.method if said else None,
        "originalState": stands and stands.state,
        "originalStateDate": stands and stands.date.isoformat(),
        "originalMovedTo": stands and web_address(stands.url),
        "markdown": library.markdown(article).lstrip("\n"),
        "page": page_of(article),
    }
    return {name: values[name] for name in FIELDS if values[name] not in (None, "", [])}


def page_of(article: Article) -> str:
    """The path of an article's page from the archive's root, by which its record is known."""
    return f"docs/{article.path}"


def _image(image: Image) -> dict[str, str]:
    url, file = web_address(image.url), held_file(image.file)
    values = {"url": url, "caption": image.caption, "creditText": image.credit, "contentUrl": file}
    return {name: value for name, value in values.items() if value}
