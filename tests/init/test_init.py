"""`bunko init`: an archive that builds at once, and a folder in which nothing is lost."""

from __future__ import annotations

import io
import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import redirect_stderr
from pathlib import Path

import pytest
import yaml

from bunko import settings as archive_settings
from bunko.check import check
from bunko.cli import main
from bunko.intake import read, take_in
from bunko.strings import say
from tests.browser.document import document
from tests.browser.links import asking, dead_links, target
from tests.conftest import BuiltSite
from tests.repository.test_sources import MACHINE

ROOT = Path(__file__).parents[2]


def init(folder: Path, *arguments: str) -> tuple[int, str]:
    """Exit status, and what stands on standard error, where no terminal is there."""
    told = io.StringIO()
    with redirect_stderr(told):
        status = main(["init", str(folder), *arguments])
    return status, told.getvalue()


def languages(*tags: str) -> list[str]:
    return [part for tag in tags for part in ("--language", tag)]


def snapshot(folder: Path) -> Mapping[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.fixture
def new(tmp_path: Path) -> Callable[..., Path]:
    def make(*arguments: str) -> Path:
        assert init(tmp_path / "own", *arguments)[0] == 0
        return tmp_path / "own"

    return make


def problems(folder: Path) -> list[str]:
    return [problem.as_text() for problem in check(archive_settings.load(folder / "mkdocs.yml"))]


def missing(site: BuiltSite) -> list[str]:
    with asking(site) as answers:
        return dead_links(site, answers)


@pytest.mark.site
@pytest.mark.parametrize("tags", [("ja", "zh"), ("en", "ko"), ("en", "fr", "pt-BR"), ("mn",)], ids="+".join)
def test_the_first_build_works_and_no_link_is_dead(
    tags: tuple[str, ...], new: Callable[..., Path], build: Callable[[Path], BuiltSite]
) -> None:
    folder = new(*languages(*tags), "--name", "Lighthouse library")
    assert problems(folder) == []
    site = build(folder)
    assert missing(site) == []
    for tag in tags:
        assert {f"{tag}/", f"{tag}/about/", f"{tag}/contribute/"} <= set(site.pages)
        assert document(target(site, f"{site.url}{tag}/")).language.split("-")[0] == tag.split("-")[0]


def test_a_new_archive_says_where_help_is_and_its_samples_are_called_what_they_are(new: Callable[..., Path]) -> None:
    folder = new(*languages("ja", "zh", "en"), "--name", "文庫")
    assert "bunko --help" in (folder / "README.md").read_text(encoding="utf-8")
    assert "README.md of this archive says" in (folder / "mkdocs.yml").read_text(encoding="utf-8")
    papers = (folder / "archive/sources.yml").read_text(encoding="utf-8")
    assert '#   names: {"ja": "みなと新報", "zh": "海港邮报", "en": "Harbour Post"}' in papers
    assert "lighthouse" not in papers


@pytest.mark.site
def test_a_language_without_words_of_its_own_is_not_called_english(
    new: Callable[..., Path], build: Callable[[Path], BuiltSite]
) -> None:
    site = build(new(*languages("en", "ko"), "--name", "Lamps"))
    assert "Read in English" in (site.folder / "index.html").read_text(encoding="utf-8")
    assert "Read in 한국어" in (site.folder / "index.html").read_text(encoding="utf-8")
    for page in site.pages:
        if page.startswith("ko/"):
            text = target(site, site.url + page).read_text(encoding="utf-8")
            assert "in English" not in text, page


@pytest.mark.site
def test_a_name_is_shown_as_it_was_said_whatever_stands_in_it(
    new: Callable[..., Path], build: Callable[[Path], BuiltSite]
) -> None:
    name = "\"<script>alert(1)</script>': {{title}} {% raw %} \\n #1 & !ENV [HOME]"
    folder = new(*languages("en", "zh"), "--name", name, "--description", f"zh={name}")
    assert problems(folder) == []
    assert archive_settings.load(folder / "mkdocs.yml").interface["en"].title == name
    site = build(folder)
    assert missing(site) == []
    for page in site.pages:
        text = target(site, site.url + page).read_text(encoding="utf-8")
        assert "<script>alert" not in text, page
        assert page == "data/" or "&lt;script&gt;alert(1)" in text, page  # data/ alone names no site


def test_a_name_a_sentence_and_addresses_stand_in_the_settings(new: Callable[..., Path]) -> None:
    folder = new(
        *languages("ja", "zh", "tlh=tlhIngan Hol"),
        *("--name", "Library", "--name", "ja=灯台文庫", "--name", "zh=灯塔文库"),
        *("--description", "zh=收录灯塔的报道。", "--url", "https://lamps.example.org/library"),
        *("--repository", "https://github.com/lamps/library.git"),
    )
    said = archive_settings.load(folder / "mkdocs.yml")
    assert said.site_url == "https://lamps.example.org/library/"
    assert [(one.name, one.title, one.description) for one in said.interface.values()] == [
        ("日本語", "灯台文庫", "保存したニュース記事のアーカイブです。"),
        ("中文", "灯塔文库", "收录灯塔的报道。"),
        ("tlhIngan Hol", "Library", "An archive of news articles."),
    ]
    text = (folder / "mkdocs.yml").read_text(encoding="utf-8")
    assert 'site_name: "灯台文庫 · 灯塔文库 · Library"\n' in text
    assert 'repo_url: "https://github.com/lamps/library"\nedit_uri: edit/main/docs/\n' in text


def test_norwegian_is_a_language_and_no_falsehood(new: Callable[..., Path]) -> None:
    folder = new(*languages("no", "id"), "--name", "Fyr")
    assert archive_settings.load(folder / "mkdocs.yml").languages == ("no", "id")
    assert problems(folder) == []


def test_the_same_answers_give_the_same_bytes(new: Callable[..., Path], tmp_path: Path) -> None:
    arguments = (*languages("ja", "zh"), "--name", "文庫")
    assert init(tmp_path / "other", *arguments)[0] == 0
    assert snapshot(new(*arguments)) == snapshot(tmp_path / "other")


def test_a_second_run_changes_nothing_and_says_why(new: Callable[..., Path]) -> None:
    folder = new(*languages("ja"), "--name", "文庫")
    (folder / "docs" / "ja" / "about.md").write_text("変えた。\n", encoding="utf-8")
    before = snapshot(folder)
    status, told = init(folder, *languages("ja", "en"), "--name", "文庫")
    assert status == 1
    assert told == (
        f"{folder}: files of an archive stand there already; nothing was written.\n"
        "     Expected a new or empty folder, or one without these files; found .gitattributes, "
        ".github/ISSUE_TEMPLATE/11-article-ja.yml, .github/ISSUE_TEMPLATE/21-tag-ja.yml, "
        ".github/ISSUE_TEMPLATE/31-error-ja.yml, .github/ISSUE_TEMPLATE/41-removal-ja.yml "
        f"and {len(before) - 5} more.\n"
        "     Name another folder, or move them away.\n"
    )
    assert snapshot(folder) == before


def test_a_fresh_repository_with_a_licence_is_a_place_for_an_archive(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    (tmp_path / "LICENSE").write_text("Free.\n", encoding="utf-8")
    before = snapshot(tmp_path)
    assert init(tmp_path, *languages("en"), "--name", "Lamps")[0] == 0
    assert {name: content for name, content in snapshot(tmp_path).items() if name in before} == before
    assert (tmp_path / "mkdocs.yml").exists()


def test_nothing_is_written_through_a_link_or_over_a_dangling_one(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    for number, name in enumerate(("docs", "mkdocs.yml")):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / name).symlink_to(tmp_path / "elsewhere" if name == "docs" else tmp_path / "nothing")
        assert init(folder, *languages("en"), "--name", "Lamps")[0] == 1
        assert [file.name for file in folder.iterdir()] == [name]
    assert list((tmp_path / "elsewhere").iterdir()) == []
    assert not (tmp_path / "nothing").exists()


def test_a_file_in_the_place_of_a_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "archive").write_text("", encoding="utf-8")
    status, told = init(tmp_path, *languages("en"), "--name", "Lamps")
    assert status == 1
    assert told == (
        f"{tmp_path / 'archive'}: no folder of its own.\n     Expected a folder, or nothing.\n     Move it away.\n"
    )
    assert [file.name for file in tmp_path.iterdir()] == ["archive"]
    assert init(tmp_path / "archive", *languages("en"), "--name", "Lamps")[0] == 1


TEXT = "     Expected 1 to 100 characters, without control characters; found {}.\n"
SITE = "     Expected an address such as https://news.example.org/archive/, without ? and #, in ASCII; found {}.\n"
TAG = "     Expected ja, zh, en, ko, pt-BR or the like; found {}.\n"
LATER = "     Leave it out where it is not known yet.\n"
REPOSITORY = (
    "     Expected https://github.com/OWNER/NAME; found 'https://github.com/a/b/tree/main'.\n"
    "     Leave it out where there is none; set repo_url and edit_uri in mkdocs.yml for another host.\n"
)
WHICH = "     Expected 1 to 20 languages, the default one first, each once, such as ja and zh; found {}.\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "--language: no language is named.\n" + WHICH.format("0")),
        (["--language", "../ja"], "--language: no language tag.\n" + TAG.format("'../ja'")),
        (["--language", ""], "--language: no language tag.\n" + TAG.format("''")),
        (["--language", "日本語"], "--language: no language tag.\n" + TAG.format("'日本語'")),
        (["--language", "ja zh"], "--language: no language tag.\n" + TAG.format("'ja zh'")),
        (["--language", "assets"], "--language: no language tag.\n" + TAG.format("'assets'")),
        (
            ["--language", "ja", "--language", "JA"],
            "--language: a language stands there twice.\n" + WHICH.format("ja"),
        ),
        (
            ["--language", "tlh"],
            "--language: the name of the language 'tlh' in itself is not known.\n     Say it: tlh=NAME.\n",
        ),
        (["--language", "ja"], "--name: the site has no name in ja.\n     Say it: --name TEXT, or --name ja=TEXT.\n"),
        (
            ["--language", "ja", "--language", "zh", "--name", "zh=文库"],
            "--name: the site has no name in ja.\n     Say it: --name TEXT, or --name ja=TEXT.\n",
        ),
        (["--language", "ja", "--name", " "], "--name: no text that fits on one line.\n" + TEXT.format("0 characters")),
        (["--language", "ja", "--name", "a\nb"], "--name: no text that fits on one line.\n" + TEXT.format("U+000A")),
        (["--language", "ja", "--name", "\u202eb"], "--name: no text that fits on one line.\n" + TEXT.format("U+202E")),
        (
            ["--language", "ja", "--name", "文" * 101],
            "--name: no text that fits on one line.\n" + TEXT.format("101 characters"),
        ),
        (
            ["--language", "ja", "--name", "a", "--name", "b"],
            "--name: two texts for all languages.\n     Found 'b'.\n     Say it once: --name ja=….\n",
        ),
        (
            ["--language", "fr", "--name", "ja=灯台文庫"],
            (
                "--name: ja is none of the archive's languages.\n     Expected one of fr.\n"
                "     Say --name fr=灯台文庫, or add --language ja.\n"
            ),
        ),
        *(
            (
                ["--language", "ja", "--name", "文庫", "--url", url],
                "--url: no address of a site.\n" + SITE.format(repr(url)) + LATER,
            )
            for url in (
                "news.example.org",
                "javascript:alert(1)",
                "https://",
                "https://a@news.example.org/",
                "https://news.example.org/?a=1",
                "https://news.example.org:99999/",
                "https://ニュース.example.org/",
                "https://news.example.org/ b",
            )
        ),
        (
            ["--language", "ja", "--name", "文庫", "--repository", "https://github.com/a/b/tree/main"],
            "--repository: no repository on GitHub.\n" + REPOSITORY,
        ),
    ],
    ids=lambda value: " ".join(value)[:60] if isinstance(value, list) else "",
)
def test_what_cannot_be_used_is_told_with_the_cure_and_nothing_is_written(
    arguments: list[str], said: str, tmp_path: Path
) -> None:
    assert init(tmp_path / "own", *arguments) == (2, said)
    assert list(tmp_path.iterdir()) == []


