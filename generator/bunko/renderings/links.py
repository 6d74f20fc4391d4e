"""From a page to another place of the site: the relative address that MkDocs' filter `url` gives, in less time."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from jinja2 import Environment, pass_context

_FILTER = "url"
_UNUSUAL = re.compile(r"//|(?:^|/)\.{1,2}(?:/|$)|^/|^$|[\\:?#\[\]\s]")
"""What MkDocs may read in another way than letter by letter."""


def link_letter_by_letter(environment: Environment) -> None:
    """Have links of pages told by what the two addresses start with in common; unusual ones are MkDocs' own to tell.

    MkDocs takes both apart for each of some forty links of a page.
    """
    as_mkdocs: Callable[[Any, Any], str] | None = environment.filters.get(_FILTER)
    if as_mkdocs is None:
        return

    @pass_context
    def url(context: Any, value: object) -> str:
        page = context["page"]
        if page and type(value) is str:
            found = relative(value, page.url)
            if found is not None:
                return found
        return as_mkdocs(context, value)

    environment.filters[_FILTER] = url


def relative(address: str, page: str) -> str | None:
    """An address as seen from a page; None where it is unusual.

    Args:
        address: below the site's root, without a slash at the start.
        page: the page's own, likewise.
    """
    if not _is_usual(address) or (not address.endswith("/") and page.startswith(f"{address}/")):
        return None
    for folder, up in _folders(page):
        if address.startswith(folder):
            return up + address[len(folder) :] or "./"
    return None


@lru_cache(maxsize=1 << 16)
def _is_usual(address: str) -> bool:
    return not _UNUSUAL.search(address)


@lru_cache(maxsize=16)
def _folders(page: str) -> tuple[tuple[str, str], ...]:
    """Each folder that a page stands in, its own first, with the way there; none for a page of an unusual address."""
    if not page.endswith("/") or _UNUSUAL.search(page):
        return ()
    names = page[:-1].split("/")
    return tuple(
        ("".join(f"{name}/" for name in names[:end]), "../" * (len(names) - end)) for end in range(len(names), -1, -1)
    )
