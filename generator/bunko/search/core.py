"""What every search needs, in one file; and the tags, which are asked for when the first results stand."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from bunko.search.codes import PLACE_BITS, PLACE_BITS_OF_KANA, WITHOUT_PLACES
from bunko.search.document import Findable, Names
from bunko.search.numbering import Span, day
from bunko.search.records import deflate
from bunko.search.shards import Shard, border
from bunko.search.terms import fold, forms

FORMAT = 2
"""Raised whenever `search.js` of before could not read what is written."""

_TAGS = 2_000
"""Tags that can be filtered by: the most used."""
_MOST = 255
"""What one byte says at most."""
_BMP = 0xFFFF


@dataclass(frozen=True)
class Core:
    """What the core says.

    Attributes:
        spans: the documents by their numbers.
        size: of the space of numbers; `width` its bits.
        names: how the filters' values are called.
        shards: in the order of their terms.
        groups: the records' folders, 4 bytes each, in the order of the numbers.
        characters: all that stand in the archive, folded.
    """

    spans: Sequence[Span]
    size: int
    width: int
    names: Names
    shards: Sequence[Shard]
    groups: Sequence[bytes]
    characters: frozenset[str]

    def written(self) -> bytes:
        """Format and CRC-32 of the rest (4 bytes each), then raw deflate of the head and its columns."""
        lasts = ["", *(shard.last for shard in self.shards)]
        borders = _units("\n".join(border(last, shard.first) for last, shard in zip(lasts, self.shards, strict=False)))
        pairs, rare = self._forms()
        head = {
            "size": self.size,
            "width": self.width,
            "bare": WITHOUT_PLACES,
            "places": [PLACE_BITS, PLACE_BITS_OF_KANA],
            "languages": [
                [span.folder, self.names.languages[span.folder], span.start, len(span.documents)] for span in self.spans
            ],
            "sources": [[source, self.names.sources.get(source, {})] for source in self._sources],
            "aliases": self._aliases(),
            "tagsCrc": f"{zlib.crc32(self.tags):08x}",
            "shards": len(self.shards),
            "letters": len(borders),
            "variants": len(pairs),
            "rare": rare,
        }
        columns = [
            bytes(min(round(len(shard.content) / 1024), _MOST) for shard in self.shards),
            *(shard.crc.to_bytes(4, "big") for shard in self.shards),
            *self.groups,
            _halves(borders),
            _varints(_steps(variant for variant, _ in pairs)),
            _halves([form for _, form in pairs]),
            *(_varints(_steps(map(day, span.documents))) for span in self.spans),
            _varints(self._source_numbers()),
        ]
        content = deflate(_head(head) + b"".join(columns))
        return FORMAT.to_bytes(4, "big") + zlib.crc32(content).to_bytes(4, "big") + content

    @cached_property
    def tags(self) -> bytes:
        """Raw deflate of: id and names of each tag, the most used first; how many each document has; which."""
        counts: dict[str, int] = {}
        for document in self._documents:
            for tag in document.tags:
                counts[tag] = counts.get(tag, 0) + 1
        most = sorted(counts, key=lambda tag: (-counts[tag], tag))[:_TAGS]
        number_of = {tag: number for number, tag in enumerate(most)}
        known = [sorted(number_of[tag] for tag in set(one.tags) if tag in number_of)[:_MOST] for one in self._documents]
        head = [[tag, self.names.tags.get(tag, {})] for tag in most]
        return deflate(_head(head) + bytes(map(len, known)) + _varints(tag for tags in known for tag in tags))

    @cached_property
    def _documents(self) -> Sequence[Findable]:
        return [document for span in self.spans for document in span.documents]

    @cached_property
    def _sources(self) -> Sequence[str]:
        return sorted({document.source for document in self._documents if document.source})

    def _source_numbers(self) -> Iterable[int]:
        """For each document its source, from 1; 0 for none."""
        source_of = {source: index for index, source in enumerate(self._sources, 1)}
        return (source_of.get(document.source, 0) for document in self._documents)

    def _aliases(self) -> list[list[str]]:
        """The labels of each concept that has more than one, as they are matched."""
        found = []
        for labels in self.names.aliases.values():
            folded = list(dict.fromkeys(filter(None, (fold(label).strip() for label in labels))))
            if len(folded) > 1:
                found.append(folded)
        return found

    def _forms(self) -> tuple[list[tuple[int, int]], list[list[str]]]:
        """Variants and their forms, where the archive uses the form; those with a form beyond 16 bits apart."""
        table = forms()
        labels = "".join(label for labels in self.names.aliases.values() for label in labels)
        labels += "".join(name for names in self.names.sources.values() for name in names.values())
        standing = self.characters.union(table.get(ord(character), character) for character in labels)
        pairs = sorted((variant, ord(form)) for variant, form in table.items() if form in standing)
        rare = [[chr(variant), chr(form)] for variant, form in pairs if form > _BMP]
        return [pair for pair in pairs if pair[1] <= _BMP], rare


def _head(value: Any) -> bytes:
    """Length (4 bytes) and JSON."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(errors="replace")
    return len(text).to_bytes(4, "big") + text


def _units(text: str) -> Sequence[int]:
    data = text.encode("utf-16-be", "surrogatepass")
    return [high << 8 | low for high, low in zip(data[::2], data[1::2], strict=True)]


def _halves(units: Sequence[int]) -> bytes:
    """The high bytes of all, then the low: what is alike stands together, and packs well."""
    return bytes(unit >> 8 for unit in units) + bytes(unit & 255 for unit in units)


def _steps(numbers: Iterable[int]) -> Iterable[int]:
    before = 0
    for number in numbers:
        yield number - before
        before = number


def _varints(values: Iterable[int]) -> bytes:
    """Seven bits a byte, the lowest first; the eighth says that more follow."""
    data = bytearray()
    for value in values:
        rest = value
        while rest > 127:  # noqa: PLR2004 - seven bits a byte
            data.append(rest & 127 | 128)
            rest >>= 7
        data.append(rest)
    return bytes(data)
