"""`bunko manifest`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bunko.counted import counted
from bunko.verify.manifest import MANIFEST, write_manifest


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "manifest",
        help="write the SHA-256 of each file of a built site",
        description=f"Write {MANIFEST} into a built site, of any engine: the SHA-256 of each other file, as sha256sum "
        "has it. `bunko verify --site` and `sha256sum --check` compare with it.",
    )
    command.add_argument("folder", type=Path, metavar="DIR", help="the built site, as `site`")
    command.set_defaults(run=_manifest)


def _manifest(options: argparse.Namespace) -> int:
    count = write_manifest(options.folder)
    sys.stderr.write(f"{options.folder / MANIFEST} names {counted(count, 'file')}.\n")
    return 0
