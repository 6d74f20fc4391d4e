"""Where YAML that a person wrote is none: the place, and the line that was meant.

Each line that looks wrong is tried with the line that it may have been meant for; what makes the whole readable, or
brings its reader further, is the fault. So a line is never blamed for what stands elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bunko.frontmatter import FrontmatterError

Reader = Callable[[str], object]
"""Reads a YAML, or raises FrontmatterError with lines that count from 1."""

_MOST_LINES = 200
_LONGEST = 20_000
"""Characters of a YAML of which the fault is looked for; what no person wrote by hand is left alone."""
_MOST_BRACKETS = 500
"""Thousands inside each other take YAML's reader a second each time."""
_MOST_TRIES = 40
_SHOWN = 100

_FIELD = r"(?P<lead> *(?:- +)?)(?P<name>[^\W\d][\w-]{0,40})"
_WIDE_COLON = re.compile(rf"{_FIELD}[ \u3000]*：[ \u3000]*(?P<value>.*)")
_NO_SPACE = re.compile(rf"{_FIELD}:(?![/ ]|$)[\u3000\xa0]*(?P<value>.*)")
_VALUE = re.compile(rf"(?:{_FIELD}: +|(?P<item> *- +))(?P<value>\S.*)")
_INDENT = re.compile(r"(?P<indent>[ \t\u3000\xa0]*[\t\u3000\xa0][ \t\u3000\xa0]*)(?P<text>\S.*)")
_ITEM = re.compile(r"(?P<indent> *)- ")
_INNER = re.compile(r" +[^\W\d][\w-]{0,40}: ")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\']|\'\')*\'')
_WIDE_QUOTES = re.compile("[“”＂„‟]")
_WIDE_COMMAS = re.compile("[，、] *")
_STARTS = "@`%*&[]{}!|>,?#-"
"""Characters that mean something else in YAML where a text starts with them."""
_FENCE = re.compile(r"\s*[-－—–―ー─]{2,}\s*")
_COMMENT = re.compile(r"title: +(?P<value>#.*)")
_CAPITAL = re.compile(r"(?P<name>Title|TITLE):(?: .*)?")
_FIELD_LINE = re.compile(r"[^\W\d][\w-]{0,40} *[:：]")


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault: its line (from 1 in the file), its column (from 1), what is wrong, and what to do."""

    line: int
    column: int
    problem: str
    cure: str


@dataclass(frozen=True, slots=True)
class _Try:
    """What a line may have been meant for."""

    column: int
    problem: str
    cure: str
    line: str


def fault(yaml: str, read: Reader, first_line: int = 1) -> Fault | None:
    """The first fault of a YAML that `read` refuses; None where nothing is found that would mend it.

    Args:
        yaml: without `---` lines around it.
        read: reads it.
        first_line: the number of its first line in its file; above it stands a page's `---`.
    """
    lines = yaml.split("\n")
    first = _error(yaml, read)
    if first is None or len(yaml) > _LONGEST or len(lines) > _MOST_LINES:
        return None
    if yaml.count("[") + yaml.count("{") > _MOST_BRACKETS:
        return None
    unclosed = _without_end(lines, read) if first_line > 1 else None
    if unclosed is not None:
        return Fault(unclosed + first_line, 1, "the front matter has no `---` below its last field", _CLOSE)
    tries = {n: tried for n in range(len(lines)) if (tried := _tried(lines, n, read)) is not None}
    tries = dict(list(tries.items())[:_MOST_TRIES])
    found = _needed(lines, tries, read)
    if found is None:
        return None
    tried = tries[found]
    return Fault(found + first_line, tried.column, tried.problem, tried.cure)


def fault_of_page(text: str) -> Fault | None:
    """Why a page's front matter is not seen at all: its first or its last `---` is none, or stands elsewhere."""
    lines = text.split("\n", _MOST_LINES)[:_MOST_LINES]
    if lines[0].rstrip() != "---":
        start = next((n for n, line in enumerate(lines) if line.strip()), 0)
        fence = _FENCE.fullmatch(lines[start]) is not None
        if not any(_FIELD_LINE.match(line) for line in lines[start : start + 3]):
            return Fault(1, 1, "the page has no front matter", _BEGIN)
        if fence and lines[start].strip() != "---":
            return Fault(start + 1, 1, f"`{lines[start].strip()[:20]}` begins no front matter", _OPEN)
        return Fault(1, 1, "the page does not start with a line of `---`", _OPEN)
    for n, line in enumerate(lines[1:], 2):
        if _FENCE.fullmatch(line):
            return Fault(n, 1, f"`{line.strip()[:20]}` ends no front matter", "Write `---`: three hyphens, half-width.")
        if not line.strip():
            return Fault(n, 1, "the front matter has no `---` below its last field", _CLOSE)
    return Fault(len(lines), 1, "the front matter has no `---` below its last field", _CLOSE)


