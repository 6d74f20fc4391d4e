"""What is wrong with what an article's page says of itself."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from difflib import get_close_matches

from bunko import dates, frontmatter, page
from bunko.addresses import alias_file
from bunko.captures.section_names import is_topic
from bunko.check.captures import SHA256
from bunko.check.problem import Problem
from bunko.library import MANY_TAGS, Library
from bunko.nouns import Article, Instant
from bunko.settings import Settings
from bunko.sources import host_of
from bunko.web_address import held_file, is_web

ALSO = frozenset(["template", "hide", "icon", "subtitle", "search", "status", "undated", "print_edition", "print_page"])
"""Fields of the engine's and of the importer's, which mean something besides."""


def article(settings: Settings, library: Library, article: Article, held: Collection[str]) -> Iterator[Problem]:
    """Every problem of a page's fields; `held` are the SHA-256 of the captures that are kept."""
    yield from _said(settings, article)
    yield from _misspelt(settings, article)
    yield from _filed(settings, article)
    yield from _aliases(settings, library, article)
    yield from _tags(settings, library, article)
    if article.source is not None or (article.translation is None and not article.withdrawn):
        yield from _source(settings, library, article)
    if article.translation is not None:
        yield from _original(settings, library, article)
    yield from _captures(settings, article, held)
    yield from _images(settings, article)


def _source(settings: Settings, library: Library, article: Article) -> Iterator[Problem]:
    """Whether it can be told whose text it is."""
    line = 1
    if article.source is not None:
        if article.source in library.registers.sources:
            return
        line = line_of(settings, article, "source")
        message = f"The source {article.source!r} is not in archive/sources.yml."
        cure = f"Add `{article.source}: {{names: {{…}}}}` to archive/sources.yml, or mend the id."
    elif article.url is None:
        message = "The page does not say where its text comes from."
        cure = "Give `source: <id in archive/sources.yml>`, or the original's `url`."
    else:
        line = line_of(settings, article, "url")
        message = f"The page names no source, and its address stands at {host_of(article.url)!r}."
        cure = "Add its publisher to archive/sources.yml, with the host in `hosts`; import again, or give `source`."
    yield Problem(f"docs/{article.path}", line, "source", message, cure)


def _original(settings: Settings, library: Library, article: Article) -> Iterator[Problem]:
    """Whether what a page says that it was translated from is an original that stands here."""
    source = article.translation.source_language if article.translation else ""
    group = library.groups[article.key]
    if source not in group:
        message = f"The page is translated from {source!r}, where this article does not stand."
        folders = "|".join(library.languages)
        cure = f"Name the language of the original: the same path stands under docs/{folders}/."
    elif group[source].translation is not None:
        message = f"The page is translated from {source!r}, which is a translation itself."
        cure = "Name the language of the original itself in `translation: {from: …}`, and translate from it."
    else:
        return
    line = line_of(settings, article, "translation")
    yield Problem(f"docs/{article.path}", line, "translation", message, cure)


def _captures(settings: Settings, article: Article, held: Collection[str]) -> Iterator[Problem]:
    found = list(_missing(article, held))
    line = line_of(settings, article, "captures") if found else 0
    for message, cure in found:
        yield Problem(f"docs/{article.path}", line, "capture-missing", message, cure)


def _missing(article: Article, held: Collection[str]) -> Iterator[tuple[str, str]]:
    """Message and cure of each capture that is not there, or no capture's name."""
    for record in article.captures:
        if not SHA256.fullmatch(record.sha256):
            message = f"captures: {record.sha256[:70]!r} is no SHA-256: expected 64 hexadecimal digits."
            cure = "The importer writes it; restore the line from the repository's history."
        elif record.sha256 not in held and not article.withdrawn:  # erased with the text, it stays known by its hash
            message = f"The capture {record.sha256} is not in archive/captures/."
            cure = "Restore the capture from the repository's history, or import it again."
        else:
            continue
        yield message, cure


def _images(settings: Settings, article: Article) -> Iterator[Problem]:
    """Files of the front matter's images that are not there, or may not be shown."""
    named = [(number, image.file) for number, image in enumerate(article.images) if image.file]
    lacks = [(number, file) for number, file in named if not _is_shown(settings, file)]
    lines = frontmatter.positions(_head(settings, article), first_line=2) if lacks else {}
    for number, file in lacks:
        line = lines.get(("images", number, "file"))
        if line is not None:  # else a translation has it of its original
            message = f"There is no image docs/{file[:200]}."
            cure = "Put the file below docs/ and give its place there: `file: assets/moon.jpg`; or take the line out."
            if held_file(file) is None:
                message = f"{file[:80]!r} is no place of an image: expected a path below docs/."
            yield Problem(f"docs/{article.path}", line, "image", message, cure)


def _is_shown(settings: Settings, file: str) -> bool:
    place = held_file(file)
    return place is not None and (settings.docs / place).is_file()


def _said(settings: Settings, article: Article) -> Iterator[Problem]:
    """What a page says of itself that cannot be right."""
    file = f"docs/{article.path}"
    if article.withdrawn and not article.reason:
        cure = "Give `reason: …` for readers."
        line = line_of(settings, article, "status")
        yield Problem(file, line, "withdrawn", "The article is withdrawn without a reason.", cure)
    if not article.withdrawn and not article.body:
        yield Problem(
            file, 1, "body", "The article has no text.", "Write it, or give `status: withdrawn` with a reason."
        )
    if article.url is not None and not is_web(article.url):
        cure = "Give the original's address, or leave the field out."
        line = line_of(settings, article, "url")
        yield Problem(file, line, "url", f"url is no address: expected https://…, found {article.url[:60]!r}.", cure)
    if article.original is not None and article.original.state == "moved" and article.original.url is None:
        line = line_of(settings, article, "original")
        cure = "Give the address to which it has moved: `original: {state: moved, url: https://…}`."
        yield Problem(file, line, "url", "The original has moved, and `original` gives no url.", cure)
    none = [address for address in article.related_links if not is_web(address)]
    if none and article.translation is None:
        line = line_of(settings, article, "related_links")
        for address in none:
            message = f"related_links: {address[:60]!r} is no address: expected https://…."
            yield Problem(file, line, "url", message, "Give the whole address, or take it out.")
    if article.language.partition("-")[0].lower() != article.folder.partition("-")[0].lower():
        message = f"The text's language is {article.language}, and the page stands under docs/{article.folder}/."
        line = line_of(settings, article, "language")
        yield Problem(file, line, "language", message, "Move the page under its language's folder, or mend `language`.")


