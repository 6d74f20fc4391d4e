"""Looks at what was made from a stranger's issue, before it becomes a branch: only what an intake may write passes.

    git apply --cached PATCH
    git diff --cached --raw --no-renames --no-abbrev -z | python3 .github/accept-intake.py

What git itself understood of the patch is looked at, in the index alone: no file of the work tree, this one among
them, has changed by then. Standard library alone, since the job that runs it may write to the repository. Exit status
1, with the reasons, where anything but articles, captures, images and the tag register would change.
"""

from __future__ import annotations

import re
import subprocess
import sys

MOST_FILES = 400
MOST_BYTES = 250_000_000
"""Of all files together: what an intake reads (100 MB), and what is made of it."""
ALLOWED = re.compile(
    r"docs/[A-Za-z][A-Za-z0-9-]{1,11}/articles/(?:[0-9]{4}/[0-9]{2}|undated)/[A-Za-z0-9][A-Za-z0-9._-]{0,120}\.md"
    r"|docs/assets/images/[0-9a-f]{64}\.[a-z]{2,5}"
    r"|archive/captures/[0-9a-f]{64}\.[a-z0-9.]{1,12}"
    r"|archive/tags\.yml"
)
KEPT = re.compile(r"archive/captures/.*|docs/assets/images/.*")
"""Evidence and images are named by their bytes, and never change; a capture's record (.json) may."""
CHANGE = re.compile(r":([0-7]{6}) ([0-7]{6}) [0-9a-f]+ ([0-9a-f]{40,64}) ([A-Z])[0-9]*")


def refusals(raw: str) -> list[str]:
    """Why changes (`git diff --raw -z`) are not accepted; nothing where they are."""
    parts = raw.split("\0")[:-1]
    found = []
    for change, path in zip(parts[::2], parts[1::2], strict=False):
        told = CHANGE.fullmatch(change)
        if told is None or len(parts) % 2:
            return [f"changes that cannot be read: {change[:80]!r}"]
        _, mode, _, kind = told.groups()
        if not ALLOWED.fullmatch(path):
            found.append(f"no file of an intake: {path[:120]!r}")
        if mode != "100644" or kind not in "AM":
            found.append(f"neither a new nor a changed plain file: {path[:120]!r} ({kind}, {mode})")
        elif kind == "M" and KEPT.fullmatch(path) and not path.endswith(".json"):
            found.append(f"evidence would change: {path[:120]!r}")
    if len(parts) // 2 > MOST_FILES:
        found.append(f"{len(parts) // 2} files")
    if not parts:
        found.append("nothing changed")
    return found


def size(raw: str) -> int:
    """The bytes of all files that would stand there afterwards, as git has them; for changes that can be read."""
    told = [CHANGE.fullmatch(change) for change in raw.split("\0")[:-1:2]]
    names = "".join(f"{match[3]}\n" for match in told if match and match[4] != "D")
    command = ["git", "cat-file", "--batch-check=%(objectsize)"]
    sizes = subprocess.run(command, input=names, stdout=subprocess.PIPE, check=True, encoding="ascii").stdout
    return sum(int(line) for line in sizes.split())


def main() -> int:
    """Read the changes from standard input."""
    raw = sys.stdin.buffer.read().decode("utf-8", "replace")
    found = refusals(raw)
    if not found and (total := size(raw)) > MOST_BYTES:
        found = [f"{total:,} bytes; {MOST_BYTES:,} at most"]
    for reason in found:
        sys.stderr.write(f"The intake is not accepted: {reason}.\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
