"""How an article is cited: the files beside its page, and what its page says of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from bunko.citations import STYLES, Work, bibtex, csl_json, meta_elements, reference, ris
from bunko.nouns import Article
from bunko.registers import name_in
from bunko.stage.piece import StagedFile
from bunko.stage.site import Site
from bunko.stage.view import Shape, filled, source_title
from bunko.strings import say
from bunko.web_address import web_address

FILES = {"cite.bib": bibtex, "cite.ris": ris, "cite.json": csl_json}
"""Files under an article's address, and what writes them."""

_NO_KEY = re.compile(r"[^A-Za-z0-9._-]")


def citation_files(site: Site, key: str) -> Iterator[StagedFile]:
    """BibTeX, RIS and CSL-JSON of an article in each of its languages, unless it is withdrawn."""
    for article in site.library.groups[key].values():
        if not article.withdrawn:
            work = work_of(site, article)
            for name, written in FILES.items():
                yield StagedFile(PurePosixPath(article.folder, article.key, name), written(work))


def citation_places(site: Site, key: str) -> dict[str, bool]:
    """The places of these files."""
    group = site.library.groups[key].values()
    return {f"{one.folder}/{one.key}/{name}": True for one in group if not one.withdrawn for name in FILES}


def cite_shape(site: Site, article: Article) -> Shape:
    """`cite` of an article's page: the line of text in its parts, the files, the meta elements."""
    work = work_of(site, article)
    line = reference(work, article.folder)
    return {
        **filled(style=STYLES[line.style], before=line.before, accessed=line.accessed, after=line.after),
        "files": [{"kind": name.rpartition(".")[2], "url": article.address + name} for name in FILES],
        "meta": [{"name": name, "content": content} for name, content in meta_elements(work)],
    }


def work_of(site: Site, article: Article) -> Work:
    """The article as it is cited."""
    said = article.translation
    original = site.library.groups[article.key].get(said.source_language) if said else None
    source = site.library.source(article)
    root = site.settings.site_url
    return Work(
        key=_key(article),
        title=article.title,
        language=article.language,
        authors=site.library.authors(article),
        newspaper=source_title(article.folder, source, article),
        published=article.published,
        section=article.section,
        abstract=article.description,
        keywords=tuple(name_in(concept.names, article.folder)[0] for concept in site.library.concepts(article)),
        address=root + article.address if root else None,
        original=web_address(article.url),
        archive=site.settings.interface[article.folder].title,
        rights=site.library.license(article),
        translator=said.translator if said else None,
        translation_kind=_kind(article),
        original_title=original.title if original else None,
    )


def _kind(article: Article) -> str | None:
    said = article.translation
    return say(article.folder, f"translation.kind.{said.method}") if said and said.method != "human" else None


def _key(article: Article) -> str:
    """`17487928-ja`; a letter that is not ASCII as its code point, since an id may be in any script."""
    return _NO_KEY.sub(lambda found: f"u{ord(found.group()):x}", f"{article.id}-{article.folder}")
