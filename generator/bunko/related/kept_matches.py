"""What was matched, kept between builds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bunko.related.kept import FEW, Kept
from bunko.related.matching import Matched
from bunko.related.tally import Counted, Tally
from bunko.related.vectors import Typical

_NAME = "matches"
_FILED = "matches in the file"
ID = 16
"""Bytes of a text's id, and of its digest."""
Names = Mapping[str, Matched]
"""What was matched, by the name of each comparison."""
_Arrays = Mapping[str, NDArray[Any]]


@dataclass(frozen=True)
class Matches:
    """All that was found: by the name of each comparison, and the tally that it rests on."""

    names: Names = field(default_factory=dict)
    tally: Tally | None = None

    @property
    def marks(self) -> frozenset[bytes]:
        """Of all texts, each compared with those of its language."""
        languages = self.tally.pages.languages if self.tally else ()
        return frozenset(mark for language in languages for mark in self.names[language].marks)


def load(kept: Kept) -> Matches:
    """What was found last; nothing where it is not kept or does not fit."""
    if _NAME not in kept.held:
        found = _read(kept.read_arrays(_NAME))
        kept.held[_NAME], kept.held[_FILED] = found, found.marks
    return kept.held[_NAME]  # type: ignore[no-any-return]


def save(kept: Kept, found: Matches) -> None:
    """Keep what was found; in the file only where more than a few texts are not there as they are now."""
    if found is kept.held.get(_NAME):
        return
    kept.held[_NAME] = found
    marks, filed = found.marks, kept.held.get(_FILED)
    if not filed or len(marks ^ filed) > FEW:
        kept.held[_FILED] = marks
        kept.write_arrays(_NAME, _arrays(found))


def _arrays(found: Matches) -> _Arrays:
    arrays: dict[str, NDArray[Any]] = {"names": _letters(found.names)}
    for at, matched in enumerate(found.names.values()):
        arrays |= {f"{at}.{part.name}": _array(getattr(matched, part.name)) for part in fields(matched)}
    if found.tally is not None:
        pages = found.tally.pages
        arrays |= {
            "languages": _letters(pages.languages),
            "ids": _array(pages.ids),
            "digests": _array(pages.digests),
            "many": np.fromiter(map(len, pages.labels), np.uint8, len(pages.labels)),
            "labels": np.array([code for labels in pages.labels for code in labels], np.uint32),
            "roles": pages.roles,
            "codes": found.tally.codes,
            "counts": found.tally.counts.astype(np.min_scalar_type(int(found.tally.counts.max(initial=0)))),
        }
    return arrays


def _read(kept: _Arrays) -> Matches:
    arrays = {name: np.require(array, None, "A") for name, array in kept.items()}
    if not arrays:
        return Matches()
    names = {
        name: _matched({part.name: arrays[f"{at}.{part.name}"] for part in fields(Matched)})
        for at, name in enumerate(_lines(arrays["names"]))
    }
    if "codes" not in arrays:
        return Matches(names)
    ends, codes = np.cumsum(arrays["many"], dtype=np.int64).tolist(), arrays["labels"].tolist()
    labels = [codes[begin:end] for begin, end in zip([0, *ends], ends, strict=False)]
    ids, digests = _parted(arrays["ids"]), _parted(arrays["digests"])
    pages = Counted(_lines(arrays["languages"]), ids, digests, labels, arrays["roles"])
    return Matches(names, Tally(pages, arrays["codes"], arrays["counts"].astype(np.int32)))


def _matched(values: dict[str, Any]) -> Matched:
    values["ids"] = _parted(values["ids"])
    values["typical"] = Typical(*values["typical"].tolist())
    values["first"], values["least"] = int(values["first"]), float(values["least"])
    return Matched(**values)


def _array(value: Any) -> NDArray[Any]:
    match value:
        case Typical():
            return np.array([value.length, value.size])
        case tuple():
            return np.frombuffer(b"".join(value), np.uint8)
        case _:
            return np.asarray(value)


def _parted(joined: NDArray[np.uint8]) -> tuple[bytes, ...]:
    content = joined.tobytes()
    return tuple(content[at : at + ID] for at in range(0, len(content), ID))


def _letters(lines: Sequence[str] | Names) -> NDArray[np.uint8]:
    return np.frombuffer("\n".join(lines).encode(), np.uint8)


def _lines(letters: NDArray[np.uint8]) -> tuple[str, ...]:
    return tuple(letters.tobytes().decode().split("\n")) if len(letters) else ()
