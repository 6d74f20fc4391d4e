"""Makes a pull request of what was taken in from an issue, or says on the issue why there is none.

    python3 .github/propose.py NUMBER FOLDER

FOLDER holds what the reading job left: `patch` (`git diff --binary`, empty where nothing was made) and `report.md`.
Run in a clean checkout. A branch that is there already is replaced only where its tip is our own commit: what a
maintainer put on it stays. Standard library alone, and nothing of the patch is run or put into the work tree.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from gh import gh, pulls, say

BOT = "intake@users.noreply.github.com"
LARGEST_PATCH = 150_000_000
LONGEST_REPORT = 60_000
HELPER = ("-c", "credential.helper=", "-c", "credential.helper=!gh auth git-credential")
NOTHING = "何も取り込まれませんでした。 / 没有导入任何内容。 / Nothing was taken in.\n\n"
AGAIN = "Issueを編集すると、もう一度試みます。 / 编辑本Issue后会再次尝试。 / Edit the issue, and it is tried again.\n"


class RefusedError(Exception):
    """What was made does not become a branch; the text says why."""


def git(*arguments: str) -> str:
    """What git prints."""
    return subprocess.run(["git", *arguments], stdout=subprocess.PIPE, check=True, encoding="utf-8").stdout


def committed(number: int, patch: Path) -> None:
    """Commit the patch, by the index alone, once it is accepted.

    Raises:
        RefusedError: it is too large, does not apply, or changes what no intake may change.
    """
    if patch.stat().st_size > LARGEST_PATCH:
        raise RefusedError("it is too large")
    if subprocess.run(["git", "apply", "--cached", str(patch)], check=False).returncode:
        raise RefusedError("it does not apply")
    raw = git("diff", "--cached", "--raw", "--no-renames", "--no-abbrev", "-z").encode()
    script = Path(__file__).with_name("accept-intake.py")
    if subprocess.run([sys.executable, script], input=raw, check=False).returncode:
        raise RefusedError("it changes what no issue may change, or too much")
    who = ("-c", "user.name=intake", "-c", f"user.email={BOT}")
    git(*who, "commit", "--quiet", "--message", f"Take in issue {number}")


def pushed(branch: str) -> None:
    """Push the commit to its branch.

    Raises:
        RefusedError: the branch is there, and its tip is not ours.
    """
    place = f"refs/heads/{branch}"
    tip = git(*HELPER, "ls-remote", "origin", place).partition("\t")[0]
    lease: tuple[str, ...] = ()
    if tip:
        git(*HELPER, "fetch", "--quiet", "--depth=1", "origin", tip)
        if git("show", "--no-patch", "--format=%ae %ce", tip).split() != [BOT, BOT]:
            raise RefusedError(f"a person has worked on the branch `{branch}`; a maintainer takes over by hand")
        lease = (f"--force-with-lease={place}:{tip}",)
    git(*HELPER, "push", "--quiet", *lease, "origin", f"HEAD:{place}")


def proposed(number: int, branch: str, report: Path) -> int:
    """The number of the branch's pull request; one that is there keeps its words, and gets the report as a comment.

    Raises:
        RefusedError: GitHub takes none.
    """
    owner = os.environ["GITHUB_REPOSITORY_OWNER"]
    if there := pulls(owner, branch):
        say(there[0]["number"], "intake", report.read_text(encoding="utf-8"))
        return int(there[0]["number"])
    try:
        made = gh("pr", "create", "--head", branch, "--title", f"Issue {number}", "--body-file", str(report))
    except subprocess.CalledProcessError as error:
        setting = "Settings → Actions → General → Allow GitHub Actions to create and approve pull requests"
        raise RefusedError(f"the branch `{branch}` stands, but no pull request could be made ({setting})") from error
    return int(made.strip().rpartition("/")[2])  # it prints the address


def main(arguments: list[str]) -> int:
    """Make the pull request, or say why there is none."""
    number, folder = int(arguments[0]), Path(arguments[1])
    patch, report = folder / "patch", folder / "report.md"
    with report.open("rb") as source:
        text = source.read(LONGEST_REPORT).decode("utf-8", "ignore")
    report.write_text(text, encoding="utf-8")
    if not patch.stat().st_size:
        say(number, "intake", f"{NOTHING}{text}\n{AGAIN}")
        return 0
    branch = f"intake/issue-{number}"
    try:
        committed(number, patch)
        pushed(branch)
        pull = proposed(number, branch, report)
    except RefusedError as error:
        run = "{GITHUB_SERVER_URL}/{GITHUB_REPOSITORY}/actions/runs/{GITHUB_RUN_ID}".format_map(os.environ)
        say(number, "intake", f"{NOTHING}What was made of it has no pull request: {error} ([run]({run})).\n")
        return 1
    say(number, "intake", f"プルリクエスト / 拉取请求 / pull request: #{pull}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
