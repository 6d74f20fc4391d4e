"""The whole archive as data: JSON Lines, CSV, SQLite; the same archive gives the same bytes."""

from bunko.exports.formats import FORMATS, written
from bunko.exports.kept import KeptExports
from bunko.exports.record import FIELDS, LISTS, Record, records

__all__ = ["FIELDS", "FORMATS", "LISTS", "KeptExports", "Record", "records", "written"]
