"""Measures the reader of HTML pages on public sets, beside trafilatura, in one run.

    python benchmarks/extraction/measure.py [--articles DIR] [--fundus DIR] [--trafilatura DIR]

The directories are checkouts of scrapinghub/article-extraction-benchmark, flairNLP/fundus and
adbar/trafilatura. It ends with status 1 where a figure is worse than its floor in floors.toml.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from pathlib import Path

import articles
import publishers
import snippets
from halves import WHOLE, Figures
from tools import TOOLS

SETS = {"articles": articles.measure, "publishers": publishers.measure, "snippets": snippets.measure}
FLOORS = Path(__file__).parent / "floors.toml"


def below(name: str, figures: Figures) -> list[str]:
    """What of a set is worse than its floor, in words."""
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8"))[name]
    said = []
    for bound, sign in (("least", 1), ("most", -1)):
        for measure, floor in floors.get(bound, {}).items():
            found = figures.of["bunko", WHOLE, measure]
            if sign * (found - floor) < -0.0005:
                said.append(f"{name}: {measure.replace('_', ' ')} is {found:.3f}, and must be at {bound} {floor:.3f}")
    return said


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path)
    parser.add_argument("--fundus", type=Path, dest="publishers")
    parser.add_argument("--trafilatura", type=Path, dest="snippets")
    parser.add_argument("--detail", action="store_true", help="list where this reader fails, in the tuning half alone")
    parser.add_argument("--only", choices=list(TOOLS), help="measure one tool alone")
    parser.add_argument("--no-floors", action="store_true", help="do not fail below the floors")
    arguments = parser.parse_args()
    tools = {name: tool for name, tool in TOOLS.items() if arguments.only in {None, name}}
    failures: list[str] = []
    for name, measure in SETS.items():
        folder = getattr(arguments, name)
        if folder:
            figures = measure(folder, tools, detail=arguments.detail)
            failures += below(name, figures) if "bunko" in tools else []
    print("\n" + "\n".join(failures or ["no figure is worse than its floor"]))
    return 1 if failures and not arguments.no_floors else 0


if __name__ == "__main__":
    sys.exit(main())
