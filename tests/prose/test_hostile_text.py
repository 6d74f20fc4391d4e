"""A hostile text takes time that grows with its length, not with its square."""

from __future__ import annotations

import time

import pytest

from bunko.prose import escape, plain, read_attribution, read_blocks, write_blocks

_UNITS = [
    *["[", "](", "[a](", "![", "((", "**a ", "~", "_a", "`", "` ", "``a`", "{", "&a", "&", "<!--", "<a ", "<", "\\"],
    *["#", "# ", ":a", " ", "1. ", "- ", "> ", "/", "!!!", "|", "| a ", "— (", "\n", "　"],
    *["<div>\n", "<!--\n", "```x\n", "~~~\n\n", "/// a\n\n", "- a\n\n    b\n\n", "> a\n>\n", "[^1]: \n"],
]


@pytest.mark.parametrize("end", ["", "x"])
@pytest.mark.parametrize("unit", _UNITS)
def test_every_reader_ends_soon(unit: str, end: str) -> None:
    text = unit * (100_000 // len(unit)) + end
    start = time.perf_counter()
    escape(text)
    plain(text)
    read_attribution(f"— {text}")
    write_blocks(read_blocks(text))
    assert time.perf_counter() - start < 10
