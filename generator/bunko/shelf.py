"""What is kept between builds in `.cache/bunko/`: parts by name in one file, which is as it was put there or nothing.

A line of ASCII says what the file is, of which version, and a CRC-32 of the rest; then a line of JSON, the parts' names
and lengths; then the parts. What does not fit in any way (cut, changed, of another version, of other code) is as if it
were not there, and what cannot be written is done without.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import marshal
import sys
import unicodedata
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from bunko.filesystem import write_whole

_VALUE = "value"
_FORM = 2
"""Of marshal's forms the one that does not look for what stands twice: half the time, no table of all that there is."""


@dataclass(frozen=True)
class Shelf:
    """A file of one kind and version: `version` is of all that its parts follow from besides their input."""

    path: Path
    kind: str
    version: str

    def read(self) -> Mapping[str, memoryview]:
        """The parts by name; empty where there are none, or they do not fit."""
        try:
            content = self.path.read_bytes()
        except OSError:
            return {}
        end = content.find(b"\n")
        start = content.find(b"\n", end + 1) + 1
        if not 0 < end < start or content[:end] != self._head([memoryview(content)[end + 1 :]]):
            return {}
        found = {}
        for name, length in json.loads(content[end + 1 : start]):
            found[name] = memoryview(content)[start : start + length]
            start += length
        return found

    def write(self, parts: Mapping[str, bytes | memoryview]) -> None:
        """Keep these parts and no others."""
        names = json.dumps([(name, len(part)) for name, part in parts.items()]).encode() + b"\n"
        body = [names, *parts.values()]
        with contextlib.suppress(OSError):  # a folder that cannot be written costs time, nothing else
            write_whole(self.path, (self._head(body), b"\n", *body), durable=False)

    def read_value(self) -> Any:
        """The value that `write_value` put there; None where there is none, or it does not fit."""
        part = self._of_this_python().read().get(_VALUE)
        return None if part is None else marshal.loads(part)  # noqa: S302 - whole, and of this very Python

    def write_value(self, value: Any) -> None:
        """Keep one value of plain kinds (texts, bytes, numbers, None, tuples, lists, mappings of them) and no parts."""
        self._of_this_python().write({_VALUE: marshal.dumps(value, _FORM)})

    def _of_this_python(self) -> Shelf:
        return replace(self, version=f"{self.version} {sys.implementation.cache_tag} {_FORM}")

    def _head(self, body: Iterable[bytes | memoryview]) -> bytes:
        crc = 0
        for part in body:
            crc = zlib.crc32(part, crc)
        return f"bunko {self.kind} {self.version} {crc:08x}".encode()


def version_of(form: int, code: Iterable[Traversable]) -> str:
    """The version of a kind: of its form, the code and tables that make it, and Unicode."""
    digest = hashlib.blake2b(unicodedata.unidata_version.encode(), digest_size=8)
    for file in sorted(code, key=lambda file: file.name):
        digest.update(hashlib.blake2b(file.read_bytes()).digest())
    return f"{form}-{digest.hexdigest()}"
