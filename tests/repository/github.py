"""A GitHub for the scripts of the workflows: a program `gh` that keeps comments and pull requests in a file."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

PROGRAM = """#!{python}
import json, pathlib, re, sys
file = pathlib.Path({file!r})
state = json.loads(file.read_text())
arguments = sys.argv[1:]
state["calls"].append(arguments)
def option(name):
    return arguments[arguments.index(name) + 1] if name in arguments else None
def end(status=0):
    file.write_text(json.dumps(state))
    sys.exit(status)
if arguments[:2] == ["pr", "create"]:
    if state["refuses"]:
        print("GitHub Actions is not permitted to create pull requests", file=sys.stderr)
        end(1)
    number = 100 + len(state["pulls"])
    body = pathlib.Path(option("--body-file")).read_text()
    head = "example:" + option("--head")
    state["pulls"].append(dict(number=number, label=head, title=option("--title"), body=body, head=dict(sha="")))
    print(f"https://github.example.org/example/news/pull/{{number}}")
    end()
if arguments[0] != "api":
    print("unknown", file=sys.stderr)
    end(2)
path = next(part for part in arguments if part.startswith("repos/")).removeprefix("repos/example/news/")
query = dict(arguments[n + 1].split("=", 1) for n, part in enumerate(arguments) if part == "--raw-field")
method = option("--method")
if path == "pulls":
    assert query["state"] == "open"
    found = [one for one in state["pulls"] if one["label"] == query["head"]]
    print(json.dumps([found]))
elif path.startswith("issues/comments/"):
    assert (method, option("--field")) == ("PATCH", "body=@-")
    next(one for one in state["comments"] if one["id"] == int(path.split("/")[2]))["body"] = sys.stdin.read()
elif method == "POST":
    assert option("--field") == "body=@-"
    comment = dict(id=len(state["comments"]) + 1, user=dict(login="github-actions[bot]"), body=sys.stdin.read())
    state["comments"].append(comment | dict(issue=int(path.split("/")[1])))
else:
    found = [one for one in state["comments"] if one["issue"] == int(path.split("/")[1])]
    print(json.dumps([found[:1], found[1:]]))
end()
"""


class GitHub:
    """What stands on GitHub, and the environment in which `gh` is this one."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "github.json"
        self.change(comments=[], pulls=[], calls=[], refuses=False)
        program = folder / "bin" / "gh"
        program.parent.mkdir()
        program.write_text(PROGRAM.format(python=sys.executable, file=str(self.file)), encoding="utf-8")
        program.chmod(0o755)
        self.environment = os.environ | {
            "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}",
            "GITHUB_REPOSITORY": "example/news",
            "GITHUB_REPOSITORY_OWNER": "example",
            "GITHUB_SERVER_URL": "https://github.example.org",
            "GITHUB_RUN_ID": "7",
        }

    @property
    def state(self) -> dict[str, Any]:
        told = json.loads(self.file.read_text(encoding="utf-8"))
        assert isinstance(told, dict)
        return told

    def change(self, **values: Any) -> None:
        before = self.state if self.file.exists() else {}
        self.file.write_text(json.dumps(before | values), encoding="utf-8")

    def comments(self, issue: int) -> list[str]:
        return [one["body"] for one in self.state["comments"] if one["issue"] == issue]
