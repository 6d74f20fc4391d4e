"""`bunko stage`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bunko import settings
from bunko.counted import counted
from bunko.lock import held, of_builds
from bunko.stage import write_stage


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "stage",
        help="write the complete docs tree, for any engine",
        description="Write every page of the site, lists, tags, feeds and sitemaps among them, as a docs tree.",
    )
    command.add_argument("folder", type=Path, metavar="DIR", help="a new or empty folder, or an earlier stage")
    command.set_defaults(run=_stage)


def _stage(options: argparse.Namespace) -> int:
    archive = settings.load(options.config_file)
    with held(of_builds(archive.root, "bunko stage"), _tell):
        count = len(write_stage(archive, options.folder))
    _tell(f"Staged {counted(count, 'file')} in {options.folder}.")
    return 0


def _tell(message: str) -> None:
    sys.stderr.write(message + "\n")
