"""The stages of an archive's parts are, together and file by file, the stage of the whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from hypothesis import given
from hypothesis import settings as runs
from hypothesis import strategies as st

from bunko import settings
from bunko.library import LibraryError
from bunko.parts import Part, owner_of
from bunko.parts.division import divided, pages_by_year
from bunko.stage import InOrder, Site, read_site, write_part, write_stage
from bunko.stage.piece import REDIRECTS, Piece
from bunko.stage.pieces import everything
from tests.stage.test_keeping import EDITS, Edit, whole_archive

__all__ = ["whole_archive"]
ON_THE_STAGE = tuple(edit for edit in EDITS if edit.__name__ not in {"meddled", "damaged_record"})


def former_address_among_the_articles(archive: Path, number: int) -> None:
    found = sorted(archive.glob("docs/*/articles/**/*.md"))
    path = found[number % len(found)]
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("---\n", f"---\naliases: [ja/articles/2020/12/old-{number}/]\n", 1), encoding="utf-8")


def _edited(archive: Path, edit: Edit, number: int) -> None:
    """Make an edit, unless nobody could read the page then: a second `status` in one front matter."""
    before = {path: path.read_bytes() for path in archive.glob("docs/*/articles/**/*.md")}
    edit(archive, number)
    try:
        read_site(settings.load(archive / "mkdocs.yml"))
    except LibraryError:
        for path, content in before.items():
            path.write_bytes(content)


def _places(site: Site) -> None:
    """Each piece tells the places that its files then have, and the part that they belong to."""

    def take(piece: Piece) -> dict[str, bool]:
        made = {str(file.path): file.listed for file in piece.make()}
        if piece.places is not None:
            assert piece.places() == made, piece.name
        if piece.name != REDIRECTS:
            assert {owner_of(place) for place in made} <= {piece.owner}, piece.name
        return made

    everything(site, InOrder(take))


def _compare(archive: Path) -> None:
    configured = settings.load(archive / "mkdocs.yml")
    whole = write_stage(configured, archive / "whole")
    together: dict[str, str] = {}
    parts = divided(pages_by_year(configured.docs, configured.languages), 3)
    for part in parts:
        staged = write_part(configured, archive / "part", part)
        assert not together.keys() & staged.files.keys(), part
        together.update(staged.files)
        unknown = [
            place
            for place in whole
            if place not in staged.files and not place.startswith("assets/bunko/index/") and not staged.elsewhere(place)
        ]
        assert unknown == [], part
        assert not staged.elsewhere("ja/articles/2020/12/nobody.md")
    assert together == whole


@runs(max_examples=4)
@given(
    edits=st.lists(
        st.tuples(st.sampled_from((*ON_THE_STAGE, former_address_among_the_articles)), st.integers(0, 400)),
        min_size=3,
        max_size=8,
    )
)
def test_after_any_edits_the_parts_together_are_the_whole(
    edits: list[tuple[Edit, int]], whole_archive: Callable[[], Path]
) -> None:
    archive = whole_archive()
    for edit, number in edits:
        _edited(archive, edit, number)
    _places(read_site(settings.load(archive / "mkdocs.yml")))
    _compare(archive)


def test_a_year_s_part_makes_neither_search_nor_lists_of_all(whole_archive: Callable[[], Path]) -> None:
    archive = whole_archive()
    staged = write_part(settings.load(archive / "mkdocs.yml"), archive / "part", Part("2020", "2020"))
    assert {owner_of(place) for place in staged.files} == {"2020"}
