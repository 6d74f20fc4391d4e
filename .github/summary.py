"""What a pull request changes, in a few lines of Markdown: pages, and what `bunko check` says of them.

    python3 .github/summary.py CHANGES PROBLEMS > summary.md

CHANGES is `git diff --name-status --no-renames -z`, PROBLEMS is `bunko check --format json`. Both may come from a
stranger's pull request: all of it is shown as code, shortened, and nothing of it is a link or a mention. Standard
library alone.
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
    for line in lines.splitlines():
        try:
            told = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(told, dict):
            found.append(told)
    return found


def summary(changed: list[tuple[str, str]], found: list[dict[str, object]]) -> str:
    """The Markdown."""
    pages = [(kind, path) for kind, path in changed if PAGE.fullmatch(path)]
    others = Counter(path.split("/")[0] for _, path in changed if not PAGE.fullmatch(path))
    lines = [f"**Pages**: {len(pages)}", ""]
    lines += [f"- {kind} {code(path)}" for kind, path in pages[:MOST]]
    if len(pages) > MOST:
        lines.append(f"- and {len(pages) - MOST} more")
    if others:
        lines += ["", "Other files: " + ", ".join(f"{code(top)} {count}" for top, count in others.most_common(10))]
    lines += ["", f"**bunko check**: {len(found) or 'no'} problem{'s' if len(found) != 1 else ''}", ""]
    for one in found[:MOST]:
        place = f"{one.get('file')}:{one.get('line')}:{one.get('column')}: [{one.get('code')}] {one.get('message')}"
        lines.append(f"- {code(place)}  \n  {code(str(one.get('cure')))}")
    if len(found) > MOST:
        lines.append(f"- and {len(found) - MOST} more")
    lines += ["", "The whole site is the artifact `site` of this run: unpack it, and `python3 -m http.server` in it."]
    return "\n".join(lines) + "\n"


def main(arguments: list[str]) -> int:
    """Print the summary of two files."""
    texts = [Path(name).read_bytes()[:LARGEST].decode("utf-8", "replace") for name in arguments]
    sys.stdout.write(summary(changes(texts[0]), problems(texts[1])))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
