"""The search index: static files, sharded so that a query loads only what it needs.

The format stands in ARCHITECTURE.md, "The search index". Made while staging; read in the browser by
`assets/bunko/search.js`, which `bundle` makes of the modules below `scripts/`.
"""

from bunko.search.assembly import assemble
from bunko.search.bundle import bundled
from bunko.search.document import Document, Names
from bunko.search.gathering import gather
from bunko.search.kept import assembled

__all__ = ["Document", "Names", "assemble", "assembled", "bundled", "gather"]
