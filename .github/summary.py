"""What a pull request changes, in a few lines of Markdown: pages, and what `bunko check` says of them.

    python3 .github/summary.py FOLDER RUN > summary.md

FOLDER holds what the checks left: `changes` (`git diff --name-status --no-renames -z`), `problems` (`bunko check
--format json`), `status` (its exit status) and `site` (`success` where the site was built). RUN is the address of the
workflow's run. What FOLDER holds may come from a stranger's pull request: all of it is shown as code, shortened, and
nothing of it is a link or a mention. Standard library alone.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from pathlib import Path

MOST = 50
LONGEST = 300
LARGEST = 5_000_000
"""Bytes of a file that are read."""
MOST_CHARACTERS = 25_000
"""Of each of the two lists; GitHub takes 65,536 in a comment."""
KINDS = {"A": "new", "M": "changed", "D": "gone"}
PAGE = re.compile(r"docs/[^/]+/.+\.md", re.DOTALL)


def code(text: str) -> str:
    """Text as code on one line: no link, no mention, no markup."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())[:LONGEST]
    fence = "`" * (max((len(run) for run in re.findall("`+", line)), default=0) + 1)
    return f"{fence} {line} {fence}"


def changes(raw: str) -> list[tuple[str, str]]:
    """Kind and path of every change."""
    parts = raw.split("\0")
    return [(KINDS.get(kind[:1], "changed"), path) for kind, path in zip(parts[::2], parts[1::2], strict=False)]


def problems(lines: str) -> list[dict[str, object]]:
    """The problems that can be read; a line that is none is left out."""
    found = []
    for line in lines.split("\n"):  # other ends of lines may stand inside JSON
        try:
            told = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(told, dict):
            found.append(told)
    return found


def listed(items: list[str]) -> list[str]:
    """The items as a list, as many as there is room for; then how many more there are."""
    lines: list[str] = []
    room = MOST_CHARACTERS
    for item in items[:MOST]:
        room -= len(item) + 3
        if room < 0:
            break
        lines.append(f"- {item}")
    left = len(items) - len(lines)
    return [*lines, f"- and {left} more"] if left else lines


def verdict(status: str, found: list[dict[str, object]]) -> str:
    """What the check came to. It ends with 0 and no problem, or with 1 and at least one; all else is no end."""
    if status.strip() != ("1" if found else "0"):
        return "**bunko check**: it did not end; the log of the run says why"
    return f"**bunko check**: {len(found) or 'no'} problem{'s' if len(found) != 1 else ''}"


def told(problem: dict[str, object]) -> str:
    """A problem with its place and its cure, on two lines."""
    place = f"{problem.get('file')}:{problem.get('line')}:{problem.get('column')}"
    said = code(f"{place}: [{problem.get('code')}] {problem.get('message')}")
    return f"{said}  \n  {code(str(problem.get('cure')))}"


def summary(folder: Path, run: str) -> str:
    """The Markdown."""
    changed, found = changes(text(folder / "changes")), problems(text(folder / "problems"))
    pages = [(kind, path) for kind, path in changed if PAGE.fullmatch(path)]
    others = Counter(path.split("/")[0] for _, path in changed if not PAGE.fullmatch(path))
    lines = [f"**Pages**: {len(pages)}", "", *listed([f"{kind} {code(path)}" for kind, path in pages])]
    if others:
        lines += ["", "Other files: " + ", ".join(f"{code(top)} {count}" for top, count in others.most_common(10))]
    lines += ["", verdict(text(folder / "status"), found), "", *listed([told(one) for one in found])]
    if text(folder / "site").strip() == "success":
        where = f"The whole site is the artifact `site` of [this run]({run})"
        lines += ["", f"{where}: unpack it, and `python3 -m http.server` in it."]
    else:
        lines += ["", f"The site was not built; the log of [this run]({run}) says why."]
    return "\n".join(lines) + "\n"


def text(file: Path) -> str:
    """What a file says, as far as it is read; nothing where there is none."""
    if not file.is_file():
        return ""
    with file.open("rb") as source:
        return source.read(LARGEST).decode("utf-8", "replace")


def main(arguments: list[str]) -> int:
    """Print the summary of a folder."""
    folder, run = arguments
    sys.stdout.write(summary(Path(folder), run))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
