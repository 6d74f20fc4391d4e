"""What of an archive can be found: every published text, as its page shows it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from bunko import dates
from bunko.library import Library
from bunko.nouns import Article, Block, Heading, ItemList, Paragraph, Passage, Picture, Quote, Table
from bunko.prose import plain
from bunko.registers import name_in
from bunko.search.document import FACTS, Document, Names, Outline, digest_of
from bunko.settings import Settings
from bunko.strings import language_name

_Fields = tuple[str, str, str, str, str, str, str, tuple[str, ...]]
"""Those of a document and its outline, in their order, up to `tags`."""


def gather(library: Library, settings: Settings) -> tuple[list[Outline], Names]:
    """Every article that is not withdrawn, each in its own language; and how the filters' values are called."""
    folders = settings.languages
    documents = [_outline(library, article, folders) for article in library.articles if not article.withdrawn]
    concepts = library.called
    return documents, Names(
        languages={folder: {lang: language_name(lang, folder) for lang in folders} for folder in folders},
        sources={id_: _called(source.names, folders) for id_, source in library.registers.sources.items()},
        tags={id_: _called(concept.names, folders) for id_, concept in concepts.items()},
        aliases={
            id_: (*concept.names.values(), *concept.aliases, *concept.former) for id_, concept in concepts.items()
        },
    )


def _called(names: Mapping[str, str], folders: tuple[str, ...]) -> dict[str, str]:
    return {folder: name_in(names, folder)[0] for folder in folders}


def _folder(article: Article, folders: tuple[str, ...]) -> str:
    """The site's language of a text: by the text, not by the page that it stands on, where the site has it."""
    primary = article.language.split("-", maxsplit=1)[0]
    return next((tag for tag in (article.language, primary) if tag in folders), article.folder)


def _outline(library: Library, article: Article, folders: tuple[str, ...]) -> Outline:
    source = library.source(article)
    folder = _folder(article, folders)
    concepts = library.concepts(article)
    tags = [name_in(concept.names, article.folder)[0] for concept in concepts]
    captions = [text for image in article.images for text in (image.caption, image.credit) if text]
    about = (*article.authors, article.section, article.location)
    facts = ("　".join(captions), "　".join(filter(None, about)), "　".join(tags))
    fields = (
        article.address,
        article.title,
        article.language,
        folder,
        dates.iso(article.published) if article.published else "",
        article.source or "",
        name_in(source.names, folder)[0] if source else article.source or "",
        tuple(concept.id for concept in concepts),
    )
    digest = digest_of((fields, facts, article.description, library.readings[article.path].words))
    return Outline(*fields, digest, partial(_document, article, fields, facts))


def _document(article: Article, fields: _Fields, facts: tuple[str, str, str]) -> Document:
    captions, about, tags = facts
    lead = [plain(article.description)] if article.description else []
    strong, body = lead, list[str]()
    order = [True] * len(lead)
    for block in article.body:
        into = strong if isinstance(block, Heading) else body
        for text in _texts(block):
            shown = plain(text).strip()
            if shown:
                order.append(into is strong)
                into.append(shown)
    for into, text in ((body, captions), (body, about), (strong, tags)):
        if text:
            order.append(into is strong)
            into.append(FACTS + text)
    return Document(
        *fields,
        strong=tuple(strong),
        body=tuple(body),
        order=tuple(order),
    )


def _texts(block: Block) -> tuple[str, ...]:
    """The inline Markdown of a block, one paragraph each."""
    match block:
        case Heading(text=text) | Paragraph(text=text):
            return (text,)
        case Quote(paragraphs=paragraphs, attribution=said):
            return (*paragraphs, f"{said.name} ({said.role})" if said.role else said.name) if said else paragraphs
        case ItemList(items=items):
            return items
        case Picture(alt=alt, title=title):
            return tuple(filter(None, (alt, title)))
        case Table(header=header, rows=rows):
            return tuple("　".join(row) for row in (header, *rows))
        case Passage(markdown=markdown):
            return tuple(markdown.split("\n\n"))
