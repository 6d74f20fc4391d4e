"""What takes long to read for its length does so in proportion to it: no dump holds up a batch."""

from __future__ import annotations

import time

import pytest

from bunko.captures.reader import read
from bunko.captures.visible import read_visible
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


PROSE = "港の灯台が3日夜、二十年ぶりに点灯した。市民が岸壁で見守り、有志が修理した灯台の明かりが海を照らした。"
HEAD = ["港の灯台、20年ぶりに点灯", "2024年5月3日"]
VISIBLE = {
    "headlines with days": HEAD * 30_000,
    "short lines": ["項目"] * 60_000,
    "a menu of days": [*(f"項目{n}" for n in range(20)), *[*HEAD, "x"] * 20_000, PROSE],
    "boxes": [*HEAD, PROSE, *["関連記事", PROSE] * 30_000],
    "boxes with titles": [*HEAD, PROSE, *["関連記事", "x", "y"] * 20_000, PROSE],
    "tags": ["标签：灯塔 海湾", "#灯台 #港"] * 30_000,
    "breadcrumbs": ["首页 > 国际"] * 60_000,
    "buttons": [PROSE, *["分享到：微信 微博"] * 60_000, PROSE],
}


@pytest.mark.parametrize("name", VISIBLE)
def test_time_grows_with_a_visible_page_alone(name: str) -> None:
    start = time.process_time()

    read_visible(VISIBLE[name])

    assert time.process_time() - start < SECONDS
