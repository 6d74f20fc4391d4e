"""The search index: static files, sharded so that a query loads only what it needs.

The format stands in ARCHITECTURE.md, "The search index". Made while staging; read in the browser by
`theme/assets/bunko/search.js`.
"""

from bunko.search.assembly import assemble
from bunko.search.cache import assembled
from bunko.search.document import Document, Names
from bunko.search.gathering import gather

__all__ = ["Document", "Names", "assemble", "assembled", "gather"]