def _aliases(settings: Settings, library: Library, article: Article) -> Iterator[Problem]:
    """Former addresses that are none, or at which another page stands."""
    line = line_of(settings, article, "aliases") if article.aliases else 1
    for alias in article.aliases:
        cure = "Give the former address below the site's root: ja/old/1/, or old/1.html."
        if alias_file(alias) is None:
            yield Problem(
                f"docs/{article.path}", line, "alias", f"aliases: {alias[:60]!r} is no address of this site.", cure
            )
        elif page_at := _page_at(settings, library, alias.strip("/")):
            message = f"aliases: {alias[:60]!r} is the address of {page_at}."
            cure = "Take it out: at an address where a page stands nothing leads on."
            yield Problem(f"docs/{article.path}", line, "alias", message, cure)


def _page_at(settings: Settings, library: Library, address: str) -> str | None:
    """The page that stands at an address: an article's (in another language its notice), or one written by hand."""
    folder, _, key = address.removesuffix("/index.html").partition("/")
    if folder in library.languages and key in library.groups:
        return f"docs/{library.groups[key].get(folder, library.original(key)).path}"
    for place in (f"{folder}/{key}.md", f"{folder}/{key}/index.md") if key else (f"{folder}.md", f"{folder}/index.md"):
        if (settings.docs / place).is_file():
            return f"docs/{place}"
    return None


def _filed(settings: Settings, article: Article) -> Iterator[Problem]:
    """An original without a day, which no list by date holds; a section in `genre`, where imports once put it."""
    file = f"docs/{article.path}"
    undated = article.published is None and article.path.parent.name == "undated"  # elsewhere: `place`
    original = article.translation is None and not article.withdrawn
    if undated and original and article.extra.get("undated") is not True:
        cure = (
            "Give `date: 2024-05-03` (a day is enough), or import its capture again with --date; "
            "where nobody can tell it, say so: `undated: true`."
        )
        yield Problem(file, 1, "date", "The article has no date: it stands in no year's list and on no calendar.", cure)
    if original and article.published and article.updated and _is_before(article.updated, article.published):
        message = f"The article was updated ({article.updated}) before it was published ({article.published})."
        cure = "Mend `updated` or `date`; leave `updated` out where it is not known."
        yield Problem(file, line_of(settings, article, "updated"), "date", message, cure)
    if article.genre is not None and article.section is None and is_topic(article.genre):
        cure = "Rename the field to `section`; `genre` is a kind of text: an interview, an editorial."
        message = f"The genre {article.genre!r} is the name of a newspaper's section."
        yield Problem(file, line_of(settings, article, "genre"), "genre", message, cure)


def _is_before(one: Instant, other: Instant) -> bool:
    """Whether an instant or a day is certainly before another."""
    if isinstance(one, datetime) and isinstance(other, datetime):
        return one < other
    return dates.day(one) < dates.day(other)


def _misspelt(settings: Settings, article: Article) -> Iterator[Problem]:
    """Fields of one's own that look like one of ours."""
    for name in article.extra:
        near = get_close_matches(name.lower(), page.ORDER, n=1, cutoff=0.75)
        if near and name not in ALSO:
            cure = f"Write {near[0]}, or choose another name: Bunko does not read this field."
            message = f"The field {name[:40]!r} is none of Bunko's: expected {near[0]!r}?"
            yield Problem(f"docs/{article.path}", line_of(settings, article, name), "field", message, cure)


def _tags(settings: Settings, library: Library, article: Article) -> Iterator[Problem]:
    """An article that nothing leads to, and one with so many tags that they say nothing.

    A translation without tags has its original's: one word on the original is enough.
    """
    file = f"docs/{article.path}"
    inherits = article.translation is not None and library.original(article.key) is not article
    if len(article.tags) > MANY_TAGS:
        message = f"The article has {len(article.tags)} tags: expected {MANY_TAGS} at most."
        cure = "Keep those that say what it is about; a long list is often a page's footer, taken for its tags."
        yield Problem(file, line_of(settings, article, "tags"), "tags", message, cure)
    elif not article.withdrawn and not inherits and article.body and not library.concepts(article):
        few = f" (proposed: {', '.join(article.proposed_tags[:5])})" if article.proposed_tags else ""
        cure = f"Give `tags: […]`{few}: names or ids of archive/tags.yml, or new ones."
        line = line_of(settings, article, "tags", "proposed_tags")
        yield Problem(file, line, "tags", "The article has no tags, so that no list of a subject leads to it.", cure)


def line_of(settings: Settings, article: Article, *names: str) -> int:
    """The line of the first of these fields that a page has, else its first line."""
    return frontmatter.line_of(_text(settings, article), *((name,) for name in names))


def _text(settings: Settings, article: Article) -> str:
    return (settings.docs / article.path).read_text(encoding="utf-8-sig").replace("\r\n", "\n")


def _head(settings: Settings, article: Article) -> str:
    return frontmatter.split(_text(settings, article))[0] or ""