_OPEN = "Write `---` as the very first line, three hyphens, and the fields below it."
_BEGIN = "Write its fields above the text: a line of `---`, `title: …`, `date: 2024-05-03`, and a line of `---`."
_CLOSE = "Write a line of `---` below the last field; the text follows it."


def fault_of_title(yaml: str, first_line: int) -> Fault | None:
    """A title that YAML takes for a comment, or whose name is written with a capital letter."""
    for n, line in enumerate(yaml.split("\n")):
        if found := _COMMENT.fullmatch(line):
            meant = f"title: {_double(found['value'].rstrip())}"
            return Fault(
                n + first_line, found.start("value") + 1, "what follows `#` is a comment", f"Write {_shown(meant)}."
            )
        if found := _CAPITAL.fullmatch(line):
            name = found["name"]
            return Fault(n + first_line, 1, f"the field is `title`, and not `{name}`", f"Write `title:` for `{name}:`.")
    return None


def _error(yaml: str, read: Reader) -> FrontmatterError | None:
    try:
        read(yaml)
    except FrontmatterError as error:
        return error
    return None


def _without_end(lines: Sequence[str], read: Reader) -> int | None:
    """The line with which the text starts that follows the fields without a `---`; None where there is none."""
    for n in range(1, len(lines)):
        line = lines[n]
        if not lines[n - 1].strip() and line.strip() and not line.startswith((" ", "#", "-")):
            if _FIELD_LINE.match(line):
                continue
            before = "\n".join(lines[:n])
            return n if before.strip() and _error(before, read) is None else None
    return None


def _needed(lines: Sequence[str], tries: dict[int, _Try], read: Reader) -> int | None:
    """The first line that has to be mended; None where mending brings the reader no further."""
    if _error(_with(lines, tries), read) is None:
        for n in tries:
            others = {m: tried for m, tried in tries.items() if m != n}
            if _error(_with(lines, others), read) is not None:
                return n
        return next(iter(tries), None)
    first = _error("\n".join(lines), read)
    for n, tried in tries.items():
        after = _error(_with(lines, {n: tried}), read)
        if after is None or (first is not None and after.line > first.line):
            return n
    return None


def _with(lines: Sequence[str], tries: dict[int, _Try]) -> str:
    return "\n".join(tries[n].line if n in tries else line for n, line in enumerate(lines))


def _tried(lines: Sequence[str], n: int, read: Reader) -> _Try | None:
    """What the line may have been meant for; None where nothing is wrong with it by itself."""
    line, before = lines[n], lines[n - 1] if n else ""
    if found := _INDENT.fullmatch(line):
        named = "a tab" if "\t" in found["indent"] else "a space that is not a plain one"
        cure = "Indent with plain spaces, two for each level, or not at all for a field of the page."
        meant = (re.sub("[^ ]", "  ", found["indent"]) + found["text"], found["text"])
        reads = (one for one in meant if _error("\n".join((*lines[:n], one)), read) is None)
        return _Try(1, f"the line is indented with {named}", cure, next(reads, meant[0]))
    if _ITEM.match(line) and (tried := _item(lines, n)):
        return tried
    if _INNER.match(line) and _VALUE.fullmatch(before) and not before.lstrip().startswith("- "):
        cure = "Start it where the line above starts."
        return _Try(1, "the field is indented below one that has a value", cure, line.lstrip())
    if _error(line.strip(), read) is None:
        return None
    return next((tried for rule in (_colon, _value) if (tried := rule(line, read)) is not None), None)


