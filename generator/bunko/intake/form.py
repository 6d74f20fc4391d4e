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
    """An issue form.

    Attributes:
        language: that it speaks, as its file's name says: `11-article-ja.yml`.
        label: what it puts on its issues.
        headings: of its fields, by id, in order.
        free: the ids of the fields that take more than one line.
    """

    language: str
    label: str
    headings: Mapping[str, str]
    free: frozenset[str]


def forms(folder: Path) -> Iterator[Form]:
    """The forms in `.github/ISSUE_TEMPLATE/`, which its maintainer wrote."""
    for file in sorted(folder.glob("*.yml")):
        told = yaml.safe_load(file.read_text(encoding="utf-8"))
        fields: list[Mapping[str, Any]] = [one for one in told.get("body", ()) if "id" in one]
        if fields:
            yield Form(
                language=file.stem.rpartition("-")[2],
                label=told["labels"][0],
                headings={one["id"]: str(one["attributes"]["label"]) for one in fields},
                free=frozenset(one["id"] for one in fields if one["type"] == "textarea"),
            )


def filled_in(body: str, known: Iterator[Form]) -> tuple[Form, dict[str, str]] | None:
    """The form whose headings stand in an issue's body in order, and what was filled in; None where none fits.

    What was left empty is absent.
    """
    text = body[:LONGEST].replace("\r\n", "\n").replace("\r", "\n")
    return next(((form, found) for form in known if (found := _read(form, text)) is not None), None)


def _read(form: Form, text: str) -> dict[str, str] | None:
    lines = text.split("\n")
    starts = _starts(form, [line.strip() for line in lines])
    if starts is None:
        return None
    ends = [*starts[1:], len(lines)]
    values = {id_: _value(lines[start + 1 : end]) for id_, start, end in zip(form.headings, starts, ends, strict=True)}
    return {id_: value for id_, value in values.items() if value and value != _NOTHING}


def _starts(form: Form, lines: list[str]) -> list[int] | None:
    """The lines of the headings; None where not all stand there in order.

    A text that takes many lines may hold a heading of the form too. Up to the first such field each heading is looked
    for from above, and behind it from below: whatever was pasted there, its end is not taken for the form's.
    """
    ids = list(form.headings)
    marks = [f"### {heading}" for heading in form.headings.values()]
    upper = next((n for n, id_ in enumerate(ids, 1) if id_ in form.free), len(ids))
    starts: list[int] = []
    for mark in marks[:upper]:
        first = starts[-1] + 1 if starts else 0
        starts.append(next((n for n in range(first, len(lines)) if lines[n] == mark), len(lines)))
    lower: list[int] = []
    for mark in reversed(marks[upper:]):
        last = lower[-1] if lower else len(lines)
        lower.append(next((n for n in reversed(range(last)) if lines[n] == mark), -1))
    starts += reversed(lower)
    in_order = all(one < other for one, other in zip([-1, *starts], [*starts, len(lines)], strict=True))
    return starts if in_order else None


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
