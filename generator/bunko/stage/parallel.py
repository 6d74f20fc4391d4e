"""Staged parallel texts: an original and its translation in rows, and what of the original changed since."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from posixpath import relpath

from bunko.lagging import changes_since
from bunko.markdown_extension.pairs import mark_of
from bunko.nouns import Article, Block, Passage
from bunko.parallel import Change, Pair
from bunko.prose import escape, plain, write_blocks
from bunko.stage.frontmatter import render
from bunko.stage.pictures import pictures_of
from bunko.stage.piece import StagedFile
from bunko.stage.site import Site
from bunko.stage.view import Shape, common, dated, filled, translator_text
from bunko.strings import language_name, say

_FOOTNOTE = re.compile(r"\[\^([^\]\s]{1,200})\]")
_OPEN_ENDED = ("<", "///", "$$")
"""How a passage starts that could go on behind its own end."""

_FENCE = re.compile(r"^\s*(?:`{3}|~{3})", re.MULTILINE)


def parallel_pages(site: Site, key: str) -> Iterator[StagedFile]:
    """The parallel texts of an article that stands in two languages, in every language of the interface."""
    for lang in site.settings.languages:
        pair = pair_of(site, key, lang)
        if pair is not None:
            path = PurePosixPath(lang, key, "parallel.md")
            yield StagedFile(path, _page(site, lang, *pair), listed=lang in site.library.groups[key])


def parallel_places(site: Site, key: str) -> dict[str, bool]:
    """The places of these pages, and whether a sitemap is to name each."""
    found = (lang for lang in site.settings.languages if pair_of(site, key, lang) is not None)
    return {f"{lang}/{key}/parallel.md": lang in site.library.groups[key] for lang in found}


def pair_of(site: Site, key: str, lang: str) -> tuple[Article, Article] | None:
    """The two texts to lay side by side for readers of a language: what was translated, and the translation."""
    group = site.library.groups[key]
    original = site.library.original(key)
    here = group.get(lang, original)
    said = here.translation
    if said is not None and said.source_language in group and said.source_language != here.folder:
        pair = group[said.source_language], here
    else:
        twins = [twin for twin in group.values() if twin.path != here.path]
        made = [twin for twin in twins if twin.translation and twin.translation.source_language == here.folder]
        if not twins:
            return None
        pair = here, (made or twins)[0]
    return None if any(article.withdrawn for article in pair) else pair


def lag(site: Site, translation: Article) -> tuple[Change, ...]:
    """What of the original changed since the translation was made; nothing where nobody kept that text."""
    return changes_since(site.settings.archive, site.library, translation)


def stale_shape(site: Site, lang: str, translation: Article) -> list[Shape]:
    """`stale` of a translation's page: each change with its pieces, and the row of the parallel text it is in."""
    found = lag(site, translation)
    if not found:
        return []
    said = translation.translation
    original = site.library.groups[translation.key][said.source_language if said else lang]
    rows = _rows(site.alignments.pairs(original.body, translation.body))
    place = f"{lang}/{translation.key}/parallel/"
    return [
        filled(
            kind=change.kind,
            pieces=[{"kind": piece.kind, "text": piece.text} for piece in change.pieces],
            language=original.language,
            url=place,
            pair=next((rows[block] for block in change.blocks if block in rows), None),
        )
        for change in found
    ]


def _rows(pairs: Sequence[Pair]) -> dict[int, int]:
    """The row, from 1, of each block of the left text."""
    return {block: row for row, pair in enumerate(pairs, start=1) for block in pair.left}


def _page(site: Site, lang: str, left: Article, right: Article) -> str:
    group = site.library.groups[left.key]
    here = group.get(lang, left)
    shown = common(site, lang, "parallel.html", f"{left.key}/parallel/", group)
    pairs = site.alignments.pairs(left.body, right.body)
    stale = stale_shape(site, lang, right)
    changed = {shape["pair"] for shape in stale if "pair" in shape}
    meta = {"title": here.title} | shown
    meta |= filled(
        section_of_site="articles",
        language=here.language,
        description=say(lang, "parallel.description", title=here.title),
        article={"url": f"{lang}/{left.key}/"},
        sides=[_side(site, lang, article) for article in (left, right)],
        stale=stale,
        robots=None if lang in group else "noindex",
    )
    own = PurePosixPath(lang, left.key, "parallel.md")
    mark = _mark(left, right)
    directive = {
        "kind": "parallel",
        "mark": mark,
        "sides": [[article.language, relpath(str(article.path), str(own.parent))] for article in (left, right)],
    }
    directive |= filled(pictures=pictures_of(site, lang, left.key, own.parent) or None)
    return render(meta, directive, _body(mark, pairs, (left, right), changed))


def _side(site: Site, lang: str, article: Article) -> Shape:
    said = article.translation
    return filled(
        lang=article.folder,
        language=article.language,
        name=language_name(lang, article.language),
        title=article.title,
        description=article.description,
        url=article.address,
        authors=None if said else list(article.authors),
        translator_text=translator_text(lang, said) if said else None,
        **dated(site, lang, article),
    )


def _mark(left: Article, right: Article) -> str:
    """Letters that neither text can hold: a hash of both."""
    texts = "\0".join(f"{article.path}\0{write_blocks(article.body)}" for article in (left, right))
    return f"bunko{hashlib.sha256(texts.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}"


def _body(mark: str, pairs: Sequence[Pair], articles: tuple[Article, Article], changed: set[int]) -> str:
    cells: list[str] = []
    for row, pair in enumerate(pairs, start=1):
        for side, (article, indices) in enumerate(zip(articles, (pair.left, pair.right), strict=True)):
            blocks = [_closed(article.body[index]) for index in indices]
            text = _FOOTNOTE.sub(rf"[^{side}-\1]", write_blocks(tuple(blocks)))
            cells.append(f"{mark_of(mark, row, side, changed=row in changed)}\n\n{text}")
    return "\n".join(cells)


def _closed(block: Block) -> Block:
    """A block that ends where it ends: what might swallow the next mark is shown as its plain text."""
    if isinstance(block, Passage):
        text = block.markdown
        if text.lstrip().startswith(_OPEN_ENDED) or len(_FENCE.findall(text)) % 2:
            return Passage(escape(plain(text)))
    return block
