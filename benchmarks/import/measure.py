"""Measures the import: text dumps a CPU second, then a crawl with its peak memory and captures a second.

    python benchmarks/import/make_crawl.py FOLDER
    python benchmarks/import/measure.py FOLDER [--jobs 1 2]

The table goes to standard output. Memory is that of the command and the processes that it starts: the peak of the
largest one, and of their sum (proportional shares, sampled; Linux alone).
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bunko.captures import containers, reader
from bunko.nouns import Capture

MKDOCS = "site_name: 見本\nextra: {bunko: {languages: {ja: {name: 日本語, title: 見本}}}}\n"
FLOOR = 1000
"""Text dumps that are to be read in a CPU second."""

COLUMNS = (
    *("import of", "jobs", "MB", "captures", "failed", "seconds", "captures/s"),
    *("CPU s", "captures/CPU s", "largest MB", "all MB"),
)
_MEGABYTE = 1_000_000
_STEP = 0.1


def text_dumps(folder: Path) -> float:
    """Dumps read to drafts in a second of this process's time."""
    captures = [place for place in containers.read_paths(["dumps"], folder) if isinstance(place, Capture)]
    start = time.process_time()
    for capture in captures:
        reader.read(capture)
    return len(captures) / (time.process_time() - start)


def family(pid: int) -> list[int]:
    """A process and all that descend from it."""
    children = Path(f"/proc/{pid}/task/{pid}/children")
    try:
        return [pid, *(member for child in children.read_text().split() for member in family(int(child)))]
    except OSError:
        return []


def shares(pid: int) -> int:
    """Bytes of a process; what it shares with others is split among them."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def measured(command: list[str]) -> tuple[list[dict[str, object]], float, float, int, int]:
    """The outcomes, seconds, CPU seconds, and the peaks of the largest process and of all together."""
    start, largest, together = time.monotonic(), 0, 0
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with tempfile.TemporaryFile("w+") as out:
        with subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL) as running:
            while running.poll() is None:
                sizes = [shares(pid) for pid in family(running.pid)]
                largest, together = max([largest, *sizes]), max(together, sum(sizes))
                time.sleep(_STEP)
        seconds = time.monotonic() - start
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        out.seek(0)
        spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        return [json.loads(line) for line in out], seconds, spent, largest, together


def row(what: str, jobs: int, given: Path, *options: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "archive").mkdir()
        config = Path(folder, "mkdocs.yml")
        config.write_text(MKDOCS, encoding="utf-8")
        command = [sys.executable, "-m", "bunko", "-f", str(config), "import", "--json", "--jobs", str(jobs), *options]
        outcomes, seconds, spent, largest, together = measured([*command, str(given)])
    failed = sum(outcome["outcome"] == "failed" for outcome in outcomes)
    size = given.stat().st_size / _MEGABYTE
    numbers = (size, len(outcomes), failed, seconds, len(outcomes) / seconds, spent, len(outcomes) / spent)
    memory = (largest / _MEGABYTE, together / _MEGABYTE)
    return f"| {what} | {jobs} | " + " | ".join(f"{number:,.0f}" for number in (*numbers, *memory)) + " |"


def main() -> int:
    parser = argparse.ArgumentParser(description="Measures the import.")
    parser.add_argument("folder", type=Path, help="what make_crawl.py made")
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, os.cpu_count() or 1])
    options = parser.parse_args()
    if shutil.disk_usage(tempfile.gettempdir()).free < 1_000 * _MEGABYTE:
        parser.error("the import needs a gigabyte in the folder of temporary files")
    speed = text_dumps(options.folder)
    print(f"Text dumps read in a CPU second: {speed:,.0f} (floor {FLOOR:,})\n")
    print(f"| {' | '.join(COLUMNS)} |")
    print("|" + " --- |" * len(COLUMNS))
    crawl = next(options.folder.glob("crawl.warc*"))
    for jobs in options.jobs:
        print(row(f"{crawl.name}, read alone (`--dry-run`)", jobs, crawl, "--dry-run"), flush=True)
    for jobs in options.jobs:
        print(row(crawl.name, jobs, crawl), flush=True)
    return 0 if speed >= FLOOR else 1


if __name__ == "__main__":
    sys.exit(main())
