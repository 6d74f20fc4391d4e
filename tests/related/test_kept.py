"""Terms that are kept between builds: what is kept is used, and what is broken is as if it were not there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bunko.related import kept as module
from bunko.related.kept import Kept
from bunko.related.terms import Text, terms_of

TEXTS = [Text("月", "探査機が着陸した"), Text("", ""), Text("Mars", "a rover")]


def codes(kept: Kept, texts: list[Text]) -> list[list[tuple[int, int]]]:
    return [list(zip(bag.codes.tolist(), bag.counts.tolist(), strict=True)) for bag in kept.bags(texts)]


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[Text]:
    """The texts that were read anew."""
    found: list[Text] = []

    def watched(text: Text) -> object:
        found.append(text)
        return terms_of(text)

    monkeypatch.setattr(module, "terms_of", watched)
    return found


def test_only_a_new_text_is_read(tmp_path: Path, read: list[Text]) -> None:
    first = codes(Kept(tmp_path), TEXTS)
    read.clear()
    assert codes(Kept(tmp_path), [*TEXTS, Text("new", "new")])[:3] == first
    assert read == [Text("new", "new")]


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "cut": lambda content: content[:-3],
    "cut in its first line": lambda content: content[:9],
    "changed": lambda content: content[:-2] + b"\xff\xff",
    "of another version": lambda content: content.replace(b"terms 1-", b"terms 0-", 1),
    "foreign": lambda _: b"\x00\xffPK\n" * 50,
    "empty": lambda _: b"",
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE.keys())
def test_what_is_broken_is_made_anew(tmp_path: Path, read: list[Text], damage: Callable[[bytes], bytes]) -> None:
    first = codes(Kept(tmp_path), TEXTS)
    file = tmp_path / "terms"
    whole = file.read_bytes()
    file.write_bytes(damage(whole))
    read.clear()
    assert codes(Kept(tmp_path), TEXTS) == first
    assert read == TEXTS
    assert file.read_bytes() == whole


def test_a_folder_that_cannot_be_written_costs_nothing_but_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert codes(Kept(tmp_path / "file"), TEXTS) == codes(Kept(), TEXTS)
