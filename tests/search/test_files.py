"""The files of the index: the same from the same documents, few of them new after an edit, nothing withdrawn."""

from __future__ import annotations

import hashlib
import random
import shutil
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bunko import search
from bunko import settings as archive_settings
from bunko.search import Document, codes, inversion
from bunko.search import kept as kept_index
from bunko.search.assembly import File
from bunko.search.shards import border
from bunko.search.terms import PLACES, pair, scan
from bunko.stage import read_site
from tests.search.conftest import NAMES, text


def assemble(documents: Sequence[Document]) -> dict[PurePosixPath, bytes]:
    """The files of an index that is made from nothing."""
    return _contents(search.assemble(documents, NAMES))


def assembled(documents: Sequence[Document], kept: Path) -> dict[PurePosixPath, bytes]:
    """The files of an index that follows the one kept."""
    return _contents(search.assembled(documents, NAMES, kept))


def _contents(files: Iterable[File]) -> dict[PurePosixPath, bytes]:
    found = {}
    for file in files:
        assert file.sha256 == hashlib.sha256(file.content).hexdigest()
        found[PurePosixPath(file.path)] = file.content
    return found


def some(count: int) -> list[Document]:
    chance = random.Random(7)  # noqa: S311 - test data
    letters = [chr(0x4E00 + n) for n in range(600)]
    return [
        text(n, "".join(chance.choices(letters, k=9)), *("".join(chance.choices(letters, k=60)) for _ in range(4)))
        for n in range(count)
    ]


def test_the_same_documents_in_any_order_give_the_same_files() -> None:
    documents = some(60)
    assert assemble(documents) == assemble(documents[::-1])


def often() -> list[Document]:
    """Documents of few words: lists are long, places wrap, lines are empty and hold letters of other alphabets."""
    chance = random.Random(3)  # noqa: S311 - test data
    words = ["会談", "です。", "サミット", "𠮷野家", "iPhone 15", "", "ΟΔΥΣΣΕΥΣ", "\n", "ﾊﾞ", "会" * 1500]
    return [text(n, *("".join(chance.choices(words, k=9)) for _ in range(chance.randint(1, 5)))) for n in range(150)]


@pytest.mark.parametrize(("characters", "many"), [(1, 1 << 30), (200, 1), (5_000, 8)])
def test_how_the_work_is_cut_changes_no_byte(characters: int, many: int, monkeypatch: pytest.MonkeyPatch) -> None:
    files = assemble(often())
    monkeypatch.setattr(inversion, "_BATCH", characters)
    monkeypatch.setattr(codes, "_MANY", many)
    assert assemble(often()) == files


def test_each_file_is_named_by_its_content_and_the_core_names_them() -> None:
    files = assemble(some(60))
    core = bytes(files[PurePosixPath("core.bin")])
    assert zlib.crc32(core[8:]) == int.from_bytes(core[4:8], "big")
    plain = zlib.decompress(core[8:], -15)
    for path, content in files.items():
        if path.parts[0] == "terms" or path.stem.startswith("tags-"):
            assert path.stem.removeprefix("tags-") == f"{zlib.crc32(bytes(content)):08x}"
            name = path.stem.removeprefix("tags-")
            assert bytes.fromhex(name) in plain or name.encode() in plain


def test_a_border_parts_the_terms_around_it_and_is_short() -> None:
    for last, first in (
        ("国会", "国民"),
        ("国民", "圭子"),
        ("iphone", "ipod"),
        ("a", "ab"),
        ("", "a"),
        ("会谈", "会谈判"),
    ):
        found = border(last, first)
        assert last < found <= first
        assert len(found) <= len(first)
    assert border("国会", "圭子") == "圀"


def test_an_edit_makes_few_files_new() -> None:
    documents = some(400)
    before = assemble(documents)
    edited = replace(documents[200], body=("新しい段落。", *documents[200].body))
    after = assemble([*documents[:200], edited, *documents[201:]])
    shards = [path for path in before if path.parts[0] == "terms"]
    new = [path for path in after if path not in before]
    assert len(shards) > 30
    assert len([path for path in new if path.parts[0] == "terms"]) <= 6
    assert len([path for path in new if path.parts[0] == "text"]) <= 16


