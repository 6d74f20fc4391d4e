"""One issue taken in: an article's captures imported, or a tag added to the register; and the report on it."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from bunko import dates, frontmatter, registers
from bunko.cataloguing import Supplied
from bunko.check import check
from bunko.check.problem import Problem
from bunko.errors import BunkoError
from bunko.filesystem import write_whole
from bunko.importer import import_captures
from bunko.intake import attachments
from bunko.intake.form import filled_in, forms
from bunko.language_tags import is_tag
from bunko.outcome import Outcome
from bunko.registers import KINDS, label_id
from bunko.settings import Settings
from bunko.web_address import is_web

TEMPLATES = Path(".github", "ISSUE_TEMPLATE")
_ITEM = re.compile(r"Q[1-9][0-9]{0,11}")
_LONGEST_LINE = 300
_MOST_PROBLEMS = 30
_NOTHING = frozenset({"unchanged", "failed", "not an article"})
"""Outcomes of captures of which nothing came."""


class IntakeError(BunkoError):
    """An issue cannot be taken in."""


@dataclass(frozen=True)
class Intake:
    """What became of an issue.

    Attributes:
        number: the issue's.
        kind: `article` or `tag`.
        outcomes: of the captures.
        problems: what `bunko check` says of the pages that were made.
        notes: what else the person who reviews it should know.
    """

    number: int
    kind: str
    outcomes: Sequence[Outcome] = ()
    problems: Sequence[Problem] = ()
    notes: Sequence[str] = ()

    @property
    def made(self) -> bool:
        """Whether anything may have changed: a tag, or a capture that neither failed nor was there already."""
        return self.kind == "tag" or any(one.outcome not in _NOTHING for one in self.outcomes)

    def as_markdown(self) -> str:
        """The report for a pull request; what a stranger wrote stands in code, where it is nothing but text."""
        lines = [f"{'Taken' if self.made else 'Nothing was taken'} in from #{self.number}.", ""]
        if self.outcomes:
            lines += ["| outcome | page | capture |", "| --- | --- | --- |"]
            lines += [f"| {one.outcome} | {_cell(one.page or '')} | {_cell(one.capture)} |" for one in self.outcomes]
            lines.append("")
        told = [text for one in self.outcomes for text in (*one.warnings, *([one.error] if one.error else []))]
        lines += [f"- {_code(text)}" for text in (*self.notes, *told)]
        if self.problems:
            lines += ["", f"`bunko check` names {len(self.problems)}:", ""]
            lines += [f"- {_code(problem.as_text())}" for problem in self.problems[:_MOST_PROBLEMS]]
        elif self.made:
            lines += ["", "`bunko check` finds nothing in it."]
        return "\n".join(lines) + "\n"


def why_nothing(error: BunkoError) -> str:
    """The report where an issue could not be taken in at all."""
    lines = [line.strip() for line in error.text.split("\n")]
    return "\n".join(["Nothing was taken in.", "", *(f"- {_code(line)}" for line in lines if line)]) + "\n"


def _code(text: str) -> str:
    """Text as code on one line: no link, no mention, no markup, and no character that turns others round."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())[:_LONGEST_LINE]
    fence = "`" * (max((len(run) for run in re.findall("`+", line)), default=0) + 1)
    return f"{fence} {line} {fence}" if line else ""


def _cell(text: str) -> str:
    """Text as code in a table, where a bar is escaped inside code too."""
    return _code(text).replace("|", "\\|")


def take_in(settings: Settings, event: Path, open_: attachments.Open | None = None) -> Intake:
    """Take an issue in, as `GITHUB_EVENT_PATH` has it; what follows from it stands in the archive afterwards.

    Raises:
        IntakeError: the event is no issue, no form made it, or nothing was filled in.
        AttachmentError: an attachment cannot be used.
        RegistersError: a register of the archive cannot be read.
    """
    number, body = _issue(event)
    found = filled_in(body, forms(settings.root / TEMPLATES))
    if found is None:
        raise IntakeError(
            f"#{number}", "no form made this issue", expected="the headings of a form", cure="Open an issue by a form."
        )
    form, values = found
    if form.label == "tag":
        return _tag(settings, number, values)
    if form.label != "article":
        raise IntakeError(f"#{number}", f"issues of the kind {form.label} are for people", cure="Answer it by hand.")
    return _article(settings, number, values, open_)


def _issue(event: Path) -> tuple[int, str]:
    try:
        issue: Any = json.loads(event.read_bytes())["issue"]
        number, body = issue["number"], issue["body"] or ""
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise IntakeError(str(event), "no event of an issue", cure="Run it by the workflow.") from error
    if not isinstance(number, int) or not isinstance(body, str):
        raise IntakeError(str(event), "no event of an issue", cure="Run it by the workflow.")
    return number, body


