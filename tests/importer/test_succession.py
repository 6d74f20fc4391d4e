"""The captures of one article are all kept, and give the same page in whatever order they come."""

from __future__ import annotations

import hashlib
import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bunko.importer import import_captures
from bunko.settings import Settings
from tests.captures.printing import DUMP, NEWER
from tests.containers.making import warc_record
from tests.importer.conftest import Importer, new_archive
from tests.importer.test_crawls import tree

ADDRESS = "https://tsushin.example.org/20250918/1000401.html"
PRINT = "https://tsushin.example.org/print/20250918/1000401.html"
MIRROR = "https://mirror.example.com/a/77.html"
TEXT = (
    "金星探査機あかつきは2015年12月7日、二度目の挑戦で金星を回る軌道に入った。姿勢を保つ小さな噴射器だけで速さを落とした。",
    "探査機は雲の動きを五つのカメラで追い、赤道の上の速い風が太陽の熱でできた波に支えられていることを示した。",
    "あかつきの運用は終わった。日本が惑星を回る軌道に入れた最初の探査機であった。科学者は残された記録を読み続ける。",
)
MORE = "追記。"


def record(url: str = ADDRESS, **values: object) -> bytes:
    said = {"url": url, "headline": "あかつきの十年", "articleBody": "\n\n".join(TEXT)} | values
    return json.dumps({name: value for name, value in said.items() if value is not None}, ensure_ascii=False).encode()


def crawled(content: bytes, day: int, url: str = ADDRESS) -> bytes:
    """A WARC file with one record, captured on a day of 2025-10."""
    block = warc_record("resource", content, url, "application/ld+json")
    return block.replace(b"2024-02-03T04:05:06.789Z", b"2025-10-%02dT00:00:00.000Z" % day)


CAPTURES = {
    "first": crawled(record(datePublished="2025-09-18T09:00:00+09:00", keywords=["金星"]), 1),
    "again": crawled(record(datePublished="2025-09-18T09:00:00+09:00", keywords=["金星"]), 20),
    "in between": crawled(record(datePublished="2025-09-18T09:00:00+09:00", keywords=["金星"]), 9),
    "without tags": crawled(record(datePublished="2025-09-18", genre="解説"), 12),
    "changed": crawled(record(headline="あかつきの十年と終わり", dateModified="2025-10-15T01:00:00Z"), 16),
    "tagged otherwise": crawled(record(keywords=["惑星", "風"], articleSection="宇宙"), 5),
    "no time": record(description="十年の記録。", dateModified="2025-10-08T00:00:00Z"),
    "no body": record(articleBody=None, description="要約だけ。", author="天文 太郎"),
    "no headline": crawled(record(headline=None, description="題のない写し。"), 28),
    "printed": crawled(record(PRINT, headline="あかつきの十年（印刷用）", contentLocation="東京"), 29, PRINT),
}


def imported(names: list[str], *, one_by_one: bool) -> dict[str, str]:
    """The whole archive after the captures were imported in this order."""
    with tempfile.TemporaryDirectory() as folder:
        archive = new_archive(Path(folder) / "archive")
        paths = []
        for name in names:
            paths.append(Path(folder, f"{name}.bin"))
            paths[-1].write_bytes(CAPTURES[name])
        for batch in [[path] for path in paths] if one_by_one else [paths]:
            outcomes = list(import_captures(archive, batch))
            assert {outcome.outcome for outcome in outcomes} <= {"created", "updated", "duplicate"}, outcomes
        before = tree(archive.root)
        for outcome in import_captures(archive, paths):
            assert outcome.outcome in {"unchanged", "duplicate"}, outcome
        assert tree(archive.root) == before
        return {
            path.relative_to(archive.root).as_posix(): path.read_text(encoding="utf-8")
            for path in sorted(archive.root.rglob("*"))
            if path.is_file() and path.suffix in {".md", ".json", ".jsonld"}
        }


@settings(max_examples=40)
@given(st.data())
def test_the_order_of_import_changes_neither_page_nor_captures(data: st.DataObject) -> None:
    # A print version is known by its text, which a page made of the capture without a body lacks.
    without = data.draw(st.sampled_from(["printed", "no body"]))
    choice = st.sampled_from(sorted(CAPTURES.keys() - {without}))
    names = data.draw(st.lists(choice, min_size=2, max_size=6, unique=True))
    other = data.draw(st.permutations(names))

    one = imported(names, one_by_one=data.draw(st.booleans()))
    two = imported(other, one_by_one=data.draw(st.booleans()))

    # A path is given once, by the first capture; what stands on the page is the same.
    pages = [[text for path, text in tree_.items() if path.endswith(".md")] for tree_ in (one, two)]
    assert len(pages[0]) == 1
    assert pages[0] == pages[1]
    records = [
        {path: _without_page(text) for path, text in tree_.items() if path.startswith("archive/captures")}
        for tree_ in (one, two)
    ]
    assert records[0] == records[1]