def test_a_new_article_of_one_language_moves_no_text_of_another() -> None:
    documents = [*some(40), text(900, "中文", "内容", folder="zh")]
    before = assemble(documents)
    after = assemble([*documents, text(901, "新", "本文", date="2030-01-01")])
    last = [path for path in before if path.parts[0] == "text" and path not in after]
    assert len(last) <= 16


def test_places_start_anew_in_each_paragraph_and_wrap() -> None:
    found = scan("ab 会談\n" + "会" * (PLACES + 2) + "議")
    standing = {pair(term): place for term, place in zip(found.terms.tolist(), found.places.tolist(), strict=True)}
    assert standing["会谈"] == 3
    assert standing["谈 "] == 4
    assert standing["会议"] == (PLACES + 1) % PLACES
    assert max(standing.values()) < PLACES
    assert set(found.lines.tolist()) == {0, 1}
    assert found.words == [("ab", 0, 0)]


@pytest.mark.parametrize(
    "damage", [lambda data: data[:-9], lambda data: b"x" + data[1:], lambda _: b"", lambda _: b"\n" * 99]
)
def test_a_kept_index_of_which_a_file_is_cut_or_foreign_is_made_anew(
    tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    kept = tmp_path / "cache" / "search"
    documents = some(20)
    made = assembled(documents, kept)
    names = sorted(file.name for file in kept.iterdir())
    assert len(names) > 2
    for name in names:
        (kept / name).write_bytes(damage((kept / name).read_bytes()))
        assert assembled(documents, kept) == made == assemble(documents)
        assert sorted(file.name for file in kept.iterdir()) == names


def test_a_kept_index_of_which_a_file_is_gone_is_made_anew(tmp_path: Path) -> None:
    kept = tmp_path / "search"
    documents = some(20)
    made = assembled(documents, kept)
    for file in sorted(kept.iterdir()):
        file.unlink()
        assert assembled([*documents[:5], *some(7)[6:]], kept) == assemble([*documents[:5], *some(7)[6:]])
        assert assembled(documents, kept) == made


def test_an_index_that_was_kept_in_one_file_gives_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tmp_path / "search"
    kept.write_bytes(b"bunko search 1-0123456789abcdef 00000000")
    documents = some(5)
    made = assembled(documents, kept)
    monkeypatch.setattr(kept_index, "made", lambda *_: pytest.fail("indexed again"))
    assert assembled(documents, kept) == made


def test_an_edit_writes_few_of_the_kept_files_anew(tmp_path: Path) -> None:
    kept = tmp_path / "search"
    documents = some(600)
    assembled(documents, kept)
    before = {file.name for file in kept.iterdir()}
    documents[200] = replace(documents[200], body=(*documents[200].body, "一丁"))
    assembled(documents, kept)
    after = {file.name for file in kept.iterdir()}
    assert 1 <= len(after - before) <= 4 < len(after)


def test_an_unchanged_archive_is_not_indexed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tmp_path / "search.bin"
    documents = some(20)
    made = assembled(documents, kept)
    monkeypatch.setattr(kept_index, "made", lambda *_: pytest.fail("indexed again"))
    monkeypatch.setattr(kept_index, "renewed", lambda *_: pytest.fail("indexed again"))
    assert assembled(documents, kept) == made
    with pytest.raises(pytest.fail.Exception):
        assembled(documents[1:], kept)


def test_a_place_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    documents = some(5)
    assert assembled(documents, tmp_path / "file" / "search.bin") == assemble(documents)


def test_after_an_edit_only_that_text_is_indexed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tmp_path / "search"
    documents = some(80)
    assembled(documents, kept)
    monkeypatch.setattr(kept_index, "made", lambda *_: pytest.fail("indexed anew"))
    edited = replace(documents[40], body=(*documents[40].body, "もう一段落。"))
    changed = [*documents[:40], edited, *documents[41:], text(81, "新しい", "本文", date="2030-01-01")]
    assert assembled(changed, kept) == assemble(changed)


def test_texts_that_got_other_numbers_are_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tmp_path / "search"
    documents = [*some(200), text(500, "一つの題", "ab消える語𠮷")]
    assembled(documents, kept)
    monkeypatch.setattr(kept_index, "made", lambda *_: pytest.fail("indexed anew"))
    changed = [text(0, "前の題", "前の本文 cd", date="0001-01-01"), *documents[1:150], *documents[151:200]]
    assert assembled(changed, kept) == assemble(changed)
    grown = [*changed, *(text(1000 + n, "増えた", "本文", date="0001-01-02") for n in range(60))]
    monkeypatch.setattr(kept_index, "_FEWEST", 200)
    assert assembled(grown, kept) == assemble(grown)


@pytest.mark.parametrize("make", [lambda: some(200), often])
@pytest.mark.parametrize("at", [0, 70, 149])
def test_an_older_article_that_comes_or_goes_leaves_the_index_of_a_new_archive(
    make: Callable[[], list[Document]], at: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_index, "_FEWEST", 20)  # with more, those that moved would be indexed again
    kept = tmp_path / "search"
    dated = [replace(one, date=f"{1900 + n}-01-01", folder=("ja", "zh")[n % 3 == 0]) for n, one in enumerate(make())]
    assembled(dated, kept)
    monkeypatch.setattr(kept_index, "made", lambda *_: pytest.fail("indexed anew"))
    less = [*dated[:at], *dated[at + 1 :]]
    assert assembled(less, kept) == assemble(less)
    assert assembled(dated, kept) == assemble(dated)
    other = [*less, replace(dated[at], date="1950-02-03")]
    assert assembled(other, kept) == assemble(other)
    several = [one for n, one in enumerate(other) if n not in {3, 4, 50, 90}]
    assert assembled(several, kept) == assemble(several)


WORDS = st.text(st.sampled_from("会談国民経済ロシア月日1２ abcヴ。𠮷\u3099\n"), max_size=12)
DOCUMENTS = st.builds(
    lambda place, title, strong, body, folder, day: text(
        place, title, *body, folder=folder, strong=tuple(strong), date=day, tags=("moon",)[: place % 2]
    ),
    st.integers(0, 30),
    WORDS,
    st.lists(WORDS, max_size=2),
    st.lists(WORDS, max_size=4),
    st.sampled_from(["ja", "zh"]),
    st.sampled_from(["", "2020-01-01", "2021-05-06"]),
)
ARCHIVES = st.lists(DOCUMENTS, max_size=12, unique_by=lambda one: one.address)


@settings(max_examples=30, deadline=None)
@given(st.lists(ARCHIVES, min_size=2, max_size=4))
def test_an_index_that_followed_its_archive_has_the_bytes_of_a_new_one(
    tmp_path_factory: pytest.TempPathFactory, archives: list[list[Document]]
) -> None:
    kept = tmp_path_factory.mktemp("kept") / "search"
    for documents in archives:
        assert assembled(documents, kept) == assemble(documents)


@settings(max_examples=8, deadline=None)
@given(st.data())
def test_shards_that_were_cut_again_are_as_if_cut_anew(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    kept = tmp_path_factory.mktemp("kept") / "search"
    documents = some(120)
    assembled(documents, kept)
    for _ in range(3):
        at = data.draw(st.integers(0, len(documents) - 1))
        body = data.draw(
            st.lists(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x5060), max_size=40), max_size=4)
        )
        documents[at] = replace(documents[at], body=tuple(body), strong=documents[at].body[:1])
        assert assembled(documents, kept) == assemble(documents)


def test_what_can_be_found_is_every_published_text_in_its_own_language(root: Path, tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    shutil.copytree(root / "tests" / "archives" / "english-and-chinese", archive)
    configured = archive_settings.load(archive / "mkdocs.yml")
    documents, names = search.gather(read_site(configured).library, configured)
    by_address = {one.address: one for one in documents}
    assert "en/articles/2021/05/103/" not in by_address  # withdrawn
    assert "en/articles/2024/06/102/" not in by_address  # stands in Chinese alone: a notice
    assert by_address["zh/articles/2024/06/102/"].language == "zh-Hant"
    assert by_address["zh/articles/2020/12/101/"].tags == by_address["en/articles/2020/12/101/"].tags
    assert set(names.languages) == {"en", "zh"}
    english = by_address["en/articles/2020/12/101/"]
    assert english.whole().text.splitlines()
