"""Laws of the reader of HTML pages."""

from __future__ import annotations

import json
import time
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bunko.captures import containers
from bunko.captures.draft import Draft
from bunko.captures.found import Unreadable
from bunko.captures.hypertext import moments, titles
from bunko.captures.hypertext.charset import decode_page
from bunko.captures.hypertext.page import read_page
from bunko.captures.hypertext.saved import saved
from bunko.errors import CaptureError
from bunko.nouns import Article, Capture
from bunko.page import read, write

FOLDER = Path(__file__).parent.parent / "cases" / "captures"
PAGES = [path.read_bytes() for path in sorted(FOLDER.glob("*/inbox/*.html")) if b"<div>" * 99 not in path.read_bytes()]
JAPANESE = "小惑星探査機「はやぶさ2」のカプセルは砂漠で見つかった。試料は日本に運ばれ、これから調べられる。"
SIMPLIFIED = "嫦娥六号带回了月球背面的样品。科学家将研究这些样品的成分与年代，结果令人期待。"
TRADITIONAL = "嫦娥六號帶回了月球背面的樣品。科學家將研究這些樣品的成分與年代，結果令人期待。"

PIECES = st.sampled_from(
    [
        b"<", b">", b"</div>", b"<div>", b"<table><tr><td>", b"<blockquote>", b"<figure><figcaption>", b"<li>", b"\x00",
        b"<!--", b"-->", b"<script type='application/ld+json'>", b"</script>", b'{"@graph": [', b"\xff\xfe",
        b"<br><br>",
        b'<a href="https://example.org/(">', b"</a>", b"<h2>", b"<b>", b"&#0;&#x110000;&#xfdd0;", b"\x1b$B",
        b"<pre>`", b"|",
        b"<meta charset=big5>", b"<base href='http://['>", b"<p hidden>", b"<time datetime=9999-99-99>",
        b"\xef\xb7\x90",
        b"<meta property=article:published_time content=0001-01-01T00:00:00+23:59>",
        b'<link rel=canonical href="http://[">',
    ]
)  # fmt: skip


def draft_of(page: bytes) -> Draft:
    return read_page(Capture(page, "page.html", "text/html"))


@settings(max_examples=300)
@given(
    st.sampled_from(PAGES), st.lists(st.tuples(st.floats(0, 1), st.integers(0, 200), PIECES), min_size=1, max_size=8)
)
def test_a_damaged_page_gives_a_draft_that_a_page_holds_or_a_named_error(
    page: bytes, damages: list[tuple[float, int, bytes]]
) -> None:
    for place, length, piece in damages:
        at = int(place * len(page))
        page = page[:at] + piece + page[at + length :]
    try:
        draft = draft_of(page)
    except CaptureError as error:
        assert error.text.startswith("page.html: ")  # noqa: PT017 - it may also be read
        return

    path = PurePosixPath("ja/articles/undated/1.md")
    article = Article(path=path, title=draft.title or "-", language="ja", body=draft.body, images=draft.images)
    assert read(write(article), path).body == draft.body


@pytest.mark.parametrize(
    ("text", "encoding", "name"),
    [
        (JAPANESE, "utf-8", "utf-8"),
        (JAPANESE, "cp932", "cp932"),
        (JAPANESE, "euc_jp", "euc_jp"),
        (JAPANESE, "iso2022_jp", "iso2022_jp_ext"),
        (JAPANESE, "utf-16", "utf-16"),
        (SIMPLIFIED, "gb18030", "gb18030"),
        (TRADITIONAL, "big5", "big5"),
    ],
)
@pytest.mark.parametrize("declared", [None, "utf-8", "Shift_JIS", "gb2312", "iso-8859-1", "nonsense"])
def test_an_encoding_is_told_whatever_is_declared(text: str, encoding: str, name: str, declared: str | None) -> None:
    meta = f'<meta charset="{declared}">' if declared else ""
    page = f"<html><head>{meta}<title>x</title></head><body><p>{text}</p></body></html>".encode(encoding)

    decoded = decode_page(page, "page.html")

    assert decoded.encoding == name
    assert text in decoded.text


