"""Build the corpus whole and in parts, and compare: `python benchmarks/build/parts.py [--articles 3000] [--count 4]`.

The parts are built one after the other, each with a cache of its own in which only what `bunko parts --prepare` made
stands, as on a machine of its own. A matrix takes as long as the preparation and the longest part.
"""

from __future__ import annotations

import argparse
import filecmp
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from corpus import write_archive
from measure import Run, row, run

COLUMNS = ("build", "article pages", "wall s", "CPU s", "peak MB", "files", "site MB")
_BIN = Path(sys.executable).parent


def build(folder: Path, part: str, prepared: Path | None) -> Run:
    cache = folder / ".cache"
    shutil.rmtree(cache, ignore_errors=True)
    if prepared is not None:
        shutil.copytree(prepared, cache)
    os.environ["BUNKO_PART"] = part
    return run([str(_BIN / "mkdocs"), "build", "--quiet", "--site-dir", part or "whole"], folder)


def told(name: str, pages: object, used: Run, site: Path | None) -> str:
    files = [path for path in site.rglob("*") if path.is_file()] if site else []
    size = sum(path.stat().st_size for path in files) / 1_000_000
    counts = (len(files), round(size)) if site else ("", "")
    return row((name, pages, f"{used.wall:.1f}", f"{used.cpu:.1f}", round(used.peak / 1_000_000), *counts))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=3000, help="Japanese articles")
    parser.add_argument("--count", type=int, default=4, help="parts of years")
    given = parser.parse_args()
    print(row(COLUMNS), row(("---",) * len(COLUMNS)), sep="\n")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "archive"
        pages = write_archive(folder, given.articles)
        whole = build(folder, "", None)
        print(told("whole", pages, whole, folder / "whole"), flush=True)
        shutil.rmtree(folder / ".cache")
        divide = [str(_BIN / "bunko"), "parts", "--count", str(given.count)]
        prepare = run([*divide, "--prepare"], folder)
        print(told("preparation", "", prepare, None), flush=True)
        prepared = Path(temporary) / "prepared"
        shutil.copytree(folder / ".cache", prepared)
        said = subprocess.run([*divide, "--json"], cwd=folder, check=True, capture_output=True).stdout
        runs = []
        for part in json.loads(said)["part"]:
            runs.append(build(folder, part, prepared))
            written = len(list((folder / part).glob("*/articles/[0-9]*/*/*/cite.bib")))
            print(told(part, written, runs[-1], folder / part), flush=True)
            joined = folder / "joined"
            shutil.copytree(folder / part, joined, dirs_exist_ok=True)
        same(folder / "whole", folder / "joined")
        wall, cpu = (prepare.wall + max(one.wall for one in runs), prepare.cpu + max(one.cpu for one in runs))
        print(f"\nPreparation and longest part: {wall:.1f} s wall, {cpu:.1f} s CPU;", end=" ")
        print(f"all together {prepare.cpu + sum(one.cpu for one in runs):.1f} s CPU, whole {whole.cpu:.1f}.")


def same(one: Path, other: Path) -> None:
    files = {path.relative_to(one) for path in one.rglob("*") if path.is_file()}
    assert files == {path.relative_to(other) for path in other.rglob("*") if path.is_file()}
    assert all(filecmp.cmp(one / path, other / path, shallow=False) for path in files)


if __name__ == "__main__":
    main()
