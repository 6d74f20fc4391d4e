"""Names of the register that stand in a text: in any form of their characters, the longest at each place."""

from __future__ import annotations

import re
from collections import Counter

from bunko.folding import fold
from bunko.nouns import Concept
from bunko.registers import Registers

_OFTEN = 3
"""Times that a name stands in the body, where neither headline nor lead has it: fewer is a mention in passing."""
_READ = 100_000
_JOINED = (re.compile("[ァ-ヺー]"), re.compile("[a-z0-9]"))
"""Letters that make one word with their like on both sides: ラオス is no name in コラオス, and slim none in slimmer."""


def known_names(title: str, lead: str, body: str, registers: Registers) -> list[Concept]:
    """The concepts that a text is about by their names: those of the headline first, then the frequent ones."""
    head, rest = Counter(_found(f"{title}\n{lead}", registers)), Counter(_found(body[:_READ], registers))
    counts = {id_: (id_ in head, head[id_] + rest[id_]) for id_ in [*head, *rest]}
    about = [id_ for id_, (early, count) in counts.items() if early or count >= _OFTEN]
    ranked = sorted(about, key=lambda id_: (not counts[id_][0], -counts[id_][1], id_))
    return [registers.concepts[id_] for id_ in ranked]


def _found(text: str, registers: Registers) -> list[str]:
    folded = fold(text)
    found: list[str] = []
    at = 0
    while at < len(folded) - 1:
        names = registers.by_start.get(folded[at : at + 2], ())
        name, concept = next((pair for pair in names if _stands(folded, at, pair[0])), (None, None))
        if name is None or concept is None:
            at += 1
        else:
            found.append(concept.id)
            at += len(name)
    return found


def _stands(text: str, at: int, name: str) -> bool:
    """A name stands at a place, and is not cut out of a longer word."""
    end = at + len(name)
    return text.startswith(name, at) and not (
        _joined(text[at - 1 : at], name[0]) or _joined(name[-1], text[end : end + 1])
    )


def _joined(one: str, other: str) -> bool:
    return any(kind.match(one) and kind.match(other) for kind in _JOINED)