def _item(lines: Sequence[str], n: int) -> _Try | None:
    """An item of a list that stands at another indent than the one above, or below a field that has a text already."""
    above = next((line for line in reversed(lines[:n]) if not _ITEM.match(line)), "")
    if (field := _VALUE.fullmatch(above)) and field["name"] and not above.startswith(" "):
        cure = f"Put every item on a line of its own below `{field['name']}:`."
        return _Try(1, f"items of a list stand below the text of `{field['name']}`", cure, "")
    found, other = _ITEM.match(lines[n]), _ITEM.match(lines[n - 1]) if n else None
    if found is None or other is None or found["indent"] == other["indent"]:
        return None
    cure = "Start it in the column of the item above."
    return _Try(1, "the item does not stand below the one above it", cure, other["indent"] + lines[n].lstrip())


def _colon(line: str, read: Reader) -> _Try | None:
    """A colon that is full-width, or has no space behind it."""
    found = _WIDE_COLON.fullmatch(line) or _NO_SPACE.fullmatch(line)
    if found is None:
        return None
    name, between = f"`{found['name']}`", line[found.end("name") : found.start("value")]
    meant = f"{found['lead']}{found['name']}: {found['value']}".rstrip()
    if _error(meant.strip(), read) is not None and (inner := _value(meant, read)):
        meant = inner.line
    problem = f"the colon after {name} has no space behind it"
    if "：" in between:
        problem = f"the colon after {name} is a full-width one"
    elif between != ":":
        problem = f"the space behind the colon of {name} is a full-width one"
    return _Try(found.end("name") + 1, problem, f"Write {_shown(meant)}.", meant)


def _value(line: str, read: Reader) -> _Try | None:
    """A text that needs quotes, a quote or bracket that is not closed, full-width marks in their place."""
    found = _VALUE.fullmatch(line)
    if found is None:
        return None
    head, value = line[: found.start("value")], found["value"].rstrip()
    for problem, meant in _meanings(value):
        if _error(f"{head}{meant}".strip(), read) is None:
            whole = head + meant
            return _Try(found.start("value") + 1, problem, f"Write {_shown(whole)}.", whole)
    return None


def _meanings(value: str) -> Iterator[tuple[str, str]]:
    """What is wrong with a value, and the value that may be meant; the likeliest first."""
    narrow = _WIDE_COMMAS.sub(", ", _WIDE_QUOTES.sub('"', value))
    if value[0] in "[［" and narrow != value:
        yield "commas or quotes of the list are full-width ones", narrow
    if value[0] == "[" and "]" not in value:
        yield "the bracket `[` is not closed", f"{value.rstrip(' ,')}]"
    if value[0] == "{" and "}" not in value and ": " in value:
        yield "the brace `{` is not closed", f"{value.rstrip(' ,')}}}"
    if value[0] in "\"'":
        yield from _quotes(value)
        return
    if value[0] in "“＂" and value[-1] in "”＂":
        yield "“ ” are no quotes in YAML, and the text needs some", _double(value[1:-1])
    if value[0] == "[" and value[-1] == "]":
        yield "the brace `{` is not closed", f"{value[:-1]}}}]"
        return
    if value[0] in _STARTS:
        sign = f"`{value[0]}`" if value[0] != "`" else "a backtick"
        yield f"a text that starts with {sign} needs quotes", _double(value)
    if ": " in value or value.endswith(":"):
        yield "a text with `: ` in it needs quotes", _double(value)
    yield "the text needs quotes", _double(value)


def _quotes(value: str) -> Iterator[tuple[str, str]]:
    closed = _QUOTED.match(value)
    if closed is None:
        yield "the quote is not closed", f"{_WIDE_QUOTES.sub('', value)}{value[0]}"
    elif closed.end() < len(value):
        yield "text stands behind the closing quote", _single(value)
    yield "`\\` between double quotes means something else in YAML", _single(value[1:-1])


def _double(text: str) -> str:
    return _single(text) if "\\" in text or '"' in text else f'"{text}"'


def _single(text: str) -> str:
    doubled = text.replace("'", "''")
    return f"'{doubled}'"


def _shown(line: str) -> str:
    """A line as it is to be written; of a long one the beginning."""
    text = "".join(letter if letter.isprintable() else "\ufffd" for letter in line.strip())
    return f"`{text}`" if len(text) <= _SHOWN else f"`{text[:_SHOWN]}…`"