def _without_page(text: str) -> object:
    values = json.loads(text)
    return {name: value for name, value in values.items() if name != "page"}


def captures_of(archive: Settings, page: str) -> list[str]:
    text = (archive.root / page).read_text(encoding="utf-8")
    return [line.partition("sha256: ")[2].strip('"') for line in text.splitlines() if "sha256: " in line]


def test_every_capture_is_kept_and_listed_newest_first(archive: Settings, importing: Importer) -> None:
    names = ["in between", "again", "first", "changed", "printed"]

    outcomes = importing(*(CAPTURES[name] for name in names))

    contents = [record(datePublished="2025-09-18T09:00:00+09:00", keywords=["金星"])]
    assert [outcome.outcome for outcome in outcomes] == ["created", "duplicate", "duplicate", "updated", "updated"]
    kept = {path.stem for path in (archive.root / "archive" / "captures").glob("*.jsonld")}
    assert hashlib.sha256(contents[0]).hexdigest() in kept
    listed = captures_of(archive, str(outcomes[0].page))
    assert set(listed) == kept
    assert len(listed) == 3  # the same bytes on three days are one capture


def test_the_same_bytes_on_several_days_are_one_capture_with_its_first_and_last_day(
    archive: Settings, importing: Importer
) -> None:
    importing(CAPTURES["in between"], CAPTURES["again"], CAPTURES["first"])

    [sidecar] = (archive.root / "archive" / "captures").glob("*.json")
    values = json.loads(sidecar.read_text(encoding="utf-8"))
    assert values["captured"].startswith("2025-10-20")
    assert values["earlier"]["captured"].startswith("2025-10-01")


def test_a_mirror_is_evidence_with_its_address_and_says_nothing_on_the_page(
    archive: Settings, importing: Importer
) -> None:
    mirror = record(MIRROR, headline="転載", genre="転載記事", keywords=["転載"])
    [created] = importing(record())

    [first] = importing(crawled(mirror, 30, MIRROR))
    [again] = importing(crawled(mirror.replace("速い風".encode(), "早い風".encode()), 31, MIRROR))

    text = (archive.root / str(created.page)).read_text(encoding="utf-8")
    assert [first.outcome, again.outcome] == ["duplicate", "duplicate"]
    assert first.page == again.page == created.page
    assert "転載" not in text
    assert text.count(f"url: {MIRROR}") == 2
    assert len(captures_of(archive, str(created.page))) == 3
    assert captures_of(archive, str(created.page))[0] == hashlib.sha256(record()).hexdigest()


def test_simplified_text_goes_before_traditional_in_any_order(tmp_path: Path) -> None:
    address = "https://sputniknews.cn/20250321/1064618572.html"
    text = "嫦娥六号从月球背面返回地球，带回了样品。"
    hans = record(address, headline="嫦娥六号返回地球", articleBody=text, genre="新闻")
    hant = record(
        address.replace("sputniknews", "big5.sputniknews"),
        headline="嫦娥六號返回地球",
        articleBody="嫦娥六號從月球背面返回地球，帶回了樣品。",
        description="這是摘要，講述樣品。",
    )
    pages = []
    for n, order in enumerate(([hans, hant], [hant, hans])):
        archive = new_archive(tmp_path / str(n))
        for at, content in enumerate(order):
            (tmp_path / f"{at}.json").write_bytes(content)
            [outcome] = import_captures(archive, [tmp_path / f"{at}.json"])
        pages.append((archive.root / str(outcome.page)).read_text(encoding="utf-8"))

    assert pages[0] == pages[1]
    assert "嫦娥六号" in pages[0]
    assert "摘要" not in pages[0]


def test_a_text_that_a_person_wrote_stays_in_its_script(archive: Settings, importing: Importer) -> None:
    address = "https://sputniknews.cn/20250321/1064618572.html"
    hant = record(address, headline="嫦娥六號返回地球", articleBody="嫦娥六號從月球背面返回地球，帶回了樣品。")
    [created] = importing(hant)
    page = archive.root / str(created.page)
    page.write_text(page.read_text(encoding="utf-8").replace("帶回了樣品", "帶回了一些樣品"), encoding="utf-8")

    importing(record(address, headline="嫦娥六号返回地球", articleBody="嫦娥六号从月球背面返回地球，带回了样品。"))

    text = page.read_text(encoding="utf-8")
    assert "language: zh-Hant" in text
    assert "title: 嫦娥六號返回地球" in text
    assert "帶回了一些樣品" in text