def test_a_character_cut_in_two_does_not_hide_the_rest() -> None:
    page = f"<html><meta charset=utf-8><body><p>{JAPANESE * 5}</p>".encode() + "月".encode()[:2] + b"</body></html>"

    decoded = decode_page(page, "page.html")

    assert JAPANESE in decoded.text
    assert "\ufffd" in decoded.text
    assert decoded.warning == "1 characters cannot be read in UTF-8"


JST = timezone(timedelta(hours=9))


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2020-12-06T09:30:00+09:00", datetime(2020, 12, 6, 9, 30, tzinfo=JST)),
        ("2020-12-06T09:30:00.123Z", datetime(2020, 12, 6, 9, 30, tzinfo=UTC)),
        ("2020-12-06T09:30+0900", datetime(2020, 12, 6, 9, 30, tzinfo=JST)),
        ("20201206T093000+0900", datetime(2020, 12, 6, 9, 30, tzinfo=JST)),
        ("2020-12-06 09:30", datetime(2020, 12, 6, 9, 30)),  # noqa: DTZ001 - a page that names no zone
        ("2020-12-06", date(2020, 12, 6)),
        ("2020年12月6日 9時30分", datetime(2020, 12, 6, 9, 30)),  # noqa: DTZ001
        ("2020年12月6日（日）午後3時05分 JST", datetime(2020, 12, 6, 15, 5, tzinfo=JST)),
        ("更新：２０２０年１２月６日０９：３０", datetime(2020, 12, 6, 9, 30)),  # noqa: DTZ001
        ("令和2年12月6日", date(2020, 12, 6)),
        ("令和元年5月1日", date(2019, 5, 1)),
        ("平成元年（1989年）1月8日", date(1989, 1, 8)),
        ("令和六年十二月三日", date(2024, 12, 3)),
        ("昭和六十四年一月七日", date(1989, 1, 7)),
        ("明治45年7月30日", date(1912, 7, 30)),
        ("2024年十二月三日", date(2024, 12, 3)),
        ("二零二四年十二月三十一日", date(2024, 12, 31)),
        ("2020年12月6日 15:04（日本時間）", datetime(2020, 12, 6, 15, 4, tzinfo=JST)),
        ("2020-12-06 15:04 (JST)", datetime(2020, 12, 6, 15, 4, tzinfo=JST)),
        ("北京时间2020年12月6日15时04分", datetime(2020, 12, 6, 15, 4, tzinfo=timezone(timedelta(hours=8)))),
        ("2020-12-06 15:04 北京时间", datetime(2020, 12, 6, 15, 4, tzinfo=timezone(timedelta(hours=8)))),
        ("見本天文通信, 1920, 06.12.2020", date(2020, 12, 6)),
        ("2020年12月", None),
        ("平成10年7月4日 午前3時12分", datetime(1998, 7, 4, 3, 12)),  # noqa: DTZ001
        ("民國109年12月6日", date(2020, 12, 6)),
        ("二〇二〇年十二月六日", date(2020, 12, 6)),
        ("2020/12/06 25:30", datetime(2020, 12, 7, 1, 30)),  # noqa: DTZ001
        ("06.12.2020 09:30", datetime(2020, 12, 6, 9, 30)),  # noqa: DTZ001
        ("December 6, 2020 at 9:30 PM", datetime(2020, 12, 6, 21, 30)),  # noqa: DTZ001
        ("6 Dec 2020", date(2020, 12, 6)),
        ("12月6日 9時30分", None),
        ("2020年13月41日", None),
        ("1998 KY26", None),
    ],
)
def test_moments_are_read_as_far_as_they_are_printed(text: str, moment: moments.Moment | None) -> None:
    found = moments.moment_in(text)

    assert found == moment
    assert isinstance(found, datetime) == isinstance(moment, datetime)
    if isinstance(found, datetime) and isinstance(moment, datetime):
        assert found.tzinfo == moment.tzinfo


def test_a_trusted_moment_is_completed_by_one_that_agrees_and_by_no_other() -> None:
    day, local = date(2020, 12, 6), datetime(2020, 12, 6, 9, 30)  # noqa: DTZ001
    zoned, utc = datetime(2020, 12, 6, 9, 30, tzinfo=JST), datetime(2020, 12, 6, 0, 30, tzinfo=UTC)

    assert moments.best([day, local, zoned]) == zoned
    assert moments.best([local, datetime(2020, 12, 6, 10, 0, tzinfo=JST)]) == local
    assert moments.best([day, datetime(2021, 1, 1, tzinfo=JST)]) == day
    assert str(moments.best([utc, zoned])) == "2020-12-06 09:30:00+09:00"
    assert moments.best([None]) is None


