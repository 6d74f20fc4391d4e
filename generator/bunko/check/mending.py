"""Mends what is sure: `bunko check --fix`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bunko.check.form import BOM
from bunko.check.problem import Problem
from bunko.filesystem import write_whole
from bunko.settings import Settings


def mend(settings: Settings, problems: Iterable[Problem]) -> Iterator[str]:
    """Mend every problem that is `fixable`; gives each mended file once.

    The text of a page stays as it is: a byte order mark goes, and lines end with LF.
    """
    for file in dict.fromkeys(problem.file for problem in problems if problem.fixable):
        path = settings.root / file
        text = path.read_bytes().decode("utf-8")
        mended = text.removeprefix(BOM).replace("\r\n", "\n").replace("\r", "\n")
        if mended != text:
            write_whole(path, mended)
            yield file
