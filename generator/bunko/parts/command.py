"""`bunko parts`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping

from bunko import settings
from bunko.parts import REST, SEARCH, Part
from bunko.parts.division import divided, pages_by_year
from bunko.settings import Settings
from bunko.stage import read_site


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "parts",
        help="divide the site into parts that are built apart",
        description="List parts of the site by years, for builds side by side: each with BUNKO_PART set to one of "
        "them. Laid over one another their sites are the whole site.",
    )
    command.add_argument(
        "--count", type=_count, default=4, metavar="N", help="parts of years, besides search and rest (4)"
    )
    command.add_argument(
        "--prepare", action="store_true", help="work out what all parts need (related articles) in .cache/bunko first"
    )
    command.add_argument("--json", action="store_true", help="one JSON object: a CI's matrix")
    command.set_defaults(run=_parts)


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= _MOST):
        raise argparse.ArgumentTypeError(f"a number from 1 to {_MOST}: {text}")
    return int(text)


_MOST = 254
"""With search and rest, as many as a matrix of GitHub's may have jobs."""


def _parts(options: argparse.Namespace) -> int:
    archive = settings.load(options.config_file)
    pages = pages_by_year(archive.docs, archive.languages)
    parts = divided(pages, options.count)
    if options.prepare:
        _prepare(archive)
    if options.json:
        sys.stdout.write(json.dumps({"part": [part.name for part in parts]}) + "\n")
    else:
        sys.stdout.write("".join(f"{part.name:<9}  {_size(part, pages)}\n" for part in parts))
    return 0


def _prepare(archive: Settings) -> None:
    site = read_site(archive)
    for article in site.library.published[:1]:  # asked for one, the neighbours of all are worked out and kept
        site.relations.neighbours(article, archive.related_limit, archive.related_other_limit)


_SAID = {SEARCH: "search index", REST: "home, lists, tags, feeds, data"}


def _size(part: Part, pages: Mapping[str, int]) -> str:
    if part.name in _SAID:
        return _SAID[part.name]
    count = sum(found for year, found in pages.items() if part.has(year))
    return f"{count:,} article page{'s' if count > 1 else ''}"