@pytest.mark.parametrize(
    ("title", "names", "heads", "expected"),
    [
        ("月へ | 見本天文通信", ["見本天文通信"], [], "月へ"),
        ("月へ：見本天文通信", ["見本天文通信"], [], "月へ"),
        ("見本天文通信 - 月へ", ["見本天文通信"], [], "月へ"),
        ("月へ_様例", [], ["月へ"], "月へ_様例"),
        ("月への新しい旅_様例", [], ["月への新しい旅"], "月への新しい旅"),
        ("SLIM: the lander | Mihon News", ["mihon.example", "mihon"], [], "SLIM: the lander"),
        ("月 - 火星", ["見本"], [], "月 - 火星"),
    ],
)
def test_the_sites_name_is_taken_from_a_title(title: str, names: list[str], heads: list[str], expected: str) -> None:
    assert titles.without_site(title, names, heads) == expected


@pytest.mark.parametrize(
    "page",
    [
        b"<html><body>" + b"<div>" * 50_000 + b"x" * 100,
        b"<html><body>" + b"<!-- " * 200_000 + JAPANESE.encode(),
        b"<html><body>" + b"<p>x" * 250_000,
        b"<html><body>" + b"<b>" * 200 + b"<p>x</p>" * 20_000,
        b"<html><script type='application/ld+json'>" + b'{"a":[' * 100_000 + b"</script><body><p>x",
        b"<html><script type='application/ld+json'>" + b'{"' * 100_000 + b"</script><body><p>x",
        b"<html><body><p>" + b"a -" * 300_000,
        b"<html><title>" + b" | " * 50_000 + b"</title><body><p>x",
        b"<html><body>" + b"<meta name=a content='" + b"<" * 1_000_000 + b"'>",
        b"<html><body>" + b"\x00" * 1_000_000 + b"<p>" + JAPANESE.encode(),
        b"<html><body>" + b"<table><tr><td>" * 80 + JAPANESE.encode(),
        b"<html><body><p>" + b"<a href=https://example.org/>x</a>" * 20_000,
        b"<html><body><p>" + b"<br>" * 200_000,
    ],
    ids=lambda page: page[12:40].decode("latin-1"),
)  # fmt: skip
def test_a_bomb_ends_within_bounded_time(page: bytes) -> None:
    started = time.process_time()
    try:
        draft_of(page)
    except CaptureError as error:
        assert error.cure  # noqa: PT017 - it may also be read
    assert time.process_time() - started < 20


def test_a_page_of_100_mb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    with path.open("wb") as file:
        file.write(b"<!DOCTYPE html><html><body>")
        file.truncate(100 * 1024 * 1024)

    [found] = containers.read_paths([path], tmp_path)

    assert isinstance(found, Unreadable)
    assert "too large" in found.error.text


def test_what_a_program_wrote_above_a_page_is_its_address_and_time() -> None:
    by_browser = saved(b"<!DOCTYPE html>\n<!-- saved from url=(0031)https://tsushin.example.org/a.html -->\n<html>")
    local = saved(b"<!-- saved from url=(0014)about:internet -->")

    assert (by_browser.address, by_browser.captured) == ("https://tsushin.example.org/a.html", None)
    assert (local.address, local.captured) == (None, None)


def test_what_is_left_out_is_listed_within_bounds_and_with_its_reason() -> None:
    cards = "".join(f"<li><a href='/{n}.html'>別の記事{n}の見出し</a></li>" for n in range(500))
    page = f"<html><meta charset=utf-8><body><h1>月へ</h1><p>{JAPANESE * 3}</p><ul>{cards}</ul></body></html>"

    left = draft_of(page.encode()).left_out

    assert (left[0].text, left[0].reason) == ("別の記事0の見出し", "links to other pages")
    assert (len(left), left[-1].text) == (201, "… and 300 more")
    json.dumps([entry.reason for entry in left])
