"""`bunko bag`."""

from __future__ import annotations

import argparse
import signal
import sys
from datetime import date
from pathlib import Path

from bunko import registers, settings
from bunko.bag import Contents, Label, write_bag
from bunko.counted import counted
from bunko.library import load


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "bag",
        help="the archive as a BagIt bag, for a library to take in",
        description="Write pages, captures with their records, registers and exports as a bag of RFC 8493, with the "
        "SHA-256 of each file. What was withdrawn or is unfinished, and archive/inbox, are left out.",
    )
    command.add_argument("folder", type=Path, metavar="DIR", help="a new folder, outside docs/ and archive/")
    command.add_argument("--date", type=_day, metavar="DAY", help="the day to be told as Bagging-Date (none is told)")
    command.add_argument(
        "--identifier", metavar="TEXT", help="External-Identifier, as a DOI (the site's address, site_url)"
    )
    command.set_defaults(run=_bag, parser=command)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"no day (2026-04-01): {text}") from error


def _bag(options: argparse.Namespace) -> int:
    archive = settings.load(options.config_file)
    folder = options.folder.resolve()
    if any(folder.is_relative_to(source.resolve()) for source in (archive.docs, archive.archive)):
        options.parser.error(f"{options.folder}: a folder outside docs/ and archive/")
    signal.signal(signal.SIGTERM, _end)
    library = load(archive, registers.load(archive.archive))
    label = Label(options.date, options.identifier)
    done = write_bag(Contents(archive, options.config_file, library), folder, label)
    counts = f"{counted(done.articles, 'article')} and {counted(done.captures, 'capture')}"
    sys.stderr.write(f"Bagged {counts}: {counted(done.files, 'file')}, {done.size:,} bytes.\n")
    return 0


def _end(number: int, _: object) -> None:
    """End by way of exceptions, so that nothing stays half written."""
    raise SystemExit(128 + number)
