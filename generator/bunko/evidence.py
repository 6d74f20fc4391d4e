"""Why a capture changes nothing that its article's page says, and what speaks against two pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bunko import page
from bunko.differences import Gaps, differences
from bunko.holdings import Held
from bunko.nouns import Article
from bunko.ownership import NAMED, Merged, edited
from bunko.sidecar import Sidecar
from bunko.succession import Standing

FOLLOWED = "nothing tells which capture is newer; the page follows this one, and the others stay in its `captures`"


def not_imported_into(said: Article) -> str | None:
    """Why no capture changes this page; None where captures may."""
    if said.withdrawn:
        return "the page is withdrawn"
    return None if said.translation is None else "the page at this address is a translation"


def _says_no_other(found: Article, said: Article) -> bool:
    told, kept = page.fields(replace(found, url=said.url, captures=())), page.fields(said)
    return all(kept.get(name) == value for name, value in told.items()) and found.body in ((), said.body)


def gaps_of(merged: Merged, machine: Article, said: Article, at: Standing, written: Mapping[str, str] | None) -> Gaps:
    """Where a capture and its page differ, as far as a person is to see it.

    Args:
        merged: of the two.
        machine: the article as the capture tells it.
        said: the article as the page said it.
        at: where the capture stands.
        written: what the importer wrote last onto the page.
    """
    names = _otherwise(machine, said) if at.unsure else merged.kept
    by_person = edited(said, written or {}) if at.unsure and at.at else merged.kept
    shown = differences(names, machine, said)
    return Gaps(shown, tuple(name for name in dict.fromkeys(gap.field for gap in shown) if name in by_person))


def _otherwise(found: Article, said: Article) -> tuple[str, ...]:
    """Names of the fields, and `body`, that a capture tells and its page says otherwise, in the page's order."""
    told, kept = page.fields(replace(found, url=said.url)), page.fields(said)
    names = [name for name in told if name in NAMED and kept.get(name) != told[name]]
    return (*names, *(("body",) if found.body not in ((), said.body) else ()))


def evidence(mine: Sidecar, found: Article, said: Article, at: Standing, *, copied: bool) -> str:
    """Why a further capture of the article changes nothing that the page says."""
    reasons = (
        (mine.language != said.language, f"the same article in {mine.language}; the page is in {said.language}"),
        (copied, "nearly the same text under another address"),
        (mine.partial and bool(said.body), "the capture is cut, and the page has its text already"),
        (_says_no_other(found, said), "it says the same"),
        (not at.at, "what it says otherwise is as a person wrote it"),
    )
    return next((reason for holds, reason in reasons if holds), at.why)


def clash(other: Held | None, held: Held) -> tuple[str, ...]:
    """Another page that has the page's address too, as where a person supplied it after both were imported."""
    if other is None or other.path == held.path:
        return ()
    return (f"docs/{other.path} has this address too: keep one of the two, with the other's path in its `aliases`",)
