"""What a pull request changes, in a few lines of Markdown: pages, and what `bunko check` says of them.

    python3 .github/summary.py FOLDER RUN > summary.md

FOLDER holds what the checks left: `changes` (`git diff --name-status --no-renames -z`), `problems` (`bunko check
--format json`), `status` (its exit status), `lagging` (`bunko status --lagging --json` of the pages that changed; not
there where that failed), `event` (what started the run) and `site` (`success` where the site was built). RUN is the
address of the workflow's run. What FOLDER holds may come from a stranger's pull request: all of it is shown as code,
shortened, and nothing of it is a link or a mention. Standard library alone.
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
MOST_CHARACTERS = 17_000
"""Of each of the three lists; GitHub takes 65,536 in a comment."""
MOST_CHANGES = 10
"""Of one original that are shown."""
NEAR = 20
"""Letters that are shown on either side of a difference."""
KINDS = {"A": "new", "M": "changed", "D": "gone"}
PAGE = re.compile(r"docs/[^/]+/.+\.md", re.DOTALL)


def plain(text: str) -> str:
    """Text on one line, shortened, without a character that turns others round."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:LONGEST]


def code(text: str) -> str:
    """Text as code on one line: no link, no mention, no markup."""
    line = plain(text)
    fence = "`" * (max((len(run) for run in re.findall("`+", line)), default=0) + 1)
    return f"{fence} {line} {fence}"


def changes(raw: str) -> list[tuple[str, str]]:
    """Kind and path of every change."""
    parts = raw.split("\0")
    return [(KINDS.get(kind[:1], "changed"), path) for kind, path in zip(parts[::2], parts[1::2], strict=False)]


def objects(lines: str) -> list[dict[str, object]]:
    """The JSON objects, one a line; a line that is none is left out."""
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


def entries(value: object) -> list[dict[str, object]]:
    """The objects of a list; nothing where it is none."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def side(pieces: list[dict[str, object]], kind: str) -> str:
    """The old text (`deleted`) or the new (`inserted`); of what stayed, only what is near a difference."""
    told = ""
    for piece in pieces:
        text = str(piece.get("text"))
        if piece.get("kind") == kind:
            told += text
        elif piece.get("kind") == "same":
            told += text if len(text) <= 2 * NEAR else f"{text[:NEAR]} … {text[-NEAR:]}"
    return plain(told)


def hunk(change: dict[str, object]) -> list[str]:
    """One change as lines of a diff. Each starts with a sign, so that none can end the fence around them."""
    blocks = change.get("blocks")
    numbers = ", ".join(str(block) for block in blocks if type(block) is int) if isinstance(blocks, list) else ""
    place = f"paragraph {numbers}" if numbers else "a paragraph, or the head"
    here = plain(" … ".join(str(block.get("text")) for block in entries(change.get("beside"))))
    pieces = entries(change.get("pieces"))
    texts = (("-", side(pieces, "deleted")), ("+", side(pieces, "inserted")))
    head = f"@@ {place} {plain(str(change.get('kind')))}{f'; in the translation: {here}' if here else ''} @@"
    return [head, *(f"{sign} {text}" for sign, text in texts if text)]


def behind(lagging: dict[str, object]) -> str:
    """A translation that lags, and what of its original changed: old text in red, new in green."""
    changed = entries(lagging.get("changes"))
    pages = f"{code(str(lagging.get('page')))} lags behind {code(str(lagging.get('original')))}"
    if not changed:
        return f"{pages}: the translated text was not kept, so no difference can be shown"
    lines = [line for change in changed[:MOST_CHANGES] for line in hunk(change)]
    if len(changed) > MOST_CHANGES:
        lines.append(f"@@ and {len(changed) - MOST_CHANGES} more @@")
    return "\n  ".join([pages, "```diff", *lines, "```"])


def summary(folder: Path, run: str) -> str:
    """The Markdown."""
    changed, found = changes(text(folder / "changes")), objects(text(folder / "problems"))
    here = {path for _, path in changed}
    lags = [one for one in objects(text(folder / "lagging")) if one.get("original") in here]
    pages = [(kind, path) for kind, path in changed if PAGE.fullmatch(path)]
    others = Counter(path.split("/")[0] for _, path in changed if not PAGE.fullmatch(path))
    which = "Pages" if text(folder / "event").strip() == "pull_request" else "Pages that the last commit changed"
    lines = [f"**{which}**: {len(pages)}", "", *listed([f"{kind} {code(path)}" for kind, path in pages])]
    if others:
        lines += ["", "Other files: " + ", ".join(f"{code(top)} {count}" for top, count in others.most_common(10))]
    if lags:
        lines += ["", f"**Translations to bring up to date**: {len(lags)}", "", *listed([behind(one) for one in lags])]
        lines += ["", "When one has caught up, `bunko translated PAGE` says so."]
    elif not (folder / "lagging").is_file():
        lines += ["", "**Translations to bring up to date**: it cannot be told; the log of the run says why"]
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
