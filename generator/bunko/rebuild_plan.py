"""A rebuild plan as the front matter has it: short lines, since people read them in diffs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bunko.nouns import LinkStart, Rebuild, Space

_LEAD = "lead"
_START = re.compile(r"(lead|\d{1,7})@(\d{1,9})(s?)")
_SPACE = re.compile(r"(body|visible)@(\d{1,9})\+([0-9a-f]{1,6}(?:\.[0-9a-f]{1,6})*)")
EXAMPLE = 'link_starts: "2@19 2@26s"'
"""What a person may expect there, for messages."""


def to_fields(rebuild: Rebuild) -> dict[str, Any]:
    """The plan as texts, lists of texts and true, by name; what is empty is left out."""
    values: dict[str, Any] = {
        "dateline": rebuild.dateline,
        "tag_lines": str(rebuild.tag_lines) if rebuild.tag_lines else None,
        "printed_tags": list(rebuild.printed_tags),
        "headline": rebuild.headline,
        "lead_in_body": rebuild.lead_in_body or None,
        "link_starts": " ".join(_start(start) for start in rebuild.link_starts),
        "end_label": rebuild.end_label,
        "blank_lines": _numbers(rebuild.blank_lines),
        "visible_only": _numbers(rebuild.visible_only),
        "body_only": _numbers(rebuild.body_only),
        "spaces": " ".join(_space(space) for space in rebuild.spaces),
        "cut": None if rebuild.cut is None else str(rebuild.cut),
    }
    # An empty date line is a date line: its lead stands alone.
    return {name: value for name, value in values.items() if value or (name == "dateline" and value is not None)}


def from_fields(fields: Mapping[str, Any]) -> Rebuild:
    """The plan that a front matter says.

    Raises:
        ValueError: a value is of another form than `to_fields` writes.
    """
    return Rebuild(
        dateline=_text(fields, "dateline", keep_empty=True),
        tag_lines=int(_text(fields, "tag_lines") or 0),
        printed_tags=_texts(fields, "printed_tags"),
        headline=_text(fields, "headline"),
        lead_in_body=fields.get("lead_in_body") in (True, "true"),
        link_starts=tuple(_read_start(word) for word in (_text(fields, "link_starts") or "").split()),
        end_label=_text(fields, "end_label"),
        blank_lines=_read_numbers(fields, "blank_lines"),
        visible_only=_read_numbers(fields, "visible_only"),
        body_only=_read_numbers(fields, "body_only"),
        spaces=tuple(_read_space(word) for word in (_text(fields, "spaces") or "").split()),
        cut=None if _text(fields, "cut") is None else int(_text(fields, "cut") or 0),
    )


def _text(fields: Mapping[str, Any], name: str, *, keep_empty: bool = False) -> str | None:
    value = fields.get(name)
    if value is None or (value == "" and not keep_empty):
        return None
    if not isinstance(value, str):
        msg = f"{name} is no text"
        raise ValueError(msg)  # noqa: TRY004 - one kind of failure for the caller
    return value


def _texts(fields: Mapping[str, Any], name: str) -> tuple[str, ...]:
    values = fields.get(name) or []
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        msg = f"{name} is no list of texts"
        raise ValueError(msg)
    return tuple(values)


def _numbers(numbers: tuple[int, ...]) -> str:
    return " ".join(str(number) for number in numbers)


def _read_numbers(fields: Mapping[str, Any], name: str) -> tuple[int, ...]:
    return tuple(int(word) for word in (_text(fields, name) or "").split())


def _start(start: LinkStart) -> str:
    block = _LEAD if start.block < 0 else str(start.block)
    return f"{block}@{start.at}{'s' if start.swallowed else ''}"


def _read_start(word: str) -> LinkStart:
    found = _START.fullmatch(word)
    if not found:
        raise ValueError(word)
    block, at, swallowed = found.groups()
    return LinkStart(-1 if block == _LEAD else int(block), int(at), bool(swallowed))


def _space(space: Space) -> str:
    return f"{space.half}@{space.at}+{'.'.join(f'{ord(letter):x}' for letter in space.text)}"


def _read_space(word: str) -> Space:
    found = _SPACE.fullmatch(word)
    if not found:
        raise ValueError(word)
    half, at, letters = found.groups()
    return Space(half, int(at), "".join(chr(int(letter, 16)) for letter in letters.split(".")))
