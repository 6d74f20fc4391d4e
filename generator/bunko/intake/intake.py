"""One issue taken in: an article's captures imported, or a tag added to the register."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from bunko import dates, frontmatter, registers
from bunko.captures.credit_lines import credits_of
from bunko.cataloguing import Supplied
from bunko.check import check, check_registers
from bunko.errors import BunkoError
from bunko.filesystem import write_whole
from bunko.importer import import_captures
from bunko.intake import attachments
from bunko.intake.form import Form, filled_in, forms
from bunko.intake.report import Intake
from bunko.intake.words import RefusalError
from bunko.language_tags import is_tag
from bunko.nouns import Instant
from bunko.outcome import Outcome
from bunko.registers import KINDS, label_id
from bunko.settings import Settings
from bunko.web_address import is_web

TEMPLATES = Path(".github", "ISSUE_TEMPLATE")


class IntakeError(BunkoError):
    """What was given is no issue."""


_ITEM = re.compile(r"Q[1-9][0-9]{0,11}")
_LONGEST_LINE = 300
_SUPPLIED = ("url", "title", "date", "language", "source")


@dataclass(frozen=True, slots=True)
class Submission:
    """What an issue hands in: its number, the form that made it, and what was filled in, by the ids of the fields."""

    number: int
    form: Form
    values: Mapping[str, str]


def read(settings: Settings, event: Path) -> Submission:
    """An issue, as `GITHUB_EVENT_PATH` has it.

    Raises:
        IntakeError: the event is no issue.
        RefusalError: no form made it.
    """
    number, body = _issue(event)
    found = filled_in(body, forms(settings.root / TEMPLATES))
    if found is None:
        raise RefusalError(f"#{number}", "no form")
    return Submission(number, *found)


def take_in(settings: Settings, given: Submission, open_: attachments.Open | None = None) -> Intake:
    """Take an issue in; what follows from it stands in the archive afterwards.

    Raises:
        RefusalError: nothing was filled in, or it cannot be used.
        RegistersError: a register of the archive cannot be read.
    """
    if given.form.label == "tag":
        return _tag(settings, given)
    if given.form.label != "article":
        raise RefusalError(f"#{given.number}", "for people")
    return _article(settings, given, open_)


def _issue(event: Path) -> tuple[int, str]:
    try:
        issue: Any = json.loads(event.read_bytes())["issue"]
        number, body = issue["number"], issue["body"] or ""
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise IntakeError(str(event), "no event of an issue", cure="Run it by the workflow.") from error
    if not isinstance(number, int) or not isinstance(body, str):
        raise IntakeError(str(event), "no event of an issue", cure="Run it by the workflow.")
    return number, body


def _article(settings: Settings, given: Submission, open_: attachments.Open | None) -> Intake:
    supplied, unusable = _supplied(settings, given.values)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files, untaken = attachments.fetched(given.values.get("file", ""), folder / "files", open_)
        if text := given.values.get("text"):
            pasted = folder / f"issue-{given.number}.txt"
            pasted.write_text(text + "\n", encoding="utf-8", errors="replace", newline="")
            files.append(pasted)
        if not files:
            raise RefusalError(f"#{given.number}", "empty", links=tuple(untaken))
        told = import_captures(settings, files, supplied if len(files) == 1 else _shared(supplied))
        outcomes = [_without(outcome, f"{folder}/") for outcome in told]
    pages = [PurePosixPath(one.page).relative_to("docs") for one in outcomes if one.page and one.outcome != "unchanged"]
    problems = list(check(settings, pages)) if pages else []
    site = settings.site_url
    return Intake(given.number, given.form, "article", outcomes, problems, unusable, tuple(untaken), site_url=site)


def _without(outcome: Outcome, folder: str) -> Outcome:
    """An outcome that names the files by what they are called, not by where they were put for a moment."""
    return replace(
        outcome,
        capture=outcome.capture.replace(folder, ""),
        error=outcome.error and outcome.error.replace(folder, ""),
        warnings=tuple(warning.replace(folder, "") for warning in outcome.warnings),
    )


def _supplied(settings: Settings, values: Mapping[str, str]) -> tuple[Supplied, Mapping[str, str]]:
    """What was filled in beside the text, as far as it can be used; and what cannot, by the ids of the fields."""
    given: dict[str, Any] = {}
    unusable: dict[str, str] = {}
    known = registers.load(settings.archive).sources
    for name in _SUPPLIED:
        value = " ".join(values.get(name, "").split())
        if not value:
            continue
        used: Any = _used(name, value, known)
        if used is None:
            unusable[name] = value[:100]
        else:
            given[name] = used
    return Supplied(**given), unusable


def _used(name: str, value: str, sources: Mapping[str, Any]) -> Any:
    match name:
        case "url":
            return value if is_web(value) else None
        case "date":
            return _instant(value)
        case "language":
            return value if is_tag(value) else None
        case "source":
            named = (id_ for id_, source in sources.items() if value == id_ or value in source.names.values())
            return next(named, None)
        case _:
            return value[:_LONGEST_LINE]


def _instant(value: str) -> Instant | None:
    """A date as people write it: ISO 8601, or as pages print it (`2024年5月3日`); a time without a zone is left out."""
    with suppress(ValueError):
        return dates.parse(value)
    found = credits_of(value)
    printed = found.published if found else None
    return printed.date() if isinstance(printed, datetime) and printed.tzinfo is None else printed


def _shared(supplied: Supplied) -> Supplied:
    """What several files may share: not the address and the headline, which are one article's."""
    return Supplied(date=supplied.date, language=supplied.language, source=supplied.source)


