"""What two texts share letter by letter: figures, Latin words, and Han characters in their folded form."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np

from bunko.folding import fold

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[A-Za-z]{2,}|[㐀-鿿]")


def tokens_of(text: str) -> Counter[str]:
    """How often each figure, word and Han character stands in a text."""
    return Counter(_TOKEN.findall(fold(text)))


class Shared:
    """The number of tokens that blocks of two texts have in common, and that one has with two neighbours together."""

    def __init__(self, ours: Sequence[Counter[str]], theirs: Sequence[Counter[str]]) -> None:
        both = set().union(*ours) & set().union(*theirs)
        self._places = {token: place for place, token in enumerate(sorted(both))}
        self._ours = [self._bag(tokens) for tokens in ours]
        self._theirs = np.zeros((len(theirs), len(both)), dtype=np.int32)
        for row, tokens in enumerate(theirs):
            places, counts = self._bag(tokens)
            self._theirs[row, places] = counts

    def before(self, i: int, start: int, stop: int) -> dict[tuple[int, int], list[int]]:
        """The tokens shared by the blocks that end before `i` and before each `j` of a range.

        Returns:
            For one and one, two and one, one and two blocks the numbers of `j` from `start` to `stop`; 0 where one
            text has not so many.
        """
        none = [0] * (stop - start)
        found = {(1, 1): none, (2, 1): none, (1, 2): none}
        if i > 0:
            found[1, 1] = self._shared(*self._ours[i - 1], start, stop, 1)
            found[1, 2] = self._shared(*self._ours[i - 1], start, stop, 2)
        if i > 1:
            found[2, 1] = self._shared(*self._sum(self._ours[i - 2], self._ours[i - 1]), start, stop, 1)
        return found

    def _bag(self, tokens: Counter[str]) -> _Bag:
        known = [(self._places[token], count) for token, count in tokens.items() if token in self._places]
        pairs = np.array(sorted(known), dtype=np.int32).reshape(-1, 2)
        return pairs[:, 0], pairs[:, 1]

    @staticmethod
    def _sum(one: _Bag, other: _Bag) -> _Bag:
        places, where = np.unique(np.concatenate([one[0], other[0]]), return_inverse=True)
        counts = np.zeros(len(places), dtype=np.int32)
        np.add.at(counts, where, np.concatenate([one[1], other[1]]))
        return places, counts

    def _shared(self, places: _Array, counts: _Array, start: int, stop: int, blocks: int) -> list[int]:
        first = max(start - blocks, 0)
        rows = self._theirs[first : stop - 1][:, places]
        if blocks > 1:
            rows = rows[:-1] + rows[1:]
        known = np.minimum(rows, counts).sum(axis=1).tolist() if len(rows) else []
        return [0] * (stop - start - len(known)) + known


_Array = np.ndarray[tuple[int, ...], np.dtype[np.int32]]
_Bag = tuple[_Array, _Array]
