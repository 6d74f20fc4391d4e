"""The theme's small archive."""

from tests.theme.conftest import staged_archive

__all__ = ["staged_archive"]
