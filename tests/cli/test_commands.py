"""The commands as a person or a script calls them: exit status, and what stands on which output."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ARCHIVE = Path(__file__).parents[1] / "archives" / "english-and-chinese"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ARCHIVE, tmp_path / "archive"))


def bunko(archive: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bunko", "-f", str(archive / "mkdocs.yml"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_wrong_usage_is_status_2(archive: Path) -> None:
    assert bunko(archive, "publish").returncode == 2
    assert bunko(archive, "stage").returncode == 2


def test_missing_settings_are_named(tmp_path: Path) -> None:
    done = bunko(tmp_path, "check")
    assert done.returncode == 1
    assert "mkdocs.yml: the settings cannot be read" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_import_lists_what_is_new_and_counts_what_is_unchanged(archive: Path, tmp_path: Path) -> None:
    capture = tmp_path / "a.txt"
    capture.write_text("The lamp burns again\n2024-05-03\nThe old lighthouse was lit on Friday. Many people came.\n")
    first, second = bunko(archive, "import", str(capture)), bunko(archive, "import", str(capture))
    listed = bunko(archive, "import", "--all", str(capture))
    as_json = bunko(archive, "import", "--json", str(capture))

    assert first.stderr.startswith("created    ")
    assert first.stderr.endswith("\n1 created.\n")
    assert second.stderr == "1 unchanged (--all lists them).\n"
    assert listed.stderr.startswith("unchanged  ")
    assert listed.stderr.endswith("\n1 unchanged.\n")
    assert json.loads(as_json.stdout)["outcome"] == "unchanged"


def test_a_publisher_whom_the_register_lacks_is_named_once(archive: Path, tmp_path: Path) -> None:
    for number, text in enumerate(("The lamp burns again", "The ferry sails again")):
        (tmp_path / f"{number}.txt").write_text(
            f"{text}\n2024-05-03 Source: Harbour Sample Post\nThe {text.split()[1]} was seen on Friday. Many came.\n"
        )

    done = bunko(archive, "import", str(tmp_path / "0.txt"), str(tmp_path / "1.txt"))

    assert done.stderr.count("lacks a source named Harbour Sample Post") == 1
    assert done.stderr.endswith("\n2 created.\n")


def test_check_names_each_problem_with_file_and_cure(archive: Path) -> None:
    done = bunko(archive, "check")
    assert done.returncode == 1
    assert "docs/zh/articles/2024/06/102.md:6:1: [source] The source 'unregistered-paper'" in done.stdout
    assert "Add `unregistered-paper: {names: {…}}` to archive/sources.yml" in done.stdout
    assert "docs/en/articles/undated/104.md:1:1: [date] The article has no date" in done.stdout
    assert "or import its capture again with --date" in done.stdout
    assert done.stderr == "3 problems: 2 source, 1 date.\n"


def test_check_as_json_holds_one_object_a_line(archive: Path) -> None:
    problems = [json.loads(line) for line in bunko(archive, "check", "--format", "json").stdout.splitlines()]
    assert [(one["code"], one["line"], one["column"]) for one in problems] == [
        ("date", 1, 1),
        ("source", 1, 1),
        ("source", 6, 1),
    ]


def test_check_on_github_marks_the_line_of_a_broken_page(archive: Path) -> None:
    page = archive / "docs" / "en" / "articles" / "undated" / "104.md"
    page.write_text("---\ntitle: a\ntags: [b\n---\n")
    done = bunko(archive, "check", "--format", "github")
    assert "::error file=docs/en/articles/undated/104.md,line=3,col=7,title=page::" in done.stdout
    assert "102.md,line=6,col=1,title=source::" in done.stdout  # one page hides no other


def test_check_of_some_pages_says_nothing_of_others(archive: Path) -> None:
    pages = archive / "docs" / "zh" / "articles" / "2024"
    for path in (pages, pages / "06" / "102.md"):
        done = bunko(archive, "check", str(path))
        assert (done.returncode, done.stderr) == (1, "1 problem: 1 source.\n")
        assert "102.md" in done.stdout
    assert bunko(archive, "check", str(archive / "docs" / "en" / "articles" / "2020")).returncode == 0
    done = bunko(archive, "check", str(archive / "archive" / "tags.yml"))
    assert done.returncode == 1
    assert "no article's page is there" in done.stderr
    assert "Name a page below docs/" in done.stderr


def test_check_of_one_page_names_what_the_others_have_to_do_with_it(archive: Path) -> None:
    docs = archive / "docs"
    for place in (
        docs / "en" / "articles" / "2022" / "01" / "104.md",
        docs / "fr" / "articles" / "2022" / "01" / "q.md",
    ):
        place.parent.mkdir(parents=True)
        place.write_text("---\ntitle: a\ndate: 2022-01-01\ntags: [x]\nsource: sample-times\n---\n\nText.\n")
    said = bunko(archive, "check", str(docs / "en" / "articles" / "2022" / "01" / "104.md")).stdout
    assert "104.md:1:1: [page] the id 104 stands twice: found docs/en/articles/undated/104.md." in said
    assert "q.md:1:1: [place]" in bunko(archive, "check", str(docs / "fr" / "articles" / "2022" / "01" / "q.md")).stdout


def test_check_fix_mends_marks_of_editors_and_says_so(archive: Path) -> None:
    page = archive / "docs" / "en" / "articles" / "undated" / "104.md"
    text = page.read_bytes()
    page.write_bytes(b"\xef\xbb\xbf" + text.replace(b"\n", b"\r\n"))
    assert "`bunko check --fix` mends 2." in bunko(archive, "check").stderr
    done = bunko(archive, "check", "--fix")
    assert done.stderr.startswith("Mended docs/en/articles/undated/104.md.\n3 problems: 2 source, 1 date.\n")
    assert page.read_bytes() == text


def test_of_many_problems_some_are_listed_and_all_counted(archive: Path) -> None:
    folder = archive / "docs" / "en" / "articles" / "2024" / "05"
    folder.mkdir(parents=True)
    for number in range(30):
        (folder / f"many-{number}.md").write_text(f"---\ntitle: t{number}\ndate: 2024-05-01\ntags: [x]\n---\n\nText.\n")
    done = bunko(archive, "check")
    assert done.stdout.count("[source]") == 20
    assert "[source] and 12 more; --all lists them." in done.stderr
    assert "33 problems: 32 source, 1 date." in done.stderr
    assert bunko(archive, "check", "--all").stdout.count("[source]") == 32
    assert bunko(archive, "check", "--format", "json").stdout.count('"source"') == 32


def test_an_archive_without_problems_is_status_0(archive: Path) -> None:
    (archive / "docs" / "en" / "articles" / "undated" / "104.md").unlink()
    (archive / "docs" / "zh" / "articles" / "2024" / "06" / "102.md").unlink()
    done = bunko(archive, "check")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "No problems.\n")


def test_a_capture_that_no_page_names_and_one_that_is_gone(archive: Path) -> None:
    (archive / "archive" / "captures").mkdir()
    (archive / "archive" / "captures" / f"{'a' * 64}.json").write_text("{}")
    page = archive / "docs" / "en" / "articles" / "undated" / "104.md"
    page.write_text(page.read_text().replace("title:", f"captures: [{{sha256: {'b' * 64}}}]\ntitle:", 1))
    codes = {json.loads(line)["code"] for line in bunko(archive, "check", "--format", "json").stdout.splitlines()}
    assert {"capture-without-page", "capture-missing"} <= codes


@pytest.mark.parametrize(
    ("head", "code"),
    [
        ("status: withdrawn", "withdrawn"),
        ("url: notaurl", "url"),
        ("language: ja", "language"),
        ("source: sample-times\nauthors: []", "body"),
        ("authors: []", "date"),
        ("genre: 经济", "genre"),
        ("genre: 国際面", "genre"),
    ],
)
def test_check_names_what_a_page_cannot_mean(archive: Path, head: str, code: str) -> None:
    page = archive / "docs" / "en" / "articles" / "undated" / "104.md"
    text = page.read_text().replace("tags:", f"{head}\ntags:", 1)
    page.write_text(text.replace("Nobody wrote down when.", "") if code == "body" else text)
    lines = bunko(archive, "check", "--format", "json").stdout.splitlines()
    assert code in {json.loads(line)["code"] for line in lines if "104.md" in line}


@pytest.mark.parametrize(
    ("head", "code"),
    [
        ("date: 2024-05-03", "date"),
        ("undated: true", "date"),
        ("genre: 社説", "genre"),
        ("genre: 解説", "genre"),
        ("genre: 经济\nsection: 财经", "genre"),
    ],
)
def test_check_leaves_what_a_page_may_say(archive: Path, head: str, code: str) -> None:
    page = archive / "docs" / "en" / "articles" / "undated" / "104.md"
    page.write_text(page.read_text().replace("tags:", f"{head}\ntags:", 1))
    lines = bunko(archive, "check", "--format", "json").stdout.splitlines()
    assert code not in {json.loads(line)["code"] for line in lines if "104.md" in line}


def test_check_names_a_capture_that_was_changed(archive: Path) -> None:
    folder = archive / "archive" / "captures"
    folder.mkdir()
    (folder / f"{'a' * 64}.json").write_text("{}")
    (folder / f"{'a' * 64}.txt").write_text("changed")
    (folder / f"{'b' * 64}.txt").write_text("without a record")
    codes = [json.loads(line)["code"] for line in bunko(archive, "check", "--format", "json").stdout.splitlines()]
    assert codes.count("capture-changed") == 2
    assert "capture-without-record" in codes


@pytest.mark.parametrize(
    "wrong",
    [
        ["--url", "notaurl"],
        ["--date", "yesterday"],
        ["--language", "日本語"],
        ["--title", "a", "."],
        ["--url", "https://a.example/", "."],
    ],
)
def test_what_cannot_be_supplied_is_wrong_usage(archive: Path, wrong: list[str]) -> None:
    done = bunko(archive, "import", *wrong, str(archive / "mkdocs.yml"))
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_a_dry_run_says_that_nothing_was_written(archive: Path) -> None:
    capture = archive / "note.txt"
    capture.write_text("Hayabusa2 comes home\n\nThe capsule of the probe landed in Australia on 6 December 2020.\n")
    before = {path: path.read_bytes() for path in archive.rglob("*") if path.is_file()}
    done = bunko(archive, "import", "--dry-run", str(capture))
    assert "Nothing was written" in done.stderr
    assert {path: path.read_bytes() for path in archive.rglob("*") if path.is_file()} == before


def test_stage_writes_the_tree_and_says_so_on_standard_error(archive: Path, tmp_path: Path) -> None:
    done = bunko(archive, "stage", str(tmp_path / "stage"))
    assert (done.returncode, done.stdout) == (0, "")
    assert (tmp_path / "stage" / "zh" / "articles" / "2020" / "12" / "101.md").is_file()
    assert "Staged" in done.stderr


def test_stage_of_a_broken_archive_leaves_the_last_good_one(archive: Path, tmp_path: Path) -> None:
    bunko(archive, "stage", str(tmp_path / "stage"))
    page = archive / "docs" / "en" / "articles" / "undated" / "104.md"
    page.write_text("---\ndate: never\n---\n")
    done = bunko(archive, "stage", str(tmp_path / "stage"))
    assert done.returncode == 1
    assert "docs/en/articles/undated/104.md:1: no title." in done.stderr
    assert (tmp_path / "stage" / "en" / "articles" / "undated" / "104.md").is_file()


def test_check_names_a_day_of_the_originals_state_that_is_none(archive: Path) -> None:
    page = archive / "docs" / "en" / "articles" / "undated" / "104.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("---\n", "---\noriginal:\n  state: gone\n  date: spring 2024\n", 1), encoding="utf-8")

    done = bunko(archive, "check")

    assert done.returncode == 1
    assert "104.md:4:3: [page] original: date: no day: expected a day as year-month-day (2024-03-31)" in done.stdout
    assert "Give the day on which the original was last seen there" in done.stdout


def test_check_names_the_host_of_a_page_without_source_once_and_no_tags_on_its_translation(archive: Path) -> None:
    for folder, translation in (("en", ""), ("zh", "translation: {from: en, translator: 译者, method: human}\n")):
        page = archive / "docs" / folder / "articles" / "2024" / "05" / "lighthouse.md"
        page.parent.mkdir(parents=True, exist_ok=True)
        head = f"title: Lamp\nlanguage: {folder}\nurl: https://minato.example.jp/1\n{translation}"
        page.write_text(f"---\n{head}---\n\nA lamp.\n", encoding="utf-8")

    said = bunko(archive, "check").stdout

    assert said.count("lighthouse.md:4:1: [source] The page names no source, and its address stands at 'minato.") == 1
    assert "docs/en/articles/2024/05/lighthouse.md:1:1: [tags]" in said
    assert "docs/zh/articles/2024/05/lighthouse.md:1:1: [tags]" not in said


def test_check_names_an_article_of_no_tags_and_one_of_too_many_with_its_line(archive: Path) -> None:
    page = archive / "docs" / "en" / "articles" / "undated" / "104.md"
    text = page.read_text()
    head, body = text.split("tags:", 1)
    rest = body.split("\n", 1)[1]
    page.write_text(head + rest)
    assert "docs/en/articles/undated/104.md:1:1: [tags] The article has no tags" in bunko(archive, "check").stdout
    page.write_text(head + f"tags: [{', '.join(f't{n}' for n in range(500))}]\n" + rest)
    line = head.count("\n") + 1
    assert f"104.md:{line}:1: [tags] The article has 500 tags" in bunko(archive, "check").stdout
    page.write_text(head + "proposed_tags: [月面, 着陸]\n" + rest)
    assert f"104.md:{line}:1: [tags]" not in bunko(archive, "check").stdout, "a tag that the register knows will do"
    page.write_text(head + "proposed_tags: [着陸]\n" + rest)
    said = bunko(archive, "check").stdout
    assert f"104.md:{line}:1: [tags]" in said
    assert "(proposed: 着陸)" in said


def test_status_tells_coverage_and_proposes_entries_for_labels_without_names(archive: Path) -> None:
    for lang, tags, more in (("en", "crater, orbiter", ""), ("zh", "陨石坑, 轨道器", "translation: {from: en}\n")):
        page = archive / "docs" / lang / "articles" / "2022" / "01" / "9.md"
        page.parent.mkdir(parents=True)
        page.write_text(f"---\ntitle: a\nlanguage: {lang}\ntags: [{tags}]\nsource: sample-times\n{more}---\n\nText.\n")
    found = [json.loads(line) for line in bunko(archive, "status", "--json").stdout.splitlines()]
    told = {one["language"]: one for one in found if one["kind"] == "language"}
    assert {lang: (one["articles"], one["translations"], one["missing"]) for lang, one in told.items()} == {
        "en": (4, 0, 1),
        "zh": (3, 2, 2),
    }
    assert told["zh"]["years"]["2022"] == {"standing": 1, "articles": 1}
    assert told["zh"]["tags"]["crater"] == {"standing": 1, "articles": 1}
    assert {one["page"] for one in told["en"]["wanted"]} == {"zh/articles/2024/06/102.md"}
    labels = {one["id"]: one for one in found if one["kind"] == "tag"}
    assert labels["crater"]["names"] == {"en": "crater", "zh": "陨石坑"}
    assert labels["crater"]["guessed"] == ["zh"]
    assert labels["ocean-of-storms"]["lacks"] == ["zh"]
    said = bunko(archive, "status")
    assert said.returncode == 0
    entry = "# guessed from translations: zh\norbiter:\n  names:\n    en: orbiter\n    zh: 轨道器\n  former: [轨道器]\n"
    assert labels["orbiter"]["entry"] == entry
    assert entry.rstrip("\n") in said.stdout
    with (archive / "archive" / "tags.yml").open("a", encoding="utf-8") as register:
        register.writelines(one["entry"] for one in labels.values() if not one["registered"])
    assert "Tags without an entry" not in bunko(archive, "status").stdout
    bunko(archive, "stage", str(archive / "stage"))
    assert (archive / "stage" / "zh" / "tags" / "轨道器" / "index.html").is_file(), "no address went away"
    assert bunko(archive, "check").stdout.count("[register]") == 0


def test_status_names_a_capture_without_a_page(archive: Path) -> None:
    (archive / "archive" / "captures").mkdir()
    (archive / "archive" / "captures" / f"{'a' * 64}.json").write_text("{}")
    assert f"archive/captures/{'a' * 64}.json: no page names this capture" in bunko(archive, "status").stdout


def test_parts_are_listed_for_people_and_for_a_matrix(archive: Path) -> None:
    listed, as_json = bunko(archive, "parts", "--count", "2"), bunko(archive, "parts", "--count", "2", "--json")
    assert listed.stdout == (
        "2020       2 article pages\n2021-2024  3 article pages\n"
        "search     search index\nrest       home, lists, tags, feeds, data\n"
    )
    assert json.loads(as_json.stdout) == {"part": ["2020", "2021-2024", "search", "rest"]}
    assert bunko(archive, "parts", "--count", "0").returncode == 2


def test_what_all_parts_need_is_worked_out_once(archive: Path) -> None:
    assert bunko(archive, "parts", "--prepare").returncode == 0
    kept = {path: path.stat().st_mtime_ns for path in (archive / ".cache" / "bunko").iterdir()}
    assert {"terms", "matches"} <= {path.name for path in kept}
    assert bunko(archive, "parts", "--prepare").returncode == 0
    assert {path: path.stat().st_mtime_ns for path in (archive / ".cache" / "bunko").iterdir()} == kept


def test_who_reads_the_beginning_alone_sees_no_broken_pipe(archive: Path) -> None:
    command = [sys.executable, "-m", "bunko", "-f", str(archive / "mkdocs.yml"), "export", "--format", "jsonl"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        run.stdout.close()
        said = run.stderr.read().decode()
    assert "pipe" not in said.lower()
    assert "Traceback" not in said


def test_one_thing_is_no_things(archive: Path, tmp_path: Path) -> None:
    (archive / "docs/en/articles/2021/05/105.md").write_text("A text.\n", encoding="utf-8")
    assert bunko(archive, "check", "docs/en/articles/2021/05/105.md").stderr == "1 problem: 1 page.\n"
    for page in archive.rglob("articles/**/*.md"):
        page.unlink()
    page = archive / "docs/en/articles/undated/1.md"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text("---\ntitle: A\n---\n\nA text.\n", encoding="utf-8")
    done = bunko(archive, "export", "--format", "jsonl", "--output", str(tmp_path / "a.jsonl"))
    assert done.stderr == "Exported 1 article.\n"
