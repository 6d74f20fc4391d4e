"""`bunko translated`: a translation has caught up with its original."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bunko import registers, settings, translating
from bunko.library import load
from bunko.lock import held, of_archive
from bunko.named_pages import named_pages


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "translated",
        help="say that a translation has caught up with its original",
        description="Say that translations are of their originals as these are now: what changed later will be shown "
        "from here on. The original's text is kept in archive/translated/, and `of` names it.",
    )
    command.add_argument("pages", nargs="+", type=Path, metavar="PAGE", help="translations, or folders of them")
    command.set_defaults(run=_caught_up)


def _caught_up(options: argparse.Namespace) -> int:
    archive = settings.load(options.config_file)
    paths = named_pages(archive, options.pages)
    with held(of_archive(archive.root, "bunko translated"), _tell):
        library = load(archive, registers.load(archive.archive))
        for path in paths:
            changed = translating.catch_up(archive, library, path)
            _tell(f"docs/{path}: {'of its original as it is now' if changed else 'so it said already'}.")
    return 0


def _tell(message: str) -> None:
    sys.stderr.write(message + "\n")
