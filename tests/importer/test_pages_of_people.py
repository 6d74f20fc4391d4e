"""Pages that people made, copied, withdrew or saved in their own way, and the captures of their articles."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bunko.settings import Settings
from tests.captures.printing import ADDRESS, DUMP, NEWER
from tests.importer.conftest import Importer
from tests.importer.test_ownership import PAGE, edit, page_of, state

COPY = "docs/zh/articles/2024/01/1000174.md"


def put(archive: Settings, path: str, text: str) -> Path:
    page = archive.root / path
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(text, encoding="utf-8")
    return page


def test_a_stub_without_text_takes_the_captures_text(archive: Settings, importing: Importer) -> None:
    put(archive, PAGE, f"---\ntitle: 手で書いた題\nurl: {ADDRESS}\ndescription:\n---\n")

    [outcome] = importing(DUMP)

    text = page_of(archive).read_text(encoding="utf-8")
    assert (outcome.outcome, outcome.kept) == ("updated", ("title",))
    assert "\n月の探査機が電波を返した。\n" in text
    assert "description: 見本天文通信は" in text
    assert importing(DUMP)[0].outcome == "kept"
    assert importing(NEWER)[0].kept == ("title",)
    assert "29日には写真も届いた。" in page_of(archive).read_text(encoding="utf-8")


def test_a_text_that_a_person_took_out_stays_out(archive: Settings, importing: Importer) -> None:
    importing(DUMP)
    text = page_of(archive).read_text(encoding="utf-8")
    put(archive, PAGE, text[: text.index("\n---\n") + 5])
    before = state(archive)

    [outcome] = importing(DUMP)

    assert (outcome.outcome, outcome.kept) == ("kept", ("body",))
    assert state(archive) == before


@pytest.mark.parametrize("url", ["#", "## 題"])
def test_a_page_whose_address_is_none_takes_in_no_capture(archive: Settings, importing: Importer, url: str) -> None:
    head = f'title: 別の記事\ndate: 2024-01-02\nurl: "{url}"\ncaptures: [{{sha256: "{"0" * 64}", url: "{url}"}}]'
    other = put(archive, "docs/ja/articles/2024/01/other.md", f"---\n{head}\n---\n\n別の話です。\n")
    before = other.read_bytes()

    [outcome] = importing(DUMP)

    assert outcome.outcome == "created"
    assert outcome.id != "other"
    assert other.read_bytes() == before


@pytest.mark.parametrize("second", [DUMP, NEWER])
@pytest.mark.parametrize("made", [True, False])
def test_a_withdrawn_page_is_never_filled(archive: Settings, importing: Importer, second: str, *, made: bool) -> None:
    said = f"title: 取り下げた記事\nurl: {ADDRESS}\nstatus: withdrawn\nreason: 依頼による\n---\n"
    if made:
        importing(DUMP)
        [capture] = (archive.root / "archive" / "captures").glob("*.txt")
        said = f'captures: [{{sha256: "{capture.stem}"}}]\n{said}'
    put(archive, PAGE, f"---\n{said}")
    before = state(archive)

    [outcome] = importing(second)

    assert (outcome.outcome, outcome.page) == ("duplicate", PAGE)
    assert outcome.warnings == (f"duplicate of {PAGE}: the page is withdrawn",)
    assert state(archive) == before


def test_a_translation_that_was_copied_with_its_captures_leaves_them_to_the_original(
    archive: Settings, importing: Importer
) -> None:
    importing(DUMP)
    original = page_of(archive).read_text(encoding="utf-8")
    copied = original.replace("language: ja\n", "language: zh-Hans\ntranslation: {from: ja}\n")
    copy = put(archive, COPY, copied)
    edit(archive, "genre: ニュース\n", "")

    again, newer = importing(DUMP)[0], importing(NEWER)[0]

    assert (again.outcome, again.page, again.kept) == ("kept", PAGE, ("genre",))
    assert (newer.outcome, newer.page) == ("updated", PAGE)
    assert copy.read_text(encoding="utf-8") == copied


@pytest.mark.parametrize("url", ["", f"url: {ADDRESS}\n"])
def test_an_original_that_went_comes_back_to_its_translations(archive: Settings, importing: Importer, url: str) -> None:
    importing(DUMP)
    put(archive, COPY, f"---\ntitle: 月球探测器醒来\n{url}translation: {{from: ja}}\n---\n\n早上好。\n")
    page_of(archive).unlink()

    assert [(outcome.outcome, outcome.page) for outcome in importing(DUMP)] == [("created", PAGE)]


def test_another_articles_translation_keeps_its_id(archive: Settings, importing: Importer) -> None:
    other = "url: https://other.example.net/news/1000174.html\n"
    put(archive, COPY, f"---\ntitle: 月球车\n{other}translation: {{from: ja}}\n---\n\n早上好。\n")

    assert [outcome.id for outcome in importing(DUMP)] == ["1000174-2"]


def test_a_persons_keys_in_an_entry_stay_when_the_list_grows(archive: Settings, importing: Importer) -> None:
    importing(DUMP)
    edit(archive, "captures:\n- sha256", "captures:\n- note: 紙の写しもある\n  sha256")

    [outcome] = importing(NEWER)

    text = page_of(archive).read_text(encoding="utf-8")
    assert outcome.outcome == "updated"
    assert text.count("sha256: ") == 2
    assert text.index("rebuild:") < text.index("note: 紙の写しもある")


@pytest.mark.parametrize(
    "saved",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: text.replace("\n---\n", "\n---  \n"),
        lambda text: text.replace("\n\n", "\n\n\n"),
        lambda text: text.replace("---\n\n", "---\n"),
        lambda text: text.rstrip("\n"),
        lambda text: text + "\n\n \n",
        lambda text: text.replace("title: ", "title:   ").replace("- 月\n", "- '月'\n"),
        lambda text: text.replace("location: 月\n", "location: 月\nseen: {true: 1, b: 2}\ntrue: x\n"),
    ],
    ids=["CRLF", "BOM", "fence", "blank lines", "no blank line", "no end", "long end", "YAML", "keys"],
)
def test_how_a_page_is_saved_makes_it_nobody_elses(
    archive: Settings, importing: Importer, saved: Callable[[str], str]
) -> None:
    importing(DUMP)
    before = page_of(archive).read_text(encoding="utf-8")
    other = saved(before)
    assert other != before
    page_of(archive).write_bytes(other.encode())

    outcomes = [importing(DUMP)[0].outcome, importing(DUMP)[0].outcome]

    assert outcomes == ["unchanged", "unchanged"]
    assert page_of(archive).read_bytes() == other.encode()
    newer = importing(NEWER)[0]
    assert (newer.outcome, newer.kept) == ("updated", ())
    assert "29日には写真も届いた。" in page_of(archive).read_text(encoding="utf-8")