def test_what_a_person_wrote_is_shown_beside_what_a_newer_capture_says(archive: Settings, importing: Importer) -> None:
    [created] = importing(DUMP)
    page = archive.root / str(created.page)
    text = page.read_text(encoding="utf-8")
    page.write_text(
        text.replace("title: 月面の探査機、", "title: 月の探査機、").replace("電波を返した。", "電波を返しました。"),
        encoding="utf-8",
    )

    [outcome] = importing(NEWER)

    assert outcome.kept == ("title", "body")
    assert outcome.as_json()["differences"] == [
        {"field": "title", "capture": "月面の探査機、眠りから覚める", "page": "月の探査機、眠りから覚める"},
        {
            "field": "body",
            "capture": "月の探査機が電波を返した。",
            "page": "月の探査機が電波を返しました。",
            "paragraph": 2,
        },
        {"field": "body", "capture": "29日には写真も届いた。", "page": None, "paragraph": 5},
    ]
    assert outcome.as_text().split("\n")[-8:] == [
        "           title:",
        "           - page:    月の探査機、眠りから覚める",
        "           + capture: 月面の探査機、眠りから覚める",
        "           body, paragraph 2:",
        "           - page:    月の探査機が電波を返しました。",
        "           + capture: 月の探査機が電波を返した。",
        "           body, paragraph 5:",
        "           + capture: 29日には写真も届いた。",
    ]


def undated() -> list[bytes]:
    """Two captures that nothing orders but their hashes, the one that goes before first."""
    found = (record(articleBody=f"{TEXT[0]}\n\n{n}人の科学者が記録を読む。", headline="あかつき") for n in (3, 5))
    return sorted(found, key=lambda content: hashlib.sha256(content).hexdigest())


def test_of_captures_without_a_time_the_one_behind_is_not_called_older(importing: Importer) -> None:
    first, second = undated()
    [created] = importing(first)

    [outcome] = importing(second)

    assert outcome.outcome == "duplicate"
    assert outcome.warnings[0] == (
        f"kept as further evidence of {created.page}: no capture date: which is newer cannot be told; "
        "the page keeps what it says"
    )
    [difference] = outcome.differences
    assert (difference.field, difference.paragraph) == ("body", 2)
    assert {difference.page, difference.capture} == {"3人の科学者が記録を読む。", "5人の科学者が記録を読む。"}
    assert outcome.kept == ()


def test_of_captures_without_a_time_the_one_before_says_that_nothing_orders_them(importing: Importer) -> None:
    first, second = undated()
    importing(second)

    [outcome] = importing(first)

    assert outcome.outcome == "updated"
    assert any(said.startswith("nothing tells which capture is newer") for said in outcome.warnings)
    assert [difference.field for difference in outcome.differences] == ["body"]
    assert outcome.kept == ()


@pytest.mark.parametrize("behind", [True, False])
def test_what_a_person_wrote_is_shown_beside_a_capture_without_a_time(
    archive: Settings, importing: Importer, *, behind: bool
) -> None:
    first, second = undated() if behind else undated()[::-1]
    [created] = importing(first)
    page = archive.root / str(created.page)
    page.write_text(page.read_text(encoding="utf-8").replace("title: あかつき", "title: 暁"), encoding="utf-8")

    [outcome] = importing(second)

    assert "title" in outcome.kept
    assert ("title", "あかつき", "暁") in [(gap.field, gap.capture, gap.page) for gap in outcome.differences]
    assert "title: 暁" in page.read_text(encoding="utf-8")


def test_a_dump_without_a_time_is_not_called_older_than_a_crawl(importing: Importer) -> None:
    first, second = undated()
    importing(crawled(first, 3))

    [outcome] = importing(second)

    assert "which is newer cannot be told" in outcome.warnings[0]
    assert [difference.field for difference in outcome.differences] == ["body"]


def test_a_mirror_and_a_print_version_are_not_called_older(importing: Importer) -> None:
    texts = "\n\n".join((*TEXT[:2], "あかつきの運用は終わった。"))
    importing(record())

    [mirror] = importing(crawled(record(headline="転載", articleBody=texts), 30, MIRROR))
    [printed] = importing(crawled(record(headline="印刷用", articleBody=texts + MORE), 30, PRINT))

    assert mirror.warnings[0].endswith("it is another publisher's copy")
    assert printed.warnings[0].endswith("the page follows the article's own address")


@pytest.mark.parametrize("paragraphs", [3, 500])
def test_differences_are_short_and_bounded(archive: Settings, importing: Importer, paragraphs: int) -> None:
    body = [f"第{n}の段落は" + "長い文章を" * 200 + f"{n}個もつ。" for n in range(paragraphs)]
    [created] = importing(record(articleBody="\n\n".join(body)))
    page = archive.root / str(created.page)
    page.write_text(page.read_text(encoding="utf-8").replace("個もつ", "箇もつ"), encoding="utf-8")

    [outcome] = importing(record(articleBody="\n\n".join(body), dateModified="2025-10-08T00:00:00Z"))

    assert outcome.kept == ("body",)
    assert len(outcome.differences) == min(paragraphs, 7)
    assert "箇もつ" in (outcome.differences[0].page or "")
    assert len(outcome.as_text()) < 4000
