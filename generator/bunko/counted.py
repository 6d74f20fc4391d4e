"""Counts of things as English says them."""

from __future__ import annotations


def counted(count: int, noun: str) -> str:
    """`1 capture`, `2,000 captures`; for nouns whose plural ends in s alone."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
