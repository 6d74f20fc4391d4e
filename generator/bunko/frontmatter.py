"""The YAML at the head of a page: read fast, written with a person's comments and order kept.

Scalars are text as they are written: `NO`, `1:30`, `0123` and dates mean to every
reader of the archive just what stands there; only `true`, `false` and an empty value
are more. PyYAML's C loader reads (0.4 ms a page), ruamel.yaml's round trip writes (8 ms).
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from typing import Any

import yaml
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, PlainScalarString
from ruamel.yaml.util import load_yaml_guess_indent

_HEAD = re.compile(r"\A(?:\ufeff)?---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_BOOL = (re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF"))
_NULL = (re.compile(r"^(?:~|null|Null|NULL|)$"), ["~", "n", "N", ""])
_PLAIN_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}(T[0-9:.]+(Z|[+-]\d{2}:\d{2}))?")
_PLAIN = re.compile(r"(?:[A-Za-z]|[^\x00-\xa0])(?:[\w./()+~?=;%&-]|[^\x00-\xa0]|:(?=[\w/])| (?=[\w(]|[^\x00-\xa0]))*+")
_UNSAFE = re.compile(r"[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")

_QUOTABLE = re.compile(
    r"[ !#-\[\]-~\u00a1-\u1fff\u2010-\u2027\u2030-\u205e\u2070-\ud7ff\uf900-\ufefe\uff01-\uffdc]{1,2000}"
)
"""Letters that YAML has between double quotes as they are."""

_KEY = re.compile(r"(?!(?:true|false|null|yes|no|on|off|y|n)$)[a-z_][a-z0-9_]{0,40}")
_NAME = re.compile(r"[^\W\d][\w-]*")
_TAGS = frozenset(f"tag:yaml.org,2002:{name}" for name in ("str", "bool", "null", "seq", "map"))

_OPENED = ("quoted scalar", "flow sequence", "flow mapping")
Fields = dict[str, Any]
"""Text, bool, None, lists and mappings of these, by name."""


class FrontmatterError(Exception):
    """The YAML cannot be read; `line` counts from the file's first line, `problem` says why, `cure` what to do."""

    def __init__(self, line: int, problem: str, cure: str | None = None) -> None:
        self.line, self.problem, self.cure = line, problem, cure
        super().__init__(f"line {line}: {problem}")


class _Reader(yaml.CSafeLoader):
    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 - PyYAML's name


for _tag, (_pattern, _first) in (("bool", _BOOL), ("null", _NULL)):
    _Reader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", _pattern, _first)


class _Resolver(VersionedResolver):
    """The same few rules for ruamel's side."""

    @property
    def versioned_resolver(self) -> Any:
        return {
            first: [
                (f"tag:yaml.org,2002:{tag}", pattern)
                for tag, (pattern, firsts) in (("bool", _BOOL), ("null", _NULL))
                if first in firsts
            ]
            for first in "tTfF~nN"
        } | {"": [("tag:yaml.org,2002:null", _NULL[0])]}


def split(text: str) -> tuple[str | None, str]:
    """The YAML between the first two `---` lines, and all after it; None where a page has no front matter."""
    head = _HEAD.match(text)
    return (head.group(1), text[head.end() :]) if head else (None, text)


def read(text: str) -> tuple[Fields, str]:
    """The front matter's fields (text as written), and the body.

    Raises:
        FrontmatterError: as `parse`; or a field's name that is no word.
    """
    head, body = split(text)
    return named_fields(head, first_line=2) if head is not None else {}, body


def named_fields(head: str, first_line: int = 1) -> Fields:
    """As `parse`, for a page: each field's name is a word.

    Raises:
        FrontmatterError: as `parse`; or a name that is no word.
    """
    fields = parse(head, first_line)
    strange = next((name for name in fields if not _NAME.fullmatch(name)), None)
    if strange is not None:
        line = positions(head, first_line)[(strange,)]
        problem = f"{strange[:40]!r} is no name of a field (letters, digits, - and _)"
        raise FrontmatterError(line, problem, "Give it a name of one word, or put the line into the text.")
    return fields


