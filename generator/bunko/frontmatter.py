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

Fields = dict[str, Any]
"""Text, bool, None, lists and mappings of these, by name."""


class FrontmatterError(Exception):
    """The YAML cannot be read; `line` counts from the file's first line, `problem` says why."""

    def __init__(self, line: int, problem: str) -> None:
        self.line, self.problem = line, problem
        super().__init__(f"line {line}: {problem}")


class _Reader(yaml.CSafeLoader):
    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 - PyYAML's name

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """A mapping in which no key stands twice (PyYAML keeps the last, ruamel refuses)."""
        keys = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
        if len(keys) != len(node.value) or len(set(keys)) != len(keys):
            twice = next((key for key in keys if keys.count(key) > 1), "a key that is no text")
            raise yaml.constructor.ConstructorError(None, None, f"the field {twice!r} stands twice", node.start_mark)
        return super().construct_mapping(node, deep)


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
        FrontmatterError: no YAML mapping, a field that stands twice, or YAML anchors.
    """
    head, body = split(text)
    if head is None:
        return {}, body
    try:
        if "*" in head or "&" in head:
            _refuse_anchors(head)
        fields = yaml.load(head, Loader=_Reader)  # noqa: S506 - a safe loader
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 2 if mark else 1
        raise FrontmatterError(line, str(error.problem or error.context)) from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise FrontmatterError(1, str(error).splitlines()[0] if str(error) else "nested too deeply") from error
    if fields is None:
        return {}, body
    if not isinstance(fields, dict):
        raise FrontmatterError(2, "the front matter is no list of `name: value` lines")
    return fields, body


def write(fields: Mapping[str, Any], onto: str = "") -> str:
    """The front matter's YAML (without its `---` lines) that says `fields`.

    What `onto` (the YAML so far) already says stays as it is, with its comments, order and
    quotes; fields of `onto` that `fields` lacks are taken out; new ones come where `fields`
    has them, after their predecessor.

    Raises:
        FrontmatterError: `onto` cannot be read.
    """
    yaml_, data = _load(onto)
    existing = read(f"---\n{onto}---\n")[0] if onto else {}
    for name in [name for name in data if name not in fields]:
        del data[name]
    position = 0
    for name, value in fields.items():
        if name not in data:
            data.insert(position, name, _value(value))
        elif existing.get(name) != value:
            data[name] = _value(value)
        position = list(data).index(name) + 1
    out = io.StringIO()
    if data:
        yaml_.dump(data, out)
    return out.getvalue()


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


def _refuse_anchors(head: str) -> None:
    for event in yaml.parse(head, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            line = event.start_mark.line + 2 if event.start_mark else 1
            raise FrontmatterError(line, "YAML anchors (&name, *name) are not read here; write the value out")
