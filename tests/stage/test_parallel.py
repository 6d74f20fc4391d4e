"""Parallel texts, and translations that their original has left behind."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pytest

from bunko import page, settings, translated
from bunko.stage import read_site, stage
from tests.markdown_extension.rendering import render
from tests.stage.staged import Staged

ORIGINAL, TRANSLATION = "en/articles/2020/12/101.md", "zh/articles/2020/12/101.md"
PARALLEL = "zh/articles/2020/12/101/parallel.md"


@pytest.fixture
def edited(archive: Path, tmp_path: Path) -> Callable[[str, str], Staged]:
    """The archive with its translation bound to the original as it is, and then the original edited."""

    def edit(old: str, new: str) -> Staged:
        copy = Path(shutil.copytree(archive, tmp_path / "copy"))
        original, translation = copy / "docs" / ORIGINAL, copy / "docs" / TRANSLATION
        of = translated.keep(copy / "archive", page.read(original.read_text(), PurePosixPath(ORIGINAL)))
        translation.write_text(translation.read_text().replace("{from: en", f"{{from: en, of: '{of}'"))
        text = original.read_text()
        assert old in text
        original.write_text(text.replace(old, new))
        return Staged(stage(read_site(settings.load(copy / "mkdocs.yml"))))

    return edit


def test_where_a_translation_exists_both_texts_stand_in_rows(staged: Staged) -> None:
    for language in ("en", "zh"):
        path = f"{language}/articles/2020/12/101/parallel.md"
        meta = staged.meta(path)
        assert meta["template"] == "parallel.html"
        assert [side["language"] for side in meta["sides"]] == ["en", "zh-Hans"]
        assert staged.meta(f"{language}/articles/2020/12/101.md")["parallel"] == path.removesuffix(".md") + "/"
        html = render(staged.body(path))
        assert html.count('class="bunko-pair"') == html.count('lang="zh-Hans">') >= 1
        assert "bunko0" not in html
    assert "parallel" not in staged.meta("en/articles/2021/05/105.md")
    assert PurePosixPath("en/articles/2021/05/105/parallel.md") not in staged


def test_a_translation_of_the_present_text_is_not_stale(edited: Callable[[str, str], Staged]) -> None:
    assert "stale" not in edited("title:", "title:").meta(TRANSLATION)


def test_a_translation_tells_what_changed_in_its_original_since(edited: Callable[[str, str], Staged]) -> None:
    files = edited("It carried 1,731 grams.", "It carried 1,730 grams.")
    meta = files.meta(TRANSLATION)
    assert [change["kind"] for change in meta["stale"]] == ["changed"]
    assert [(piece["kind"], piece["text"]) for piece in meta["stale"][0]["pieces"]] == [
        ("same", "It carried 1,"),
        ("deleted", "731"),
        ("inserted", "730"),
        ("same", " grams."),
    ]
    row = meta["stale"][0]["pair"]
    assert f'class="bunko-pair bunko-pair--changed" id="pair-{row}"' in render(files.body(PARALLEL))
    assert "stale" not in files.meta(ORIGINAL)


@pytest.mark.parametrize("of", ["0" * 64, "../../mkdocs", "x"])
def test_a_text_that_nobody_kept_says_nothing(of: str, archive: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(archive, tmp_path / "copy"))
    translation = copy / "docs" / TRANSLATION
    translation.write_text(translation.read_text().replace("{from: en", f"{{from: en, of: '{of}'"))
    assert "stale" not in Staged(stage(read_site(settings.load(copy / "mkdocs.yml")))).meta(TRANSLATION)


@pytest.mark.parametrize(
    "text",
    [
        "<div>\n\nopen and never closed",
        "/// note\n    x",
        "```\nopen",
        "<!-- open",
        "[^1]: a note\n\nwith[^1]",
        "    code",
        "- a\n\n    - b",
        "<script>",
        "$$\nx",
    ],
)
def test_no_passage_swallows_the_rows_behind_it(text: str, archive: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(archive, tmp_path / "copy"))
    for path in (ORIGINAL, TRANSLATION):
        file = copy / "docs" / path
        head, _, body = file.read_text().rpartition("---\n")
        file.write_text(f"{head}---\n\n{text}\n\n{body}\n\nLAST 42.\n")
    files = Staged(stage(read_site(settings.load(copy / "mkdocs.yml"))))
    html = render(files.body(PARALLEL))
    assert "x0x0" not in html
    assert "x1x0" not in html
    assert html.rpartition('id="pair-')[2].count("LAST 42.") == 2
