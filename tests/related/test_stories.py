"""Stories as readers and maintainers meet them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
import yaml

from bunko.check import check
from bunko.stage import Files, read_site, stage
from tests.related.archives import CAPSULE, archive, event, noise, page

CASES = sorted((Path(__file__).parent.parent / "cases" / "stories").iterdir())


@pytest.fixture
def staged(tmp_path: Path) -> Callable[[dict[str, str], str | None], Files]:
    numbers = iter(range(100))
    return lambda pages, stories: stage(read_site(archive(tmp_path / str(next(numbers)), pages, stories)))


def meta(files: Files, path: str) -> dict[str, Any]:
    text = files[PurePosixPath(path)]
    assert isinstance(text, str)
    found = yaml.safe_load(text.split("---\n")[1])
    assert isinstance(found, dict)
    return found


def leads(files: Files, former: str) -> str:
    """The story that a former address leads to."""
    found = re.search(r'content="0; url=\.\./(\w+)/"', str(files[PurePosixPath(f"ja/stories/{former}/index.html")]))
    assert found
    return found[1]


Staging = Callable[[dict[str, str], str | None], Files]


def test_articles_of_one_event_are_a_story_at_the_same_address_in_both_languages(staged: Staging) -> None:
    files = staged(event(), None)
    for lang in ("ja", "zh"):
        assert [item["url"] for item in meta(files, f"{lang}/stories/index.md")["items"]] == [f"{lang}/stories/e0/"]
        days = meta(files, f"{lang}/stories/e0/index.md")["days"]
        assert [day["date"] for day in days] == ["2020-12-01", "2020-12-02", "2020-12-03"]
    assert meta(files, "ja/articles/2020/12/e1.md")["story"]["url"] == "ja/stories/e0/"
    assert "story" not in meta(files, "ja/articles/2020/12/n0.md")


def test_the_address_of_a_story_still_leads_to_it_when_an_earlier_article_comes(staged: Staging) -> None:
    early = page("カプセル着地の予報", "2020-11-30", CAPSULE + noise(99, 12))
    more = event() | {"ja/articles/2020/11/early.md": early}
    files = staged(more, None)
    assert meta(files, "ja/stories/early/index.md")["total"] == 4
    assert leads(files, "e0") == "early"


def test_a_person_names_a_story_and_brings_the_languages_together(staged: Staging) -> None:
    register = "capsule:\n  names: {ja: 帰還, zh: 返回}\n  merge: [e0]\n  articles: [z0]\n"
    files = staged(event(), register)
    found = meta(files, "zh/stories/capsule/index.md")
    assert found["title"] == "返回"
    assert [column["lang"] for column in found["columns"]] == ["zh", "ja"]
    assert found["total"] == 4
    assert leads(files, "e0") == "capsule"


def test_a_person_names_a_story_at_its_own_address(staged: Staging) -> None:
    files = staged(event(), "e0:\n  names: {ja: 帰還}\n")
    found = meta(files, "ja/stories/e0/index.md")
    assert (found["title"], found["total"], found["kept"]) == ("帰還", 3, True)
    assert leads(files, "e1") == "e0"


def test_a_person_splits_a_story(staged: Staging) -> None:
    files = staged(event(4), "other:\n  names: {ja: 別件}\n  articles: [e3]\n")
    assert meta(files, "ja/stories/e0/index.md")["total"] == 3
    assert meta(files, "ja/stories/other/index.md")["total"] == 1


def test_an_article_apart_is_in_no_story(staged: Staging) -> None:
    files = staged(event(4), "other:\n  names: {ja: 別件}\n  articles: [n1]\n  without: [e3]\n")
    assert "story" not in meta(files, "ja/articles/2020/12/e3.md")


def test_a_withdrawn_article_leaves_its_story(staged: Staging) -> None:
    pages = event(4)
    path = "ja/articles/2020/12/e2.md"
    pages[path] = pages[path].replace("language: ja", "language: ja\nstatus: withdrawn\nreason: 依頼")
    files = staged(pages, None)
    assert meta(files, "ja/stories/e0/index.md")["total"] == 3


def test_an_article_without_tags_or_text_and_one_of_500_tags_are_staged(staged: Staging) -> None:
    pages = event()
    many = ", ".join(f"札{at}" for at in range(500))
    pages["ja/articles/2020/12/empty.md"] = page("空", "2020-12-02", "")
    pages["ja/articles/2020/12/many.md"] = page("多", "2020-12-02", noise(70), more=f"\ntags: [{many}]")
    files = staged(pages, None)
    assert "related" not in meta(files, "ja/articles/2020/12/empty.md")


def test_words_that_are_told_as_reasons_stand_on_both_pages(staged: Staging) -> None:
    pages = event()
    files = staged(pages, None)
    neighbours = meta(files, "ja/articles/2020/12/e0.md")["related"]
    assert [one["url"] for one in neighbours] == ["ja/articles/2020/12/e1/", "ja/articles/2020/12/e2/"]
    for one in neighbours:
        said = [word for reason in one["reasons"] if reason["kind"] == "words" for word in reason["ids"]]
        assert said
        for word in said:
            assert word in pages["ja/articles/2020/12/e0.md"]
            assert word in pages[one["url"].rstrip("/") + ".md"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Path, tmp_path: Path) -> None:
    pages = {f"ja/articles/2020/12/{at}.md": page(f"題{at}", "2020-12-01", noise(at)) for at in (1, 2, 3)}
    settings = archive(tmp_path / "archive", pages, (case / "stories.yml").read_text(encoding="utf-8"))
    found = "\n".join(problem.as_text() for problem in check(settings) if problem.code == "story")
    expected = (case / "expected.txt").read_text(encoding="utf-8").strip()
    assert found == expected


def test_the_list_of_stories_is_paged(staged: Staging) -> None:
    pages = event()
    pages |= {
        f"ja/articles/2020/12/s{at}.md": page(noise(200 + at, 8), "2020-12-02", noise(200 + at)) for at in range(60)
    }
    register = "".join(f"s{at}-kept:\n  names: {{ja: 話{at}}}\n  articles: [s{at}]\n" for at in range(60))
    files = staged(pages, register)
    first, second = meta(files, "ja/stories/index.md"), meta(files, "ja/stories/page/2/index.md")
    assert first["paging"]["next"] == "ja/stories/page/2/"
    assert len(first["items"]) + len(second["items"]) == 61
