"""Links that are told in less time lead where MkDocs' lead."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jinja2 import Environment
from mkdocs.utils import normalize_url
from mkdocs.utils.templates import url_filter

from bunko.renderings.links import link_letter_by_letter, relative

NAMES = st.sampled_from(
    ["ja", "zh", "a", "b", "a.b", "index.html", "..", ".", "", "...", "探査", "%E3%81%82", "a b", "#c"]
)
ADDRESSES = st.lists(NAMES, max_size=6).map("/".join) | st.text("a./:#?\\[ ", max_size=9)


@given(ADDRESSES, ADDRESSES)
@example("ja/tags/", "ja/tags/")
@example("ja/tags", "ja/tags/a/")
@example("ja/tags/a", "ja/tags/b/")
@example("ja/articles/2023/10/1/", "ja/articles/2023/11/2/")
def test_an_address_is_seen_from_a_page_as_mkdocs_sees_it(address: str, page: str) -> None:
    found = relative(address, page)
    assert found in {None, normalize_url(address, SimpleNamespace(url=page))}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "address", ["ja/", "assets/bunko/bunko.css", "ja/articles/2023/10/1/cite.bib", "ja/tags/探査/"]
)
def test_addresses_of_the_site_are_usual(address: str) -> None:
    assert relative(address, "ja/articles/2023/10/1/") is not None


@pytest.mark.parametrize("address", ["ja/", "https://example.org/", "#top", "", 5])
@pytest.mark.parametrize("page", [None, SimpleNamespace(url="ja/about/"), SimpleNamespace(url="")])
def test_the_filter_gives_what_mkdocs_gives(address: object, page: Any) -> None:
    said = []
    for quick in (False, True):
        engine = Environment(autoescape=True)
        engine.filters["url"] = url_filter
        if quick:
            link_letter_by_letter(engine)
        said.append(engine.from_string("{{ address | url }}").render(address=address, page=page, base_url="../.."))
    assert said[0] == said[1]
