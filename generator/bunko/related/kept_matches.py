"""What was matched, kept between builds."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

import numpy as np

from bunko.related.kept import Kept
from bunko.related.matching import Matched
from bunko.related.vectors import Typical

_NAME = "matches"
ID = 16
"""Bytes of a text's id."""
Names = Mapping[str, Matched]
"""What was matched, by the name of each comparison."""


def load(kept: Kept) -> Names:
    """What is kept; nothing where it does not fit."""
    content = kept.read(_NAME)
    if content is None:
        return {}
    stream = io.BytesIO(content)
    (names,) = (str(name) for name in np.lib.format.read_array(stream, allow_pickle=False))
    return {name: _read(stream) for name in names.split("\n") if name}


def save(kept: Kept, found: Names) -> None:
    """Keep what was matched."""
    stream = io.BytesIO()
    np.lib.format.write_array(stream, np.array(["\n".join(found)]), allow_pickle=False)
    for matched in found.values():
        for field in fields(matched):
            np.lib.format.write_array(stream, _array(getattr(matched, field.name)), allow_pickle=False)
    kept.write(_NAME, stream.getvalue())


def _array(value: Any) -> np.ndarray[Any, Any]:
    match value:
        case Typical():
            return np.array([value.length, value.size])
        case tuple():
            return np.frombuffer(b"".join(value), np.uint8)
        case _:
            return np.asarray(value)


def _read(stream: io.BytesIO) -> Matched:
    values: dict[str, Any] = {
        field.name: np.lib.format.read_array(stream, allow_pickle=False) for field in fields(Matched)
    }
    ids = values["ids"].tobytes()
    values["ids"] = tuple(ids[at : at + ID] for at in range(0, len(ids), ID))
    values["typical"] = Typical(*values["typical"].tolist())
    values["first"], values["least"] = int(values["first"]), float(values["least"])
    return Matched(**values)
