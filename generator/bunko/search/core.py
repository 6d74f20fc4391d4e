"""The index's core: what every search needs, in one file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from bunko.search.document import Document, Names
from bunko.search.numbering import Span, day
from bunko.search.records import deflate
from bunko.search.shards import PLACE_BITS, PLACE_BITS_OF_KANA, WITHOUT_PLACES, Shard
from bunko.search.terms import fold, forms

_TAGS = 2_000
"""Tags that can be filtered by: the most used."""


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
    characters: set[str]

    def written(self) -> bytes:
        """Raw deflate of: length of the head (4 bytes), head (JSON), CRC-32 of each shard, of each group, columns."""
        head = {
            "size": self.size,
            "width": self.width,
            "bare": WITHOUT_PLACES,
            "places": [PLACE_BITS, PLACE_BITS_OF_KANA],
            "languages": [
                [span.folder, self.names.languages[span.folder], span.start, len(span.documents)] for span in self.spans
            ],
            "sources": [[source, self.names.sources.get(source, {})] for source in self._sources],
            "tags": [[tag, self.names.tags.get(tag, {})] for tag in self._tags],
            "aliases": self._aliases(),
            "forms": self._forms(),
            "shards": [shard.first for shard in self.shards],
        }
        text = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode(errors="replace")
        crcs = b"".join(shard.crc.to_bytes(4, "big") for shard in self.shards)
        return deflate(len(text).to_bytes(4, "big") + text + crcs + b"".join(self.groups) + self._columns())

    @cached_property
    def _documents(self) -> Sequence[Document]:
        return [document for span in self.spans for document in span.documents]

    @cached_property
    def _sources(self) -> Sequence[str]:
        return sorted({document.source for document in self._documents if document.source})

    @cached_property
    def _tags(self) -> Sequence[str]:
        counts: dict[str, int] = {}
        for document in self._documents:
            for tag in document.tags:
                counts[tag] = counts.get(tag, 0) + 1
        return sorted(counts, key=lambda tag: (-counts[tag], tag))[:_TAGS]

    def _aliases(self) -> list[list[str]]:
        """The labels of each concept that has more than one, as they are matched."""
        found = []
        for labels in self.names.aliases.values():
            folded = list(dict.fromkeys(filter(None, (fold(label).strip() for label in labels))))
            if len(folded) > 1:
                found.append(folded)
        return found

    def _forms(self) -> str:
        """Lines of a form and its variants: those whose form the archive uses."""
        table = forms()
        labels = "".join(label for labels in self.names.aliases.values() for label in labels)
        standing = self.characters.union(table.get(ord(character), character) for character in labels)
        lines: dict[str, str] = {}
        for variant, form in table.items():
            if form in standing:
                lines[form] = lines.get(form, form) + chr(variant)
        return "\n".join(lines.values())

    def _columns(self) -> bytes:
        """Numbers as varints: each document's day after the one before; then sources (0: none); then tags."""
        source_of = {source: index for index, source in enumerate(self._sources, 1)}
        tag_of = {tag: index for index, tag in enumerate(self._tags)}
        columns = bytearray()
        for span in self.spans:
            before = 0
            for document in span.documents:
                today = day(document)
                _varint(columns, today - before)
                before = today
        for document in self._documents:
            _varint(columns, source_of.get(document.source, 0))
        for document in self._documents:
            known = sorted(tag_of[tag] for tag in set(document.tags) if tag in tag_of)
            _varint(columns, len(known))
            for tag in known:
                _varint(columns, tag)
        return bytes(columns)


def _varint(data: bytearray, value: int) -> None:
    while value > 127:  # noqa: PLR2004 - seven bits a byte
        data.append(value & 127 | 128)
        value >>= 7
    data.append(value)
