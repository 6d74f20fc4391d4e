"""The terms of every text of an archive: only a text that is new is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bunko.related.bags import Bag, bag
from bunko.related.kept import FEW, Kept
from bunko.related.terms import Text, terms_of

_NAME = "terms"
_DIGEST = 16


class _Terms:
    """The terms of texts by their digests: of many as they are kept, and of a few texts more."""

    def __init__(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        """`arrays`: the `digests`, how `many` terms each has, all `codes` and all `counts`; nothing of no text."""
        digests = arrays["digests"].tobytes() if arrays else b""
        sizes = arrays["many"] if arrays else np.empty(0, np.uint32)
        self.places = {digests[_DIGEST * n : _DIGEST * (n + 1)]: n for n in range(len(sizes))}
        self.more: dict[bytes, Bag] = {}
        self._ends = np.cumsum(sizes, dtype=np.int64)
        self._begins = self._ends - sizes
        self._codes: NDArray[np.uint32] = arrays.get("codes", np.empty(0, np.uint32))
        self._counts: NDArray[np.uint8] = arrays.get("counts", np.empty(0, np.uint8))

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
    known = before = kept.held.get(_NAME) or _Terms(kept.read_arrays(_NAME))
    fresh = {digest: at for at, digest in enumerate(digests) if digest not in known.places}
    more = {digest: known.more.get(digest) or bag(terms_of(text(at))) for digest, at in fresh.items()}
    if len(more) > FEW or not known.places:
        every = ((digest, more.get(digest) or known.of(digest)) for digest in digests)
        arrays = _arrays({digest: terms for digest, terms in every if terms is not None})
        kept.write_arrays(_NAME, arrays)
        known = _Terms(arrays)
    else:
        known = copy(known)
        known.more = more
    kept.held[_NAME] = known
    return Read(digests, known, before)


def _arrays(found: Mapping[bytes, Bag]) -> Mapping[str, NDArray[Any]]:
    digests = sorted(found)
    bags = [found[digest] for digest in digests]
    return {
        "digests": np.frombuffer(b"".join(digests), np.uint8),
        "many": np.fromiter((len(one.codes) for one in bags), np.uint32, len(bags)),
        "codes": np.concatenate([np.empty(0, np.uint32), *(one.codes for one in bags)]),
        "counts": np.concatenate([np.empty(0, np.uint8), *(one.counts for one in bags)]),
    }
