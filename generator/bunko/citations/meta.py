"""Meta elements of an article's page by which reference managers and search engines know it.

Names are Highwire's (`citation_…`, as Google Scholar reads them) and Dublin Core's (`DC.…`). Zotero's
"Embedded Metadata" takes its values from the first, and the kind of the item from `DC.type`
(https://github.com/zotero/translators, `Embedded Metadata.js` and `RDF.js`).
"""

from __future__ import annotations

from collections.abc import Iterator

from bunko.citations.names import read_name
from bunko.citations.work import Work


def meta_elements(work: Work) -> Iterator[tuple[str, str]]:
    """Name and content of each element, in order; a name may stand several times."""
    day = work.day
    yield "citation_title", work.title
    yield from (("citation_author", _author(name)) for name in work.authors)
    if day:
        yield "citation_publication_date", f"{day:%Y/%m/%d}"
    if work.newspaper:
        yield "citation_journal_title", work.newspaper
    yield "citation_language", work.language
    if work.address:
        yield "citation_public_url", work.address
    if work.abstract:
        yield "citation_abstract", work.abstract
    yield from (("citation_keywords", word.replace(";", " ")) for word in work.keywords)
    # without it Zotero takes an article for one of a scholarly journal
    yield "DC.type", "newspaperArticle"
    yield "DC.language", work.language
    if day:
        yield "DC.date", day.isoformat()
    if work.original:
        yield "DC.source", work.original
    if work.rights:
        yield "DC.rights", work.rights


def _author(printed: str) -> str:
    """The family name and a comma first; a house that is printed with a space has the comma at its end.

    Zotero takes the last word of a name without comma for the family name; a comma at the end is taken
    off, and leaves a name of one piece.
    """
    name = read_name(printed)
    if name.family is not None:
        return f"{name.family}, {name.given}"
    whole = name.whole.replace(",", " ").replace(";", " ")
    return f"{whole}," if " " in whole else whole