def talk(folder: Path, typed: str, *arguments: str) -> tuple[int, str]:
    """What a person at a terminal types, and what stands on the screen in the end."""
    screen, terminal = pty.openpty()
    command = [sys.executable, "-m", "bunko", "init", str(folder), *arguments]
    running = subprocess.Popen(command, stdin=terminal, stdout=terminal, stderr=terminal, close_fds=True)
    os.close(terminal)
    os.write(screen, typed.encode())
    shown = b""
    while True:
        try:
            part = os.read(screen, 4096)
        except OSError:  # Linux's end of a terminal
            part = b""
        if not part:
            break
        shown += part
    os.close(screen)
    return running.wait(), shown.decode().replace("\r\n", "\n")


def test_a_person_at_a_terminal_is_asked_again_until_an_answer_can_be_used(tmp_path: Path) -> None:
    folder = tmp_path / "own"
    typed = "nonsense\nja、zh\n\n灯台文庫\n灯塔文库\n\n收录灯塔的报道。\nhere\nhttps://lamps.example.org\n\n"
    status, shown = talk(folder, typed)
    assert status == 0, shown
    assert "languages: no language tag." in shown
    assert "name: no text that fits on one line." in shown
    assert "address: no address of a site." in shown
    said = archive_settings.load(folder / "mkdocs.yml")
    assert [(one.title, one.description) for one in said.interface.values()] == [
        ("灯台文庫", "保存したニュース記事のアーカイブです。"),
        ("灯塔文库", "收录灯塔的报道。"),
    ]
    assert said.site_url == "https://lamps.example.org/"


