"""Ends import, stage and build at random moments, and holds what the same command then makes to an undisturbed run.

    python benchmarks/interruptions/measure.py [--endings 90] [--captures 32] [--seed 1] [--only BUILD]

Half of the endings come at one of the command's events (a file opened for writing, renamed, removed …), half at a
moment of the clock. Then the disk is full, and read-only, from a random event on. The table goes to standard output.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from benchmarks.interruptions import forked  # noqa: E402 - the path comes first
from tests.interruption.undertaking import Trial, Undertaking, undertakings  # noqa: E402 - the path comes first

Ending = Callable[[], list[str]]


def endings(trial: Trial, count: int, dice: random.Random) -> Iterator[tuple[str, Ending]]:
    """Every ending with its kind."""
    for _ in range(count // 2):
        event = dice.randint(1, trial.events)
        yield "killed at an event", lambda event=event: trial.end_at(event)  # type: ignore[misc]
    for _ in range(count - count // 2):
        seconds = dice.uniform(0.2, 1.0) * trial.seconds
        yield "killed by the clock", lambda seconds=seconds: trial.end_after(seconds)  # type: ignore[misc]
    for kind in ("full", "read-only"):
        for _ in range(max(1, count // 10)):
            event = dice.randint(1, trial.events)
            yield f"disk {kind}", lambda kind=kind, event=event: trial.refuse(kind, event)  # type: ignore[misc]


def measure(undertaking: Undertaking, folder: Path, count: int, dice: random.Random) -> dict[str, tuple[int, int]]:
    """Of each kind of ending how many there were, and after how many something was wrong."""
    trial = Trial(undertaking, folder, forked.run)
    trial.begin()
    print(f"{undertaking.name}: {trial.events} events, {trial.seconds:.1f} s", file=sys.stderr, flush=True)
    found: dict[str, tuple[int, int]] = {}
    for kind, ending in endings(trial, count, dice):
        try:
            wrong = ending()
        except AssertionError as error:
            wrong = [f"{undertaking.name}, {error}"]
        for line in wrong[:5]:
            print(line[:3000], file=sys.stderr, flush=True)
        ended, bad = found.get(kind, (0, 0))
        found[kind] = ended + 1, bad + bool(wrong)
    return found


def main() -> int:
    """Exit status 1 where anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--endings", type=int, default=90, help="kills of each command (90)")
    parser.add_argument("--captures", type=int, help="files of the sample's inbox that are used (all)")
    parser.add_argument("--more", type=int, default=0, help="articles written by hand beside (0; 150: several render)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="commands whose name holds this")
    options = parser.parse_args()
    dice = random.Random(options.seed)  # noqa: S311 - moments, no secrets
    failed = 0
    forked.load()
    print("| command | ending | times | something wrong |\n| --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as name:
        for undertaking in undertakings(ROOT, Path(name, "before"), options.captures, options.more):
            if options.only in undertaking.name:
                for kind, (ended, bad) in measure(undertaking, Path(name, "now"), options.endings, dice).items():
                    print(f"| {undertaking.name} | {kind} | {ended} | {bad} |", flush=True)
                    failed += bad
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
