"""The scripts that read the index, as one file: a reader's browser asks for them once, not in turn."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

_IMPORT = re.compile(r'^import (\{[^}]*\}) from "\./([\w-]+)\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:const|function|class) (\w+))", re.MULTILINE)
_REMARK = re.compile(r"^ *(?:/\*\*(?:[^*]|\*(?!/))*\*/|//[^\n]*)\n", re.MULTILINE)


@cache
def bundled(entry: str = "search") -> str:
    """A module of `scripts/` with all that it imports, each in a scope of its own, what is needed before what needs it.

    No tool of another language makes it: an import is a line of its own that names what it takes, an export stands
    before a name, and none imports another in a circle. Remarks are left in the sources.
    """
    order: dict[str, str] = {}
    _collect(entry, order)
    *others, last = order
    parts = ["// Made of generator/bunko/search/scripts/.\n"]
    for name in others:
        exported = ", ".join(_EXPORT.findall(order[name]))
        body = _EXPORT.sub("", order[name])
        parts.append(f"const {_scope(name)} = (() => {{\n{body}return {{ {exported} }};\n}})();\n")
    return "".join((*parts, order[last]))


def _collect(name: str, order: dict[str, str]) -> None:
    source = (files("bunko.search") / "scripts" / f"{name}.js").read_text(encoding="utf-8")
    for _, needed in _IMPORT.findall(source):
        if needed not in order:
            _collect(needed, order)
    source = _IMPORT.sub(lambda found: f"const {found[1]} = {_scope(found[2])};\n", source)
    order[name] = re.sub(r"\n{2,}", "\n", _REMARK.sub("", source)).lstrip("\n")


def _scope(name: str) -> str:
    return f"module_{name}"
