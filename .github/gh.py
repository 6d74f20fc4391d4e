"""GitHub by its own program, for the scripts of the jobs that may write. Standard library alone.

The repository is GITHUB_REPOSITORY, and gh finds its token in GH_TOKEN, as the workflows give them.
"""

from __future__ import annotations

import json
import os
import subprocess
from typing import Any

BOT = "github-actions[bot]"
"""Who a workflow's own token writes as."""


def gh(*arguments: str, given: str = "") -> str:
    """What gh prints; each argument is one, whatever it holds.

    Raises:
        subprocess.CalledProcessError: gh failed; it says why on standard error.
    """
    done = subprocess.run(["gh", *arguments], input=given, stdout=subprocess.PIPE, check=True, encoding="utf-8")
    return done.stdout


def listed(path: str, **query: str) -> list[dict[str, Any]]:
    """All pages of a list of the API; gh encodes the query."""
    fields = [part for name, value in query.items() for part in ("--raw-field", f"{name}={value}")]
    pages = json.loads(gh("api", "--method", "GET", "--paginate", "--slurp", _path(path), *fields))
    return [one for page in pages for one in page]


def pulls(owner: str, branch: str) -> list[dict[str, Any]]:
    """The open pull requests from a branch, of a fork too: the commits of a fork lead to none."""
    return listed("pulls", head=f"{owner}:{branch}", state="open")


def say(number: int, kind: str, text: str) -> None:
    """Put a comment on an issue or pull request, in the place of an earlier one of its kind.

    A comment of ours begins with a hidden mark; what else the bot or a person wrote stays as it is.
    """
    mark = f"<!-- bunko: {kind} -->"
    ours = [one for one in listed(f"issues/{number}/comments") if _is_ours(one, mark)]
    place = f"issues/comments/{ours[-1]['id']}" if ours else f"issues/{number}/comments"
    method = "PATCH" if ours else "POST"
    gh("api", "--method", method, "--silent", _path(place), "--field", "body=@-", given=f"{mark}\n{text}")


def _is_ours(comment: dict[str, Any], mark: str) -> bool:
    return (comment.get("user") or {}).get("login") == BOT and (comment.get("body") or "").startswith(mark)


def _path(path: str) -> str:
    return f"repos/{os.environ['GITHUB_REPOSITORY']}/{path}"
