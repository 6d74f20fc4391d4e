"""`bunko export`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bunko import registers, settings
from bunko.counted import counted
from bunko.exports import FORMATS, records, written
from bunko.filesystem import write_whole
from bunko.library import load


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "export",
        help="the whole archive as data",
        description="Write every article that is not withdrawn, in every language, as schema.org NewsArticle data.",
    )
    command.add_argument("--format", choices=tuple(FORMATS), required=True, help="JSON Lines, CSV, or an SQLite file")
    command.add_argument("--output", type=Path, metavar="FILE", help="the file to write (standard output)")
    command.set_defaults(run=_export)


def _export(options: argparse.Namespace) -> int:
    archive = settings.load(options.config_file)
    library = load(archive, registers.load(archive.archive))
    ((_, content),) = written(records(library), [options.format])
    if options.output:
        write_whole(options.output, content)
    else:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    _tell(f"Exported {counted(len(library.published), 'article')}.")
    return 0


def _tell(message: str) -> None:
    sys.stderr.write(message + "\n")
