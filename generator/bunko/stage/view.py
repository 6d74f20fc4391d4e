"""Nouns in the shapes of the staged front matter (ARCHITECTURE.md, "The staged tree")."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from bunko import dates, frontmatter
from bunko.nouns import Article, Concept, Neighbour, Source, Translation
from bunko.printed_dates import printed
from bunko.registers import name_in
from bunko.stage.site import Site
from bunko.strings import language_name, say

Shape = dict[str, Any]

_ENGINES = ("hide", "icon", "subtitle")


def filled(**values: Any) -> Shape:
    """A mapping without what is None, empty or False."""
    return {name: value for name, value in values.items() if value not in (None, "", [], {}, False)}


def own_fields(fields: Mapping[str, Any]) -> Shape:
    """What a page's own further fields become: those of MkDocs and Material by their names, the others in `extra`."""
    known = {name: value for name, value in fields.items() if name in _ENGINES}
    extra = {name: value for name, value in fields.items() if name not in _ENGINES}
    return known | filled(extra=extra)


def common(site: Site, lang: str, template: str, address: str, present: Iterable[str]) -> Shape:
    """What every staged page says.

    Args:
        site: the archive.
        lang: the page's language, a folder.
        template: a file of the theme.
        address: the page's address below its language's folder, `about/`.
        present: the languages in which the page stands.
    """
    standing = set(present)
    switch = [
        {"lang": other, "url": f"{other}/{address}", "missing": other not in standing}
        for other in site.settings.languages
        if other != lang
    ]
    return {"template": template, "lang": lang, "switch": switch}


def tag_link(lang: str, concept: Concept) -> Shape:
    """A link to a concept's page."""
    title, language = name_in(concept.names, lang)
    shape = {"title": title, "url": f"{lang}/tags/{concept.id}/"}
    return shape if language == lang else shape | {"language": language}


def source_title(lang: str, source: Source | None, article: Article) -> str | None:
    """The name of an article's source, as the register has it, else its id."""
    return name_in(source.names, lang)[0] if source else article.source


def source_link(site: Site, lang: str, article: Article) -> Shape | None:
    """A link to the page of an article's source; without address where the register lacks it."""
    source = site.library.source(article)
    title = source_title(lang, source, article)
    return filled(title=title, url=source and f"{lang}/sources/{source.id}/") if title else None


def dated(site: Site, lang: str, article: Article) -> Shape:
    """An article's date, as ISO 8601 and to show."""
    return filled(
        date=article.published and dates.iso(article.published),
        date_text=article.published and printed(article.published, lang, site.library.source(article)),
    )


def translator_text(lang: str, said: Translation) -> str:
    """Who translated, and whether person or machine: `Lin Mei (human translation)`; nobody named, the kind alone."""
    kind = say(lang, f"translation.kind.{said.method}")
    return say(lang, "translation.by", name=said.translator, kind=kind) if said.translator else kind


def to_create(path: PurePosixPath, title: str, source_language: str) -> Shape:
    """`create`, the path of the page that a translator would add, and `skeleton`, what it starts with."""
    head = frontmatter.write({"title": title, "translation": {"from": source_language}})
    return {"create": f"docs/{path}", "skeleton": f"---\n{head}---\n\n"}


def text_language(lang: str, article: Article) -> str | None:
    """The language of an article's text where a page in `lang` must say it."""
    return None if article.language == lang else article.language


def entry(site: Site, lang: str, article: Article) -> Shape:
    """An article in a list."""
    known = site.memo.get((lang, article.path))
    if known is None:
        known = site.memo[lang, article.path] = _entry(site, lang, article)
    return dict(known)


def _entry(site: Site, lang: str, article: Article) -> Shape:
    translated = [
        {"lang": other, "name": site.settings.interface[other].name, "url": twin.address}
        for other, twin in site.library.translations(article).items()
        if not twin.withdrawn
    ]
    return filled(
        url=article.address,
        title=article.title,
        language=text_language(lang, article),
        language_name=language_name(lang, article.language) if article.folder != lang else None,
        **dated(site, lang, article),
        description=article.description,
        source=source_title(lang, site.library.source(article), article),
        tags=[name_in(concept.names, lang)[0] for concept in site.library.concepts(article)],
        translated=translated,
    )


def neighbour(site: Site, lang: str, found: Neighbour) -> Shape:
    """A related article with its reasons, coded and in words."""
    article = found.article
    names = {concept.id: concept for concept in site.library.concepts(article)}
    reasons = []
    for reason in found.reasons:
        words = (
            list(reason.ids)
            if reason.kind == "words"
            else [name_in(names[id_].names, lang)[0] for id_ in reason.ids if id_ in names]
        )
        text = say(lang, f"related.reason.{reason.kind}", names=say(lang, "list.separator").join(words))
        reasons.append({"kind": reason.kind, "ids": list(reason.ids), "text": text})
    shape = {"url": article.address, "title": article.title, "language": article.language, "lang": article.folder}
    return shape | dated(site, lang, article) | {"score": found.score, "reasons": reasons}


def merged(site: Site, lang: str, articles: Sequence[Article]) -> list[Article]:
    """Each article once: in `lang` where it stands there, else its original; the order stays."""
    shown = site.shown[lang]
    return [shown[key] for key in dict.fromkeys(article.key for article in articles) if key in shown]


def period_title(lang: str, year: str, month: str = "", key: str = "period") -> str:
    """A year (`2023`, or `undated`) or a month, as a label (`key` period) or a heading (`key` listing.title)."""
    if not year.isdigit():
        return say(lang, "listing.title.undated")
    if not month:
        return say(lang, f"{key}.year", year=int(year))
    name = say(lang, f"date.month.{int(month)}")
    return say(lang, f"{key}.month", year=int(year), month=int(month), month_name=name)
