"""A translation's page, begun: empty places beside the original's paragraphs, or what a program drafted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from bunko import translated
from bunko.drafting import Program
from bunko.errors import BunkoError
from bunko.filesystem import write_whole
from bunko.library import Library
from bunko.nouns import (
    Article,
    Block,
    Heading,
    Instant,
    ItemList,
    Paragraph,
    Passage,
    Picture,
    Quote,
    Table,
    Translation,
)
from bunko.page import read as read_page
from bunko.page import write as write_page
from bunko.page_readings import waits
from bunko.prose import escape, plain, read_blocks, write_blocks
from bunko.settings import Settings

_RUN = re.compile("-(?=-)")
"""In a run of hyphens, which would end a comment."""

_ONE_NAME = re.compile(r"[\x21-\x7e]+(?: [\x21-\x7e]+)?|[\u3400-\u9fff0-9]{1,12}")
"""A title that may be the same in two languages: `JAXA`, `Chang'e 6`, `神舟十八号`."""


_USUAL = {"zh": "zh-Hans"}
"""What a text below a folder is in that names no script."""


class TranslationError(BunkoError):
    """No translation can be begun here."""


def begin(  # noqa: PLR0913 - what a translation's page says of itself
    library: Library,
    path: PurePosixPath,
    folder: str,
    *,
    translator: str | None = None,
    day: Instant | None = None,
    command: str | None = None,
) -> Article:
    """The translation of an article, to be filled by a person, or as a program drafted it.

    Args:
        library: the archive.
        path: the original's page, below docs/.
        folder: the language of the translation, a folder of the site.
        translator: name as signed.
        day: of the translation.
        command: a program that drafts (`drafting.Program`); the page then says that it is a machine's.

    Raises:
        TranslationError: the page is no original, or the translation stands already.
        DraftError: the program fails.
    """
    original = next((article for article in library.articles if article.path == path), None)
    if original is None and any(draft.path == path for draft in library.drafts):
        raise TranslationError(
            f"docs/{path}",
            "a translation that is not finished",
            expected="an original",
            cure="Finish it (`bunko check` names the places that wait); a translation is made from the original alone.",
        )
    if original is None:
        raise TranslationError(
            f"docs/{path}", "no article stands here", cure="Name the page of an article: docs/ja/articles/2024/06/1.md."
        )
    _refuse(library, original, folder)
    said = Translation(
        original.folder, translated.fingerprint(original), translator, "machine" if command else "human", day
    )
    page = Article(
        path=PurePosixPath(folder, *path.parts[1:]),
        title=original.title,
        language=_language(library, folder),
        description=original.description,
        translation=said,
    )
    if command is None:
        return replace(page, body=tuple(_places(original.body)))
    texts = [original.title, original.description or "", *(text for block in original.body for text in _texts(block))]
    title, description, *rest = _drafted(Program(command, original.language, page.language), texts)
    waiting = iter(rest)
    body = tuple(_safe(_with(block, [next(waiting) for _ in _texts(block)])) for block in original.body)
    return replace(page, title=title, description=description or None, body=body)


def write(settings: Settings, library: Library, page: Article) -> None:
    """Write a translation's page, where none stands, and keep the text that it is made from.

    Raises:
        TranslationError: a page stands there.
        OSError: it cannot be written.
    """
    file = settings.docs / page.path
    if file.exists():
        raise TranslationError(f"docs/{page.path}", "a page stands here", cure="It is a person's: it stays as it is.")
    text = write_page(page)
    said = page.translation
    original = library.groups[page.key][said.source_language] if said else library.original(page.key)
    translated.keep(settings.archive, original)
    write_whole(file, text)


def catch_up(settings: Settings, library: Library, path: PurePosixPath) -> bool:
    """Have a translation say that it is of its original as that is now, and keep that text.

    Nothing else of the page changes.

    Returns:
        Whether it did not say so already.

    Raises:
        TranslationError: the page is no translation, or a place of it still waits.
        OSError: it cannot be written.
    """
    file, place = settings.docs / path, f"docs/{path}"
    if any(draft.path == path for draft in library.drafts):
        raise TranslationError(place, "a place still waits", cure="Translate it; `bunko check` names each.")
    text = file.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    article = read_page(text, path)
    said = article.translation
    original = library.groups.get(article.key, {}).get(said.source_language) if said else None
    if said is None or original is None:
        raise TranslationError(place, "no translation of an article that stands here", cure="Name a translation.")
    of = translated.keep(settings.archive, original)
    if said.of == of:
        return False
    wanted = replace(article, translation=replace(said, of=of))
    swapped = text.replace(said.of, of, 1) if said.of else text  # which keeps comments in `translation` too
    write_whole(file, swapped if read_page(swapped, path) == wanted else write_page(wanted, onto=text))
    return True


def other_language(library: Library, path: PurePosixPath) -> str:
    """The one language that a page is not in.

    Raises:
        TranslationError: there are several, or none.
    """
    others = [folder for folder in library.languages if folder != path.parts[0]]
    if len(others) != 1:
        raise TranslationError(
            f"docs/{path}", "which language?", expected=f"--to {' or '.join(others)}", cure="Name it with --to."
        )
    return others[0]


def unfinished(article: Article, original: Article | None) -> Iterator[tuple[str, str]]:
    """What of a translation still waits: what it is, and the words that are the original's."""
    if original is not None and article.language != original.language:
        for name in ("title", "description"):
            words = getattr(article, name)
            if words and words == getattr(original, name) and not (name == "title" and _ONE_NAME.fullmatch(words)):
                yield name, words
    for block in article.body:
        if isinstance(block, Passage) and waits(block):
            yield "paragraph", block.markdown.partition("\n")[2].removesuffix("-->").strip()


