"""How many pages of each language have each term: counted on all pages, or put right after an edit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from bunko.related.bags import SPACE, Bag, Bags, packed

MOST = 256
"""Where more pages came, went, or count otherwise, all are counted."""
NEWER, OLD, DRAWN = range(3)
"""How a page counts: as one of all, of the oldest too, or of those that are drawn from them too."""

_NONE = 0xFF
"""No role: of a page that is not there."""

Roles = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Counted:
    """The pages that are counted, in order.

    Attributes:
        languages: in order.
        ids: of the pages: one with the same id has the same terms.
        digests: of their texts.
        labels: codes of each page's labels, which stand among its terms.
        roles: of each page three times its language, and how it counts there.
    """

    languages: tuple[str, ...]
    ids: tuple[bytes, ...]
    digests: tuple[bytes, ...]
    labels: Sequence[Sequence[int]]
    roles: Roles


@dataclass(frozen=True, slots=True)
class Tally:
    """What was counted.

    Attributes:
        pages: on which.
        codes: the terms that occur, ascending (uint32).
        counts: of each language (int32): how many of the drawn pages have each term, of the oldest, and of all.
    """

    pages: Counted
    codes: NDArray[np.uint32]
    counts: NDArray[np.int32]


def put_right(
    before: Tally, now: Counted, added: Callable[[list[int]], Bags], text: Callable[[bytes], Bag | None]
) -> Tally | None:
    """The tally of other pages, bit for bit as if all were counted; None where all are to be counted.

    Args:
        before: what was counted when the archive was another.
        now: the pages.
        added: the terms of some of them.
        text: the terms of a text by its digest, if they are known; texts that are gone are asked for.
    """
    if before.pages.languages != now.languages:
        return None
    if before.pages.ids == now.ids and np.array_equal(before.pages.roles, now.roles):
        return before
    came, gone = _others(now, before.pages), _others(before.pages, now)
    lost = [text(before.pages.digests[at]) for at in gone] if len(gone) + len(came) <= MOST else [None]
    told = [bag for bag in lost if bag is not None]
    if len(told) < len(lost):
        return None
    new = added(came)
    old = packed(told, [before.pages.labels[at] for at in gone])
    codes, counts = _with(before, new.terms)
    _add(counts, np.searchsorted(codes, new.terms), np.repeat(now.roles[came], new.sizes), 1)
    _add(counts, np.searchsorted(codes, old.terms), np.repeat(before.pages.roles[gone], old.sizes), -1)
    stands = counts[:, -1].any(0)
    if not stands.all():
        codes, counts = codes[stands], counts[:, :, stands]
    return Tally(now, codes, counts) if len(codes) else None


def _others(pages: Counted, known: Counted) -> list[int]:
    """Those of some pages that are not among others, or count otherwise there."""
    roles = dict(zip(known.ids, known.roles.tolist(), strict=True))
    found = np.fromiter(map(roles.get, pages.ids, repeat(_NONE)), np.uint8, len(pages.ids))
    return np.flatnonzero(found != pages.roles).tolist()


def _with(before: Tally, codes: NDArray[np.uint32]) -> tuple[NDArray[np.uint32], NDArray[np.int32]]:
    """The codes and counts of before with room for more codes."""
    new = np.unique(codes)
    places = np.searchsorted(before.codes, new)
    lacking = np.append(before.codes, SPACE)[places] != new
    new, places = new[lacking], places[lacking]
    return np.insert(before.codes, places, new), np.insert(before.counts, places, 0, axis=-1)


def _add(counts: NDArray[np.int32], numbers: NDArray[np.int64], roles: Roles, much: int) -> None:
    languages, kinds = np.divmod(roles, 3)
    for kind, row in ((DRAWN, 0), (OLD, 1), (NEWER, 2)):
        counted = kinds >= kind
        np.add.at(counts[:, row], (languages[counted], numbers[counted]), much)