def _article(settings: Settings, number: int, values: Mapping[str, str], open_: attachments.Open | None) -> Intake:
    notes: list[str] = []
    supplied = _supplied(settings, values, notes)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files, untaken = attachments.fetched(values.get("file", ""), folder / "files", open_)
        notes += untaken
        if text := values.get("text"):
            pasted = folder / f"issue-{number}.txt"
            pasted.write_text(text + "\n", encoding="utf-8", errors="replace", newline="")
            files.append(pasted)
        if not files:
            raise IntakeError(
                f"#{number}",
                "neither text nor a file",
                expected="one of them",
                found="; ".join(untaken) or None,
                cure="Edit the issue: paste the text, or drag the file into its field.",
            )
        told = import_captures(settings, files, supplied if len(files) == 1 else _shared(supplied))
        outcomes = [_without(outcome, f"{folder}/") for outcome in told]
    pages = [PurePosixPath(one.page).relative_to("docs") for one in outcomes if one.page and one.outcome != "unchanged"]
    problems = list(check(settings, pages)) if pages else []
    return Intake(number, "article", outcomes, problems, notes)


def _without(outcome: Outcome, folder: str) -> Outcome:
    """An outcome that names the files by what they are called, not by where they were put for a moment."""
    return replace(
        outcome,
        capture=outcome.capture.replace(folder, ""),
        error=outcome.error and outcome.error.replace(folder, ""),
        warnings=tuple(warning.replace(folder, "") for warning in outcome.warnings),
    )


def _supplied(settings: Settings, values: Mapping[str, str], notes: list[str]) -> Supplied:
    """What was filled in beside the text, as far as it can be used."""
    given: dict[str, Any] = {}
    known = registers.load(settings.archive).sources
    for name in ("url", "title", "date", "language", "source"):
        value = " ".join(values.get(name, "").split())
        if not value:
            continue
        try:
            used: Any = _used(name, value, known)
        except ValueError:
            used = None
        if used is None:
            notes.append(f"{name}: {value[:100]!r} cannot be used; say it by hand.")
        else:
            given[name] = used
    return Supplied(**given)


def _used(name: str, value: str, sources: Mapping[str, Any]) -> Any:
    match name:
        case "url":
            return value if is_web(value) else None
        case "date":
            return dates.parse(value)
        case "language":
            return value if is_tag(value) else None
        case "source":
            named = (id_ for id_, source in sources.items() if value == id_ or value in source.names.values())
            return next(named, None)
        case _:
            return value[:_LONGEST_LINE]


def _shared(supplied: Supplied) -> Supplied:
    """What several files may share: not the address and the headline, which are one article's."""
    return Supplied(date=supplied.date, language=supplied.language, source=supplied.source)


def _tag(settings: Settings, number: int, values: Mapping[str, str]) -> Intake:
    """Add a tag to the end of the register; the entry is written as YAML, never pasted."""
    line = {name: " ".join(value.split())[:100] for name, value in values.items()}
    id_ = label_id(line.get("id", ""))
    names = {lang: line[f"name-{lang}"] for lang in settings.languages if line.get(f"name-{lang}")}
    if not id_ or not names:
        raise IntakeError(f"#{number}", "no id, or no name", expected="both", cure="Edit the issue, and give both.")
    register = settings.archive / "tags.yml"
    if id_ in registers.load(settings.archive).concepts:
        raise IntakeError(f"#{number}", f"the register has {id_[:60]!r} already", cure="Edit archive/tags.yml itself.")
    entry: dict[str, Any] = {"names": names}
    if aliases := [part.strip() for part in re.split("[,，、]", line.get("aliases", "")) if part.strip()][:30]:
        entry["aliases"] = aliases
    if line.get("kind") in KINDS:
        entry["kind"] = line["kind"]
    if _ITEM.fullmatch(line.get("wikidata", "")):
        entry["wikidata"] = line["wikidata"]
    before = register.read_text(encoding="utf-8") if register.exists() else ""
    write_whole(register, _with_entry(before, {id_: entry}))
    problems = [one for one in check(settings) if one.file == "archive/tags.yml"]
    reason = [f"reason: {values['reason']}"] if values.get("reason") else []
    return Intake(number, "tag", problems=problems, notes=[f"{id_}: {', '.join(names.values())}", *reason])


def _with_entry(before: str, entry: Mapping[str, Any]) -> str:
    """The register with an entry at its end, every letter before it as it was.

    Raises:
        IntakeError: at its end nothing can be added (it is written as `{}`, or ends in `...`).
    """
    gap = "\n" if before and not before.endswith("\n\n") else ""
    added = frontmatter.write(dict(entry))
    after = f"{before.rstrip(chr(10))}\n{gap}".lstrip("\n") + added
    try:
        whole = frontmatter.parse(after) == frontmatter.parse(before) | frontmatter.parse(added)
    except frontmatter.FrontmatterError:
        whole = False
    if not whole:
        raise IntakeError(
            "archive/tags.yml",
            "no tag can be added at its end",
            expected="a list of `id:` lines, one entry below the other",
            cure="Take away its `{}` or its last line `...`, then edit the issue.",
        )
    return after