def lacking(article: Article, original: Article) -> dict[str, int]:
    """How many blocks of each kind a translation has less than its original, where it has less blocks altogether."""
    if len(article.body) >= len(original.body):
        return {}
    counts = Counter(type(block).__name__ for block in original.body)
    counts.subtract(type(block).__name__ for block in article.body)
    return {kind: count for kind, count in counts.items() if count > 0}


def _refuse(library: Library, original: Article, folder: str) -> None:
    place = f"docs/{original.path}"
    if folder not in library.languages or folder == original.folder:
        others = [one for one in library.languages if one != original.folder]
        raise TranslationError(
            place,
            f"no translation into {folder!r}",
            expected=" or ".join(others),
            cure="Name a language of extra.bunko.languages in mkdocs.yml with --to.",
        )
    if original.translation is not None:
        source = original.translation.source_language
        raise TranslationError(
            place,
            "a translation itself",
            cure=f"Translate the original: docs/{source}/{original.key}.md.",
        )
    if original.withdrawn:
        raise TranslationError(place, "withdrawn", cure="A withdrawn article is not translated.")
    if folder in library.groups[original.key]:
        raise TranslationError(
            f"docs/{folder}/{original.key}.md",
            "the translation is there already",
            cure="Edit it; what of the original changed since is shown on the site, above the text.",
        )


def _language(library: Library, folder: str) -> str:
    """The language of most texts below a folder of the site; where none stands there yet, its usual script."""
    counts = Counter(article.language for article in library.articles if article.folder == folder)
    return min(counts, key=lambda one: (-counts[one], one)) if counts else _USUAL.get(folder, folder)


def _places(blocks: Sequence[Block]) -> Iterator[Block]:
    """The original's blocks as comments, each above its empty place; what needs no translation as it is."""
    for block in blocks:
        if isinstance(block, Passage):
            yield block
        else:
            lines = [line for line in _RUN.sub("- ", write_blocks((block,))).splitlines() if line.strip()]
            yield Passage("\n".join(["<!-- bunko: translate this, then remove it", *lines, "-->"]))


def _texts(block: Block) -> list[str]:
    """The texts of a block, each to be translated by itself."""
    match block:
        case Heading(text=text) | Paragraph(text=text):
            return [text]
        case Quote(paragraphs=paragraphs):
            return list(paragraphs)
        case ItemList(items=items):
            return list(items)
        case Picture(alt=alt, title=title):
            return [alt, title]
        case Table(header=header, rows=rows):
            return [cell for row in (header, *rows) for cell in row]
        case Passage():
            return []


def _with(block: Block, texts: Sequence[str]) -> Block:
    """A block with other texts in the places of its own."""
    match block:
        case Heading() | Paragraph():
            return replace(block, text=texts[0])
        case Quote():
            return replace(block, paragraphs=tuple(texts))
        case ItemList():
            return replace(block, items=tuple(texts))
        case Picture():
            return replace(block, alt=texts[0], title=texts[1])
        case Table(header=header):
            rows = [tuple(texts[at : at + len(header)]) for at in range(0, len(texts), len(header))]
            return replace(block, header=rows[0], rows=tuple(rows[1:]))
        case Passage():
            return block


def _drafted(program: Program, texts: Sequence[str]) -> list[str]:
    """What a program gives for texts, each on one line; an empty text stays empty."""
    given = iter(program([text for text in texts if text]))
    return [" ".join(next(given).split()) if text else "" for text in texts]


def _safe(block: Block) -> Block:
    """A drafted block that reads back as itself; else its words, without what would be markup."""
    if read_blocks(write_blocks((block,))) == (block,):
        return block
    return _with(block, [escape(plain(text)) for text in _texts(block)])
