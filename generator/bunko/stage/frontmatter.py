"""Front matter of staged pages: YAML that is also JSON-like, which every reader takes alike.

Strings stand in double quotes, keys bare at the top level only; what YAML 1.1 readers
refuse or take for a line break is written as an escape.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

_OWN_SEARCH = {"search": {"exclude": True}}
"""Keeps each page out of an engine's own search index, which no reader asks for."""

_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")

_KEY = re.compile("[a-z_]+")


def render(meta: Mapping[str, Any], directive: Mapping[str, Any], body: str) -> str:
    """A staged page's text.

    Args:
        meta: front matter, of names that the stage gives; None is left out.
        directive: what the Markdown extension is told in the body's first line, besides the page's language.
        body: Markdown.
    """
    lines = [f"{key}: {_json(value)}" for key, value in {**meta, **_OWN_SEARCH}.items() if value is not None]
    told = _json({**directive, "lang": meta["lang"]}).replace("-->", "--\\u003e")
    return "---\n" + "\n".join(lines) + f"\n---\n<!-- bunko {told} -->\n\n" + body.lstrip("\n")


def read(text: str) -> tuple[dict[str, Any], str] | None:
    """Front matter and body of a staged page, as any reader of YAML has them; None where `render` did not make it.

    PyYAML's C loader takes more than a millisecond for an article's.
    """
    if not text.startswith("---\n"):
        return None
    head, mark, body = text[4:].partition("\n---\n")
    meta: dict[str, Any] = {}
    for line in head.split("\n"):
        key, colon, value = line.partition(": ")
        try:
            meta[key] = _DECODER.decode(value)
        except ValueError:
            return None
        if not colon or not _KEY.fullmatch(key):
            return None
    return (meta, body.lstrip("\n")) if mark else None


def _fraction(text: str) -> float:
    if "." not in text:
        raise ValueError(text)  # 1e-05 is a word in YAML 1.1
    return float(text)


_DECODER = json.JSONDecoder(parse_float=_fraction, parse_constant=_fraction)
_ENCODER = json.JSONEncoder(ensure_ascii=False)


def _json(value: Any) -> str:
    text = _ENCODER.encode(value)
    return _ESCAPED.sub(lambda match: f"\\u{ord(match.group()):04x}", text)