def test_a_person_who_goes_away_leaves_nothing(tmp_path: Path) -> None:
    status, shown = talk(tmp_path / "own", "ja\n\x04")
    assert status == 2
    assert "No answer; nothing was written." in shown
    assert list(tmp_path.iterdir()) == []


def test_options_leave_nothing_to_ask(tmp_path: Path) -> None:
    status, shown = talk(tmp_path / "own", "", *languages("ja"), "--name", "文庫")
    assert status == 0
    assert "Its repository" not in shown


def test_no_file_tells_of_a_machine_or_a_package_index(new: Callable[..., Path]) -> None:
    files = snapshot(new(*languages("ja", "zh", "en"), "--name", "文庫"))
    assert [name for name, content in files.items() if not name.endswith(".whl") and MACHINE.search(content)] == []


def test_workflows_are_the_projects_own_without_the_checks_of_its_code(new: Callable[..., Path]) -> None:
    github, own = new(*languages("ja"), "--name", "文庫") / ".github", ROOT / ".github"
    scripts = {file.relative_to(own) for file in (*own.glob("workflows/*"), *own.glob("*.py"))}
    scripts.remove(Path("workflows", "audit.yml"))  # what an archive installs is this project's to audit
    assert {file.relative_to(github) for file in (*github.glob("workflows/*"), *github.glob("*.py"))} == scripts
    editors = {Path("..", file.relative_to(ROOT)) for file in ROOT.glob(".vscode/*")}
    assert len(editors) > 4
    for place in (*scripts, *editors, Path("pull_request_template.md")):
        if place.name != "check.yml":
            assert (github / place).read_bytes() == (own / place).read_bytes()
    archives, projects = (
        yaml.safe_load((folder / "workflows" / "check.yml").read_text(encoding="utf-8")) for folder in (github, own)
    )
    del projects["jobs"]["test"]
    assert archives == projects
    assert list(archives["jobs"]) == ["preview"]


