"""Puts collections of payloads through every way into an archive, and opens what comes of them in Chromium.

    python benchmarks/hostile/measure.py FILE... [--together 100] [--work FOLDER]

A FILE is a JSON list of texts, or a text with a payload on each line. Nothing of it is kept. The table goes to standard
output, what was found to standard error; exit status 1 where anything was.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.browser.chromium import find  # noqa: E402 - the path comes first
from tests.conftest import QUIET, BuiltSite  # noqa: E402
from tests.hostile.pages import hostile_pages, open_all, search_for  # noqa: E402
from tests.hostile.trap import trap  # noqa: E402
from tests.hostile.ways_in import let_in, places  # noqa: E402
from tests.markdown_extension.rendering import render  # noqa: E402
from tests.serving import serving  # noqa: E402

SEARCHES = 150
"""Payloads of a collection, drawn evenly, for which the search is asked."""
SHOWN = 20
"""Findings of a collection that are listed."""


def payloads_of(file: Path) -> list[str]:
    """The payloads of a file, each once."""
    text = file.read_text(encoding="utf-8", errors="replace")
    found = json.loads(text) if file.suffix == ".json" else text.split("\n")
    return list(dict.fromkeys(one for one in found if one.strip()))


def built(archive: Path, url: str) -> None:
    """Build an archive's site; a text that ends the build is a finding of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet"],
        cwd=archive,
        env={**os.environ, "SITE_URL": url, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"the build ended: {done.stderr[-3000:]}")


def alone(folder: Path, payloads: list[str], together: int) -> Iterator[str]:
    """Pages without a policy, in which each payload was rendered alone in each place of Markdown."""
    head = "<!doctype html><meta charset=utf-8><title>x</title><body>"
    for start in range(0, len(payloads), together):
        texts = [place(one) for one in payloads[start : start + together] for place in places()]
        name = f"alone-{start}.html"
        (folder / name).write_text(head + "\n".join(map(render, texts)), encoding="utf-8", errors="replace")
        yield name


def tried(chromium: Browser, folder: Path, payloads: list[str], together: int) -> tuple[int, list[str]]:
    """How many pages were opened, and what was found on them."""
    archive = folder / "archive"
    for name in ("docs", "archive"):
        shutil.copytree(ROOT / name, archive / name)
    shutil.copy(ROOT / "mkdocs.yml", archive)
    findings = [f"not taken: {one}" for one in let_in(archive, ROOT, payloads, together)]
    visits = 0
    with serving(archive / "site", "/repo/") as url:
        built(archive, url)
        site = BuiltSite(archive / "site", url, "")
        apart = list(alone(site.folder, payloads, together))
        for policy in (False, True):
            with trap(chromium, url, policy=policy) as watched:
                open_all(watched, hostile_pages(site, every=max(1, len(payloads) // 20)))
                open_all(watched, apart if not policy else [])
                search_for(watched, payloads[:: max(1, len(payloads) // SEARCHES)] if policy else payloads[::50], 10)
            visits += watched.visits
            findings += watched.findings
    return visits, findings


def kind(finding: str) -> str:
    """What of the table a finding counts in."""
    for word in ("not taken", "asked", "the policy", "there stands", "ran"):
        if f": {word}" in f": {finding}":
            return word
    return "other"


def main() -> int:
    """Exit status 1 where anything ran, was asked elsewhere, or stands ready to act."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--together", type=int, default=100, help="payloads of one page (100)")
    parser.add_argument("--work", type=Path, help="a new folder in which the sites stay")
    options = parser.parse_args()
    failed = False
    print(
        "| collection | payloads | visits | ran | asked elsewhere | the policy stopped | stands ready | not taken | s |"
    )
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as driver:
        sandbox = ("--no-sandbox",) if os.geteuid() == 0 else ()
        chromium = driver.chromium.launch(executable_path=find(), args=[*QUIET, *sandbox])
        for file in options.files:
            start, payloads = time.monotonic(), payloads_of(file)
            folder = (options.work or Path(name)) / file.stem
            folder.mkdir(parents=True)
            visits, findings = tried(chromium, folder, payloads, options.together)
            for finding in findings[:SHOWN]:
                print(finding, file=sys.stderr)
            counts = Counter(map(kind, findings))
            failed |= bool(counts.keys() - {"not taken"})
            shown = " | ".join(
                str(counts[word] + (counts["other"] if word == "ran" else 0))
                for word in ("ran", "asked", "the policy", "there stands", "not taken")
            )
            print(
                f"| {file.stem} | {len(payloads)} | {visits} | {shown} | {time.monotonic() - start:.0f} |", flush=True
            )
        chromium.close()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
