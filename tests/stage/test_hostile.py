"""What a contributor writes stays data: it becomes no other field, no address of a script, no broken file."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree as ET

import pytest

from bunko import settings
from bunko.errors import BunkoError
from bunko.stage import read_site, stage, write_stage
from tests.stage.staged import Staged, shown

NAUGHTY = "\"><img src=x onerror=alert(1)> --> ]]> &amp; \\u0000 {{ page }} {% raw %} {site} '"


@pytest.fixture
def copy(archive: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(archive, tmp_path / "archive"))


def staged(copy: Path) -> Staged:
    return Staged(stage(read_site(settings.load(copy / "mkdocs.yml"))))


def page(copy: Path, head: str, body: str = "Text.", path: str = "en/articles/2022/01/9.md") -> Path:
    file = copy / "docs" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"---\n{head}\n---\n\n{body}\n")
    return file


def test_hostile_texts_are_carried_whole_and_break_no_file(copy: Path) -> None:
    text = json.dumps(NAUGHTY)
    page(
        copy,
        f"title: {text}\ntags: [{text}, Moon]\ndescription: {text}\nauthors: [{text}]\nsource: {text}\nmood: {text}",
    )
    files = staged(copy)
    meta = files.meta("en/articles/2022/01/9.md")
    assert meta["title"] == meta["description"] == meta["authors"][0] == meta["extra"]["mood"] == json.loads(text)
    for path, content in files.items():
        if path.suffix == ".xml":
            ET.fromstring(content)  # noqa: S314 - our own text
        if path.suffix == ".json":
            json.loads(content)
        if path.suffix == ".md":
            files.meta(str(path))
            assert files.body(str(path)).startswith("<!-- bunko {")
            assert files.body(str(path)).splitlines()[0].count("-->") == 1


@pytest.mark.parametrize(
    "head",
    [
        '"z: 1\\nsource_link": {url: "javascript:alert(1)"}',
        '"x\\n---\\ny": z',
        "language: '\"><img src=x onerror=alert(1)>'",
        "status: Withdrawn",
        "mood: !!python/object/apply:os.system [id]",
    ],
)
def test_what_could_become_another_field_is_refused(copy: Path, head: str) -> None:
    page(copy, f"title: a\n{head}")
    with pytest.raises(BunkoError, match=r"docs/en/articles/2022/01/9\.md"):
        staged(copy)


@pytest.mark.parametrize("path", ["en/articles/2022/99/9.md", "en/articles/9.md", 'en/articles/2022/01/a"b.md'])
def test_an_article_elsewhere_is_refused_with_the_place_it_wants(copy: Path, path: str) -> None:
    page(copy, "title: a", path=path)
    with pytest.raises(BunkoError, match="no place for an article"):
        staged(copy)


def test_no_field_becomes_an_address_of_a_script_or_of_elsewhere(copy: Path) -> None:
    script = "javascript:alert(1)"
    page(
        copy,
        f"title: a\nurl: {script}\nrelated_links: ['{script}']\ntemplate: evil.html\n"
        f"switch: [{{lang: zh, url: '{script}'}}]\n"
        f"feed: {{url: '{script}'}}\nsource_link: {{url: '{script}'}}\nimages: [{{url: '{script}', file: 'https://x.example/t.png'}}]\n"
        f"captures: [{{sha256: a, archived_at: '{script}'}}]",
    )
    sources = copy / "archive" / "sources.yml"
    sources.write_text(sources.read_text().replace("https://times.example.org/", script))
    for name in ("en/about.md", "imprint.md"):
        (copy / "docs" / name).write_text(
            f"---\ntitle: a\nswitch: [{{url: '{script}'}}]\nfeed: {{url: '{script}'}}\n---\n"
        )
    files = staged(copy)
    for path in files:
        if path.suffix == ".md":
            meta = files.meta(str(path))
            extra = meta.pop("extra", None)
            assert "javascript:" not in json.dumps(meta), (path, extra)
            assert "x.example" not in json.dumps(meta), path
    assert files.meta("en/articles/2022/01/9.md")["template"] == "article.html"


def test_a_name_that_no_file_can_have_ends_no_build(copy: Path, tmp_path: Path) -> None:
    name = "x" * 300
    page(
        copy,
        f"title: a\nimages: [{{file: assets/{name}.png, caption: c}}]\naliases: [{name}, 'en/old/{name}/']\n"
        f"captures: [{{sha256: {name}}}]",
        f"[a]({name}.md) ![b](../{name}.png) [c]({name}/#d)",
    )
    write_stage(settings.load(copy / "mkdocs.yml"), tmp_path / "stage")
    staged_page = (tmp_path / "stage" / "en" / "articles" / "2022" / "01" / "9.md").read_text()
    assert f"assets/{name}.png" not in staged_page


def test_a_symbolic_link_is_not_followed(copy: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    (copy / "docs" / "en" / "notes.txt").symlink_to(secret)
    with pytest.raises(BunkoError, match="symbolic link"):
        staged(copy)


def test_a_page_in_another_encoding_is_named(copy: Path) -> None:
    (copy / "docs" / "en" / "notes.md").write_bytes("メモ".encode("shift_jis"))
    with pytest.raises(BunkoError, match=r"docs/en/notes.md: the page is not in UTF-8"):
        staged(copy)


def test_an_overlong_tag_has_an_address_all_the_same(copy: Path) -> None:
    page(copy, f"title: a\ntags: [{'月' * 400}]")
    files = staged(copy)
    url = files.meta("en/articles/2022/01/9.md")["tag_links"][0]["url"]
    assert PurePosixPath(url, "index.md") in files
    assert all(len(part.encode()) < 200 for path in files for part in path.parts)


def test_a_withdrawn_translation_is_related_to_nothing_and_listed_nowhere(copy: Path) -> None:
    translation = copy / "docs" / "zh" / "articles" / "2020" / "12" / "101.md"
    translation.write_text(
        translation.read_text().replace("language:", "status: withdrawn\nreason: 误译\nlanguage:", 1)
    )
    files = staged(copy)
    for path, content in files.items():
        assert "嫦娥五号带回1731克样品" not in shown(path, content), path


def test_the_bytes_depend_on_no_hash_seed_zone_or_locale(copy: Path, tmp_path: Path) -> None:
    trees = []
    for seed, zone, locale in (("1", "Asia/Tokyo", "C"), ("2", "America/New_York", "C.UTF-8")):
        folder = tmp_path / seed
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale}
        command = [sys.executable, "-m", "bunko", "-f", str(copy / "mkdocs.yml"), "stage", str(folder)]
        subprocess.run(command, env=environment, check=True, capture_output=True)
        trees.append({path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()})
    assert trees[0] == trees[1]


def test_a_folder_takes_the_place_of_a_file_in_an_earlier_stage(copy: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bunko", "-f", str(copy / "mkdocs.yml"), "stage", str(tmp_path / "stage")]
    (copy / "docs" / "notes").write_text("a file")
    subprocess.run(command, check=True, capture_output=True)
    (copy / "docs" / "notes").unlink()
    (copy / "docs" / "notes").mkdir()
    (copy / "docs" / "notes" / "a.txt").write_text("in a folder")
    subprocess.run(command, check=True, capture_output=True)
    assert (tmp_path / "stage" / "notes" / "a.txt").read_text() == "in a folder"
