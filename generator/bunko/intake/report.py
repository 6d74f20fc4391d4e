"""What became of an issue, told in the language of its form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bunko.cataloguing import LACKS
from bunko.check.problem import Problem
from bunko.errors import BunkoError
from bunko.intake.form import Form
from bunko.intake.words import RefusalError, word
from bunko.outcome import Outcome
from bunko.strings import LANGUAGES

MOST_LINKS = 10
"""Links that are not taken and are named one by one."""
_LONGEST_LINE = 300
_MOST_PROBLEMS = 30
_NOTHING = frozenset({"unchanged", "failed", "not an article"})
"""Outcomes of captures of which nothing came."""


@dataclass(frozen=True)
class Intake:
    """What became of an issue.

    Attributes:
        number: the issue's.
        form: that made it.
        kind: `article` or `tag`.
        outcomes: of the captures.
        problems: what `bunko check` says of the pages that were made.
        unusable: what was filled in and cannot be used, by the ids of the fields.
        untaken: links that lead to no attached file.
        notes: of a tag: its entry, and the reason that was given for it.
        site_url: the site's address with a trailing slash, for links to its pages; may be empty.
    """

    number: int
    form: Form
    kind: str
    outcomes: Sequence[Outcome] = ()
    problems: Sequence[Problem] = ()
    unusable: Mapping[str, str] = field(default_factory=dict)
    untaken: Sequence[str] = ()
    notes: Sequence[str] = ()
    site_url: str = ""

    @property
    def made(self) -> bool:
        """Whether anything may have changed: a tag, or a capture that neither failed nor was there already."""
        return self.kind == "tag" or any(one.outcome not in _NOTHING for one in self.outcomes)

    def as_markdown(self) -> str:
        """The report for a pull request; what a stranger wrote stands in code, where it is nothing but text."""
        language = self.form.language
        lines = [line for one in self.outcomes for line in self._replaced(one)]
        lines += [word(language, "taken" if self.made else "nothing", number=self.number), ""]
        lines += self._table()
        lines += [f"- {line}" for line in self._remarks()]
        told = [text for one in self.outcomes for text in (*one.warnings, *([one.error] if one.error else []))]
        if told:
            lines += ["", word(language, "import"), "", *(f"- {code(text)}" for text in told)]
        if self.problems:
            lines += ["", word(language, "check", count=len(self.problems)), ""]
            lines += [f"- {code(problem.as_text())}" for problem in self.problems[:_MOST_PROBLEMS]]
        elif self.made:
            lines += ["", word(language, "sound")]
        if not self.made:
            lines += ["", word(language, "again")]
        return "\n".join(lines) + "\n"

    def _replaced(self, outcome: Outcome) -> Iterator[str]:
        """What goes from a page that is published: that is said first of all."""
        gone, page = outcome.replaced, outcome.page
        if gone is None or page is None:
            return
        language, headings = self.form.language, self.form.headings
        address = f"{self.site_url}{page.removeprefix('docs/').removesuffix('.md')}/" if self.site_url else ""
        shown = f"[{code(page)}]({address})" if address else code(page)
        yield f"**{word(language, 'replaces', page=shown)}**"
        yield ""
        if gone.gone:
            yield f"- {word(language, 'paragraphs', gone=gone.gone, count=gone.paragraphs)}"
        called = {"captures": word(language, "first capture"), **headings}
        names = [called.get(name) or code(name) for name in gone.fields]
        if names:
            yield f"- {word(language, 'fields', names=word(language, 'comma').join(names))}"
        yield f"- {word(language, 'look')}"
        yield ""

    def _table(self) -> Iterator[str]:
        if self.outcomes:
            yield f"| {word(self.form.language, 'table')} |"
            yield "| --- | --- | --- |"
        for one in self.outcomes:
            yield f"| {word(self.form.language, one.outcome)} | {_cell(one.page or '')} | {_cell(one.capture)} |"
        if self.outcomes:
            yield ""

    def _remarks(self) -> Iterator[str]:
        language, headings = self.form.language, self.form.headings
        yield from map(code, self.notes)
        for name, value in self.unusable.items():
            yield word(language, f"unusable {name}", name=headings.get(name, name), value=code(value))
        if self.untaken:
            yield word(language, "untaken", links=_links(language, self.untaken))
        lacks = dict.fromkeys(name for one in self.outcomes for name in self._asked(one) if name in headings)
        if lacks:
            comma = word(language, "comma")
            yield word(language, "missing", names=comma.join(headings[name] for name in lacks))

    def _asked(self, outcome: Outcome) -> Iterator[str]:
        """Fields to be filled in: none that was and cannot be used, and no source that only the register lacks."""
        unregistered = any(warning.startswith(LACKS) for warning in outcome.warnings)
        for name in outcome.missing:
            if name not in self.unusable and not (name == "source" and unregistered):
                yield name


def why_nothing(error: BunkoError, language: str | None = None) -> str:
    """The report where an issue could not be taken in at all; in all languages where its own cannot be told."""
    parts = [_why_nothing(error, one) for one in ((language,) if language else LANGUAGES)]
    return "\n".join(parts)


def _why_nothing(error: BunkoError, language: str) -> str:
    lines = [word(language, "none"), ""]
    if isinstance(error, RefusalError):
        problem, cure = error.said(language)
        lines += [f"- {code(problem)}", f"- {code(cure)}"]
        if error.links:
            lines.append(f"- {word(language, 'untaken', links=_links(language, error.links))}")
    else:
        lines += [f"- {code(line)}" for line in error.text.split("\n") if line.strip()]
    return "\n".join([*lines, "", word(language, "again")]) + "\n"


def _links(language: str, links: Sequence[str]) -> str:
    named = [code(link[:200]) for link in links[:MOST_LINKS]]
    left = len(links) - len(named)
    return word(language, "comma").join([*named, *([word(language, "more", count=left)] if left else [])])


def code(text: str) -> str:
    """Text as code on one line: no link, no mention, no markup, and no character that turns others round."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())[:_LONGEST_LINE]
    fence = "`" * (max((len(run) for run in re.findall("`+", line)), default=0) + 1)
    return f"{fence} {line} {fence}" if line else ""


def _cell(text: str) -> str:
    """Text as code in a table, where a bar is escaped inside code too."""
    return code(text).replace("|", "\\|")
