"""Addresses that a reader may be sent to."""

from __future__ import annotations


def is_web(address: str) -> bool:
    """Whether an address is one of the web, by its scheme: http or https."""
    return address.lower().startswith(("http://", "https://"))
