"""The pairs of two texts, kept between builds by their content: only texts that are new are aligned.

One file of JSON: what it is, of which version, a digest of the rest, then for each two texts the steps of their pairs.
What does not fit in any way (cut, changed, of another version, of other code) is as if it were not there.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

from bunko.filesystem import write_whole
from bunko.nouns import Block
from bunko.parallel.alignment import Pair, align
from bunko.prose import write_blocks

_NAME = "pairs.json"
_FORM = 1
_STEPS = ((1, 1), (1, 0), (0, 1), (2, 1), (1, 2))
"""How many blocks of each side a pair has, by the figure that stands for it."""


class Kept:
    """Pairs below a folder (`.cache/bunko/`); without a folder nothing outlasts this object."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._known = self._read()
        self._used: dict[str, str] = {}

    def pairs(self, left: Sequence[Block], right: Sequence[Block]) -> tuple[Pair, ...]:
        """`align(left, right)`, worked out once."""
        digest = _digest(left, right)
        steps = self._used.get(digest, self._known.get(digest))
        found = None if steps is None else _pairs(steps, len(left), len(right))
        if found is None:
            found = align(left, right)
        self._used[digest] = _steps(found)
        return found

    def write(self, count: int) -> None:
        """Keep the pairs that were asked for; others too, until there are twice as many as texts to pair.

        Args:
            count: how many articles stand in two languages; a build that knows its pages asks for few of them.
        """
        kept = {**self._known, **self._used}
        if len(kept) > 2 * max(count, len(self._used)):
            kept = self._used
        if self._folder is None or kept == self._known:
            return
        rest = json.dumps(kept, sort_keys=True, separators=(",", ":"))
        value = {"bunko": "pairs", "version": _version(), "checksum": _checksum(rest), "pairs": kept}
        with contextlib.suppress(OSError):  # a folder that cannot be written costs time, nothing else
            write_whole(self._folder / _NAME, json.dumps(value, sort_keys=True, separators=(",", ":")), durable=False)

    def _read(self) -> Mapping[str, str]:
        if self._folder is None:
            return {}
        try:
            value = json.loads((self._folder / _NAME).read_bytes())
            rest = json.dumps(value["pairs"], sort_keys=True, separators=(",", ":"))
            ours = (value["version"], value["checksum"]) == (_version(), _checksum(rest))
            return value["pairs"] if ours else {}
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return {}


def _digest(left: Sequence[Block], right: Sequence[Block]) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for blocks in (left, right):
        # the kinds too: that two blocks are written alike does not make them one
        content = "\0".join([*(type(block).__name__ for block in blocks), write_blocks(tuple(blocks))])
        digest.update(hashlib.blake2b(content.encode("utf-8", "surrogatepass")).digest())
    return digest.hexdigest()


def _steps(pairs: Sequence[Pair]) -> str:
    return "".join(str(_STEPS.index((len(pair.left), len(pair.right)))) for pair in pairs)


def _pairs(steps: str, left: int, right: int) -> tuple[Pair, ...] | None:
    """The pairs that steps stand for; None where they do not end where both texts end."""
    pairs: list[Pair] = []
    i = j = 0
    for figure in steps:
        a, b = _STEPS[int(figure)]
        pairs.append(Pair(tuple(range(i, i + a)), tuple(range(j, j + b))))
        i, j = i + a, j + b
    return tuple(pairs) if (i, j) == (left, right) else None


@cache
def _version() -> str:
    """Of all that the pairs follow from: this form, the code, the tables, Unicode."""
    folders = (files("bunko.parallel"), files("bunko.prose"))
    parts = [one.read_bytes() for folder in folders for one in sorted(folder.iterdir(), key=str) if one.is_file()]
    parts += [(files("bunko") / name).read_bytes() for name in ("folding.py", "han_variants.txt", "nouns.py")]
    every = b"".join(hashlib.blake2b(part).digest() for part in parts)
    return f"{_FORM}-{unicodedata.unidata_version}-{hashlib.blake2b(every, digest_size=8).hexdigest()}"


def _checksum(rest: str) -> str:
    return hashlib.blake2b(rest.encode(), digest_size=16).hexdigest()
