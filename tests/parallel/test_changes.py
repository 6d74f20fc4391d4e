"""What changed in an original since it was translated."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

from hypothesis import given
from hypothesis import strategies as st

from bunko.nouns import Article, Block, Heading, Paragraph
from bunko.parallel import Change, Piece, changes
from bunko.parallel.changes import pieces
from bunko.translated import text_of

BODY: tuple[Block, ...] = (
    Paragraph("探査機は6月2日に着陸した。"),
    Heading(2, "経過"),
    Paragraph("試料は1935.3グラムだった。"),
    Paragraph("次の計画は2028年に始まる。"),
)
ARTICLE = Article(PurePosixPath("ja/articles/2024/06/1.md"), "題", "ja", BODY, description="要約。")
KEPT = text_of(ARTICLE)


def test_nothing_changed_is_nothing() -> None:
    assert changes(KEPT, ARTICLE) == ()


def test_a_changed_paragraph_says_what_went_and_what_came() -> None:
    new = replace(ARTICLE, body=(*BODY[:2], Paragraph("試料は1940.0グラムだった。"), BODY[3]))
    assert changes(KEPT, new) == (
        Change(
            "changed",
            (2,),
            2,
            (
                Piece("same", "試料は"),
                Piece("deleted", "1935.3"),
                Piece("inserted", "1940.0"),
                Piece("same", "グラムだった。"),
            ),
        ),
    )


def test_an_added_and_a_removed_paragraph_leave_the_others() -> None:
    added = replace(ARTICLE, body=(*BODY[:3], Paragraph("新しい段落。"), BODY[3]))
    assert [(change.kind, change.blocks) for change in changes(KEPT, added)] == [("added", (3,))]
    removed = replace(ARTICLE, body=(*BODY[:2], BODY[3]))
    assert [(change.kind, change.blocks, change.before) for change in changes(KEPT, removed)] == [("removed", (), 2)]


def test_a_new_title_or_summary_belongs_to_no_block() -> None:
    found = changes(KEPT, replace(ARTICLE, title="新しい題", description="別の要約。"))
    assert [(change.kind, change.blocks) for change in found] == [("changed", ()), ("changed", ())]
    assert found[0].pieces == (Piece("inserted", "新しい"), Piece("same", "題"))


@given(before=st.text(max_size=60), after=st.text(max_size=60))
def test_both_texts_can_be_read_from_the_pieces(before: str, after: str) -> None:
    found = list(pieces(before, after))
    assert "".join(piece.text for piece in found if piece.kind != "inserted") == before
    assert "".join(piece.text for piece in found if piece.kind != "deleted") == after


def test_a_long_paragraph_is_shown_old_and_new() -> None:
    before, after = "月" * 5000, "火" * 5000
    assert list(pieces(before, after)) == [Piece("deleted", before), Piece("inserted", after)]
