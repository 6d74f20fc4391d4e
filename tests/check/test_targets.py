"""The places that a link may lead to are those of the page as the site renders it."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from bunko import frontmatter, registers, settings
from bunko.check.targets import Targets
from bunko.library import load
from tests.markdown_extension.rendering import Reader, render

ROOT = Path(__file__).parents[2]


def test_the_places_of_every_page_are_those_that_the_site_renders() -> None:
    archive = settings.load(ROOT / "mkdocs.yml")
    library = load(archive, registers.load(archive.archive))
    targets = Targets(archive, library)
    pages = {article.path: library.markdown(article) for article in library.published}
    line = '<!-- bunko {"kind": "article"} -->\n\n'
    for path, text in pages.items():
        elements = Reader(render(line + text)).elements
        assert targets.of(path) == frozenset(attributes["id"] for _, attributes in elements if "id" in attributes)
        assert not targets.lacks(path, "p1")
        assert targets.lacks(path, "p999")
    by_hand = archive.docs / "ja" / "policy.md"
    body = frontmatter.split(by_hand.read_text(encoding="utf-8"))[1]
    found = frozenset(attributes["id"] for _, attributes in Reader(render(body)).elements if "id" in attributes)
    assert targets.of(PurePosixPath("ja/policy.md")) == found
