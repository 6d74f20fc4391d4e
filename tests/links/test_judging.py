"""What an answer means, and what it does to what was known."""

from __future__ import annotations

from datetime import date

import pytest

from bunko.links.judging import Answer, judge
from bunko.links.seen import Seen

A = "https://news.example.org/2024/7.html"
LAST, TODAY = date(2026, 1, 10), date(2026, 4, 1)


@pytest.mark.parametrize(
    ("answer", "state", "found"),
    [
        (Answer(200, "", A), "alive", "200"),
        (Answer(200, "", "https://www.news.example.org/2024/7.html"), "alive", "200"),
        (Answer(204, "", A), "alive", "204"),
        (Answer(404, "", A), "gone", "404"),
        (Answer(410, "", A), "gone", "410"),
        (Answer(404, "", "https://news.example.org/new/7"), "gone", "404"),
        (Answer(200, "", "https://news.example.org/"), "gone", "front page"),
        (Answer(200, "", "https://news.example.org/index.html"), "gone", "front page"),
        (Answer(200, "", "https://news.example.org/404.html"), "gone", "not-found page"),
        (Answer(200, "", "https://news.example.org/error/page"), "gone", "not-found page"),
        (Answer(200, "", "https://archive.example.com/7"), "moved", "200"),
        (Answer(200, "", "https://news.example.org/terror/7", permanent=False), "alive", "200"),
        (Answer(403, "", A), "", "403"),
        (Answer(429, "", A), "", "429"),
        (Answer(500, "", A), "", "500"),
        (Answer(None, "timeout"), "", "timeout"),
        (Answer(None, "robots.txt"), "", "robots.txt"),
    ],
)
def test_an_answer_to_a_first_question(answer: Answer, state: str, found: str) -> None:
    seen = judge(Seen(A), answer, TODAY)
    assert (seen.state, seen.found, seen.checked) == (state, found, TODAY)
    assert seen.day == (TODAY if state else None)
    assert seen.failing_since == (None if state else TODAY)
    assert seen.moved_to == (answer.address if state == "moved" else "")


def test_the_front_page_that_is_the_original_itself_is_alive() -> None:
    assert judge(Seen("http://news.example.org/"), Answer(200, "", "https://news.example.org/"), TODAY).state == "alive"


@pytest.mark.parametrize("state", ["gone", "moved"])
def test_what_is_gone_or_moved_is_so_since_the_day_on_which_that_was_seen_first(state: str) -> None:
    to = "https://archive.example.com/7" if state == "moved" else ""
    answer = Answer(200, "", to) if to else Answer(410, "", A)
    assert judge(Seen(A, state, LAST, to, LAST, "404"), answer, TODAY).day == LAST
    assert judge(Seen(A, state, LAST, to, LAST, "404"), Answer(200, "", A), TODAY).day == TODAY
    elsewhere = judge(Seen(A, "moved", LAST, to, LAST, "200"), Answer(200, "", "https://b.example/7"), TODAY)
    assert (elsewhere.day, elsewhere.moved_to) == (TODAY, "https://b.example/7")


def test_trouble_takes_nothing_back_that_was_seen() -> None:
    seen = judge(Seen(A, "alive", LAST, "", LAST, "200"), Answer(None, "no host"), TODAY)
    assert seen == Seen(A, "alive", LAST, "", TODAY, "no host", TODAY)


@pytest.mark.parametrize(
    ("found", "since", "trouble", "state"),
    [
        ("no host", date(2026, 3, 2), "no host", "gone"),
        ("timeout", date(2026, 3, 2), "refused", "gone"),
        ("no host", date(2026, 3, 3), "no host", "alive"),
        ("certificate", date(2026, 3, 2), "certificate", "alive"),
        ("robots.txt", date(2026, 1, 1), "no host", "alive"),
    ],
)
def test_a_host_that_cannot_be_reached_for_a_month_is_gone_since_then(
    found: str, since: date, trouble: str, state: str
) -> None:
    seen = judge(Seen(A, "alive", LAST, "", since, found, since), Answer(None, trouble), TODAY)
    assert (seen.state, seen.day) == (state, since if state == "gone" else LAST)
    assert seen.failing_since == since
    assert judge(seen, Answer(200, "", A), TODAY) == Seen(A, "alive", TODAY, "", TODAY, "200")
