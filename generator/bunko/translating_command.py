"""`bunko new translation`."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime
from pathlib import Path

from bunko import registers, settings, translating
from bunko.library import load
from bunko.lock import held, of_archive
from bunko.named_pages import named_page


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    command = commands.add_parser("new", help="begin a translation")
    kinds = command.add_subparsers(metavar="KIND", required=True)
    begin = kinds.add_parser(
        "translation",
        help="begin the translation of an article",
        description="Make a translation's page: the original's paragraphs as comments above the places to fill, or "
        "what a program drafts. What was translated is kept, so that the page can tell what of it changed since.",
    )
    begin.add_argument("page", type=Path, metavar="PAGE", help="the original's page, docs/ja/articles/…/….md")
    begin.add_argument("--to", metavar="LANG", help="the language, where the site has more than two")
    begin.add_argument("--by", metavar="NAME", help="who translates, as signed on the page")
    begin.add_argument(
        "--translator", metavar="COMMAND", help="a program that drafts: texts as JSON in, texts as JSON out"
    )
    begin.set_defaults(run=_begin)


def _begin(options: argparse.Namespace) -> int:
    archive = settings.load(options.config_file)
    library = load(archive, registers.load(archive.archive))
    path = named_page(archive, options.page)
    folder = options.to or translating.other_language(library, path)
    begun = translating.begin(
        library, path, folder, translator=options.by, day=datetime.now().astimezone().date(), command=options.translator
    )
    with held(of_archive(archive.root, "bunko new"), _tell):
        translating.write(archive, library, begun)
    waiting = sum(1 for _ in translating.unfinished(begun, None))
    _tell(f"Wrote docs/{begun.path}: {f'{waiting} places to fill' if waiting else 'drafted by a machine'}.")
    return 0


def _tell(message: str) -> None:
    sys.stderr.write(message + "\n")
