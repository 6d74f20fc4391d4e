"""`bunko upgrade`."""

from __future__ import annotations

import argparse
import sys
from collections import Counter

from bunko import settings
from bunko.counted import counted
from bunko.init.upgrade import carry_out, plan


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "upgrade",
        help="bring an archive's workflows, forms and commands up to this Bunko",
        description="Bring an archive that `bunko init` made up to the Bunko that runs: its pin and wheel, workflows, "
        "issue forms, commands. What a person changed stays as it is, and the difference is shown. Pages, registers "
        "and settings are not touched.",
    )
    command.add_argument("--dry-run", action="store_true", help="say what would be done, and write nothing")
    command.add_argument(
        "--take", action="append", default=[], metavar="FILE", help="take Bunko's file all the same; once for each"
    )
    command.set_defaults(run=_upgrade)


def _upgrade(options: argparse.Namespace) -> int:
    archive = settings.load(options.config_file)
    steps = plan(archive, options.take)
    for step in steps:
        if step.kind != "own":
            sys.stdout.write(f"{step.kind:<8} {step.place}\n{step.difference}")
    if not options.dry_run:
        carry_out(archive, steps)
    counts = Counter(step.kind for step in steps)
    if counts["changed"]:
        _tell(f"Changed by a person, and left as they are: {counts['changed']}; --take FILE takes Bunko's.")
    if counts["own"]:
        _tell(f"A person's own, while Bunko's did not change: {counts['own']}.")
    done = sum(step.content is not None or step.kind == "removed" for step in steps)
    what = "would be" if options.dry_run else "was" if done == 1 else "were"
    files = counted(done, "file")
    _tell(f"{files} {what} written or removed. Next: `make test`, then commit." if done else "Nothing to write.")
    return 0


def _tell(message: str) -> None:
    sys.stderr.write(message + "\n")
