"""What an import takes off a page that is published, for who reviews it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

from bunko import page
from bunko.nouns import Article
from bunko.prose import write_blocks

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_OURS = frozenset({"captures", "proposed_tags"})
"""Fields that the importer keeps for itself; of the captures, the first one counts."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """What of a page does not stand there any more.

    Attributes:
        gone: paragraphs of the text that are not there any more, or not as they were.
        paragraphs: how many the text had.
        fields: names of the fields that say something else now, or nothing; `captures` where another one is first.
    """

    gone: int
    paragraphs: int
    fields: tuple[str, ...]

    def as_text(self) -> str:
        """For a person, on one line."""
        text = f"{self.gone} of {self.paragraphs} paragraphs" if self.gone else ""
        return f"replaces what the page said: {', '.join(filter(None, (text, *self.fields)))}"

    def as_json(self) -> dict[str, object]:
        """As `json.dumps` takes it."""
        return {"gone": self.gone, "paragraphs": self.paragraphs, "fields": list(self.fields)}


def replacement(said: Article, now: Article) -> Replacement | None:
    """What a page said and does not say any more; None where something is added at most.

    Args:
        said: the page before the import.
        now: and after it.
    """
    before, after = (Counter(write_blocks(one.body).strip().split("\n\n")) for one in (said, now))
    gone = (before - after).total() if said.body else 0
    told, tells = page.fields(said), page.fields(now)
    fields = [name for name in told if name not in _OURS and not _holds(tells.get(name), told[name])]
    if not gone and not fields:
        return None
    if said.captures[:1] and said.captures[0].sha256 != now.captures[0].sha256:
        fields.append("captures")
    return Replacement(gone, before.total() if said.body else 0, tuple(fields))


def _holds(now: Any, before: Any) -> bool:
    """Whether a field's value still says all that it said: a list that grew does, a day that has its time now too."""
    if isinstance(before, list) and isinstance(now, list):
        return all(item in now for item in before)
    if isinstance(before, str) and isinstance(now, str) and _DAY.fullmatch(before):
        return now.startswith(before)
    return bool(now == before)
