"""Laws of what stands around an article on its page: the article stays whole, and no line is lost in silence."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bunko.captures.credit_lines import signers_in
from bunko.captures.draft import Draft
from bunko.captures.foot import kind_of
from bunko.captures.microdata_head import has_microdata
from bunko.captures.people import is_person
from bunko.captures.tag_lines import LIMIT, tags_in
from bunko.captures.trails import breadcrumb_in, masthead_in, section_in
from bunko.captures.visible import read_visible

HEADLINE = "港の灯台、20年ぶりに点灯"
CREDITS = "2024年5月3日 19時05分"
TELLING = (
    "県は写真の無断転載を禁じる条例を定めた。",
    "関連記事の扱いは決まっていない。",
    "コメントを求められた市長は、来年も続けると話した。",
    "編集者の山田さんは灯台を毎日撮った。",
    "版权声明四个字写在墙上，志愿者没有改动。",
    "相关阅读一栏仍然保留，读者来信说喜欢。",
    "责任编辑王小明当天在码头采访。",
    "分享到微信的照片有三千张。",
    "标签贴在每一盏灯上。",
    "下一篇报道将介绍灯塔的历史。",
    "首页上的照片是渔民拍的。",
    "著作権は撮影した人にある、と市は説明した。",
    "Copyrightの表示は要らない、と市は答えた。",
    "上一篇報道刊出後，讀者來信不斷。",
    "続きを読むには会員登録が必要だという案内を、記事の下に置いた。",
    "登录后即可继续阅读的栏目很受欢迎，订阅者增加了两成。",
)
HEADINGS = ("■春", "■コメント", "関連する行事", "编辑手记", "■関連記事のゆくえ", "声明全文", "標籤的故事")
ARTICLES = st.lists(st.sampled_from(TELLING), min_size=1, max_size=8)
FEET = (
    "■関連記事",
    "【関連記事】",
    "あわせて読みたい",
    "相关阅读",
    "相關新聞：",
    "推荐阅读",
    "延伸閱讀",
    "上一篇：渔港夜市开张",
    "下一篇：海湾大桥限行通知",
    "前の記事：港の夏祭り",
    "版权声明：未经授权不得转载。",
    "無断転載を禁じます",
    "当サイトの記事・写真の無断転載を禁じます。",
    "Copyright © 2024 みなと新報社",
    "（责任编辑：王小明）",
    "編集者：山田花子",
    "分享到：微信 微博",
    "コメント（3）",
    "著作権について",
    "标签：灯塔 海湾",
    "#月探査 #JAXA",
)
TITLES = ("港の夏祭り、花火は3千発", "渔港夜市开张", "渡輪加價申請獲批")


@settings(max_examples=200)
@given(ARTICLES, st.data())
def test_an_article_that_only_tells_of_such_things_stays_whole(texts: list[str], data: st.DataObject) -> None:
    lines = list[str]()
    for text in texts:
        lines += [data.draw(st.sampled_from(HEADINGS))] if data.draw(st.booleans()) else []
        lines += [""] if data.draw(st.booleans()) else []
        lines.append(text)

    draft = read_visible([HEADLINE, CREDITS, TELLING[0], *lines])

    assert draft.title == HEADLINE
    assert list(draft.kept_lines) == [TELLING[0], *(line for line in lines if line)]
    assert [left.line for left in draft.left_out] == [2]
    assert draft.tags == ()


@settings(max_examples=200)
@given(ARTICLES, st.lists(st.sampled_from((*FEET, *TITLES, "")), min_size=1, max_size=8), st.sampled_from(FEET))
def test_whatever_follows_is_left_out_with_a_reason(texts: list[str], foot: list[str], first: str) -> None:
    below = [first, *foot]

    draft = read_visible([HEADLINE, CREDITS, *texts, *below])

    assert list(draft.kept_lines) == texts
    left = {entry.line: entry for entry in draft.left_out}
    start = 3 + len(texts)
    assert {n for n in range(start, start + len(below)) if below[n - start]} == {n for n in left if n >= start}
    assert all(entry.reason for entry in left.values())


@given(st.lists(st.sampled_from(("国际", "文化", "港聞", "社会", "船舶")), min_size=1, max_size=3), st.data())
def test_a_breadcrumb_gives_the_last_section_that_it_names(names: list[str], data: st.DataObject) -> None:
    home = data.draw(st.sampled_from(("首页", "ホーム", "トップ", "TOP", "網站首頁", "HOME")))
    sign = data.draw(st.sampled_from((" > ", "＞", " >> ", " » ", "›", " / ", " | ")))
    end = data.draw(st.sampled_from((None, "正文", HEADLINE)))
    label = data.draw(st.sampled_from(("", "当前位置：", "您的位置：", "您現在的位置: ", "現在位置：")))

    found = breadcrumb_in(label + sign.join([home, *names, *([end] if end else [])]), [HEADLINE])

    assert found is not None
    assert found.section == names[-1]


@pytest.mark.parametrize(
    "line",
    [
        "気温30度＞平年",
        "売上高が増加＞減少　夏を振り返る",
        "首页改版引来读者热议",
        "ホームで敗れる",
        "トップは山田さん",
        "港聞一則引起討論",
        "文化とは何か",
        "A > B と書くとき",
    ],
)
def test_a_headline_is_no_trail(line: str) -> None:
    assert breadcrumb_in(line) is None
    assert section_in(line) is None
    assert masthead_in(line) is None


@given(
    st.lists(st.sampled_from(("灯塔", "海湾", "志愿者", "港まつり")), min_size=2, max_size=80, unique=False), st.data()
)
def test_tags_come_back_each_once_and_are_bounded(tags: list[str], data: st.DataObject) -> None:
    label = data.draw(st.sampled_from(("标签：", "關鍵詞：", "キーワード: ", "タグ：", "【关键词】", "Tags: ")))
    gap = data.draw(st.sampled_from((" ", "、", "，", ", ", "|", "；")))
    line = label + gap.join(tags)

    found = tags_in(line)

    assert (found is None) == (len(line) > 300)
    if found is not None:
        assert found == tuple(dict.fromkeys(tags))
        assert len(found) <= LIMIT


@pytest.mark.parametrize(
    "line", ["标签贴在每一盏灯上", "タグを外す", "キーワードは「海」", "关键词是海湾。", "#", "# 見出し"]
)
def test_a_line_that_only_starts_with_such_a_word_lists_no_tags(line: str) -> None:
    assert not tags_in(line)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("灯台は有志が修理した。（北原翔太）", ("北原翔太",)),
        ("灯台は有志が修理した。【北原翔太、山田花子】", ("北原翔太", "山田花子")),
        ("灯台は有志が修理した。（社会部・北原翔太）", ("北原翔太",)),
        ("灯台は有志が修理した。（海辺町＝北原翔太）", ("北原翔太",)),
        ("灯台は有志が修理した。（敬称略）", ()),
        ("灯台は有志が修理した。（共同）", ()),
        ("灯台は有志が修理した。（福島地裁）", ()),
        ("灯台は有志が修理した。（川崎工場）", ()),
        ("灯台は有志が修理した。（原油価格）", ()),
        ("灯台は有志が修理した。（写真は山田花子さん提供）", ()),
    ],
)
def test_brackets_at_the_end_hold_a_writer_where_they_hold_a_name(text: str, names: tuple[str, ...]) -> None:
    assert signers_in(text) == names


@given(st.text(max_size=400))
def test_any_line_has_an_answer(line: str) -> None:
    kind_of(line)
    breadcrumb_in(line)
    tags_in(line)
    is_person(line)
    signers_in(line)


CASES = Path(__file__).parents[1] / "cases" / "captures"
STORY_BOX = "a-visible-page-leaves-out-its-story-box-and-cards"
"""The cards of this page are told from its text by the empty lines that they lack."""


def text_of(path: Path) -> list[str]:
    """The lines of a dump; none of what is no text."""
    try:
        return path.read_bytes().decode("utf-8").split("\n")
    except UnicodeDecodeError:
        return []


def visible_dumps() -> list[Path]:
    found = (path for path in sorted(CASES.glob("*/inbox/*.txt")) if STORY_BOX not in path.parts)
    return [path for path in found if any(text_of(path)) and not has_microdata(text_of(path))]


def told(draft: Draft) -> tuple[object, ...]:
    dates = (draft.published, draft.unzoned, draft.updated)
    people = (draft.authors, draft.publisher)
    return (draft.title, *dates, *people, draft.tags, draft.section, draft.related_links, draft.kept_lines)


@pytest.mark.parametrize("path", visible_dumps(), ids=lambda path: path.parts[-3])
def test_an_empty_line_behind_each_line_as_browsers_copy_them_changes_no_field(path: Path) -> None:
    lines = text_of(path)

    spaced = [text for line in lines if line.strip() for text in (line, "")]

    assert told(read_visible(spaced)) == told(read_visible(lines))


@settings(max_examples=100)
@given(ARTICLES, st.integers(13, 200), st.integers(0, 60))
def test_an_article_among_the_menus_of_a_whole_page_is_found(texts: list[str], above: int, below: int) -> None:
    prose = [text + "市民は列をつくり、港の広場は夜まで人の声が絶えなかったという。" for text in texts]
    menu = [f"項目{n}" for n in range(above)]
    ranking = [f"{n}位の話題" for n in range(below)]

    draft = read_visible([*menu, HEADLINE, CREDITS, *prose, "関連ニュース", *ranking])

    assert draft.title == HEADLINE
    assert list(draft.kept_lines) == prose
    assert [text for text in draft.warnings if f"lines {above + 1} to {above + 2 + len(prose)}" in text]
    assert len(draft.left_out) == above + 1 + 1 + below
