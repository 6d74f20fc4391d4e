"""The terms of every text of an archive: only a text that is new is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from bunko.related.bags import Bag, bag
from bunko.related.kept import Kept
from bunko.related.terms import Text, terms_of

_NAME = "terms"
_DIGEST = 16


class Read(NamedTuple):
    """The terms of each text, and a digest of it."""

    bags: list[Bag]
    digests: list[bytes]


def read(digests: Sequence[bytes], text: Callable[[int], Text], kept: Kept) -> Read:
    """The terms of each text; those of just these texts are kept.

    Args:
        digests: 16 bytes for each text, the same where the texts are.
        text: the text of a place among them, asked for where its terms are not kept.
        kept: what is kept.
    """
    known = _unpacked(kept.read(_NAME))
    found = {digest: known.get(digest) or bag(terms_of(text(at))) for at, digest in enumerate(digests)}
    if found.keys() != known.keys():
        kept.write(_NAME, _packed(found))
    return Read([found[digest] for digest in digests], list(digests))


def _packed(found: Mapping[bytes, Bag]) -> bytes:
    """How many, the digests, how many terms each has, then all codes and all counts."""
    digests = sorted(found)
    bags = [found[digest] for digest in digests]
    sizes = np.fromiter((len(one.codes) for one in bags), "<u4", len(bags))
    codes = np.concatenate([one.codes for one in bags]) if bags else np.empty(0)
    counts = np.concatenate([one.counts for one in bags]) if bags else np.empty(0)
    many = np.uint32(len(bags)).astype("<u4").tobytes()
    parts = [many, *digests, sizes.tobytes(), codes.astype("<u4", copy=False).tobytes(), counts.tobytes()]
    return b"".join(parts)


def _unpacked(content: bytes | None) -> Mapping[bytes, Bag]:
    if content is None:
        return {}
    many = int(np.frombuffer(content, "<u4", 1)[0])
    at = 4 + many * _DIGEST
    digests = [content[place : place + _DIGEST] for place in range(4, at, _DIGEST)]
    sizes = np.frombuffer(content, "<u4", many, at)
    total = int(sizes.sum())
    codes = np.frombuffer(content, "<u4", total, at + 4 * many)
    counts = np.frombuffer(content, "u1", total, at + 4 * many + 4 * total)
    ends = np.cumsum(sizes).tolist()
    return {
        digest: Bag(codes[begin:end], counts[begin:end])
        for digest, begin, end in zip(digests, [0, *ends[:-1]], ends, strict=True)
    }
