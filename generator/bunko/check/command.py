"""`bunko check`."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from bunko import settings
from bunko.check import check, grouped
from bunko.check.mending import mend
from bunko.check.problem import MOST
from bunko.counted import counted
from bunko.lock import held, of_archive
from bunko.named_pages import named_pages


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "check",
        help="name every problem of the archive with its cure",
        description="Name every problem of the archive, or of some pages, with its place and its cure. CHECKS.md "
        "explains each code. Exit status 1 where there is a problem.",
    )
    command.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="pages, or folders of pages, alone")
    command.add_argument(
        "--format", choices=("text", "github", "json"), default="text", help="github: as annotations of a pull request"
    )
    command.add_argument(
        "--fix", action="store_true", help="mend what is sure (marks of editors, tags that are one text), then check"
    )
    command.add_argument("--all", action="store_true", help=f"list more than {MOST} problems of a code")
    command.set_defaults(run=_check)


def _check(options: argparse.Namespace) -> int:
    archive = settings.load(options.config_file)
    only = named_pages(archive, options.paths) if options.paths else None
    if options.fix:
        with held(of_archive(archive.root, "bunko check --fix"), _tell):
            for file in mend(archive, list(check(archive, only))):
                _tell(f"Mended {file}.")
    problems = list(check(archive, only))
    every = options.all or options.format == "json"
    for problem in grouped(problems, None if every else MOST):
        if isinstance(problem, str):
            _tell(problem)
        else:
            sys.stdout.write(getattr(problem, f"as_{options.format}")() + "\n")
    _tell(_summary(Counter(problem.code for problem in problems), sum(problem.fixable for problem in problems)))
    return 1 if problems else 0


def _summary(counts: Counter[str], fixable: int) -> str:
    count = counts.total()
    if not count:
        return "No problems."
    codes = ", ".join(f"{number:,} {code}" for code, number in counts.most_common())
    fix = f" `bunko check --fix` mends {fixable:,}." if fixable else ""
    return f"{counted(count, 'problem')}: {codes}.{fix}"


def _tell(message: str) -> None:
    sys.stderr.write(message + "\n")
