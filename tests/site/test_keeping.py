"""A build that keeps what still holds gives the site, and the warnings, of a build from nothing."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import TemplateSyntaxError
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from bunko.mkdocs_build import Build
from bunko.renderings import shares
from tests.site.edits import EDITS, Edit, text

pytestmark = pytest.mark.usefixtures("settled")
Small = Callable[[], Path]


@contextmanager
def _listening() -> Iterator[list[str]]:
    said: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: said.append(record.getMessage())  # type: ignore[method-assign]
    logging.getLogger("mkdocs").addHandler(handler)
    try:
        yield said
    finally:
        logging.getLogger("mkdocs").removeHandler(handler)


def _build(archive: Path, *, strict: bool = False, shared: bool = False) -> list[str]:
    """Build the site, by one process or by several; what was warned of."""
    with _listening() as said, pytest.MonkeyPatch.context() as patch:
        patch.setattr(shares, "_SHARE", 1 if shared else 1_000_000)
        config = load_config(str(archive / "mkdocs.yml"), strict=strict)
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
    return sorted(said)


def _site(archive: Path) -> dict[str, bytes]:
    files = sorted(path for path in (archive / "site").rglob("*") if path.is_file())
    return {path.relative_to(archive / "site").as_posix(): path.read_bytes() for path in files}


def _from_nothing(archive: Path, folder: Path) -> tuple[dict[str, bytes], list[str]]:
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(archive, folder, ignore=shutil.ignore_patterns("site", ".cache"))
    said = _build(folder)
    return _site(folder), said


def _prepared(small_archive: Small) -> Path:
    archive = small_archive()
    options = (archive / "mkdocs.yml").read_text(encoding="utf-8")
    options = options.replace("{name: bunko,", "{name: bunko, custom_dir: overrides,")
    (archive / "mkdocs.yml").write_text(options, encoding="utf-8")
    (archive / "overrides").mkdir()
    return archive


@pytest.fixture(scope="session")
def counted() -> Iterator[list[int]]:
    """How many pages each build rendered."""
    counts: list[int] = []
    publish = Build.publish

    def counting(self: Build) -> int:
        counts.append(publish(self))
        return counts[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Build, "publish", counting)
        yield counts


def _compare(archive: Path, edit: str, *, shared: bool = False) -> list[str]:
    """Build what was edited, and the same from nothing; what both warned of."""
    said = _build(archive, shared=shared)
    site, said_from_nothing = _from_nothing(archive, archive.parent / "cold")
    assert said == said_from_nothing, edit
    warm = _site(archive)
    assert warm.keys() == site.keys(), edit
    assert [name for name in site if site[name] != warm[name]] == [], edit
    return said


@pytest.mark.site
@settings(max_examples=4)
@given(st.lists(st.tuples(st.sampled_from(EDITS), st.integers(0, 200), st.booleans()), min_size=3, max_size=6))
def test_after_any_edits_the_site_is_the_one_from_nothing(
    small_archive: Small, edits: list[tuple[Edit, int, bool]]
) -> None:
    archive = _prepared(small_archive)
    _build(archive, shared=True)
    for edit, number, shared in edits:
        edit(archive, number)
        _compare(archive, edit.__name__, shared=shared)


@pytest.mark.site
def test_a_page_follows_the_pages_that_it_links_to(small_archive: Small) -> None:
    archive = _prepared(small_archive)
    about, linked = archive / "docs/en/about.md", archive / "docs/en/articles/2020/12/101.md"
    links = "[There](articles/2020/12/101.md), [not there](new.md), [a heading](articles/2020/12/101.md#new)."
    about.write_text(f"{about.read_text(encoding='utf-8')}\n{links}\n", encoding="utf-8")
    given = linked.read_text(encoding="utf-8")
    assert len(_build(archive)) == 2

    about.with_name("new.md").write_text("# New\n\nText.\n", encoding="utf-8")
    assert len(_compare(archive, "the page that a link missed comes")) == 1
    linked.write_text(f"{given}\n## New\n\nText.\n", encoding="utf-8")
    assert _compare(archive, "the heading that a link missed comes") == []
    linked.write_text(given, encoding="utf-8")
    assert len(_compare(archive, "the heading goes")) == 1
    about.with_name("new.md").unlink()
    assert len(_compare(archive, "the page goes")) == 2


@pytest.mark.site
def test_in_strict_mode_a_warning_leaves_the_last_good_site(small_archive: Small) -> None:
    archive = _prepared(small_archive)
    _build(archive, strict=True)
    good = _site(archive)
    page = archive / "docs/en/articles/2020/12/101.md"
    given = page.read_text(encoding="utf-8")
    page.write_text(f"{given}\n[Nowhere](nowhere.md)\n", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(Abort):
            _build(archive, strict=True)
        assert _site(archive) == good
    page.write_text(given, encoding="utf-8")
    assert _build(archive, strict=True) == []
    assert _site(archive) == good


@pytest.mark.site
def test_a_failed_build_leaves_the_last_good_site(small_archive: Small) -> None:
    archive = _prepared(small_archive)
    _build(archive)
    good = _site(archive)
    (archive / "overrides" / "page.html").write_text("{% if %}", encoding="utf-8")
    with pytest.raises(TemplateSyntaxError):
        _build(archive)
    assert _site(archive) == good
    assert not list((archive / ".cache").rglob("scratch"))


@pytest.mark.site
def test_only_pages_that_show_an_edit_are_rendered(small_archive: Small, counted: list[int]) -> None:
    archive = _prepared(small_archive)
    _build(archive)
    everything = counted[-1]
    _build(archive)
    assert counted[-1] == 1  # the page in mkdocs.yml's nav
    text(archive, 0)
    _build(archive)
    assert 1 < counted[-1] <= everything / 4  # the article, what shows it, and those related to it
    assert everything > 20


@pytest.mark.site
def test_links_between_pages_of_several_processes_are_checked(small_archive: Small) -> None:
    archive = _prepared(small_archive)
    folder = archive / "docs/en/articles/2020/12"
    for number in range(6):
        links = " ".join(f"[{other}](links{other}.md#{anchor})" for other in range(6) for anchor in ("p1", "gone"))
        page = f"---\ntitle: Links {number}\nlanguage: en\n---\n\nText.\n\n{links}\n"
        (folder / f"links{number}.md").write_text(page, encoding="utf-8")
    alone = _build(archive)
    shutil.rmtree(archive / ".cache")
    assert _build(archive, shared=True) == alone
    assert sum("#gone" in line for line in alone) == 36
    assert not any("#p1" in line for line in alone)


@pytest.mark.site
def test_a_page_that_cannot_be_rendered_in_any_process_leaves_the_site(small_archive: Small) -> None:
    archive = _prepared(small_archive)
    _build(archive)
    before = _site(archive)
    (archive / "overrides" / "article.html").write_text("{{ 1 / 0 }}", encoding="utf-8")
    with pytest.raises(Exception, match="zero"):
        _build(archive, shared=True)
    assert _site(archive) == before
    (archive / "overrides" / "article.html").unlink()
    _compare(archive, "mended", shared=True)
