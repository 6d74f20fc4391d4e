"""What of an archive can be found: every published text, as its page shows it."""

from __future__ import annotations

from collections.abc import Mapping

from bunko import dates
from bunko.library import Library
from bunko.nouns import Article, Block, Heading, ItemList, Paragraph, Passage, Picture, Quote, Table
from bunko.prose import plain
from bunko.registers import name_in
from bunko.search.document import FACTS, Document, Names
from bunko.settings import Settings
from bunko.strings import language_name


def gather(library: Library, settings: Settings) -> tuple[list[Document], Names]:
    """Every article that is not withdrawn, each in its own language; and how the filters' values are called."""
    folders = settings.languages
    documents = [_document(library, article, folders) for article in library.articles if not article.withdrawn]
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


def _document(library: Library, article: Article, folders: tuple[str, ...]) -> Document:
    source = library.source(article)
    folder = _folder(article, folders)
    named = name_in(source.names, folder)[0] if source else article.source or ""
    lead = [plain(article.description)] if article.description else []
    tags = [name_in(concept.names, article.folder)[0] for concept in library.concepts(article)]
    strong, body = lead, list[str]()
    order: list[tuple[bool, int]] = [(True, 0)] if lead else []
    for block in article.body:
        into = strong if isinstance(block, Heading) else body
        for text in _texts(block):
            shown = plain(text).strip()
            if shown:
                order.append((into is strong, len(into)))
                into.append(shown)
    captions = [text for image in article.images for text in (image.caption, image.credit) if text]
    about = (*article.authors, article.section, article.location)
    for into, text in ((body, "　".join(captions)), (body, "　".join(filter(None, about))), (strong, "　".join(tags))):
        if text:
            order.append((into is strong, len(into)))
            into.append(FACTS + text)
    return Document(
        address=article.address,
        title=article.title,
        language=article.language,
        folder=folder,
        date=dates.iso(article.published) if article.published else "",
        source=article.source or "",
        source_title=named,
        tags=tuple(concept.id for concept in library.concepts(article)),
        strong=tuple(strong),
        body=tuple(body),
        order=tuple(place if is_strong else len(strong) + place for is_strong, place in order),
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
