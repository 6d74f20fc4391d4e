"""`bunko intake`, which the workflow of the same name runs."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bunko import settings
from bunko.counted import counted
from bunko.errors import BunkoError
from bunko.filesystem import write_whole
from bunko.intake.intake import read, take_in
from bunko.intake.report import why_nothing
from bunko.lock import held, of_archive


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "intake",
        help="take in what an issue hands in",
        description="Import the article, or add the tag, that an issue of a form hands in. The workflow `intake` runs "
        "it and makes a pull request of what changed. The report is written in every case. Exit status 1 where nothing "
        "was taken in: the archive is then as it was.",
    )
    command.add_argument("event", type=Path, metavar="EVENT", help="the event's file, as GITHUB_EVENT_PATH names it")
    command.add_argument("--report", type=Path, required=True, metavar="FILE", help="the report to write, Markdown")
    command.set_defaults(run=_intake)


def _intake(options: argparse.Namespace) -> int:
    language: str | None = None
    try:
        archive = settings.load(options.config_file)
        given = read(archive, options.event)
        language = given.form.language
        with held(of_archive(archive.root, "bunko intake"), _tell):
            found = take_in(archive, given)
    except BunkoError as error:
        write_whole(options.report, why_nothing(error, language))
        raise
    write_whole(options.report, found.as_markdown())
    if not found.made:
        _tell(f"Nothing was taken in from #{found.number}: the report says why.")
        return 1
    captures, problems = counted(len(found.outcomes), "capture"), counted(len(found.problems), "problem")
    _tell(f"Took in #{found.number}: {captures}, {problems}.")
    return 0


def _tell(message: str) -> None:
    sys.stderr.write(message + "\n")
