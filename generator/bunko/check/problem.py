"""A problem of an archive, in the shapes in which it is told."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from bunko.errors import BunkoError

MOST = 20
"""Problems of one code that are listed one by one; the others are counted."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem.

    Attributes:
        file: path relative to the archive's root.
        line: from 1.
        column: from 1, in characters; 0 where only the line is known, whose first text is meant.
        code: one of `CODES`.
        message: what was expected and found.
        cure: what to do.
        fixable: whether `bunko check --fix` mends it.
    """

    file: str
    line: int
    code: str
    message: str
    cure: str
    column: int = 0
    fixable: bool = False

    def as_text(self) -> str:
        """`file:line:column: [code] message`, then the cure."""
        return f"{self.file}:{self.line}:{self.column or 1}: [{self.code}] {self.message}\n     {self.cure}"

    def as_github(self) -> str:
        """A workflow command that puts the problem on its line in a pull request."""
        place = f"file={_property(self.file)},line={self.line},col={self.column or 1},title={_property(self.code)}"
        return f"::error {place}::{_data(f'{self.message} {self.cure}')}"

    def as_json(self) -> str:
        """One JSON object on one line."""
        return json.dumps(asdict(self) | {"column": self.column or 1}, ensure_ascii=False)


def _data(text: str) -> str:
    """Escaped as github.com/actions/toolkit (packages/core/src/command.ts) does."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def of_error(error: BunkoError, code: str) -> Problem:
    """An error of the tree, whose place is `file`, `file:line` or `file:line:column`."""
    file, line, column = (*error.place.split(":", 2), "", "")[:3]
    details = "; ".join(
        f"{word} {what}" for word, what in (("expected", error.expected), ("found", error.found)) if what
    )
    message = f"{error.problem}{': ' + details if details else ''}."
    at = int(line) if line.isdigit() else 1
    return Problem(
        file, at, code, message, error.cure or "See ARCHITECTURE.md.", int(column) if column.isdigit() else 0
    )


def grouped(problems: Iterable[Problem], most: int | None = MOST) -> Iterator[Problem | str]:
    """The problems in order, of each code at most `most`; then a line for each code of which there are more."""
    counts = Counter[str]()
    for problem in problems:
        counts[problem.code] += 1
        if most is None or counts[problem.code] <= most:
            yield problem
    for code, count in counts.items():
        if most is not None and count > most:
            yield f"[{code}] and {count - most:,} more; --all lists them."
