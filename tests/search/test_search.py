"""What a reader finds."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

import pytest

from bunko.search.bundle import bundled
from bunko.search.document import FACTS
from bunko.search.terms import fold
from tests.search.conftest import MODULES, Searcher, text

pytestmark = pytest.mark.browser

ARTICLES = [
    text(1, "首脳会談、3月1日に東京で", "外相会談も東京都で開く。\n核の話。", date="2020-03-01", tags=("russia",)),
    text(2, "中俄首脑会谈在莫斯科举行", "俄罗斯总统说。", folder="zh", date="2019-01-01", source="times"),
    text(
        3, "ロシアの探査機「はやぶさ」", "インパクトのあるパクトイン。13月1日はない。", date="2018-05-04T10:00:00+09:00"
    ),
    text(4, "ＳＬＩＭ と iPhone 4S", "コンピュータの時代。人々は２０１２年、ヴァイオリンを弾いた。"),
    text(5, "関ヶ原の<b>戦い</b> & 一", "人人のバイオリンとコンピューター。", date="2020-12-31"),
    text(6, "一件退会通知", "日本的消息。核电站。", folder="zh", date="2021-06-01"),
    text(7, "隼鸟号传回照片", "2018年5月4日。", folder="zh", date="2018-05-05"),
]


@pytest.fixture
def articles(searcher: Callable[..., Searcher]) -> Searcher:
    return searcher(ARTICLES)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("会談", {1, 2}),  # 会談 = 会谈, in both languages
        ("外相会談", {1}),
        ("東京　核", {1}),  # a full-width space means "and"
        ("東京 -外相", set()),
        ("会談 -东京", {2}),
        ("核", {1, 6}),  # one character
        ("３月１日", {1, 3}),
        ("2012年", {4}),
        ("2018-05-04", {7}),  # a date as it is printed
        ("2018/5/4", {7}),
        ("２０１８年５月４日", {7}),
        ("20180504", {7}),
        ("平成30年5月4日", {7}),  # by the eras of Japan and the Republic of China too
        ("H30.5.4", {7}),
        ("民國107年5月4日", {7}),
        ("平成24年", {4}),
        ("令和元年", set()),
        ("99999999", set()),
        ('"2018/5/4"', set()),
        ("はやぶさ 2018-05-04", {7}),
        ("照片 -2018-05-05", {7}),  # the day of publication is no text
        ("インパクト", {3}),  # and not パクトイン alone
        ("クトイン", {3}),
        ("俄罗斯", {2, 3}),  # by the register's other names; a tag alone is no text
        ("russia", {2, 3}),
        ('"俄罗斯"', {2}),  # quotes: no other name
        ("ハヤブサ", {3, 7}),  # kana of the other kind, then the register's other names
        ("はやぶさ", {3, 7}),
        ("隼鸟", {3, 7}),
        ("月面", set()),  # of its register's other names 月 is not looked for: it stands in every date
        ("核 -年", {1, 6}),
        ("slim", {4}),
        ("iph", {4}),  # the start of a word
        ('"iph"', set()),
        ("phone", set()),
        ("iPhone 4S", {4}),
        ("「iphone 4s」", {4}),
        ("コンピューター", {4, 5}),
        ("バイオリン", {4, 5}),
        ("人々", {4, 5}),
        ("関ケ原", {5}),
        ("退通知", set()),  # each pair but one stands there
        ("退会通知", {6}),
        ("", set()),
        ("　 \n", set()),
        ("-東京", set()),
        ("!?", set()),
    ],
)
def test_it_finds_what_stands_there(articles: Searcher, query: str, found: set[int]) -> None:
    assert set(articles.numbers(query)) == found
    assert articles.search(query)["total"] == len(found)


def test_a_result_says_what_stands_there_as_text(articles: Searcher) -> None:
    [result] = articles.search("<b>戦")["results"] or articles.search("戦い")["results"]
    assert result["title"] == "関ヶ原の<b>戦い</b> & 一"
    assert "".join(part["text"] for part in result["titleParts"]) == result["title"]
    assert [part["text"] for part in result["titleParts"] if part["match"]]
    [result] = articles.search("人々", language="ja", tag=[], to="2020-12-31", **{"from": "2020-12"})["results"]
    assert [part["text"] for part in result["excerpt"] if part["match"]] == ["人人"]
    assert (result["date"], result["language"]) == ("2020-12-31", "ja")


def test_no_excerpt_runs_on_into_what_is_printed_around_the_text(searcher: Callable[..., Searcher]) -> None:
    found = searcher([text(1, "短信", "月に着いた。", f"{FACTS}見本タイムズ　2020年3月1日", f"{FACTS}探査機")])
    for query, shown in (("月に着", "月に着いた。"), ("見本", " 見本タイムズ　2020年3月1日 "), ("探査", " 探査機")):
        excerpt = found.search(query)["results"][0]["excerpt"]
        assert "".join(part["text"] for part in excerpt).strip() == " ".join(shown.split()), query


def test_filters_count_what_each_value_would_give(articles: Searcher) -> None:
    answer = articles.search("会談", language="ja", locale="zh")
    assert answer["total"] == 1
    assert answer["facets"]["language"] == [
        {"value": "ja", "title": "日语", "count": 1},
        {"value": "zh", "title": "中文", "count": 1},
    ]
    assert answer["facets"]["tag"] == [{"value": "russia", "title": "俄罗斯", "count": 1}]
    assert answer["facets"]["source"] == []
    assert answer["facets"]["year"] == [{"value": "2020", "title": "2020", "count": 1}]
    assert articles.numbers("会談", year="2019") == [2]
    assert articles.numbers("会談", source="times") == [2]
    assert articles.numbers("会談", **{"from": "2020", "to": "2020-03"}) == [1]
    assert articles.numbers("会談", to="2020-02-28") == [2]


def test_results_are_sorted_by_date_and_paged(articles: Searcher) -> None:
    assert articles.numbers("会談", sort="date") == [1, 2]
    assert articles.numbers("日", sort="date") == [6, 1, 7, 3]
    assert articles.numbers("日", sort="date", limit=1, offset=1) == [1]
    assert articles.numbers("日", limit=10**9, offset=-5) == articles.numbers("日")
    assert articles.search("日", limit=0)["results"] == []
    assert articles.search("日", offset=50)["total"] == 4


def test_a_title_stands_before_a_text(searcher: Callable[..., Searcher]) -> None:
    found = searcher(
        [
            text(1, "別の話", "月面着陸に成功。月面着陸。月面着陸。", date="2021-01-01"),
            text(2, "月面着陸に成功", "探査機の話。", date="2020-01-01"),
        ]
    )
    assert found.numbers("月面着陸") == [2, 1]


def test_where_nothing_is_found_it_says_what_may_help(articles: Searcher) -> None:
    answer = articles.search("ロシア 存在しない", locale="ja")
    assert answer["total"] == 0
    assert "俄罗斯" in answer["help"]["tried"]
    assert {"title": "ロシア", "url": "ja/tags/russia/"} in answer["help"]["tags"]
    assert {"query": "ロシア", "total": 2} in answer["help"]["without"]
    answer = articles.search("莫斯科", language="ja", locale="ja")
    assert {"query": "莫斯科", "total": 1, "filters": False} in answer["help"]["without"]
    assert {"query": "iph", "total": 1, "quotes": False} in articles.search('"iph"')["help"]["without"]


@pytest.mark.parametrize(
    ("query", "ways"),
    [
        ("2018-05-04", [{"kind": "day", "title": "2018年5月4日", "url": "ja/articles/2018/05/"}]),
        ("平成30年5月4日", [{"kind": "day", "title": "2018年5月4日", "url": "ja/articles/2018/05/"}]),
        ("示例時報", [{"kind": "source", "title": "見本タイムズ", "url": "ja/sources/times/"}]),
        ("2018-05-06", []),
        ('"2018年5月4日"', []),
        ("核 -2018-05-04", []),
        ("2018年5月", []),
    ],
)
def test_a_day_and_a_publisher_lead_to_their_lists(articles: Searcher, query: str, ways: list[object]) -> None:
    assert articles.search(query, locale="ja")["ways"] == ways


def test_a_minus_alone_finds_nothing_and_offers_the_word(articles: Searcher) -> None:
    answer = articles.search("-核", locale="ja")
    assert answer["total"] == 0
    assert answer["help"]["tried"] == []
    assert answer["help"]["without"] == [{"query": "核", "total": 2}]


def test_it_says_where_the_number_is_not_exact(searcher: Callable[..., Searcher]) -> None:
    found = searcher([text(n, f"第{n}回", "首脳会談の記録。") for n in range(40)])
    for query, limit in (("首脳会談", 40), ("会", 10), ("第7回", 10)):
        assert found.search(query, limit=limit)["about"] is False, query
    assert found.search("首脳会談", limit=10)["about"] is True
    assert found.search("首脳会談", limit=10, offset=35)["about"] is True


def test_spans_are_places_in_the_original(articles: Searcher) -> None:
    spans = articles.page.evaluate(
        """async ([text, query]) => {
        const { prepare, spans } = await import('./assets/bunko/search.js');
        await prepare();
        return spans(text, query).map(([start, end]) => text.slice(start, end));
    }""",
        ["𠮷は㍿で、會談とＳＬＩＭとﾊﾞｽ、会谈。", "会談 slim バス 株式会社"],
    )
    assert spans == ["㍿", "會談", "ＳＬＩＭ", "ﾊﾞｽ", "会谈"]


LETTERS = "会会談谈議ァタック月日12３のてみ　 aB、ー々\n"


@pytest.mark.parametrize("seed", range(4))
def test_random_queries_find_just_what_holds_them(searcher: Callable[..., Searcher], seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - test data

    def some(most: int) -> str:
        return "".join(chance.choices(LETTERS, k=chance.randrange(1, most)))

    documents = [text(n, some(9), *(some(40) for _ in range(chance.randrange(4)))) for n in range(90)]
    found = searcher(documents)
    folded = {n: fold(f"{one.title}\n{one.text}") for n, one in enumerate(documents)}
    for _ in range(120):
        query = some(6).replace("\n", "").replace("、", "").strip("　 ー々")
        if not query or not any(character.isalnum() for character in query):
            continue
        sought = " ".join(fold(query).split())
        right = {n for n, whole in folded.items() if holds(whole, sought)}
        answer = found.search(f'"{query}"', limit=100)
        assert {int(one["url"].split("/")[-2]) for one in answer["results"]} == right, query
        assert answer["total"] == len(right), query


def holds(whole: str, sought: str) -> bool:
    """The oracle: the folded text contains the folded query, letters as whole words."""
    at = whole.find(sought)
    while at >= 0:
        around = whole[at - 1 : at] + sought[0], sought[-1] + whole[at + len(sought) : at + len(sought) + 1]
        if not any(len(pair) == 2 and pair.isascii() and pair.isalpha() for pair in around):
            return True
        at = whole.find(sought, at + 1)
    return False


@pytest.mark.parametrize(("locale", "order"), [("ja", [1, 2]), ("zh", [2, 1]), ("zh-Hans", [2, 1]), ("en", [2, 1])])
def test_of_what_fits_alike_the_readers_own_language_comes_first(
    searcher: Callable[..., Searcher], locale: str, order: list[int]
) -> None:
    found = searcher(
        [
            text(1, "題", "月面。", date="2020-01-01"),
            text(2, "题", "月面。月面。", folder="zh", date="2020-01-01"),
        ]
    )
    assert found.numbers("月面", locale=locale) == order


def test_a_title_in_another_language_comes_before_a_mention_in_ones_own(searcher: Callable[..., Searcher]) -> None:
    found = searcher([text(1, "題", "月面。"), text(2, "月面", "内容", folder="zh")])
    assert found.numbers("月面", locale="ja") == [2, 1]


def test_the_first_results_are_told_before_the_answer_is_whole(searcher: Callable[..., Searcher]) -> None:
    found = searcher([text(n, "題", "着陸した。", tags=("moon",)) for n in range(14)])
    told = found.page.evaluate("""async () => {
        const { search } = await import('./assets/bunko/search.js');
        const told = [];
        const whole = await search("着陸した", { first: (answer) => told.push(answer), limit: 3 });
        return [told, whole];
    }""")
    [[first], whole] = told
    assert first["results"] == whole["results"]
    assert first["total"] == whole["total"] == 14
    assert "facets" not in first
    assert whole["facets"]["tag"][0]["count"] == 14


def test_without_the_tags_an_answer_is_partial_and_all_else_is_there(searcher: Callable[..., Searcher]) -> None:
    found = searcher([text(n, "題", "着陸した。", tags=("moon",)) for n in range(3)])
    next(found.index.glob("tags-*")).unlink()
    answer = found.search("着陸")
    assert answer["partial"]
    assert answer["total"] == len(answer["results"]) == 3
    assert answer["facets"]["tag"] == []
    assert answer["facets"]["language"][0]["count"] == 3


@pytest.mark.parametrize(
    "query",
    [
        "a会議の",
        "会議a日本",
        "iPhone会議",
        "会議、日本",
        "着陸した機体の軌道",
        "コンピューター",
        "2023年10月20日",
        "ab c会",
    ],
)
def test_the_terms_that_are_asked_for_hold_every_character(searcher: Callable[..., Searcher], query: str) -> None:
    page = searcher([text(1, "題", query)]).page
    for cost in ("() => 1", "({ at }) => 6 - (at % 5)", "({ at }) => 1 + (at % 3)"):
        covered = page.evaluate(
            f"""async (query) => {{
                const {{ telling, termsOf }} = await import('./assets/bunko/modules/terms.js');
                const chosen = telling(termsOf(query.toLowerCase(), true), {cost}, false);
                return chosen.flatMap(({{ term, at }}) => [...term.trim()].map((_, i) => at + i));
            }}""",
            query,
        )
        letters = {place for place, character in enumerate(query) if character.isalnum() or character == "ー"}
        assert letters <= set(covered)


def test_the_script_is_one_file_with_all_its_modules() -> None:
    script = bundled()
    assert "import " not in script.replace("import.meta", "")
    assert re.findall(r"^export (?:async )?function (\w+)", script, re.MULTILINE) == ["prepare", "spans", "search"]
    for module in MODULES.glob("*.js"):
        for name in re.findall(r"^export (?:async )?(?:function|class|const) (\w+)", module.read_text(), re.MULTILINE):
            assert re.search(rf"^(?:export )?(?:async )?(?:function|class|const) {name}\b", script, re.MULTILINE)
