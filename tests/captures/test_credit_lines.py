"""Laws of the lines of credits: what is printed comes back, text is never taken for credits, and no line is lost."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bunko.captures.credit_lines import credits_of, reporters_in
from bunko.captures.visible import read_visible

DAYS = st.dates(date(1950, 1, 1), date(2049, 12, 31))
DAY_FORMS = ("{0:%Y}年{0.month}月{0.day}日", "{0:%Y}/{0:%m}/{0:%d}", "{0:%Y-%m-%d}", "{0:%Y}年{0:%m}月{0:%d}日")
PAPERS = st.sampled_from(("みなと新報", "海湾日报", "見本新聞", "样例网", "星の通信社", "山の手テレビ"))
PEOPLE = st.sampled_from(("张三", "李四光", "山田太郎", "約翰·史密斯", "星野"))
GAPS = st.sampled_from((" ", "  ", "\u3000", " | ", "｜", "／"))
COLONS = st.sampled_from(("：", ": ", ":"))
TIMES = st.none() | st.times()


@given(DAYS, TIMES, PAPERS, PEOPLE, st.sampled_from(DAY_FORMS), GAPS, COLONS, st.permutations(range(3)))
def test_date_source_and_author_come_back_in_any_order(  # noqa: PLR0917 - each is a way to print
    day: date, time: object, paper: str, person: str, form: str, gap: str, colon: str, order: list[int]
) -> None:
    printed = form.format(day) + (f" {time:%H:%M}" if time else "")
    parts = [printed, f"来源{colon}{paper}", f"作者{colon}{person}"]

    found = credits_of(gap.join(parts[n] for n in order))

    assert found is not None
    moment = found.published
    assert (moment.date() if isinstance(moment, datetime) else moment) == day
    assert isinstance(moment, datetime) == bool(time)
    assert (found.publisher, found.authors) == (paper, (person,))


@given(st.sampled_from(("（{} {}）", "【{}　{}】", "[{} {}]", "({}、{})")), PAPERS, DAYS, st.sampled_from(DAY_FORMS))
def test_brackets_around_a_paper_and_a_day_are_no_part_of_them(brackets: str, paper: str, day: date, form: str) -> None:
    found = credits_of(brackets.format(paper, form.format(day)))

    assert found is not None
    assert (found.publisher, found.published) == (paper, day)


@pytest.mark.parametrize(
    ("line", "published", "publisher", "authors"),
    [
        ("2023年10月09日08:17　来源：样例社　转自：海湾日报", datetime.fromisoformat("2023-10-09T08:17"), "样例社", ()),
        (
            "2024-04-13 15:20:33 来源: 海湾日报 记者 张三 评论(12)",
            datetime.fromisoformat("2024-04-13T15:20:33"),
            "海湾日报",
            ("张三",),
        ),
        ("みなと新報　令和六年五月四日　朝刊", date(2024, 5, 4), "みなと新報", ()),
    ],
)
def test_lines_as_papers_print_them(line: str, published: object, publisher: str, authors: tuple[str, ...]) -> None:
    found = credits_of(line)

    assert found is not None
    assert (found.published, found.publisher, found.authors) == (published, publisher, authors)


@pytest.mark.parametrize(
    "text",
    [
        "2024年5月3日、東京で会議が開かれた。",
        "2024年5月3日の出来事",
        "2024年5月3日 会議の記録",
        "記者会見の内容",
        "記者 会見の内容",
        "記者 市長に聞く",
        "来源不明の資料",
        "文化庁の予算",
        "作者：その意図は何か？それとも偶然か",
        "提供された資料",
        "読売新聞",
        "2024年の目標",
        "（東京）",
        "3:2で勝利",
    ],
)
def test_text_is_no_credits(text: str) -> None:
    assert credits_of(text) is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("〔記者張三／海灣報導〕停用二十年的燈塔", ("張三",)),
        ("样例社海湾5月3日电（记者张三、李四）灯塔", ("张三", "李四")),
        ("样例社海湾5月3日电（记者张三 李四）灯塔", ("张三", "李四")),
        ("【海湾＝山田太郎】灯台が", ()),
        ("（記者会見）港の市長は", ()),
        ("（記者会見で発表）港の市長は", ()),
        ("（记者会上）市长说", ()),
        ("（記者会見で明らかにした内容について詳しく説明する資料）", ()),
    ],
)
def test_reporters_are_read_from_brackets_that_say_so(text: str, names: tuple[str, ...]) -> None:
    assert reporters_in(text) == names


LINES = st.lists(
    st.sampled_from(
        [
            "",
            "港の灯台、20年ぶりに点灯",
            "港の灯台が3日夜に点灯した。",
            "2024年5月3日",
            "（みなと新報　2024年5月3日）",
            "来源：海湾日报",
            "記者 山田",
            "（责任编辑：张三）",
            "5月3日 15:20",
            "「灯がともった」",
            "有料記事",
            "© 見本",
            "2024-05-03 09:10 来源: 样例网 作者：张三",
            "灯台守の話",
        ]
    ),
    min_size=1,
    max_size=14,
).filter(any)


@settings(max_examples=300)
@given(LINES)
def test_each_line_is_text_or_a_field_or_left_out_with_its_reason(lines: list[str]) -> None:
    draft = read_visible(lines)

    left = {entry.line for entry in draft.left_out}
    image = draft.images[0] if draft.images else None
    fields = {draft.title, draft.description, image and image.credit, image and image.caption}
    kept = list(draft.kept_lines)
    for number, line in enumerate(lines, start=1):
        if line and number not in left and line not in fields:
            assert line in kept
            kept.remove(line)


@given(st.text(max_size=140))
def test_any_line_has_an_answer(line: str) -> None:
    credits_of(line)
    reporters_in(line)
