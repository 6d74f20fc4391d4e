"""Translations whose original changed since they were made: which paragraphs, and the difference."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath

from bunko import registers, translated
from bunko.library import Library, examine
from bunko.nouns import Article
from bunko.parallel import Change, align, changes
from bunko.parallel.alignment import text_of_block
from bunko.settings import Settings

_SHA256 = re.compile(r"[0-9a-f]{64}")
_BEGINNING = 40
"""Letters of a paragraph by which a person finds it."""
_MARKS = {"same": ("", ""), "deleted": ("[-", "-]"), "inserted": ("{+", "+}")}
"""As `git diff --word-diff` marks them."""


@dataclass(frozen=True, slots=True)
class Lagging:
    """A translation that lags.

    Attributes:
        translation: the page that lags.
        original: as it is now.
        changes: of the original; none where nobody kept the text that was translated.
        beside: for each change, the blocks of the translation (from 0) that answer the changed ones.
    """

    translation: Article
    original: Article
    changes: tuple[Change, ...]
    beside: tuple[tuple[int, ...], ...]

    def as_object(self) -> Mapping[str, object]:
        """For JSON: blocks count from 1, and without one, title or description are meant."""
        told = [
            {
                "kind": change.kind,
                "blocks": [block + 1 for block in change.blocks],
                "beside": [{"block": block + 1, "text": self._beginning(block)} for block in blocks],
                "pieces": [asdict(piece) for piece in change.pieces],
            }
            for change, blocks in zip(self.changes, self.beside, strict=True)
        ]
        pages = {"page": f"docs/{self.translation.path}", "original": f"docs/{self.original.path}"}
        return {"kind": "lagging", **pages, "changes": told}

    def as_text(self) -> str:
        """For a person at a terminal, differences marked as `git diff --word-diff` does."""
        lines = [f"docs/{self.translation.path} lags behind docs/{self.original.path}:"]
        for change, blocks in zip(self.changes, self.beside, strict=True):
            here = f" (here {' '.join(self._beginning(block) for block in blocks)})" if blocks else ""
            marked = "".join(piece.text.join(_MARKS[piece.kind]) for piece in change.pieces)
            lines.append(f"    {change.kind}{here}: {' '.join(marked.split())}")
        if not self.changes:
            lines.append("    what changed cannot be told: the text that was translated is not in archive/translated/")
        return "\n".join(lines) + "\n"

    def _beginning(self, block: int) -> str:
        text = " ".join(text_of_block(self.translation.body[block]).split())
        return text if len(text) <= _BEGINNING else f"{text[: _BEGINNING - 1]}…"


def lagging(settings: Settings, only: Collection[PurePosixPath] | None = None) -> Iterator[Lagging]:
    """Every translation that lags, newest first; a page that cannot be read is passed over.

    Args:
        settings: of the archive.
        only: pages below docs/, originals or translations: what lags of these articles alone.
    """
    keys = None if only is None else {PurePosixPath(*path.parts[1:]) for path in only}
    library, _ = examine(settings, registers.examine(settings.archive).registers, only=keys)
    for article in library.published:
        original = source_of(library, article)
        if original is not None and lags(library, article):
            found = changes_since(settings.archive, library, article)
            yield Lagging(article, original, found, _beside(found, original, article))


def source_of(library: Library, article: Article) -> Article | None:
    """The article that a translation was made from, as it is now."""
    said = article.translation
    return library.groups[article.key].get(said.source_language) if said else None


def lags(library: Library, article: Article) -> bool:
    """Whether a translation's original changed since it was made."""
    said, original = article.translation, source_of(library, article)
    return bool(said and said.of and original and said.of != translated.fingerprint(original))


def changes_since(archive: Path, library: Library, translation: Article) -> tuple[Change, ...]:
    """What of the original changed since the translation was made; nothing where nobody kept that text."""
    said, original = translation.translation, source_of(library, translation)
    if said is None or original is None or not _SHA256.fullmatch(said.of or "") or not lags(library, translation):
        return ()
    try:
        kept = translated.place(archive, said.of or "").read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ()
    return changes(kept, original)


def _beside(found: Sequence[Change], original: Article, translation: Article) -> tuple[tuple[int, ...], ...]:
    pairs = align(original.body, translation.body) if found else ()
    answers = {block: pair.right for pair in pairs for block in pair.left}
    each = ([answer for block in change.blocks for answer in answers.get(block, ())] for change in found)
    return tuple(tuple(dict.fromkeys(blocks)) for blocks in each)
