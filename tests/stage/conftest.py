"""Fixtures of the staged test archive."""

from tests.stage.staged import archive, site, staged

__all__ = ["archive", "site", "staged"]
