"""One stage, two engines: MkDocs and Zensical make the same site of it, but for the committed list of differences."""

from __future__ import annotations

from fnmatch import fnmatchcase
from pathlib import Path

import pytest
import yaml

from tests.conftest import PREFIX
from tests.engines import meaning
from tests.engines.conftest import ORIGIN, Twins

pytestmark = pytest.mark.site


Allowed = frozenset[tuple[str, str]]
"""What may differ: patterns of files by the engine that makes them alone."""


@pytest.fixture(scope="module")
def allowed() -> Allowed:
    entries = yaml.safe_load((Path(__file__).parent / "differences.yml").read_text(encoding="utf-8"))
    assert all(entry["reason"] for entry in entries)
    return frozenset((entry["made_by"], entry["files"]) for entry in entries)


def test_only_files_of_the_list_are_made_by_one_engine_alone(twins: tuple[Twins, ...], allowed: Allowed) -> None:
    met = set()
    for pair in twins:
        mkdocs, zensical = pair.files
        for engine, alone in (("mkdocs", mkdocs.keys() - zensical), ("zensical", zensical.keys() - mkdocs)):
            for name in alone:
                fitting = {(by, files) for by, files in allowed if by == engine and fnmatchcase(name, files)}
                assert fitting, f"{pair.name}: {engine} alone makes {name}"
                met |= fitting
    assert met == allowed, "the list names what does not differ"


def test_every_page_has_the_same_elements_and_texts(twins: tuple[Twins, ...]) -> None:
    for pair in twins:
        mkdocs, zensical = pair.files
        pages = [name for name in mkdocs if name.endswith(".html") and name in zensical]
        assert "index.html" in pages
        for name in pages:
            address = f"{ORIGIN}{PREFIX}{name}".removesuffix("index.html")
            one = meaning.page(mkdocs[name].read_text(encoding="utf-8"), address)
            assert one == meaning.page(zensical[name].read_text(encoding="utf-8"), address), f"{pair.name}: {name}"


def test_every_other_file_is_the_same_byte_for_byte(twins: tuple[Twins, ...]) -> None:
    for pair in twins:
        mkdocs, zensical = pair.files
        others = [name for name in mkdocs.keys() & zensical.keys() if not name.endswith(".html")]
        assert {"assets/bunko/index/core.bin", "assets/bunko/search.js", "sitemap.xml"} < set(others)
        assert any(name.endswith("/feed.xml") for name in others)
        for name in others:
            one, two = mkdocs[name].read_bytes(), zensical[name].read_bytes()
            if name == "sitemap.xml":  # a template: MiniJinja writes / as &#x2f;
                assert meaning.xml(one.decode()) == meaning.xml(two.decode()), pair.name
            else:
                assert one == two, f"{pair.name}: {name}"


def test_the_engine_s_own_search_index_is_empty(twins: tuple[Twins, ...]) -> None:
    for pair in twins:
        index = yaml.safe_load(pair.files[1]["search.json"].read_text(encoding="utf-8"))
        assert index["items"] == [], pair.name


def test_a_page_in_other_words_is_told_apart() -> None:
    """The comparison sees what a reader would: an attribute, a word, an order, a link that leads elsewhere."""
    html = '<p class="a"><a href="x/">一</a> 二</p>'
    said = meaning.page(html, "http://127.0.0.1/a/")
    for change in (("二", "三"), ('class="a"', 'class="b"'), ("x/", "y/"), ("</a> 二", " 二</a>"), (" 二", "二")):
        assert meaning.page(html.replace(*change), "http://127.0.0.1/a/") != said, change
    for same in (("x/", "./x/"), ("x/", ".&#x2f;x&#x2f;"), ("x/", "/a/x/"), ("一", "&#x4e00;")):
        assert meaning.page(html.replace(*same), "http://127.0.0.1/a/") == said, same
