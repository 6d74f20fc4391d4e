"""Copies of a text under other addresses: mirrors and print versions have the same sentences.

Two bodies are the same where nearly all their text, by length, stands in sentences that both
have; letters and digits alone count, so that paragraphs, marks and spaces may differ.

Of each page only a few sentences are kept, those with the smallest hashes: of two bodies that
share nine tenths, some of these are nearly always the same (Broder, "On the resemblance and
containment of documents", 1997). The pages that they name are then compared whole.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePosixPath

_SAME = 0.9
"""Share of the longer body that stands in both."""

_SHORTEST = 200
"""Letters of a body that says enough to be known again; a Han character counts as two."""

_SENTENCES = 2000
"""Sentences of one body that are compared."""

_SKETCH = 6
_COMMON = 20
"""Pages after which a sentence no longer tells one from another."""

_LINK_TARGET = re.compile(r"\]\([^()\s]{0,2000}\)")
_END = re.compile(r"[。．！？!?\n]+|\.(?=\s)")
_NO_LETTER = re.compile(r"[\W_]+")


@dataclass
class Copies:
    """A sketch of each body of an archive, by page."""

    _pages: dict[int, tuple[PurePosixPath, ...]] = field(default_factory=dict)

    def add(self, path: PurePosixPath, body: str) -> None:
        """Take in a page.

        Args:
            path: below docs/.
            body: its Markdown.
        """
        for sentence in _sketch(_sentences(body)):
            pages = self._pages.get(sentence, ())
            if path not in pages and len(pages) < _COMMON:
                self._pages[sentence] = (*pages, path)

    def of(self, body: str, folder: str, body_of: Callable[[PurePosixPath], str]) -> PurePosixPath | None:
        """The page below a language's folder whose text is nearly the same, the most alike first.

        Args:
            body: Markdown.
            folder: of the language.
            body_of: gives the Markdown of a page's body.
        """
        sentences = _sentences(body)
        if sum(sentences.values()) < _SHORTEST:
            return None
        found = {path for sentence in _sketch(sentences) for path in self._pages.get(sentence, ())}
        alike = [
            (_likeness(sentences, _sentences(body_of(path))), path) for path in sorted(found) if path.parts[0] == folder
        ]
        best = max(alike, key=lambda item: item[0], default=(0.0, None))
        return best[1] if best[0] >= _SAME else None


def _likeness(one: dict[int, int], other: dict[int, int]) -> float:
    """The share of the longer text that stands in sentences of both."""
    shared = sum(length for sentence, length in one.items() if sentence in other)
    return shared / max(1, sum(one.values()), sum(other.values()))


def _sketch(sentences: dict[int, int]) -> list[int]:
    return sorted(sentences)[:_SKETCH]


def _sentences(body: str) -> dict[int, int]:
    """The length of each sentence by a hash that is the same in every process."""
    text = unicodedata.normalize("NFKC", _LINK_TARGET.sub("]", body)).casefold()
    bare = (_NO_LETTER.sub("", sentence) for sentence in _END.split(text)[:_SENTENCES])
    return {_hash(sentence): _length(sentence) for sentence in bare if sentence}


def _hash(sentence: str) -> int:
    digest = hashlib.blake2b(sentence.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big")


def _length(sentence: str) -> int:
    return len(sentence) if sentence.isascii() else 2 * len(sentence)
