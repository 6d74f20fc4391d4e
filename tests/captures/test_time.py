"""What takes long to read for its length does so in proportion to it: no dump holds up a batch."""

from __future__ import annotations

import time

import pytest

from bunko.captures.reader import read
from bunko.nouns import Capture
from tests.captures.printing import CONTACT, DUMP

SECONDS = 4.0
"""Each of these took more than twice as long when some step was done for each line over all lines."""


def many_authors() -> str:
    year = f"\n{CONTACT[3]}\n2024\n"
    assert DUMP.count(year) == 1
    return DUMP.replace(year, year + "".join(f"観測者{number}\n" for number in range(60_000)))


HUGE = {
    "empty lines at the end": DUMP + "\n" * 190_000,
    "authors": many_authors(),
    "quotations that open": DUMP + "\n「月" * 16_000 + "\nい」と言う」",
}


@pytest.mark.parametrize("name", HUGE)
def test_time_grows_with_the_dump_alone(name: str) -> None:
    start = time.process_time()

    draft = read(Capture(HUGE[name].encode(), "dump.txt"))

    assert time.process_time() - start < SECONDS
    assert draft.tags == ("月", "探査機")


def test_authors_are_bounded_and_the_rest_is_told() -> None:
    draft = read(Capture(many_authors().encode(), "dump.txt"))

    assert len(draft.authors) == 100
    assert sum(left.text.startswith("観測者") for left in draft.left_out) == 59_900
