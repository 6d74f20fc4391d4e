"""Copies of a text under other addresses: mirrors and print versions have the same sentences.

Two bodies are the same where nearly all their text, by length, stands in sentences that both
have; letters and digits alone count, so that paragraphs, marks and spaces may differ.

The notices of a series (weather, markets, earthquakes) share nearly all their sentences too. They
are told from copies by what a series counts up: days, numbers in a sentence, the publisher's own numbers
(benchmarks/copies).

Of each page only a few sentences are kept, those with the smallest hashes: of two bodies that
share nine tenths, some of these are nearly always the same (Broder, "On the resemblance and
containment of documents", 1997). The pages that they name are then compared whole.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from difflib import SequenceMatcher
from pathlib import PurePosixPath
from typing import Any

from bunko import dates, frontmatter
from bunko.identity import is_print, number_of, publisher_key
from bunko.nouns import Article, Picture
from bunko.prose import write_blocks

_SAME = 0.9
"""Share of the longer body that stands in both."""

_SHORTEST = 200
"""Letters of a body that says enough to be known again; a Han character counts as two."""

_SENTENCES = 2000
"""Sentences of one body that are compared."""

_SKETCH = 6
_COMMON = 20
"""Pages after which a sentence no longer tells one from another."""

_PAIRS = 12
"""Sentences that one text alone has, which are held against those of the other."""

_ALIKE = 0.5
"""Share of two sentences, numbers aside, from which they say the same of other days."""

_WORDS = 300
"""Characters of a sentence that are compared."""

_DAY = 10
"""Characters of an ISO 8601 day."""

_DIGITS = re.compile(r"\d+|[〇一二三四五六七八九十百千万億兆]+")
_PICTURE = re.compile(r"^!\[.*\)$", re.MULTILINE)
_LINK_TARGET = re.compile(r"\]\([^()\s]{0,2000}\)")
_END = re.compile(r"[。．！？!?\n]+|\.(?=\s)")
_NO_LETTER = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Text:
    """What of an article is compared: the Markdown of its body, its title, its published day and its address."""

    body: str
    title: str = ""
    day: date | None = None
    url: str | None = None

    @classmethod
    def of(cls, article: Article) -> Text:
        """Of an article."""
        day = dates.day(article.published) if article.published else None
        body = write_blocks(tuple(block for block in article.body if not isinstance(block, Picture)))
        return cls(body, article.title, day, article.url)

    @classmethod
    def of_page(cls, text: str) -> Text:
        """Of a page; its body alone where its front matter cannot be read."""
        try:
            return cls.of_fields(*frontmatter.read(text))
        except frontmatter.FrontmatterError:
            return cls(frontmatter.split(text)[1])

    @classmethod
    def of_fields(cls, fields: Mapping[str, Any], body: str) -> Text:
        """Of the parts of a page."""
        body = _PICTURE.sub("", body)
        title, day, url = (str(fields.get(name) or "") for name in ("title", "date", "url"))
        try:
            return cls(body, title, date.fromisoformat(day[:_DAY]), url or None)
        except ValueError:
            return cls(body, title, None, url or None)


@dataclass
class Copies:
    """A sketch of each body of an archive, by page."""

    _pages: dict[int, tuple[PurePosixPath, ...]] = field(default_factory=dict)

    def add(self, path: PurePosixPath, text: Text) -> None:
        """Take in a page.

        Args:
            path: below docs/.
            text: of it.
        """
        for sentence in _sketch(_lengths(text.body)):
            pages = self._pages.get(sentence, ())
            if path not in pages and len(pages) < _COMMON:
                self._pages[sentence] = (*pages, path)

    def of(self, text: Text, folder: str, text_of: Callable[[PurePosixPath], str]) -> PurePosixPath | None:
        """The page below a language's folder whose text is nearly the same, the most alike first.

        Args:
            text: of a capture.
            folder: of the language.
            text_of: gives a page as it is written.
        """
        sentences = _lengths(text.body)
        if sum(sentences.values()) < _SHORTEST:
            return None
        found = {path for sentence in _sketch(sentences) for path in self._pages.get(sentence, ())}
        alike = list[tuple[float, PurePosixPath]]()
        for path in sorted(found):
            page = text_of(path) if path.parts[0] == folder else ""
            likeness = _likeness(sentences, _lengths(frontmatter.split(page)[1]))
            if likeness >= _SAME and not _in_series(text, Text.of_page(page), likeness):
                alike.append((likeness, path))
        return max(alike, key=lambda item: item[0])[1] if alike else None


def _in_series(one: Text, other: Text, likeness: float) -> bool:
    """Two notices of a series, and no copies of one text."""
    same_publisher = _publisher(one) == _publisher(other)
    printed = is_print(one.url) or is_print(other.url)
    if same_publisher and not printed and _numbered_apart(one.url, other.url):
        return True
    # Another publisher, or a printer's page, may give the day in another zone.
    slack = timedelta(days=0 if same_publisher and not printed else 1)
    if one.day and other.day and abs(one.day - other.day) > slack:
        return likeness < 1 or same_publisher
    if likeness == 1:
        return False
    if same_publisher and _numbers(one.title) != _numbers(other.title):
        return True
    ones, others = (dict(_sentences(text.body)) for text in (one, other))
    left = [text for hash_, text in ones.items() if hash_ not in others and _numbers(text)][:_PAIRS]
    right = [text for hash_, text in others.items() if hash_ not in ones and _numbers(text)][:_PAIRS]
    return any(_counts_up(mine, theirs) for mine in left for theirs in right)


def _numbered_apart(one: str | None, other: str | None) -> bool:
    """Two articles by the publisher's own numbers."""
    numbers = {number_of(one), number_of(other)}
    return None not in numbers and len(numbers) > 1


def _counts_up(one: str, other: str) -> bool:
    """Two sentences that differ in their numbers and hardly else."""
    if _numbers(one) == _numbers(other):
        return False
    words, others = (_DIGITS.sub("", text)[:_WORDS] for text in (one, other))
    return SequenceMatcher(None, words, others, autojunk=False).ratio() >= _ALIKE


def _numbers(text: str) -> list[str]:
    return _DIGITS.findall(unicodedata.normalize("NFKC", text))


def _publisher(text: Text) -> str:
    return publisher_key(text.url)


def _likeness(one: dict[int, int], other: dict[int, int]) -> float:
    """The share of the longer text that stands in sentences of both."""
    shared = sum(length for sentence, length in one.items() if sentence in other)
    return shared / max(1, sum(one.values()), sum(other.values()))


def _sketch(sentences: dict[int, int]) -> list[int]:
    return sorted(sentences)[:_SKETCH]


def _lengths(body: str) -> dict[int, int]:
    return {hash_: _length(sentence) for hash_, sentence in _sentences(body)}


def _sentences(body: str) -> Iterator[tuple[int, str]]:
    """Each sentence's letters and digits, by a hash that is the same in every process."""
    text = unicodedata.normalize("NFKC", _LINK_TARGET.sub("]", body)).casefold()
    bare = (_NO_LETTER.sub("", sentence) for sentence in _END.split(text)[:_SENTENCES])
    return ((_hash(sentence), sentence) for sentence in bare if sentence)


def _hash(sentence: str) -> int:
    digest = hashlib.blake2b(sentence.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big")


def _length(sentence: str) -> int:
    return len(sentence) if sentence.isascii() else 2 * len(sentence)
