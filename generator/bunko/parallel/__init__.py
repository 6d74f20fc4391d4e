"""Two texts of one article side by side: which block answers which, and what of an original changed since."""

from bunko.parallel.alignment import Pair, align
from bunko.parallel.changes import Change, Piece, changes
from bunko.parallel.kept import Kept

__all__ = ["Change", "Kept", "Pair", "Piece", "align", "changes"]
