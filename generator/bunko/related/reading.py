"""The terms of every text of an archive: only a text that is new is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass

import numpy as np

from bunko.related.bags import Bag, bag
from bunko.related.kept import FEW, Kept
from bunko.related.terms import Text, terms_of

_NAME = "terms"
_DIGEST = 16


class _Terms:
    """The terms of texts by their digests: of one content as it is kept, and of a few texts more."""

    def __init__(self, content: memoryview | None) -> None:
        """`content` is how many, the digests, how many terms each has, then all codes and all counts."""
        content = content or memoryview(bytes(4))
        many = int(np.frombuffer(content, "<u4", 1)[0])
        at = 4 + many * _DIGEST
        digests = content[4:at].tobytes()
        self.places = {digests[_DIGEST * n : _DIGEST * (n + 1)]: n for n in range(many)}
        self.more: dict[bytes, Bag] = {}
        sizes = np.frombuffer(content, "<u4", many, at)
        self._ends = np.cumsum(sizes, dtype=np.int64)
        self._begins = self._ends - sizes
        total = int(sizes.sum())
        self._codes = np.frombuffer(content, "<u4", total, at + 4 * many)
        self._counts = np.frombuffer(content, "u1", total, at + 4 * many + 4 * total)

    def of(self, digest: bytes) -> Bag | None:
        """The terms of a text, if they are known."""
        at = self.places.get(digest)
        if at is None:
            return self.more.get(digest)
        part = slice(self._begins[at], self._ends[at])
        return Bag(self._codes[part], self._counts[part])


@dataclass(frozen=True)
class Read:
    """The terms of texts.

    Attributes:
        digests: of the texts, in their order.
    """

    digests: Sequence[bytes]
    _known: _Terms
    _before: _Terms

    def bag(self, at: int) -> Bag:
        """The terms of a text by its place."""
        found = self._known.of(self.digests[at])
        if found is None:
            raise IndexError(at)
        return found

    def of(self, digest: bytes) -> Bag | None:
        """The terms of one of these texts, or of the archive as it was before, if they are known."""
        return self._known.of(digest) or self._before.of(digest)


def read(digests: Sequence[bytes], text: Callable[[int], Text], kept: Kept) -> Read:
    """The terms of each text; those of just these texts are kept, where more than a few are not kept yet.

    Args:
        digests: 16 bytes for each text, the same where the texts are.
        text: the text of a place among them, asked for where its terms are not known.
        kept: what is kept.
    """
    known = before = kept.held.get(_NAME) or _Terms(kept.read(_NAME))
    fresh = {digest: at for at, digest in enumerate(digests) if digest not in known.places}
    more = {digest: known.more.get(digest) or bag(terms_of(text(at))) for digest, at in fresh.items()}
    if len(more) > FEW or not known.places:
        every = ((digest, more.get(digest) or known.of(digest)) for digest in digests)
        content = _packed({digest: terms for digest, terms in every if terms is not None})
        kept.write(_NAME, content)
        known = _Terms(memoryview(content))
    else:
        known = copy(known)
        known.more = more
    kept.held[_NAME] = known
    return Read(digests, known, before)


def _packed(found: Mapping[bytes, Bag]) -> bytes:
    digests = sorted(found)
    bags = [found[digest] for digest in digests]
    sizes = np.fromiter((len(one.codes) for one in bags), "<u4", len(bags))
    codes = np.concatenate([one.codes for one in bags]) if bags else np.empty(0)
    counts = np.concatenate([one.counts for one in bags]) if bags else np.empty(0)
    many = np.uint32(len(bags)).astype("<u4").tobytes()
    parts = [many, *digests, sizes.tobytes(), codes.astype("<u4", copy=False).tobytes(), counts.tobytes()]
    return b"".join(parts)
