"""News sources: what only one publisher's pages say and do, one small file for each.

A page of a publisher without a module is read by its shape alone. To add a publisher, add a
file here with its `PUBLISHERS`, and its name to `_MODULES`.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from bunko.sources import sputnik
from bunko.sources.publisher import Layout, Publisher, Selectors

__all__ = ["Layout", "Publisher", "Selectors", "host_of", "publisher_of"]

_MODULES = (sputnik,)
PUBLISHERS: tuple[Publisher, ...] = tuple(publisher for module in _MODULES for publisher in module.PUBLISHERS)
"""Every publisher with a module."""


def host_of(address: str | None) -> str:
    """The host of an address without `www.`, in lower case; empty where there is none."""
    try:
        host = urlsplit(address or "").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def publisher_of(address: str | None, names: Iterable[str] = ()) -> Publisher | None:
    """The publisher by an address's host, else by its printed names; None where no module knows it.

    Args:
        address: the article's address where it is known.
        names: lines that may be a publisher's name, such as a byline.
    """
    host = host_of(address)
    if host:
        return next((publisher for publisher in PUBLISHERS if host in publisher.hosts), None)
    printed = list(names)
    return next((publisher for publisher in PUBLISHERS if publisher.is_printed_in(printed)), None)
