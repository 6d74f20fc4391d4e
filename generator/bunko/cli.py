"""The command line: `bunko [-f mkdocs.yml] COMMAND`.

Exit status: 0 all well, 1 something failed (each failure named), 2 wrong usage. With
`--json`, standard output holds one JSON object a line and nothing else; messages go to
standard error.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from bunko import __version__, settings
from bunko.check import check
from bunko.errors import BunkoError
from bunko.stage import write_stage


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit status."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except BunkoError as error:
        _tell(error.text)
    except OSError as error:
        _tell(f"{error.filename or 'bunko'}: {error.strerror or error}.")
    except KeyboardInterrupt:
        _tell("Interrupted; run the same command again to go on.")
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bunko", description="Archived news articles as a bilingual static site.")
    parser.add_argument("-f", "--config-file", type=Path, default=Path("mkdocs.yml"), help="the site's mkdocs.yml")
    parser.add_argument("--version", action="version", version=f"bunko {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    _add_check(commands)
    _add_stage(commands)
    return parser


def _add_check(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("check", help="name every problem of the archive with its cure")
    command.add_argument(
        "--format", choices=("text", "github", "json"), default="text", help="github: as annotations of a pull request"
    )
    command.set_defaults(run=_check)


def _check(options: argparse.Namespace) -> int:
    count = 0
    for problem in check(settings.load(options.config_file)):
        count += 1
        sys.stdout.write(getattr(problem, f"as_{options.format}")() + "\n")
    _tell(f"{count} problems." if count else "No problems.")
    return 1 if count else 0


def _add_stage(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "stage",
        help="write the complete docs tree, for any engine",
        description="Write every page of the site, lists, tags, feeds and sitemaps among them, as a docs tree.",
    )
    command.add_argument("folder", type=Path, metavar="DIR", help="a new or empty folder, or an earlier stage")
    command.set_defaults(run=_stage)


def _stage(options: argparse.Namespace) -> int:
    count = write_stage(settings.load(options.config_file), options.folder)
    _tell(f"Staged {count} files in {options.folder}.")
    return 0


def _tell(message: str) -> None:
    sys.stderr.write(message + "\n")
