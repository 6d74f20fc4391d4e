"""One part of the stage: its own pieces are made, of all others only the places are told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from bunko.parts import SEARCH, Part
from bunko.stage.piece import REDIRECTS, Bundle, GroupTold, Piece, StagedFile, Taker


@dataclass
class Apart:
    """Has `taker` take the pieces of a part; of other pieces the places are learnt, where they tell them.

    Attributes:
        part: which one.
        taker: who takes what is this part's.
        elsewhere: the places that other parts have, as far as they are known, and whether a sitemap is to name each.
    """

    part: Part
    taker: Taker
    elsewhere: dict[str, bool] = field(default_factory=dict)
    _untold: list[Piece] = field(default_factory=list)

    @property
    def known(self) -> dict[str, GroupTold]:
        """As `taker` knows it."""
        return self.taker.known

    def take(self, piece: Piece) -> Mapping[str, bool]:
        """Take a piece, or learn its places."""
        if piece.name == REDIRECTS:
            return self.taker.take(self._own(piece))
        if self.part.has(piece.owner):
            return self.taker.take(piece)
        if piece.places is None:
            self._untold.append(piece)
            return {}
        places = piece.places()
        self.elsewhere.update(places)
        return places

    def take_bundle(self, bundle: Bundle) -> Mapping[str, bool]:
        """Take this part's, or learn their places."""
        return {place: listed for piece in bundle.pieces() for place, listed in self.take(piece).items()}

    @contextmanager
    def aside(self, pieces: Sequence[Piece]) -> Iterator[Callable[[], Mapping[str, bool]]]:
        """Take this part's meanwhile."""
        mine = [piece for piece in pieces if self.part.has(piece.owner)]
        with self.taker.aside(mine) as taken:
            yield lambda: {
                **taken(),
                **{place: on for one in pieces if one not in mine for place, on in self.take(one).items()},
            }

    def stands_elsewhere(self, place: str) -> bool:
        """Whether another part has a place.

        Lists, tags, feeds and the like are made for it, in memory, when an article leads to what is nothing better
        known: such links are rare. The search index is not made: no page leads into it.
        """
        while place not in self.elsewhere and self._untold:
            piece = self._untold.pop()
            if piece.owner != SEARCH:
                self.elsewhere.update((str(file.path), file.listed) for file in piece.make())
        return place in self.elsewhere

    def _own(self, piece: Piece) -> Piece:
        """Of a piece whose files may stand anywhere those that are this part's."""

        def make() -> Iterator[StagedFile]:
            for file in piece.make():
                if self.part.holds(str(file.path)):
                    yield file
                else:
                    self.elsewhere[str(file.path)] = file.listed

        return Piece(piece.name, None, make)
