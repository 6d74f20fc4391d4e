"""What a robots.txt lets us ask for."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bunko.links.robots import Rules, parse


@pytest.mark.parametrize(
    ("text", "allowed", "refused"),
    [
        ("", ["/", "/a"], []),
        ("User-agent: *\nDisallow: /", [], ["/", "/a"]),
        ("User-agent: *\nDisallow:", ["/", "/a"], []),
        ("User-agent: *\nDisallow: /news/\nAllow: /news/2024/", ["/news/2024/7", "/new"], ["/news/2023/7", "/news/"]),
        ("user-agent: bunko\ndisallow: /b\n\nUser-agent: *\nDisallow: /", ["/a"], ["/b"]),
        ("User-agent: other\nDisallow: /", ["/a"], []),
        ("User-agent: other\nUser-agent: Bunko # we\nDisallow: /a # here", ["/b"], ["/a"]),
        ("User-agent: *\nDisallow: /*?print=\nDisallow: /*.pdf$", ["/a", "/a.pdf?x"], ["/a?print=1", "/a/b.pdf"]),
        ("User-agent: *\nDisallow: /a$", ["/ab"], ["/a"]),
        ("User-agent: *\nDisallow: /月", ["/日"], ["/%E6%9C%88/7", "/月"]),
        ("User-agent: *\nDisallow: /%7Ea", ["/a"], ["/~a/"]),
        ("User-agent: *\nAllow: /a\nDisallow: /a", ["/a"], []),
        ("Disallow: /\n<html>", ["/"], []),
        (
            "User-agent: Bunko\nDisallow: /a\nUser-agent: x\nDisallow: /b\nUser-agent: Bunko\nDisallow: /c",
            ["/b"],
            ["/a", "/c"],
        ),
    ],
)
def test_rules(text: str, allowed: list[str], refused: list[str]) -> None:
    rules = parse(text, "Bunko")
    assert [path for path in (*allowed, *refused) if rules.allow(path)] == allowed


@pytest.mark.parametrize(
    ("value", "delay"), [("10", 10), ("0.5", 0.5), ("86400", 60), ("-1", 0), ("soon", 0), ("nan", 0)]
)
def test_a_delay_is_kept_within_bounds(value: str, delay: float) -> None:
    assert parse(f"User-agent: *\nCrawl-delay: {value}\nDisallow: /a", "Bunko").delay == delay


@given(st.text(max_size=300), st.text(max_size=30))
def test_any_text_gives_rules(text: str, path: str) -> None:
    assert parse(f"User-agent: *\nDisallow: {text}", "Bunko").allow(f"/{path}") in {True, False}


def test_a_pattern_of_many_stars_costs_no_time() -> None:
    rules = Rules(((False, "/" + "*a" * 5000 + "b$"),))
    start = time.process_time()
    assert rules.allow("/" + "a" * 20_000)
    assert time.process_time() - start < 1