def parse(head: str, first_line: int = 1) -> Fields:
    """The fields of a YAML mapping: texts as written, true, false, None, lists and mappings of these.

    Args:
        head: the YAML, without `---` lines around it.
        first_line: the number of its first line in its file, for messages.

    Raises:
        FrontmatterError: no YAML mapping, a field that stands twice, anchors or tags of YAML.
    """
    try:
        if "*" in head or "&" in head:
            _refuse_anchors(head, first_line)
        node = yaml.compose(head, Loader=_Reader)
        fields = {} if node is None else _built(node, first_line)
    except yaml.MarkedYAMLError as error:
        opened = error.context is not None and error.context.endswith(_OPENED)  # which is not closed where it was meant
        mark = (error.context_mark if opened else error.problem_mark) or error.context_mark
        line = mark.line + first_line if mark else first_line
        raise FrontmatterError(line, str(error.problem or error.context)) from error
    except (yaml.YAMLError, ValueError) as error:
        raise FrontmatterError(first_line, str(error).splitlines()[0] if str(error) else "no YAML") from error
    except RecursionError as error:
        raise FrontmatterError(first_line, "lists and mappings are nested too deeply") from error
    if fields is None:
        return {}
    if not isinstance(fields, dict):
        problem = "the front matter is no list of `name: value` lines"
        raise FrontmatterError(first_line, problem, "Write each field on a line of its own: `title: …`.")
    return fields


def positions(head: str, first_line: int = 1) -> dict[tuple[str | int, ...], int]:
    """The line of each field, entry and item of a YAML that `parse` reads, by its way: `("moon", "names", "ja")`.

    Args:
        head: the YAML, without `---` lines around it.
        first_line: the number of its first line in its file.
    """
    found: dict[tuple[str | int, ...], int] = {}
    waiting: list[tuple[tuple[str | int, ...], yaml.Node | None]] = [((), yaml.compose(head, Loader=_Reader))]
    while waiting:
        way, node = waiting.pop()
        if isinstance(node, yaml.MappingNode):
            inner = [((*way, key.value), key, value) for key, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            inner = [((*way, n), value, value) for n, value in enumerate(node.value)]
        else:
            continue
        for below, marked, value in inner:
            found[below] = _line(marked, first_line)
            waiting.append((below, value))
    return found


def line_of(text: str, *ways: tuple[str | int, ...]) -> int:
    """The line of the first of these fields or entries that a page has, else its first line."""
    head, _ = split(text)
    lines = positions(head or "", first_line=2)
    return next((lines[way] for way in ways if way in lines), 1)


def _built(node: yaml.Node, first_line: int) -> Any:
    if node.tag not in _TAGS:
        raise FrontmatterError(_line(node, first_line), f"the YAML tag {node.tag[:40]!r} is not read here")
    if isinstance(node, yaml.SequenceNode):
        return [_built(item, first_line) for item in node.value]
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, first_line)
    if node.tag.endswith(":bool"):
        return node.value.lower() == "true"
    return None if node.tag.endswith(":null") else node.value


def _mapping(node: yaml.MappingNode, first_line: int) -> Fields:
    """Keys are text; no key stands twice (PyYAML would keep the last, ruamel refuses)."""
    fields: Fields = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise FrontmatterError(_line(key, first_line), "a field's name is no text")
        if key.value in fields:
            first = next(_line(other, first_line) for other, _ in node.value if other.value == key.value)
            problem = f"the field {key.value[:40]!r} stands twice, first in line {first}"
            raise FrontmatterError(_line(key, first_line), problem, "Take one of them out; several values are a list.")
        fields[key.value] = _built(value, first_line)
    return fields


def _line(node: yaml.Node, first_line: int) -> int:
    return node.start_mark.line + first_line if node.start_mark else first_line


def write(fields: Mapping[str, Any], onto: str = "") -> str:
    """The front matter's YAML (without its `---` lines) that says `fields`.

    What `onto` (the YAML so far) already says stays as it is, with its comments, order and
    quotes; fields of `onto` that `fields` lacks are taken out; new ones come where `fields`
    has them, after their predecessor.

    Raises:
        FrontmatterError: `onto` cannot be read.
    """
    if not onto.strip():
        return "".join(_lines(name, value) for name, value in fields.items())
    yaml_, data = _load(onto)
    existing = parse(onto, first_line=2)
    for name in [name for name in data if name not in fields]:
        del data[name]
    position = 0
    for name, value in fields.items():
        if name not in data:
            data.insert(position, name, _value(value))
        elif existing.get(name) != value:
            _replace(data, name, _value(value))
        position = list(data).index(name) + 1
    out = io.StringIO()
    if data:
        yaml_.dump(data, out)
    return out.getvalue()


def _lines(name: str, value: Any) -> str:
    """A field of a new page; the shapes that most have are written here as ruamel would, in a tenth of the time."""
    if _KEY.fullmatch(name) and isinstance(value, str) and _is_simple(value):
        return f"{name}: {_scalar_text(value)}\n"
    if _KEY.fullmatch(name) and isinstance(value, list) and value:
        items = [_item(item) for item in value]
        if all(item is not None for item in items):
            return f"{name}:\n" + "".join(f"- {item}\n" for item in items)
    if _KEY.fullmatch(name) and isinstance(value, Mapping) and (item := _item(value)) is not None:
        return f"{name}:\n  {item}\n"
    yaml_, data = _load("")
    data[name] = _value(value)
    out = io.StringIO()
    yaml_.dump(data, out)
    return out.getvalue()


