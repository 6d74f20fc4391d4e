"""Staged front matter: read as it was written, and as every reader of YAML reads it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.utils.meta import get_data

from bunko.stage.frontmatter import read, render

NAMES = st.from_regex("[a-z_]{2,12}", fullmatch=True).filter(lambda name: name not in {"on", "no", "off", "yes"})
ONES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
VALUES = st.recursive(ONES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3))


@given(meta=st.dictionaries(NAMES, VALUES, max_size=5), body=st.text())
def test_what_is_read_is_what_mkdocs_reads(meta: dict[str, Any], body: str) -> None:
    text = render(meta | {"lang": "ja"}, {"kind": "page"}, body)
    found = read(text)
    if found is not None:  # else MkDocs reads it
        assert found[::-1] == get_data(text)


def test_an_article_s_front_matter_is_read() -> None:
    meta = {"lang": "ja", "title": "NO: 0123 # \u2028 --- ", "score": 0.25, "tags": ["on", "1:30"], "more": {"a": 1}}
    found = read(render(meta, {"kind": "page"}, "本文。\n"))
    assert found is not None
    assert found[0] == meta | {"search": {"exclude": True}}
    assert found[1].endswith("-->\n\n本文。\n")


@pytest.mark.parametrize(
    "text", ["# A page\n", "---\ntitle: bare\n---\n", "---\non: 1\n", "---\nscore: 1e-05\n---\n", "---\nA: 1\n---\n"]
)
def test_what_the_stage_does_not_write_is_left_to_the_engine(text: str) -> None:
    assert read(text) is None
