"""The list: what is written is read, and what cannot be read is named."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bunko.links import seen
from bunko.links.seen import LinksError, Seen

DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))
ADDRESSES = st.from_regex(r"https?://[a-z]{1,9}\.example/[a-z0-9月,;=?&%#-]{0,20}", fullmatch=True)
TOLD = st.one_of(
    st.builds(Seen, ADDRESSES, st.sampled_from(["alive", "gone"]), DAYS, st.just(""), DAYS, st.just("200"), st.none()),
    st.builds(Seen, ADDRESSES, st.just("moved"), DAYS, ADDRESSES, DAYS, st.just("200"), st.none()),
    st.builds(Seen, ADDRESSES, st.just(""), st.none(), st.just(""), DAYS, st.just("no host"), DAYS),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TOLD))
def test_what_is_written_is_read(tmp_path: Path, told: list[Seen]) -> None:
    known = {one.address: one for one in told}
    seen.write(tmp_path, known)
    assert seen.read(tmp_path) == known
    lines = (tmp_path / "links.tsv").read_text(encoding="utf-8").splitlines()[1:]
    assert lines == sorted(lines, key=lambda line: line.split("\t")[0])


def test_one_check_more_changes_one_line(tmp_path: Path) -> None:
    known = {f"https://a.example/{n}": Seen(f"https://a.example/{n}", "alive", date(2026, 1, n)) for n in range(1, 9)}
    seen.write(tmp_path, known)
    before = (tmp_path / "links.tsv").read_text().splitlines()
    seen.write(tmp_path, known | {"https://a.example/5": Seen("https://a.example/5", "gone", date(2026, 2, 1))})
    after = (tmp_path / "links.tsv").read_text().splitlines()
    assert [n for n, (one, other) in enumerate(zip(before, after, strict=True)) if one != other] == [5]


def test_without_a_list_nothing_was_seen(tmp_path: Path) -> None:
    assert seen.read(tmp_path) == {}


@pytest.mark.parametrize(
    "line",
    [
        "https://a.example/\talive",
        "https://a.example/\tgone\tyesterday\t\t\t\t",
        "https://a.example/\tlost\t2026-04-01\t\t\t\t",
        "https://a.example/\tgone\t\t\t\t\t",
        "javascript:alert(1)\talive\t2026-04-01\t\t\t\t",
        "https://a.example/\tmoved\t2026-04-01\tjavascript:alert(1)\t\t\t",
        "<<<<<<< HEAD",
    ],
)
def test_a_line_that_cannot_be_read_is_named_with_its_place(tmp_path: Path, line: str) -> None:
    (tmp_path / "links.tsv").write_text("\t".join(seen.COLUMNS) + f"\n{line}\n", encoding="utf-8")
    with pytest.raises(LinksError, match=r"archive/links\.tsv:2: the line cannot be read"):
        seen.read(tmp_path)