def _tag(settings: Settings, given: Submission) -> Intake:
    """Add a tag to the end of the register; the entry is written as YAML, never pasted."""
    line = {name: " ".join(value.split())[:100] for name, value in given.values.items()}
    id_ = label_id(line.get("id", ""))
    names = {lang: line[f"name-{lang}"] for lang in settings.languages if line.get(f"name-{lang}")}
    if not id_ or not names:
        raise RefusalError(f"#{given.number}", "no name")
    register = settings.archive / "tags.yml"
    if id_ in registers.load(settings.archive).concepts:
        raise RefusalError(f"#{given.number}", "known", id=id_[:60])
    entry: dict[str, Any] = {"names": names}
    if aliases := [part.strip() for part in re.split("[,，、]", line.get("aliases", "")) if part.strip()][:30]:
        entry["aliases"] = aliases
    if line.get("kind") in KINDS:
        entry["kind"] = line["kind"]
    if _ITEM.fullmatch(line.get("wikidata", "")):
        entry["wikidata"] = line["wikidata"]
    before = register.read_text(encoding="utf-8") if register.exists() else ""
    write_whole(register, _with_entry(before, {id_: entry}))
    problems = [one for one in check_registers(settings) if one.file == "archive/tags.yml"]
    told = [f"{id_}: {', '.join(names.values())}", *([given.values["reason"]] if given.values.get("reason") else [])]
    return Intake(given.number, given.form, "tag", problems=problems, notes=told)


def _with_entry(before: str, entry: Mapping[str, Any]) -> str:
    """The register with an entry at its end, every letter before it as it was.

    Raises:
        RefusalError: at its end nothing can be added (it is written as `{}`, or ends in `...`).
    """
    gap = "\n" if before and not before.endswith("\n\n") else ""
    added = frontmatter.write(dict(entry))
    after = f"{before.rstrip(chr(10))}\n{gap}".lstrip("\n") + added
    try:
        whole = frontmatter.parse(after) == frontmatter.parse(before) | frontmatter.parse(added)
    except frontmatter.FrontmatterError:
        whole = False
    if not whole:
        raise RefusalError("archive/tags.yml", "no end")
    return after
