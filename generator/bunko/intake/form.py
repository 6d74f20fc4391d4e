"""What a person filled in: an issue's body, read by the form that made it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

LONGEST = 200_000
"""Characters of an issue's body; GitHub's own limit is 65,536."""

_NOTHING = "_No response_"
_FENCE = "```"


@dataclass(frozen=True, slots=True)
class Form:
    """An issue form: its label, and its fields' headings by id, in order."""

    label: str
    headings: Mapping[str, str]


def forms(folder: Path) -> Iterator[Form]:
    """The forms in `.github/ISSUE_TEMPLATE/`, which its maintainer wrote."""
    for file in sorted(folder.glob("*.yml")):
        told = yaml.safe_load(file.read_text(encoding="utf-8"))
        fields: list[Mapping[str, Any]] = [one for one in told.get("body", ()) if "id" in one]
        if fields:
            yield Form(
                label=told["labels"][0],
                headings={one["id"]: str(one["attributes"]["label"]) for one in fields},
            )


def filled_in(body: str, known: Iterator[Form]) -> tuple[Form, dict[str, str]] | None:
    """The form whose headings stand in an issue's body in order, and what was filled in; None where none fits.

    What was left empty is absent.
    """
    text = body[:LONGEST].replace("\r\n", "\n").replace("\r", "\n")
    return next(((form, found) for form in known if (found := _read(form, text)) is not None), None)


def _read(form: Form, text: str) -> dict[str, str] | None:
    lines = text.split("\n")
    starts: list[tuple[str, int]] = []
    for id_, heading in form.headings.items():
        first = starts[-1][1] + 1 if starts else 0
        place = next((n for n in range(first, len(lines)) if lines[n].strip() == f"### {heading}"), None)
        if place is None:
            return None
        starts.append((id_, place))
    ends = [place for _, place in starts[1:]] + [len(lines)]
    values = {id_: _value(lines[start + 1 : end]) for (id_, start), end in zip(starts, ends, strict=True)}
    return {id_: value for id_, value in values.items() if value and value != _NOTHING}


def _value(lines: list[str]) -> str:
    """A field's text, without the fence that a form puts around text of its own."""
    text = "\n".join(lines).strip("\n")
    inner = text.strip().split("\n")
    if (
        len(inner) > 1
        and inner[0].startswith(_FENCE)
        and inner[-1] == inner[0][: len(inner[0]) - len(inner[0].lstrip("`"))]
    ):
        return "\n".join(inner[1:-1])
    return text.strip()
