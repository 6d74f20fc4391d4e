"""What a person meant where the YAML is none: laws that hold for any page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bunko import frontmatter
from bunko.frontmatter_faults import fault, fault_of_page

GOOD = (
    "title: 月の話",
    "date: 2024-05-01T07:00:00+09:00",
    'tags: [月, "a: b"]',
    "authors:\n- 文庫花子\n- 文庫太郎",
    'images:\n- url: https://example.org/1.jpg\n  caption: "月：満月"',
    "description: |\n  注意：段落です。\n\n  - 項目\n    @続き",
    "section: 速報：月 # 注",
    "url: https://example.org/?a=b:c",
    'note: "一行目\n  二行目"',
)
"""Fields that can be read, some of which look as if they could not."""

BAD = {
    "genre：解説": "full-width",
    "genre:解説": "no space",
    "genre:\u3000解説": "space behind the colon",
    "genre: @解説": "needs quotes",
    "genre: [解説] 月": "needs quotes",
    "genre: 解説: 月": "needs quotes",
    'genre: "解説': "not closed",
    'genre: "解"説': "closing quote",
    "genre: [解説": "not closed",
    "\tgenre: 解説": "a tab",
}
"""Lines that make the whole unreadable, and what is to be said of them."""


@given(st.permutations(GOOD), st.sampled_from(sorted(BAD)), st.integers(0, len(GOOD)), st.integers(0, len(GOOD)))
def test_the_one_line_that_is_wrong_is_named_whatever_stands_around_it(
    good: list[str], bad: str, at: int, kept: int
) -> None:
    fields = good[:kept]
    fields.insert(min(at, kept), bad)
    before = "\n".join(fields[: fields.index(bad)])
    found = fault("\n".join(fields) + "\n", frontmatter.named_fields, first_line=2)
    assert found is not None
    assert found.line == 2 + (before.count("\n") + 1 if before else 0)
    assert BAD[bad] in found.problem


@given(
    st.lists(st.sampled_from([*GOOD, *BAD, "---", "", "  - 月", "本文です。", "{", "]", "&a", "? x"])), st.booleans()
)
def test_any_page_is_read_or_has_a_fault_within_it_or_none_is_told(lines: list[str], headless: bool) -> None:
    yaml = "\n".join(lines)
    found = fault_of_page(yaml) if headless else fault(yaml, frontmatter.named_fields, 2)
    assert found is None or 1 <= found.line <= yaml.count("\n") + 2
    try:
        frontmatter.named_fields(yaml)
    except frontmatter.FrontmatterError:
        return
    assert headless or found is None


@given(st.text(max_size=200))
def test_no_text_at_all_is_too_much(text: str) -> None:
    fault(text, frontmatter.named_fields)
    fault_of_page(text)


@pytest.mark.parametrize(
    "line", ["a" * 100_000, "- " * 9_000, "[" * 9_000, "a：" * 9_000, "\t" * 9_000 + "a", "—" * 20_000]
)
def test_long_lines_take_no_time_to_speak_of(line: str) -> None:
    fault(f"title: 月\n{line}\n" * 3, frontmatter.named_fields)
    fault_of_page(f"---\n{line}\n")
