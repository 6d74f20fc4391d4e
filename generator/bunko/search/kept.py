"""The index as it was made last, so that a build indexes only what is new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate, pairwise
from pathlib import Path

import numpy as np

from bunko.garbage import without_collection
from bunko.search.assembly import Files, written
from bunko.search.document import Findable, Names
from bunko.search.index import Index, made, moved, numbered, renewed, shard_size, width_of
from bunko.search.numbering import Span, number
from bunko.search.postings import Postings, Rows
from bunko.search.shards import Shard
from bunko.shelf import Shelf, version_of

_FORM = 1
_DIGEST = 16
_FEW = 20
"""One document in so many may have changed: with more, making all anew costs no more."""
_FEWEST = 64


@dataclass(frozen=True, slots=True)
class Kept:
    """An index with its lists, and the digest of the document of each number."""

    index: Index
    postings: Postings
    digests: Mapping[int, bytes]


def assembled(documents: Sequence[Findable], names: Names, path: Path) -> Files:
    """The index, of what the file `path` keeps of the last one and what changed since: the bytes that `assemble` gives.

    A file that was cut, changed or made by another version is made anew; one that cannot be written is done without.
    """
    with without_collection():
        spans, size = number(documents, names.languages)
        shelf = Shelf(path, "search", _version())
        kept = _kept(shelf.read())
        digests = {place: document.digest for place, document in numbered(spans)}
        if kept is None or kept.digests != digests or kept.index.size != size:
            kept = _followed(kept, spans, size, digests) or _anew(spans, size, digests)
            shelf.write(_parts(kept))
        return written(kept.index, spans, names)


def _anew(spans: Sequence[Span], size: int, digests: Mapping[int, bytes]) -> Kept:
    index, lists = made(spans, size)
    return Kept(index, Postings.of(lists), digests)


def _followed(kept: Kept | None, spans: Sequence[Span], size: int, digests: Mapping[int, bytes]) -> Kept | None:
    """What is kept, brought to these documents; None where too much changed."""
    if kept is None:
        return None
    most = max(len(digests) // _FEW, _FEWEST)
    index = kept.index
    if (width_of(size), shard_size(len(digests))) == (index.width, index.shard_size) and index.shards:
        gone = [place for place, digest in kept.digests.items() if digests.get(place) != digest]
        come = {place: one for place, one in numbered(spans) if kept.digests.get(place) != digests[place]}
        if len(gone) + len(come) <= most:
            return Kept(*renewed(index, kept.postings, gone, come, size), digests)
    by_digest = {digest: place for place, digest in digests.items()}
    places = {old: by_digest[digest] for old, digest in kept.digests.items() if digest in by_digest}
    held = set(places.values())
    come = {place: one for place, one in numbered(spans) if place not in held}
    ascending = all(one < other for one, other in pairwise(places.values()))
    if not ascending or len(kept.digests) - len(places) + len(come) > most:
        return None
    return Kept(*moved(index, kept.postings, places, come, size), digests)


@cache
def _version() -> str:
    code = [
        *(file for folder in ("search", "prose") for file in (files("bunko") / folder).iterdir()),
        *(files("bunko") / name for name in ("folding.py", "frontmatter.py", "han_variants.txt", "page_text.py")),
    ]
    return version_of(_FORM, [file for file in code if file.name.endswith((".py", ".txt"))])


def _parts(kept: Kept) -> Mapping[str, bytes | memoryview]:
    index, postings = kept.index, kept.postings
    terms = "\n".join("\n".join(shard.terms) for shard in index.shards)
    rows = {"entries": postings.entries, "titles": postings.in_title, "strong": postings.in_strong}
    return {
        "size": _numbers([index.size]),
        "documents": _numbers(kept.digests),
        "digests": b"".join(kept.digests.values()),
        "record lengths": _numbers([len(index.records[place]) for place in kept.digests]),
        "records": b"".join(index.records[place] for place in kept.digests),
        "terms": terms.encode("utf-8", "surrogatepass"),
        "code lengths": b"".join(_numbers(shard.lengths) for shard in index.shards),
        "shard terms": _numbers([len(shard.terms) for shard in index.shards]),
        "shard lengths": _numbers([len(shard.content) for shard in index.shards]),
        "shards": b"".join(shard.content for shard in index.shards),
        "characters": "".join(sorted(index.characters)).encode("utf-8", "surrogatepass"),
        **{f"{name}{part}": content for name, found in rows.items() for part, content in _row_parts(found)},
    }


def _kept(parts: Mapping[str, memoryview]) -> Kept | None:
    if not parts:
        return None
    documents = _read(parts["documents"]).tolist()
    digests = bytes(parts["digests"])
    records = zip(documents, _cut(parts["records"], _read(parts["record lengths"]).tolist()), strict=True)
    terms = str(parts["terms"], "utf-8", "surrogatepass").split("\n")
    lengths = _read(parts["code lengths"]).tolist()
    places = [0, *accumulate(_read(parts["shard terms"]).tolist())]
    contents = _cut(parts["shards"], _read(parts["shard lengths"]).tolist())
    shards = [
        Shard(terms[start:end], lengths[start:end], content)
        for (start, end), content in zip(pairwise(places), contents, strict=True)
    ]
    rows = [_rows(parts, name, len(terms)) for name in ("entries", "titles", "strong")]
    return Kept(
        Index(
            int(_read(parts["size"])[0]),
            dict(records),
            shards,
            frozenset(str(parts["characters"], "utf-8", "surrogatepass")),
        ),
        Postings(*rows),
        {place: digests[at * _DIGEST : (at + 1) * _DIGEST] for at, place in enumerate(documents)},
    )


def _row_parts(rows: Rows) -> Iterator[tuple[str, bytes | memoryview]]:
    """The rows that hold something, how much each, and what."""
    counts = np.diff(rows.starts)
    filled = np.flatnonzero(counts)
    yield " rows", filled.astype("<u4").tobytes()
    yield " counts", counts[filled].astype("<u4").tobytes()
    values = np.ascontiguousarray(rows.values, "<u4")
    yield "", values.data.cast("B") if len(values) else b""


def _rows(parts: Mapping[str, memoryview], name: str, count: int) -> Rows:
    counts = np.zeros(count, np.int64)
    counts[_read(parts[f"{name} rows"])] = _read(parts[f"{name} counts"])
    return Rows.counted(counts, _read(parts[name]))


def _numbers(values: Sequence[int] | Mapping[int, bytes]) -> bytes:
    return np.fromiter(values, "<u4", len(values)).tobytes()


def _read(part: memoryview) -> np.ndarray[tuple[int], np.dtype[np.uint32]]:
    return np.frombuffer(part, "<u4")


def _cut(part: memoryview, lengths: Sequence[int]) -> Sequence[bytes]:
    return [bytes(part[start:end]) for start, end in pairwise([0, *accumulate(lengths)])]
