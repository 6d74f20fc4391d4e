"""How the import of one capture ended."""

from __future__ import annotations

from dataclasses import dataclass

from bunko.differences import Difference
from bunko.replacement import Replacement


@dataclass(frozen=True)
class Outcome:
    """How the import of one capture ended.

    Attributes:
        capture: its name as it was given.
        outcome: `created`, `updated`, `unchanged`, `kept`, `duplicate`, `not an article` or `failed`.
        page: the page's path below the archive's root.
        id: the article's id.
        missing: names of fields that the capture lacks.
        kept: names of fields (and `body`) that a person wrote and the importer would write otherwise.
        differences: what the capture says of these, and what the page says; of all fields, where nothing
            tells which capture is newer.
        replaced: what the page said before and does not any more; None where nothing went.
        proposed_tags: what the importer proposes for an article without tags; see `bunko.proposals`.
        warnings: what a person should know.
        error: the failure, with place and cure.
        explanation: where each field came from, and what went into no field and why, one line each.
    """

    capture: str
    outcome: str
    page: str | None = None
    id: str | None = None
    missing: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()
    replaced: Replacement | None = None
    proposed_tags: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    error: str | None = None
    explanation: tuple[str, ...] = ()

    def as_json(self, *, explain: bool = False) -> dict[str, object]:
        """The outcome as `json.dumps` takes it, with the names that scripts rely on; text that UTF-8 can hold."""
        values: dict[str, object] = {
            "capture": _printable(self.capture),
            "outcome": self.outcome,
            "page": self.page,
            "id": self.id,
            "missing": list(self.missing),
            "kept": list(self.kept),
            "differences": [difference.as_json() for difference in self.differences],
            "replaced": self.replaced.as_json() if self.replaced else None,
            "proposed_tags": list(self.proposed_tags),
            "warnings": [_printable(warning) for warning in self.warnings],
            "error": None if self.error is None else _printable(self.error),
        }
        return values | {"explanation": [_printable(line) for line in self.explanation]} if explain else values

    def as_text(self, *, explain: bool = False) -> str:
        """The outcome for a person: what became of the capture, then what lacks and what to know, a line each."""
        if self.error is not None:
            return _printable(f"failed     {self.error}")
        if self.page is None:
            return _printable(f"{self.outcome:<10} {self.capture}: {', '.join(self.warnings)}")
        lines = [f"{self.outcome:<10} {self.capture} -> {self.page}"]
        if self.replaced:
            lines.append(self.replaced.as_text())
        if self.missing:
            lines.append(f"missing: {', '.join(self.missing)}")
        if self.proposed_tags:
            lines.append(f"proposed tags: {', '.join(self.proposed_tags)} (move into `tags` what is right)")
        lines += self.warnings
        lines += [line for difference in self.differences for line in difference.lines()]
        if explain:
            lines += self.explanation
        return _printable("\n           ".join(lines))


def _printable(text: str) -> str:
    """The text with the bytes of a file's name that are no UTF-8 named by number."""
    return text.encode("utf-8", "backslashreplace").decode()
