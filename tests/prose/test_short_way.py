"""Lines that are told by how they start are read as they would be by all the rules."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bunko.prose import chunks, read_blocks, reading_blocks

PIECES = [
    *("あ", "「", "a", "é", "１", "<!--", "-->", "\n", "\n\n", "    ", "- ", "1. ", "> ", "# ", "## x", "|", "| a |"),
    *(
        "---",
        "===",
        "```",
        "~~~",
        "///",
        "<div>",
        "</div>",
        ": ",
        "[^1]: ",
        "*[a]: ",
        "!!! n",
        "??? n",
        "　",
        "\t",
        "{: #a}",
    ),
]


@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(PIECES), max_size=10).map("".join))
def test_the_short_way_gives_what_the_long_one_gives(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    short = read_blocks(text)
    with monkeypatch.context() as patch:
        for module in (chunks, reading_blocks):
            patch.setattr(module, "is_plainly_prose", lambda _: False)
        assert read_blocks(text) == short