def test_forms_speak_the_archives_languages_and_ask_for_them(new: Callable[..., Path]) -> None:
    folder = new(*languages("zh", "ko", "id", "pt", "pt-BR"), "--name", "文库") / ".github" / "ISSUE_TEMPLATE"
    names = {file.name for file in folder.glob("*-*.yml")}
    assert {name.rpartition("-")[2] for name in names} == {"zh.yml", "en.yml"}
    assert {say(one, "report.form") for one in ("zh", "ko", "pt-BR")} <= names  # where pages lead
    article = yaml.safe_load((folder / "13-article-en.yml").read_text(encoding="utf-8"))["body"]
    texts = next(one for one in article if one.get("id") == "language")
    assert texts["attributes"]["options"] == ["zh-Hans", "zh-Hant", "ko", "id", "pt", "pt-BR"]
    tag = yaml.safe_load((folder / "23-tag-en.yml").read_text(encoding="utf-8"))["body"]
    asked = {one["id"]: one["attributes"]["label"] for one in tag}
    assert len(asked) == len(set(asked.values())) == len(tag)
    assert [label for id_, label in asked.items() if id_.startswith("name-")] == [
        *("Name in Chinese", "Name in Korean", "Name in Indonesian"),
        *("Name in Portuguese (pt)", "Name in Portuguese (pt-BR)"),
    ]


def test_a_tag_with_an_indonesian_name_is_taken_in_by_the_archives_own_form(
    new: Callable[..., Path], tmp_path: Path
) -> None:
    folder = new(*languages("id", "zh"), "--name", "Suar")
    form = yaml.safe_load((folder / ".github" / "ISSUE_TEMPLATE" / "23-tag-en.yml").read_text(encoding="utf-8"))
    filled = {"id": "lighthouse", "name-id": "Mercusuar", "name-zh": "灯塔"}
    body = "\n\n".join(f"### {one['attributes']['label']}\n\n{filled.get(one['id'], '')}" for one in form["body"])
    (tmp_path / "event.json").write_text(json.dumps({"issue": {"number": 1, "body": body}}), encoding="utf-8")
    archive = archive_settings.load(folder / "mkdocs.yml")
    take_in(archive, read(archive, tmp_path / "event.json"))
    register = yaml.safe_load((folder / "archive" / "tags.yml").read_text(encoding="utf-8"))
    assert register == {"lighthouse": {"names": {"id": "Mercusuar", "zh": "灯塔"}}}


def test_the_projects_own_forms_are_those_of_its_languages(new: Callable[..., Path]) -> None:
    own = new(*languages("ja", "zh"), "--name", "文庫") / ".github" / "ISSUE_TEMPLATE"
    for file in own.iterdir():
        assert file.read_bytes() == (ROOT / ".github" / "ISSUE_TEMPLATE" / file.name).read_bytes()
