"""`bunko verify`."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from bunko import settings
from bunko.captures.readings import cores
from bunko.progress import Progress
from bunko.verify import Verdict, verify, verify_site

_KINDS = {
    "capture": "captures",
    "container": "containers",
    "page": "pages",
    "text": "texts that translations were made from",
    "image": "images",
    "file": "files of the site",
}

_STATES = ("sound", "edited", "erased", "absent", "failed")

_LISTED = ("edited", "erased", "failed")


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "verify",
        help="check every claim: captures by hashes, pages by captures, a site by its manifest",
        description="Check captures against their hashes and records, containers as far as they are here, and pages "
        "against their captures, which are read again. What a person edited is listed as edited, and what was erased "
        "with a withdrawn article as erased; neither is a failure. "
        "Nothing is written. Exit status 1 where something failed.",
    )
    command.add_argument("--site", type=Path, metavar="DIR", help="check a built site against its manifest instead")
    command.add_argument("--diff", action="store_true", help="show what capture and page say where a person edited")
    command.add_argument("--jobs", type=int, default=cores(), metavar="N", help="processes that read (all cores)")
    command.add_argument("--json", action="store_true", help="a JSON object for each thing checked, one a line")
    command.set_defaults(run=_verify, parser=command)


def _verify(options: argparse.Namespace) -> int:
    if options.jobs < 1:
        options.parser.error(f"--jobs: a number from 1: {options.jobs}")
    with Progress(sys.stderr, shown=sys.stderr.isatty() and not options.json) as progress:
        if options.site:
            found = verify_site(options.site, progress.read)
        else:
            found = verify(settings.load(options.config_file), jobs=options.jobs, meter=progress.read)
        counts = _told(found, options, progress)
    _tell(_summary(counts))
    return 1 if any(state == "failed" for _, state in counts) else 0


def _told(found: Iterable[Verdict], options: argparse.Namespace, progress: Progress) -> Counter[tuple[str, str]]:
    counts = Counter[tuple[str, str]]()
    for verdict in found:
        counts[verdict.kind, verdict.state] += 1
        if options.json:
            sys.stdout.write(json.dumps(verdict.as_json(), ensure_ascii=False) + "\n")
        elif verdict.state in _LISTED or (verdict.state == "absent" and verdict.kind == "capture"):
            progress.clear()
            sys.stdout.write(verdict.as_text(differences=options.diff) + "\n")
        progress.done()
    return counts


def _summary(counts: Counter[tuple[str, str]]) -> str:
    """A line for each kind: `38 captures: sound.`, `41 pages: 39 sound, 2 edited.` and so on."""
    lines = []
    for kind, name in _KINDS.items():
        states = {state: counts[kind, state] for state in _STATES if counts[kind, state]}
        if states:
            each = ", ".join(f"{count:,} {state.replace('absent', 'not here')}" for state, count in states.items())
            lines.append(f"{name}: {each}.")
    return "\n".join(lines) or "Nothing there to verify."


def _tell(message: str) -> None:
    sys.stderr.write(message + "\n")
