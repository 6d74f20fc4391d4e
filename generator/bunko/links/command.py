"""`bunko links`."""

from __future__ import annotations

import argparse
import signal
import sys
import time
from collections import Counter
from datetime import date, datetime

import bunko
from bunko import registers, settings
from bunko.errors import BunkoError
from bunko.library import Library, load
from bunko.links import seen
from bunko.links.asking import Asker
from bunko.links.rounds import ROBOT, Round, due
from bunko.links.seen import NAME, Seen
from bunko.lock import held, of_links
from bunko.settings import Settings
from bunko.web_address import is_web

_SAVED_EVERY = 60.0
"""Seconds; what was found since the last time is asked again where the process is killed."""


class UnansweredError(BunkoError):
    """Nobody answered, so that nothing can be told of anybody."""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "links",
        help="check whether the originals still stand at their addresses",
        description=f"Ask for the originals' addresses, politely, and keep what is found in archive/{NAME}, which "
        "pages follow. Run it again to go on. What a page's own `original` says goes before, and is not asked for.",
    )
    command.add_argument("--limit", type=_number, metavar="N", help="check at most so many addresses")
    command.add_argument(
        "--after", type=_number, default=30, metavar="DAYS", help="check again what was checked so long ago (30)"
    )
    command.add_argument(
        "--pause", type=_number, default=5, metavar="SECONDS", help="between two requests to a host (5)"
    )
    command.add_argument(
        "--private", action="store_true", help="ask for addresses of private networks too, with any --pause"
    )
    command.set_defaults(run=_links, parser=command)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 7):  # noqa: PLR2004 - some days or seconds
        raise argparse.ArgumentTypeError(f"a number: {text}")
    return int(text)


def _links(options: argparse.Namespace) -> int:
    if options.pause < 1 and not options.private:
        options.parser.error("--pause: a second at least")
    archive = settings.load(options.config_file)
    signal.signal(signal.SIGTERM, _end)
    with held(of_links(archive.root, "bunko links"), _tell):
        found, due_ = _round(archive, options)
    left = due_ - found.total()
    _tell(f"{_summary(found)}{f' {left:,} wait for the next run.' if left else ''}")
    return 0


def _round(archive: Settings, options: argparse.Namespace) -> tuple[Counter[str], int]:
    """One round; how many addresses ended in which state, and how many were due."""
    addresses = originals(load(archive, registers.load(archive.archive)))
    known = {address: one for address, one in seen.read(archive.archive).items() if address in addresses}
    today = datetime.now().astimezone().date()
    asked = due((address for address, is_asked in addresses.items() if is_asked), known, today, options.after)
    one = Round(Asker(agent(archive), private=options.private), float(options.pause))
    return _checked(archive, one, asked[: options.limit], known, today), len(asked)


def originals(library: Library) -> dict[str, bool]:
    """The originals' addresses of all that is published, and whether they are asked for: a person's word is enough."""
    addresses = dict[str, bool]()
    for article in library.published:
        if article.url and is_web(article.url):
            addresses[article.url] = addresses.get(article.url, True) and article.original is None
    return addresses


def agent(archive: Settings) -> str:
    """The User-Agent: whose robot it is, and where to read about it."""
    about = f"+{archive.site_url}; " if archive.site_url else ""
    return f"{ROBOT}/{bunko.__version__} ({about}checks whether articles still stand at their addresses)"


def _checked(archive: Settings, one: Round, addresses: list[str], known: dict[str, Seen], today: date) -> Counter[str]:
    """Check addresses, and keep what is found from time to time and at the end; how many ended in which state."""
    counts, answered, saved = Counter[str](), False, time.monotonic()
    news = dict(known)
    try:
        for found in one.check(addresses, known, today):
            told = "" if found.failing_since else found.state
            counts[told] += 1
            news[found.address] = found
            _tell(f"{told or '?':<6} {found.address}: {found.found}")
            answered = answered or bool(told) or found.found[:1].isdigit() or found.found.startswith("robots.txt")
            if answered and time.monotonic() - saved > _SAVED_EVERY:
                seen.write(archive.archive, news)
                saved = time.monotonic()
    finally:
        if answered or (known and not counts):
            seen.write(archive.archive, news)
    if counts and not answered:
        raise UnansweredError(
            f"archive/{NAME}",
            f"nobody answered, of {counts.total()} addresses; nothing is kept",
            cure="See whether this machine reaches the network (no proxy is used), and run the command again.",
        )
    return counts


def _summary(found: Counter[str]) -> str:
    counts = ", ".join(f"{count:,} {state or 'without an answer'}" for state, count in found.items())
    return f"{found.total():,} addresses checked{': ' + counts if counts else ''}."


def _end(number: int, _: object) -> None:
    """End by way of exceptions, so that what was found is kept."""
    raise SystemExit(128 + number)


def _tell(message: str) -> None:
    sys.stderr.write(message + "\n")
