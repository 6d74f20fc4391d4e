"""The command line: `bunko [-f mkdocs.yml] COMMAND`.

Exit status: 0 all well, 1 something failed (each failure named), 2 wrong usage. With
`--json`, standard output holds one JSON object a line and nothing else; messages go to
standard error.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path

from bunko import __version__
from bunko.errors import BunkoError
from bunko.filesystem import remove_unfinished

COMMANDS: Mapping[str, str] = {
    "import": "bunko.import_command",
    "check": "bunko.check.command",
    "status": "bunko.status_command",
    "stage": "bunko.stage_command",
    "parts": "bunko.parts.command",
    "verify": "bunko.verify.command",
    "manifest": "bunko.manifest_command",
    "export": "bunko.export_command",
    "links": "bunko.links.command",
    "bag": "bunko.bag_command",
    "new": "bunko.translating_command",
    "translated": "bunko.caught_up_command",
    "intake": "bunko.intake.command",
    "init": "bunko.init.command",
    "upgrade": "bunko.init.upgrade_command",
}
"""The module of each command, whose `add` adds it. Only the one that is asked for is loaded: a page is checked in less
time than all of Bunko takes to load."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # whatever the terminal's locale
    options = _parser(_named(sys.argv[1:] if arguments is None else arguments)).parse_args(arguments)
    try:
        return _run(options)
    except BrokenPipeError:
        # Who reads it has seen enough (`| head`), and Python's last flush must not say so:
        # https://docs.python.org/3/library/signal.html#note-on-sigpipe
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except BunkoError as error:
        _tell(error.text)
    except OSError as error:
        _tell(f"{error.filename or 'bunko'}: {error.strerror or error}.")
    except KeyboardInterrupt:
        _tell("Interrupted; run the same command again to go on.")
    finally:
        remove_unfinished()
    return 1


def _run(options: argparse.Namespace) -> int:
    status = int(options.run(options))
    sys.stdout.flush()
    return status


def _named(arguments: Sequence[str]) -> str | None:
    """The command that is asked for, where it can be told without a parser."""
    waiting = iter(arguments)
    for argument in waiting:
        if argument in ("-f", "--config-file"):
            next(waiting, None)
        elif not argument.startswith("-"):
            return argument if argument in COMMANDS else None
    return None


def _parser(command: str | None) -> argparse.ArgumentParser:
    """A parser of one command; of all, where None is told."""
    parser = argparse.ArgumentParser(prog="bunko", description="Archived news articles as a bilingual static site.")
    parser.add_argument("-f", "--config-file", type=Path, default=Path("mkdocs.yml"), help="the site's mkdocs.yml")
    parser.add_argument("--version", action="version", version=f"bunko {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for module in [COMMANDS[command]] if command else COMMANDS.values():
        import_module(module).add(commands)
    return parser


def _tell(message: str) -> None:
    sys.stderr.write(message + "\n")
