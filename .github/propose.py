"""Makes a pull request of what was taken in from an issue, or says on the issue why there is none.

    python3 .github/propose.py NUMBER FOLDER

FOLDER holds what the reading job left: `patch` (`git diff --binary`, empty where nothing was made) and `report.md`, in
the language of the issue's form. They are not there where that job broke off: then the issue is told so. Run in a clean
checkout. A branch that is there already is replaced only where its tip is our own commit: what a maintainer put on it
stays. Standard library alone, and nothing of the patch is run or put into the work tree.
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
MOST_PAGES = 20
"""Pages that are named one by one."""
HELPER = ("-c", "credential.helper=", "-c", "credential.helper=!gh auth git-credential")
RUN = "{GITHUB_SERVER_URL}/{GITHUB_REPOSITORY}/actions/runs/{GITHUB_RUN_ID}"
BROKEN = """処理の途中で問題が起きました。管理者が[記録]({run})を確かめます。
Issueを編集すると、もう一度試みます。

处理过程中出了问题，维护者会查看[运行记录]({run})。编辑本Issue后会再次尝试。

Something went wrong on the way; a maintainer looks at the [run]({run}). Edit the issue, and it is tried again.
"""
REFUSED = """プルリクエストを作れませんでした（[記録]({run})）。管理者が確かめます。

未能生成拉取请求（[运行记录]({run})），维护者会查看。

What was made of the issue has no pull request ([run]({run})): {reason}.
"""
MADE = """プルリクエスト：#{pull}。取り込まれるまでは、Issueを編集すると作り直されます。

拉取请求：#{pull}。合并之前，编辑本Issue即可重新生成。

Pull request: #{pull}. Until it is merged, it is made anew when the issue is edited.
"""

CHANGES = """**すでにあるページが変わります：{pages}。** 公開中の文章が消えないか、差分で確かめてください。

**会改动已有的页面：{pages}。** 合并之前，请查看差异，确认已发布的文字不会丢失。

**Pages that stand already change: {pages}.** Before merging, look at the difference: published text may go.

"""


class RefusedError(Exception):
    """What was made does not become a branch; the text says why."""


def git(*arguments: str) -> str:
    """What git prints."""
    return subprocess.run(["git", *arguments], stdout=subprocess.PIPE, check=True, encoding="utf-8").stdout


def committed(number: int, patch: Path) -> list[str]:
    """Commit the patch, by the index alone, once it is accepted; the articles' pages that stood there already.

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
    changed = git("diff", "--cached", "--name-only", "--no-renames", "--diff-filter=M", "-z", "--", "docs/*/articles/*")
    git(*who, "commit", "--quiet", "--message", f"Take in issue {number}")
    return changed.split("\0")[:-1]


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
    with report.open("a", encoding="utf-8") as out:
        out.write(f"\nCloses #{number}\n")  # GitHub closes the issue when it is merged, and so no edit is read after it
    try:
        made = gh("pr", "create", "--head", branch, "--title", f"Issue {number}", "--body-file", str(report))
    except subprocess.CalledProcessError as error:
        setting = "Settings → Actions → General → Allow GitHub Actions to create and approve pull requests"
        raise RefusedError(f"the branch `{branch}` stands, but no pull request could be made ({setting})") from error
    return int(made.strip().rpartition("/")[2])  # it prints the address


def main(arguments: list[str]) -> int:
    """Make the pull request, or say why there is none."""
    number, folder = int(arguments[0]), Path(arguments[1])
    patch, report, run = folder / "patch", folder / "report.md", RUN.format_map(os.environ)
    if not report.is_file() or not patch.is_file():
        say(number, "intake", BROKEN.format(run=run))
        return 1
    with report.open("rb") as source:
        text = source.read(LONGEST_REPORT).decode("utf-8", "ignore")
    report.write_text(text, encoding="utf-8")
    if not patch.stat().st_size:
        say(number, "intake", text)
        return 0
    branch = f"intake/issue-{number}"
    try:
        if pages := committed(number, patch):  # told by git, whatever the report says
            named = ", ".join(f"`{page}`" for page in pages[:MOST_PAGES]) + (" …" if len(pages) > MOST_PAGES else "")
            report.write_text(CHANGES.format(pages=named) + text, encoding="utf-8")
        pushed(branch)
        pull = proposed(number, branch, report)
    except RefusedError as error:
        say(number, "intake", REFUSED.format(run=run, reason=error))
        return 1
    say(number, "intake", MADE.format(pull=pull))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
