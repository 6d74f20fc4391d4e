"""Front matter that YAML reads as something else than a person meant, without an error."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bunko import frontmatter
from bunko.check.problem import Problem
from bunko.nouns import Article

_COMMENT = re.compile(r"(?P<name>[^\W\d][\w-]{0,40}):[ \t]+(?P<text>#[^\s#].*)")
_ITEM = re.compile(r"(?P<indent> *)- +(?P<text>[^\s\[{\"'&*!|>#-].*)")
_LIST = re.compile(r"(?P<name>tags|authors): +(?P<text>[^\s\[{\"'&*!|>#-][^#]*?) *")
_PARTS = re.compile(r" *[、，；;] *")
_OR_COMMAS = re.compile(r" *[、，；;,] *")
_WIDE = re.compile("[、，；“”]")
_MARKS = re.compile(r"[ ,、，；;“”\"\[\]]*[,、，；;“”\"\[\]][ ,、，；;“”\"\[\]]*|^ +| +$")
_PLAIN = re.compile(r"[^\x00-\x2c:\[\]{}#\"'`|>@%!&*?][^\x00-\x1f:\[\]{}#\"']*")
"""What may stand in a list between `[` and `]` as it is."""


def misread(article: Article, text: str) -> Iterator[Problem]:
    """Every such problem of a page that can be read.

    Args:
        article: as it was read.
        text: the page.
    """
    lines = (frontmatter.split(text)[0] or "").split("\n")
    file = f"docs/{article.path}"
    for number, line in enumerate(lines, 2):
        if "#" in line and (found := _COMMENT.fullmatch(line)) and not _goes_on(lines, number - 1):
            message = f"What follows `#` is a comment to YAML: {found['name']} is empty."
            cure = f'Put it between double quotes: `{found["name"]}: "…"`; a tag needs no `#`.'
            yield Problem(file, number, "yaml", message, cure, found.start("text") + 1)
    if any(_WIDE.search(item) or "," in item or " - " in item for item in (*article.tags, *article.authors)):
        yield from _lists(file, lines)


def _goes_on(lines: list[str], after: int) -> bool:
    """Whether a field's value stands in the lines below it, so that the comment is one."""
    return after < len(lines) and lines[after].startswith((" ", "- "))


def _lists(file: str, lines: list[str]) -> Iterator[Problem]:
    """Lists of tags and authors that are one text, or an item less."""
    field = ""
    for number, line in enumerate(lines, 2):
        field = line.partition(":")[0] if line[:1].isalpha() else field
        if field not in ("tags", "authors"):
            continue
        if whole := as_list(line):
            message = f"{field} is one text with commas, not a list."
            yield Problem(file, number, "yaml", message, f"Write `{whole}`.", len(field) + 3, fixable=field == "tags")
        elif wide := _WIDE.search(line):
            yield _wide(file, field, number, line, wide)
        above = _ITEM.fullmatch(lines[number - 3]) if number > 2 else None  # noqa: PLR2004 - the first line is the fence
        if above and (item := _ITEM.fullmatch(line)) and len(item["indent"]) > len(above["indent"]):
            message = (
                f"The item is indented further than the one above, and so a part of its text: {item['text'][:40]!r}."
            )
            cure = "Start it in the column of the item above."
            yield Problem(file, number, "yaml", message, cure, len(item["indent"]) + 1)


def _wide(file: str, field: str, number: int, line: str, wide: re.Match[str]) -> Problem:
    items = [item for item in _MARKS.split(line.partition(":")[2]) if item]
    meant = f"{field}: [{', '.join(items)}]"
    cure = (
        f"Write `{meant}`." if line.startswith(f"{field}:") and _all_plain(items) else "Give each an item of its own."
    )
    part = "“ ” are no quotes to YAML, but a part of the text" if wide[0] in "“”" else f"{wide[0]} parts no items"
    return Problem(file, number, "yaml", f"{field}: {part}.", cure, wide.start() + 1)


def _all_plain(items: list[str]) -> bool:
    return len(items) > 0 and all(_PLAIN.fullmatch(item) for item in items)


def as_list(line: str) -> str | None:
    """A line of tags or authors, written as one text with commas, as the list that is meant; None for any other.

    In names of people a half-width comma may stand (`Doe, John`): there the others alone part.
    """
    found = _LIST.fullmatch(line)
    if found is None:
        return None
    parts = (_OR_COMMAS if found["name"] == "tags" else _PARTS).split(found["text"])
    items = [part for part in parts if part]
    if len(items) < 2 or not _all_plain(items):  # noqa: PLR2004 - one is no list
        return None
    return f"{found['name']}: [{', '.join(items)}]"
