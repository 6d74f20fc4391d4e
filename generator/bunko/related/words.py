"""The distinctive words that two pages share, as they are written on one of them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath

import numpy as np
from numpy.typing import NDArray

from bunko.folding import fold
from bunko.library import Library
from bunko.nouns import Article
from bunko.related import names
from bunko.related.bags import code
from bunko.related.commonness import oldest, weight
from bunko.related.kept import Kept
from bunko.related.kept_matches import ID
from bunko.related.matching import Matched
from bunko.related.terms import terms_in

_READ = 20_000
_ADDRESS = re.compile(r"https?://[^\s)>\]]{1,2000}|\]\([^()\s]{0,2000}\)")
"""An address is no word on the page; also that of an image of the archive's own."""

_WORD = re.compile(r"[ァ-ヶー]{3,20}|[A-Za-z][A-Za-z0-9][A-Za-z0-9'-]{1,30}|[々〆\u3400-\u9fff]{2,8}")
_MOST = 3
_COMMON, _FEW = 20, 5
"""A word on more than one in twenty of the pages, and on more than five, distinguishes nothing."""
_ROUNDING = 1e-6
_NAME = "words"
_KEY = 24
"""Letters that name two pages."""


def words(text: str) -> Mapping[str, str]:
    """Each word of a text, or the Chinese name of what it names, folded; with the word as it is first written there.

    A word is a run of one script: a reader finds it on the page as it stands.
    """
    found: dict[str, str] = {}
    for match in _WORD.finditer(_ADDRESS.sub(" ", text[:_READ])):
        written = match[0]
        folded = fold(written)
        found.setdefault(names.table().get(folded, folded), written)
    return found


@dataclass(frozen=True, slots=True)
class Rarity:
    """How rare words are on the pages of one language: by the rarest term that each holds."""

    codes: NDArray[np.uint32]
    weights: NDArray[np.float32]
    least: float

    def of(self, word: str) -> float:
        """The logarithm of the rarity of a word as `words` has it, in steps."""
        terms = [f"={word}"] if word in names.table() else [term for term in terms_in(word) if len(term) > 1]
        return max((self._of(code(term)) for term in terms), default=0.0)

    def _of(self, term: int) -> float:
        at = int(np.searchsorted(self.codes, term))
        return abs(float(self.weights[at])) if at < len(self.codes) and self.codes[at] == term else 0.0


def rarity(found: Matched) -> Rarity:
    """How rare words are in the language whose pages were matched."""
    pages = oldest(found.first)
    return Rarity(found.codes, found.weights, float(weight(max(_FEW, pages // _COMMON), pages)) - _ROUNDING)


Marks = Mapping[PurePosixPath, bytes]
"""Of each page, by its path; see `Graph`."""


@dataclass(frozen=True)
class SharedWords:
    """Finds the rarest words that two pages share; what was found before is kept."""

    library: Library
    marks: Marks
    rarities: Mapping[str, Rarity]
    kept: Kept
    _found: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    _words: dict[PurePosixPath, Mapping[str, str]] = field(default_factory=dict, repr=False)

    def between(self, page: Article, other: Article) -> tuple[str, ...]:
        """Rare words of both pages, as `page` writes them, the most telling first."""
        key = hashlib.sha256(self.marks[page.path] + self.marks[other.path][:ID]).hexdigest()[:_KEY]
        if key not in self._found:
            self._found[key] = self._known[key] if key in self._known else self._shared(page, other)
        return self._found[key]

    def keep(self) -> None:
        """Keep what was asked for."""
        if self._found.keys() != self._known.keys():
            lines = ("\t".join([key, *self._found[key]]) for key in sorted(self._found))
            self.kept.write(_NAME, "\n".join(lines).encode())

    @cached_property
    def _known(self) -> Mapping[str, tuple[str, ...]]:
        lines = bytes(self.kept.read(_NAME) or b"").decode().split("\n")
        return {line[:_KEY]: tuple(line[_KEY + 1 :].split("\t")) if line[_KEY:] else () for line in lines if line}

    def _shared(self, page: Article, other: Article) -> tuple[str, ...]:
        here, there = self._words_of(page), self._words_of(other)
        rarity = self.rarities[page.folder]
        rare = {word: rarity.of(word) for word in here if word in there}
        shared = [word for word in rare if rare[word] >= rarity.least]
        shared.sort(key=lambda word: (-min(len(word), 4), -rare[word], word))
        return tuple(here[word] for word in shared[:_MOST])

    def _words_of(self, page: Article) -> Mapping[str, str]:
        if page.path not in self._words:
            text = f"{page.title}\n{page.description or ''}\n{self.library.markdown(page)}"
            self._words[page.path] = words(text)
        return self._words[page.path]
