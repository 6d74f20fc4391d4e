"""Places to browse: charts and calendars lead to what they count, tags to each other, former addresses onward."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bunko import settings
from bunko.charts import WIDTH, Period, chart
from bunko.stage import read_site, stage
from tests.stage.staged import Staged, metas

TAGS = """\
space: {names: {en: space}}
moon: {names: {en: Moon, zh: 月球}, kind: place, wikidata: Q405, broader: space, former: [luna, The Moon]}
talks: {names: {en: talks, zh: 会谈}}
"""
SOURCES = """\
sample-times:
  names: {en: Sample Times}
  owner: {en: Sample Company}
  country: JP
  state_affiliated: false
  language: en
  reference: https://times.example.org/about
"""

New = Callable[..., None]


@pytest.fixture
def made(archive: Path, tmp_path: Path) -> tuple[New, Callable[[], Staged]]:
    """A new archive in the test archive's two languages; the first adds an article, the second stages."""
    root = tmp_path / "archive"
    (root / "archive").mkdir(parents=True)
    shutil.copy(archive / "mkdocs.yml", root)
    (root / "archive" / "tags.yml").write_text(TAGS, encoding="utf-8")
    (root / "archive" / "sources.yml").write_text(SOURCES, encoding="utf-8")

    def new(day: str, tags: str, path: str, more: str = "source: sample-times\n") -> None:
        file = root / "docs" / f"{path}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        date = f"date: {day}\n" if day else ""
        file.write_text(f"---\ntitle: Note {path}\n{date}tags: [{tags}]\n{more}---\n\nText.\n", encoding="utf-8")

    return new, lambda: Staged(stage(read_site(settings.load(root / "mkdocs.yml"))))


def anchors(staged: Staged) -> dict[str, set[str]]:
    """The places in each staged list, by the page's address."""
    return {
        f"{path.parent}/": {entry["anchor"] for entry in meta.get("entries", []) if "anchor" in entry}
        for path, meta in metas(staged).items()
    }


def followed(staged: Staged, urls: list[str]) -> None:
    known = anchors(staged)
    for url in urls:
        page, _, anchor = url.partition("#")
        assert page in known, url
        assert not anchor or anchor in known[page], url


def test_every_bar_and_day_leads_to_the_articles_that_it_counts(made: tuple[New, Callable[[], Staged]]) -> None:
    new, staging = made
    for n, (month, day) in enumerate([(1, 5), (1, 5), (1, 9), (2, 29), (4, 1), (4, 1), (4, 1)]):
        new(f"2024-{month:02d}-{day:02d}", "moon", f"{'en' if n % 2 else 'zh'}/articles/2024/{month:02d}/{n}")
    new("", "moon", "en/articles/undated/9")
    staged = staging()
    for lang in ("en", "zh"):
        for page in ("tags/moon", "sources/sample-times", "timeline", "articles/2024"):
            shown = staged.meta(f"{lang}/{page}/index.md")["chart"]
            assert [bar["count"] for bar in shown["bars"]] == [3, 1, 3], page
            followed(staged, [bar["url"] for bar in shown["bars"]])
        assert shown["bars"][0]["url"] == f"{lang}/articles/2024/01/"
        tag = staged.meta(f"{lang}/tags/moon/index.md")["chart"]["bars"]
        # Two entries a page: the undated one is last, and January starts on the third page.
        assert tag[0]["url"] == f"{lang}/tags/moon/page/3/#on-2024-01"
        calendar = staged.meta(f"{lang}/articles/2024/index.md")["calendar"]
        days = [day for month in calendar["months"] for week in month["weeks"] for day in week if "url" in day]
        assert [day["day"] for day in days] == [5, 9, 29, 1]
        followed(staged, [day["url"] for day in days])
    first = {lang: staged.meta(f"{lang}/articles/2024/index.md")["calendar"]["weekdays"][0] for lang in ("en", "zh")}
    assert (first["en"]["title"], first["zh"]["title"]) == ("Monday", "星期一")
    assert staged.meta("en/articles/2024/page/2/index.md").keys().isdisjoint({"chart", "calendar"})
    rows = staged.meta("zh/timeline/index.md")["rows"]
    assert [(row["title"], row["count"]) for row in rows] == [("2024", 7)]
    assert [cell.get("count") for cell in rows[0]["cells"]][:5] == [3, 1, None, 3, None]


def test_a_concept_has_its_company_and_its_family(made: tuple[New, Callable[[], Staged]]) -> None:
    new, staging = made
    new("2024-01-05", "moon, 会談, far side", "zh/articles/2024/01/1")
    new("2024-01-06", "The Moon, talks", "en/articles/2024/01/2")
    new("2024-01-06", "talks", "zh/articles/2024/01/2", more="translation: {from: en}\n")
    staged = staging()
    moon = staged.meta("en/tags/moon/index.md")
    assert [(one["title"], one["count"]) for one in moon["company"]] == [("talks", 2), ("far side", 1)]
    assert moon["broader"] == {"title": "space", "url": "en/tags/space/"}
    space = staged.meta("zh/tags/space/index.md")
    assert (space["total"], space["narrower"]) == (0, [{"title": "月球", "url": "zh/tags/moon/"}])
    assert "space" not in str(staged.meta("en/index.md")["tags"])