def _item(value: Any) -> str | None:
    """A text, or an entry of texts, as an item of a list; None where ruamel is to write it."""
    if isinstance(value, str):
        return _scalar_text(value) if _is_simple(value) else None
    if not isinstance(value, Mapping) or not value:
        return None
    if not all(isinstance(text, str) and _is_simple(text) and _KEY.fullmatch(name) for name, text in value.items()):
        return None
    return "\n  ".join(f"{name}: {_scalar_text(text)}" for name, text in value.items())


def _is_simple(text: str) -> bool:
    """Text that stands in quotes as it is."""
    return bool(_QUOTABLE.fullmatch(text))


def _scalar_text(text: str) -> str:
    return text if isinstance(_scalar(text), PlainScalarString) else f'"{text}"'


def _replace(data: CommentedMap, name: str, new: Any) -> None:
    """Put a value in another's place; comments that ruamel hangs on the old one's last leaf go on to the new."""
    comment = _last_comment(data[name])
    data[name] = new
    if comment is None:
        return
    holder: Any = data
    key: Any = name
    while isinstance(holder[key], CommentedMap | CommentedSeq) and holder[key] and not holder[key].fa.flow_style():
        holder = holder[key]
        key = next(reversed(holder)) if isinstance(holder, CommentedMap) else len(holder) - 1
    holder.ca.items[key] = [None, None, comment, None] if isinstance(holder, CommentedMap) else [comment, None]


def _last_comment(value: Any) -> Any:
    if not isinstance(value, CommentedMap | CommentedSeq) or not value:
        return None
    mapping = isinstance(value, CommentedMap)
    key = next(reversed(value)) if mapping else len(value) - 1
    own = value.ca.items.get(key)
    inner = _last_comment(value[key])
    return inner if inner is not None else own and own[2 if mapping else 0]


def _load(onto: str) -> tuple[YAML, CommentedMap]:
    yaml_ = YAML(typ="rt", pure=True)
    yaml_.Resolver = _Resolver
    yaml_.preserve_quotes = True
    yaml_.width = 1 << 30
    yaml_.allow_unicode = True
    yaml_.indent(mapping=2, sequence=2, offset=0)
    if not onto.strip():
        return yaml_, CommentedMap()
    try:
        _, indent, offset = load_yaml_guess_indent(onto)
        if indent:
            yaml_.indent(mapping=2, sequence=indent, offset=offset or 0)
        data = yaml_.load(onto)
    except (YAMLError, ValueError) as error:
        raise FrontmatterError(1, str(error).splitlines()[0]) from error
    return yaml_, data if isinstance(data, CommentedMap) else CommentedMap()


def _value(value: Any, *, flow: bool = False) -> Any:
    if isinstance(value, Mapping):
        mapping = CommentedMap((name, _value(item, flow=True)) for name, item in value.items())
        if flow and _is_small(value):
            mapping.fa.set_flow_style()
        return mapping
    if isinstance(value, Sequence) and not isinstance(value, str):
        sequence = CommentedSeq([_value(item, flow=True) for item in value])
        if flow:
            sequence.fa.set_flow_style()
        return sequence
    return _scalar(value) if isinstance(value, str) else value


def _is_small(mapping: Mapping[str, Any]) -> bool:
    """True where the values are such that a person reads them well on one line."""
    return all(isinstance(value, bool) or not isinstance(value, str) for value in mapping.values())


def _scalar(text: str) -> Any:
    """Plain where every YAML reader takes it for this text (an instant stands bare, as people write it)."""
    if _PLAIN_INSTANT.fullmatch(text):
        return PlainScalarString(text)
    others = yaml.SafeLoader.yaml_implicit_resolvers
    rules = others.get(text[:1], []) + others.get(None, [])
    plain = _PLAIN.fullmatch(text) and not _UNSAFE.search(text) and not any(rule.match(text) for _, rule in rules)
    return PlainScalarString(text) if plain else DoubleQuotedScalarString(text)


def _refuse_anchors(head: str, first_line: int) -> None:
    for event in yaml.parse(head, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            line = event.start_mark.line + first_line if event.start_mark else first_line
            raise FrontmatterError(line, "YAML anchors (&name, *name) are not read here; write the value out")
