"""`bunko status`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path

from bunko import settings
from bunko.lagging import lagging
from bunko.named_pages import named_pages
from bunko.status import status


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "status", help="what is translated, which tags have no names, which captures have no page"
    )
    command.add_argument(
        "--lagging",
        nargs="*",
        type=Path,
        metavar="PAGE",
        help="only the translations whose original changed since: which paragraphs, and the difference; all, or those "
        "of some pages",
    )
    command.add_argument("--json", action="store_true", help="one JSON object a line on standard output")
    command.set_defaults(run=_status)


def _status(options: argparse.Namespace) -> int:
    archive = settings.load(options.config_file)
    if options.lagging is not None:
        for one in lagging(archive, named_pages(archive, options.lagging) if options.lagging else None):
            sys.stdout.write(_line(one.as_object()) if options.json else one.as_text())
        return 0
    found = status(archive)
    sys.stdout.writelines(map(_line, found.as_objects()) if options.json else [found.as_text()])
    return 0


def _line(values: Mapping[str, object]) -> str:
    return json.dumps(values, ensure_ascii=False) + "\n"
