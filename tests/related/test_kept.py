"""What is kept between builds is used, and what is broken is as if it were not there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bunko.related import reading
from bunko.related.kept import FEW, Kept
from bunko.related.relations import Relations
from bunko.related.terms import Text, terms_of
from bunko.stage import read_site
from tests.related.archives import CAPSULE, archive, event, noise, page, read_texts

TEXTS = [Text("月", "探査機が着陸した"), Text("", ""), Text("Mars", "a rover")]


def codes(kept: Kept, texts: list[Text]) -> list[list[tuple[int, int]]]:
    found = read_texts(texts, kept)
    bags = [found.bag(at) for at in range(len(texts))]
    return [list(zip(bag.codes.tolist(), bag.counts.tolist(), strict=True)) for bag in bags]


@pytest.fixture
def texts_read(monkeypatch: pytest.MonkeyPatch) -> list[Text]:
    """The texts that were read anew."""
    found: list[Text] = []

    def watched(text: Text) -> object:
        found.append(text)
        return terms_of(text)

    monkeypatch.setattr(reading, "terms_of", watched)
    return found


def test_only_a_new_text_is_read(tmp_path: Path, texts_read: list[Text]) -> None:
    first = codes(Kept(tmp_path), TEXTS)
    texts_read.clear()
    assert codes(Kept(tmp_path), [*TEXTS, Text("new", "new")])[:3] == first
    assert texts_read == [Text("new", "new")]


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "cut": lambda content: content[:-3],
    "cut in its first line": lambda content: content[:9],
    "changed": lambda content: content[:-2] + b"\xfe\xff",
    "of another version": lambda content: content.replace(b" 3-", b" 0-", 1),
    "foreign": lambda _: b"\x00\xffPK\n" * 50,
    "empty": lambda _: b"",
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE.keys())
def test_what_is_broken_is_made_anew(tmp_path: Path, texts_read: list[Text], damage: Callable[[bytes], bytes]) -> None:
    first = codes(Kept(tmp_path), TEXTS)
    file = tmp_path / "terms"
    whole = file.read_bytes()
    file.write_bytes(damage(whole))
    texts_read.clear()
    assert codes(Kept(tmp_path), TEXTS) == first
    assert texts_read == TEXTS
    assert file.read_bytes() == whole


@pytest.mark.parametrize("name", ["matches", "words"])
@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE.keys())
def test_relations_do_not_depend_on_what_is_kept(tmp_path: Path, name: str, damage: Callable[[bytes], bytes]) -> None:
    library = read_site(archive(tmp_path / "archive", event())).library
    shown = [Relations(library, Kept(tmp_path)).neighbours(article, 6, 3) for article in library.articles]
    assert any(shown)
    file = tmp_path / name
    whole = file.read_bytes()
    assert whole.count(b"\n") > 0
    file.write_bytes(damage(whole))
    relations = Relations(library, Kept(tmp_path))
    assert [relations.neighbours(article, 6, 3) for article in library.articles] == shown
    assert file.read_bytes() == whole


def test_a_folder_that_cannot_be_written_costs_nothing_but_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert codes(Kept(tmp_path / "file"), TEXTS) == codes(Kept(), TEXTS)


def test_a_few_new_texts_wait_for_more_before_they_are_written(tmp_path: Path, texts_read: list[Text]) -> None:
    codes(Kept(tmp_path), TEXTS)
    whole = (tmp_path / "terms").read_bytes()
    few = [Text(f"{at}", "") for at in range(FEW)]
    codes(Kept(tmp_path), [*TEXTS, *few])
    assert (tmp_path / "terms").read_bytes() == whole
    codes(Kept(tmp_path), [*TEXTS, *few, Text("more", "")])
    texts_read.clear()
    codes(Kept(tmp_path), [*TEXTS, *few])
    assert texts_read == []


def test_what_is_held_is_as_good_as_what_is_kept_in_files(tmp_path: Path) -> None:
    pages = event()
    held = Kept(tmp_path / "cache")
    for edit in ("", CAPSULE, noise(7)):
        pages["ja/articles/2020/12/n0.md"] = page("n0", "2020-12-02", noise(0) + edit)
        library = read_site(archive(tmp_path / f"archive{len(edit)}", pages)).library
        first, again = Relations(library, held), Relations(library, Kept())
        for article in library.articles:
            assert first.neighbours(article, 6, 3) == again.neighbours(article, 6, 3)
