"""What mkdocs.yml says to Bunko, and what is said of a wrong value."""

from __future__ import annotations

from pathlib import Path

import pytest

from bunko import settings
from bunko.errors import SettingsError

LANGUAGES = "extra: {bunko: {languages: {ja: {name: 日本語, title: 文庫}, zh: {name: 中文, title: 文库}}}}\n"


@pytest.fixture
def written(tmp_path: Path) -> Path:
    return tmp_path / "mkdocs.yml"


def test_what_is_not_said_has_its_default(written: Path) -> None:
    written.write_text(LANGUAGES + "plugins: [bunko]\n")
    found = settings.load(written)
    assert found.languages == ("ja", "zh")
    assert (found.related_limit, found.related_other_limit, found.page_size) == (6, 3, 50)
    assert found.docs == written.parent / "docs"


def test_options_environment_and_python_tags_are_read(written: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_URL", "https://archive.example.org/repo")
    written.write_text(
        LANGUAGES
        + "site_url: !ENV [SITE_URL, 'https://other.example.org/']\n"
        + "plugins:\n  - search\n  - bunko: {page_size: 20, related: {limit: 4}}\n"
        + "markdown_extensions: [{toc: {slugify: !!python/name:pymdownx.slugs.uslugify }}]\n"
    )
    found = settings.load(written)
    assert found.site_url == "https://archive.example.org/repo/"
    assert (found.page_size, found.related_limit, found.related_other_limit) == (20, 4, 3)


def test_a_file_that_inherits_says_what_its_parent_says(written: Path) -> None:
    written.write_text(LANGUAGES + "site_url: https://archive.example.org/\n")
    child = written.with_name("child.yml")
    child.write_text("INHERIT: mkdocs.yml\nextra: {bunko: {default: zh}}\n")
    found = settings.load(child)
    assert found.languages == ("zh", "ja")
    assert found.site_url == "https://archive.example.org/"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("site_name: a\n", "no languages are configured"),
        ("extra: {bunko: {languages: {ja: 日本語}}}\n", "the language 'ja' is not described"),
        ("extra: {bunko: {languages: {no: {name: Norsk, title: a}}}}\n", "the language False is not described"),
        ("extra: {bunko: {default: fr, languages: {ja: {name: a, title: b}}}}\n", "default is no language of the site"),
        (LANGUAGES + "plugins: [{bunko: {page_size: many}}]\n", "page_size is no count"),
        (LANGUAGES + "plugins: [{bunko: {related: 6}}]\n", "related is no mapping"),
        ("extra: [\n", "the settings cannot be read"),
        ("- a\n", "the settings are no mapping"),
    ],
)
def test_a_wrong_value_is_named(written: Path, text: str, words: str) -> None:
    written.write_text(text)
    with pytest.raises(SettingsError) as caught:
        settings.load(written)
    assert words in caught.value.text
