"""Why a capture changes nothing that its article's page says, and what speaks against two pages."""

from __future__ import annotations

from dataclasses import replace

from bunko import page
from bunko.holdings import Held
from bunko.nouns import Article
from bunko.sidecar import Sidecar
from bunko.succession import Standing


def not_imported_into(said: Article) -> str | None:
    """Why no capture changes this page; None where captures may."""
    if said.withdrawn:
        return "the page is withdrawn"
    return None if said.translation is None else "the page at this address is a translation"


def _says_no_other(found: Article, said: Article) -> bool:
    told, kept = page.fields(replace(found, url=said.url, captures=())), page.fields(said)
    return all(kept.get(name) == value for name, value in told.items()) and found.body in ((), said.body)


def evidence(mine: Sidecar, found: Article, said: Article, at: Standing, *, copied: bool) -> str:
    """Why a further capture of the article changes nothing that the page says."""
    reasons = (
        (mine.language != said.language, f"the same article in {mine.language}; the page is in {said.language}"),
        (copied, "nearly the same text under another address"),
        (mine.partial and bool(said.body), "the capture is cut, and the page has its text already"),
        (not at.at or _says_no_other(found, said), "it says the same"),
    )
    return next((reason for holds, reason in reasons if holds), "it is older than the page's newest capture")


def clash(other: Held | None, held: Held) -> tuple[str, ...]:
    """Another page that has the page's address too, as where a person supplied it after both were imported."""
    if other is None or other.path == held.path:
        return ()
    return (f"docs/{other.path} has this address too: keep one of the two, with the other's path in its `aliases`",)
