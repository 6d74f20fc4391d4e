"""Copies of a text under other addresses: mirrors and print versions have the same sentences.

Two bodies are the same where nearly all their text, by length, stands in sentences that both
have; letters and digits alone count, so that paragraphs, marks and spaces may differ.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

_SAME = 0.9
"""Share of the longer body that stands in both."""

_SHORTEST = 200
"""Letters of a body that says enough to be known again; a Han character counts as two."""

_SENTENCES = 2000
"""Sentences of one body that are compared."""

_COMMON = 1000
"""Pages after which a sentence no longer tells one from another."""

_LINK_TARGET = re.compile(r"\]\([^()\s]{0,2000}\)")
_END = re.compile(r"[。．！？!?\n]+|\.(?=\s)")
_NO_LETTER = re.compile(r"[\W_]+")


@dataclass
class Copies:
    """The sentences of all bodies of an archive, by page."""

    _pages: dict[int, set[PurePosixPath]] = field(default_factory=dict)
    _totals: dict[PurePosixPath, int] = field(default_factory=dict)

    def add(self, path: PurePosixPath, body: str) -> None:
        """Take in a page.

        Args:
            path: below docs/.
            body: its Markdown.
        """
        sentences = _sentences(body)
        self._totals[path] = sum(sentences.values())
        for sentence in sentences:
            pages = self._pages.setdefault(sentence, set())
            if len(pages) < _COMMON:
                pages.add(path)

    def of(self, body: str, folder: str) -> PurePosixPath | None:
        """The page below a language's folder whose text is nearly the same, the most alike first."""
        sentences = _sentences(body)
        total = sum(sentences.values())
        if total < _SHORTEST:
            return None
        shared = self._shared(sentences, folder)
        alike = [(count / max(total, self._totals[path]), path) for path, count in shared.items()]
        best = max(alike, key=lambda item: (item[0], str(item[1])), default=(0.0, None))
        return best[1] if best[0] >= _SAME else None

    def _shared(self, sentences: Mapping[int, int], folder: str) -> Mapping[PurePosixPath, int]:
        shared = Counter[PurePosixPath]()
        for sentence, length in sentences.items():
            for path in self._pages.get(sentence, ()):
                if path.parts[0] == folder:
                    shared[path] += length
        return shared


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
