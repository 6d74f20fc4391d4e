"""Templates compiled once: for all processes that share a build, and for all builds of a preview."""

from __future__ import annotations

from types import CodeType
from typing import Any

from jinja2.bccache import Bucket, BytecodeCache


class Compiled(BytecodeCache):
    """In memory alone: what runs is never read from a file that others can write."""

    def __init__(self) -> None:
        self._templates = ""
        self._known: dict[tuple[str, str], Any] = {}

    def of(self, templates: str) -> Compiled:
        """The same for a build whose templates have this digest: a template's code has in it what it includes."""
        if templates != self._templates:
            self._templates = templates
            self._known.clear()
        return self

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the code of a template whose source is as it was."""
        bucket.code = self._known.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        code: CodeType | None = bucket.code
        self._known[bucket.key, bucket.checksum] = code
