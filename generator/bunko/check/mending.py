"""Mends what is sure: `bunko check --fix`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bunko.check.form import BOM
from bunko.check.misread import as_list
from bunko.check.problem import Problem
from bunko.filesystem import write_whole
from bunko.settings import Settings


def mend(settings: Settings, problems: Iterable[Problem]) -> Iterator[str]:
    """Mend every problem that is `fixable`; gives each mended file once.

    The text of a page stays as it is: a byte order mark goes, lines end with LF, and tags that are one text with commas
    become a list.
    """
    lines: dict[str, list[int]] = {}
    for problem in problems:
        if problem.fixable:
            lines.setdefault(problem.file, []).extend([problem.line] if problem.code == "yaml" else [])
    for file, numbers in lines.items():
        path = settings.root / file
        text = path.read_bytes().decode("utf-8")
        mended = _listed(text.removeprefix(BOM).replace("\r\n", "\n").replace("\r", "\n"), numbers)
        if mended != text:
            write_whole(path, mended)
            yield file


def _listed(text: str, numbers: Iterable[int]) -> str:
    lines = text.split("\n")
    for number in numbers:
        lines[number - 1] = as_list(lines[number - 1]) or lines[number - 1]
    return "\n".join(lines)
