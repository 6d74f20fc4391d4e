"""How an archive's years are divided, and what `plugins: bunko: part` may say."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bunko.errors import SettingsError
from bunko.parts import Part, owner_of, read
from bunko.parts.division import divided

YEARS = st.dictionaries(st.integers(1990, 2030).map(str), st.integers(1, 50), min_size=1, max_size=8).map(
    lambda found: dict(sorted(found.items()))
)


@pytest.mark.parametrize(
    ("said", "part"),
    [
        ("2019", Part("2019", "2019")),
        (2019, Part("2019", "2019")),  # `!ENV` reads a number
        ("2015-2018", Part("2015", "2018")),
        ("search", Part("search", "search")),
        ("rest", Part()),
        ("", None),
        (None, None),
    ],
)
def test_a_part_is_named_by_years(said: object, part: Part | None) -> None:
    assert read(said, "mkdocs.yml") == part
    if part is not None:
        assert part.name == str(said)


@pytest.mark.parametrize("said", ["19", "2018-2015", "2015-", "all", "2015,2016", 19, "２０１９"])
def test_what_names_no_part_is_refused_with_the_cure(said: object) -> None:
    with pytest.raises(SettingsError) as refused:
        read(said, "mkdocs.yml")
    assert "plugins: bunko: part names no part of the site" in refused.value.text
    assert "bunko parts" in refused.value.text


@pytest.mark.parametrize(
    ("place", "owner"),
    [
        ("ja/articles/2019/03/1.md", "2019"),
        ("ja/articles/2019/index.html", "2019"),
        ("ja/articles/index.html", None),
        ("ja/articles/2019.md", None),
        ("ja/articles/undated/1.md", None),
        ("ja/tags/articles/2019/index.html", None),
        ("assets/bunko/search.js", None),
        ("assets/bunko/index/core.bin", "search"),
    ],
)
def test_the_address_tells_the_part(place: str, owner: str | None) -> None:
    assert owner_of(place) == owner
    assert Part("2019", "2019").holds(place) == (owner == "2019")
    assert Part("search", "search").holds(place) == (owner == "search")
    assert Part().holds(place) == (owner is None)


@given(pages=YEARS, count=st.integers(1, 8))
def test_each_year_is_in_one_part_and_no_division_has_a_smaller_greatest_part(
    pages: dict[str, int], count: int
) -> None:
    *parts, search, rest = divided(pages, count)
    years = list(pages)
    sizes = [sum(pages[year] for year in years if part.has(year)) for part in parts]
    assert (search, rest) == (Part("search", "search"), Part())
    assert len(parts) <= count
    assert [sum(part.has(year) for part in parts) for year in years] == [1] * len(years)
    assert max(sizes) == min(_greatest(list(pages.values()), cuts) for cuts in _cuts(len(years), count))


def _cuts(length: int, count: int) -> list[tuple[int, ...]]:
    return [cuts for number in range(min(count, length)) for cuts in combinations(range(1, length), number)]


def _greatest(sizes: list[int], cuts: tuple[int, ...]) -> int:
    ends = [0, *cuts, len(sizes)]
    return max(sum(sizes[start:end]) for start, end in pairwise(ends))


def test_an_archive_without_a_dated_article_is_all_search_and_rest() -> None:
    assert divided({}, 4) == (Part("search", "search"), Part())
