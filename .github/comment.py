"""Puts a text on the pull requests whose checks have ended, in the place of what was said of an earlier commit.

    OWNER=... BRANCH=... HEAD=... python3 .github/comment.py summary.md

OWNER and BRANCH are those of the pull request's repository, a fork mostly, and HEAD is the commit that was checked: a
pull request that has moved on since is left to its own checks. Standard library alone.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from gh import pulls, say


def main(arguments: list[str]) -> int:
    """Comment on each pull request that stands at the commit."""
    text = Path(arguments[0]).read_text(encoding="utf-8")
    for pull in pulls(os.environ["OWNER"], os.environ["BRANCH"]):
        if pull["head"]["sha"] == os.environ["HEAD"]:
            say(pull["number"], "check", text)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
