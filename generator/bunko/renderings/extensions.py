"""Which Markdown extensions are known to read nothing but the page."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.util import find_spec

_READ_OTHER_FILES = frozenset({"pymdownx.b64", "pymdownx.snippets"})
_PYTHON_MARKDOWN = "markdown.extensions"
_KNOWN = (f"{_PYTHON_MARKDOWN}.", "bunko", "material.extensions.", "pymdownx.")


def unknown_extension(names: Iterable[str]) -> str | None:
    """Say which extension may make a page of other files too; None where none does."""
    for name in names:
        known = name.startswith(_KNOWN) or find_spec(f"{_PYTHON_MARKDOWN}.{name}") is not None
        if name in _READ_OTHER_FILES or not known:
            return f"the Markdown extension {name} may read other files than the page"
    return None
