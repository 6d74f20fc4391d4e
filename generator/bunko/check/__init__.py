"""What is wrong with an archive: each problem with its file, line, column, a code, and the cure.

CHECKS.md (docs/ja/checks.md, docs/zh/checks.md) explains each code.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from itertools import chain
from pathlib import PurePosixPath

from bunko import register_check, registers
from bunko.check import body, captures, erased, form, pages, stories, translations
from bunko.check.problem import Problem, grouped, of_error
from bunko.check.targets import Targets
from bunko.errors import BunkoError
from bunko.library import Library, examine
from bunko.links.seen import LinksError
from bunko.settings import Settings

__all__ = ["CODES", "Problem", "check", "check_registers", "grouped"]

CODES = (
    "page", "yaml", "field", "place", "form", "register", "story", "label", "host", "script", "source", "translation",
    "translation-lacks", "untranslated", "withdrawn", "body", "url", "alias", "language", "date", "genre", "tags",
    "link", "image", "heading", "markup", "capture-missing", "capture-changed", "capture-without-page",
    "capture-without-record",
)  # fmt: skip
"""Every code that a problem may have."""


def check(settings: Settings, only: Collection[PurePosixPath] | None = None) -> Iterator[Problem]:
    """Every problem of an archive, by file.

    Args:
        settings: of the archive.
        only: pages below docs/ (`ja/articles/2023/10/17487928.md`): these alone are checked, with what they name.
    """
    found = _archive(settings) if only is None else _pages(settings, only)
    return map(_Places(settings).located, found)


def check_registers(settings: Settings) -> Iterator[Problem]:
    """Every problem of an archive's registers of tags and sources, without a look at its pages."""
    return map(_Places(settings).located, _registers(registers.examine(settings.archive)))


def _registers(reading: registers.Reading) -> Iterator[Problem]:
    yield from (of_error(error, "register") for error in reading.problems)
    yield from (of_error(error, code) for code, error in register_check.doubts(reading))


def _archive(settings: Settings) -> Iterator[Problem]:
    reading = registers.examine(settings.archive)
    yield from _registers(reading)
    library, unreadable = examine(settings, reading.registers)
    yield from form.misplaced(settings)
    yield from form.loose(settings)
    yield from (of_error(error, _code(error)) for error in unreadable)
    yield from _articles(settings, library)
    yield from stories.stories(settings, library)
    yield from erased.erased(settings, library)
    if not unreadable:  # else a capture may seem to have no page
        yield from captures.captures(settings, library)


def _code(error: BunkoError) -> str:
    return "register" if isinstance(error, LinksError) else "page"


def _pages(settings: Settings, only: Collection[PurePosixPath]) -> Iterator[Problem]:
    keys = {PurePosixPath(*path.parts[1:]) for path in only}
    library, unreadable = examine(settings, registers.examine(settings.archive).registers, only=keys)
    mine = {f"docs/{path}" for path in only}
    problems: Iterable[Problem] = chain(
        form.misplaced(settings),
        form.twice(settings, library),
        (of_error(error, _code(error)) for error in unreadable),
        _articles(settings, library),
        (problem for article in library.articles for problem in captures.of_article(settings, article)),
    )
    yield from (problem for problem in problems if problem.file in mine or problem.file.startswith("archive/"))


def _articles(settings: Settings, library: Library) -> Iterator[Problem]:
    held = {file.stem for file in (settings.archive / "captures").glob("*") if file.suffix != ".json"}
    targets = Targets(settings, library)
    for article in library.articles:
        yield from form.page(settings, article)
        yield from pages.article(settings, library, article, held)
        yield from translations.translation(settings, library, article)
        yield from body.body(settings, library, article, targets)
    for article in library.drafts:
        yield from form.page(settings, article)
        yield from translations.translation(settings, library, article)


class _Places:
    """Where problems stand of which the line alone is told: at its first text."""

    def __init__(self, settings: Settings) -> None:
        self._root, self._last, self._lines = settings.root, "", list[str]()

    def located(self, problem: Problem) -> Problem:
        """The problem with its column."""
        if problem.column:
            return problem
        lines = self._read(problem.file)
        text = lines[problem.line - 1] if problem.line <= len(lines) else ""
        return replace(problem, column=len(text) - len(text.lstrip()) + 1)

    def _read(self, file: str) -> list[str]:
        if file != self._last:
            self._last = file
            try:
                text = (self._root / file).read_text(encoding="utf-8-sig")
            except (OSError, UnicodeDecodeError):
                text = ""
            self._lines = text.split("\n")
        return self._lines