def test_former_addresses_of_a_concept_lead_on_and_its_feeds_go_on(made: tuple[New, Callable[[], Staged]]) -> None:
    new, staging = made
    new("2024-01-05", "luna", "en/articles/2024/01/1")
    staged = staging()
    for lang, title in (("en", "Moon"), ("zh", "月球")):
        for former in ("luna", "the-moon"):
            html = staged.text(f"{lang}/tags/{former}/index.html")
            assert 'content="0; url=../moon/"' in html
            assert f">{title}</a>" in html
            assert f"tags/{former}/</loc>" not in staged.text(f"{lang}/sitemap.xml")
    assert "en/articles/2024/01/1/" in staged.text("en/tags/luna/feed.xml")


def test_forms_of_one_label_are_one_concept_at_the_oldest_ones_address(made: tuple[New, Callable[[], Staged]]) -> None:
    new, staging = made
    new("2024-01-05", "月面基地計画", "en/articles/2024/01/1")
    new("2024-02-05", "月面基地计画", "zh/articles/2024/02/2")
    staged = staging()
    page = staged.meta("zh/tags/月面基地計画/index.md")
    assert (page["title"], page["total"]) == ("月面基地计画", 2)
    assert f"url=../{quote('月面基地計画')}/" in staged.text("zh/tags/月面基地计画/index.html")
    assert [link["url"] for link in staged.meta("zh/articles/2024/02/2.md")["tag_links"]] == ["zh/tags/月面基地計画/"]


def test_a_source_says_whose_it_is_in_the_readers_words(made: tuple[New, Callable[[], Staged]]) -> None:
    staged = made[1]()
    about = staged.meta("zh/sources/sample-times/index.md")
    assert {name: about[name] for name in ("owner", "owner_language", "country", "text_language")} == {
        "owner": "Sample Company", "owner_language": "en", "country": "日本", "text_language": "英语"
    }  # fmt: skip
    assert about["state_affiliated"] == "无国家背景"
    assert about["reference"] == "https://times.example.org/about"


def test_a_proposed_tag_leads_somewhere_where_the_register_knows_it_and_says_what_it_is(
    made: tuple[New, Callable[[], Staged]],
) -> None:
    new, staging = made
    new("2024-01-05", "", "en/articles/2024/01/1", more="proposed_tags: [月球, 月面基地]\n")
    new("2024-01-06", "moon", "en/articles/2024/01/2", more="proposed_tags: [talks]\n")
    staged = staging()
    assert staged.meta("en/articles/2024/01/1.md")["tag_links"] == [
        {"title": "Moon", "url": "en/tags/moon/", "proposed": True}
    ]
    assert staged.meta("en/articles/2024/01/2.md")["tag_links"] == [{"title": "Moon", "url": "en/tags/moon/"}]
    assert staged.meta("en/tags/moon/index.md")["total"] == 2
    assert not {path for path in staged if "月面基地" in str(path)}


def test_an_article_of_hundreds_of_tags_makes_no_company(made: tuple[New, Callable[[], Staged]]) -> None:
    new, staging = made
    new("2024-01-05", ", ".join(f"t{n}" for n in range(500)), "en/articles/2024/01/1")
    staged = staging()
    assert "company" not in staged.meta("en/tags/t1/index.md")
    pages = [path for path in staged if re.fullmatch(r"en/tags/(page/\d+/)?index\.md", str(path))]
    assert len(pages) == -(-500 // 8), "the list of all tags is paged"
    shown = [tag["title"] for path in pages for group in staged.meta(str(path))["groups"] for tag in group["tags"]]
    assert sorted(shown) == sorted(f"t{n}" for n in range(500))


@given(st.dictionaries(st.builds(Period, st.integers(0, 9999), st.integers(1, 12)), st.integers(0, 10**6)))
def test_a_chart_counts_all_and_stays_in_its_frame(counts: dict[Period, int]) -> None:
    drawn = chart(counts)
    if drawn is None:
        assert len({period.year for period, count in counts.items() if count}) < 2 or not any(counts.values())
        return
    assert sum(bar.count for bar in drawn.bars) == sum(counts.values())
    assert max(bar.height for bar in drawn.bars) == drawn.base - drawn.top
    assert len(drawn.ticks) <= 6
    for bar in drawn.bars:
        assert bar.x >= 0
        assert bar.x + bar.width <= WIDTH
        assert bar.y + bar.height == drawn.base
        assert bar.height > 0
    lefts = [bar.left for bar in drawn.bars]
    assert lefts == sorted(lefts)


def test_one_period_alone_is_no_chart() -> None:
    assert chart({Period(2024, 6): 9}) is None
    assert chart({}) is None
    drawn = chart({Period(2024, 6): 1, Period(2024, 8): 2})
    assert drawn is not None
    assert [bar.period for bar in drawn.bars] == [Period(2024, 6), Period(2024, 8)]
    assert [tick.period for tick in drawn.ticks] == [Period(2024, 6), Period(2024, 7), Period(2024, 8)]


def test_numbers_of_charts_are_whole(staged: Staged) -> None:
    charts: list[dict[str, Any]] = [meta["chart"] for meta in metas(staged).values() if "chart" in meta]
    assert len(charts) > 2
    numbers = [value for drawn in charts for bar in drawn["bars"] for value in bar.values() if type(value) is not str]
    assert {type(number) for number in numbers} == {int}
    assert PurePosixPath("en/timeline/index.md") in staged
