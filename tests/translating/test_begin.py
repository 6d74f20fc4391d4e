"""A translation is begun: by a person, or by a program; nothing of a person's is touched."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bunko import translated
from bunko.nouns import Heading, ItemList, Paragraph, Quote, Table
from bunko.prose import read_blocks

ARCHIVE = Path(__file__).parents[1] / "archives" / "english-and-chinese"
ORIGINAL = Path("docs/en/articles/2021/05/105.md")
TRANSLATION = Path("docs/zh/articles/2021/05/105.md")
BODY = """
The rover -- six wheels -- landed in *Utopia Planitia*.

## What it carries

> We have landed.
>
> — Ada Lovelace, engineer

- a camera
- a radar

| part | mass |
| --- | --- |
| rover | 240 kg |
"""
BEGUN = """---
title: Zhurong lands on Mars
language: zh-Hans
translation:
  from: en
  of: {of}
  translator: 译者
  method: human
  date: {day}
---

<!-- bunko: translate this, then remove it
The rover - - six wheels - - landed in *Utopia Planitia*.
-->

<!-- bunko: translate this, then remove it
## What it carries
-->

<!-- bunko: translate this, then remove it
> We have landed.
>
> — Ada Lovelace, engineer
-->

<!-- bunko: translate this, then remove it
- a camera
- a radar
-->

<!-- bunko: translate this, then remove it
| part | mass |
| - - - | - - - |
| rover | 240 kg |
-->
"""


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = Path(shutil.copytree(ARCHIVE, tmp_path / "archive"))
    page = folder / ORIGINAL
    head = page.read_text(encoding="utf-8").rpartition("---\n")[0]
    page.write_text(f"{head}---\n{BODY}", encoding="utf-8")
    return folder


def bunko(archive: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bunko", "-f", str(archive / "mkdocs.yml"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def program(folder: Path, text: str) -> str:
    path = folder / "translator.py"
    path.write_text(f"import json, sys\nasked = json.load(sys.stdin)\n{text}\n", encoding="utf-8")
    return f"{sys.executable} {path}"


def of_and_day(page: str) -> dict[str, str]:
    lines = dict(line.strip().split(": ", 1) for line in page.splitlines() if ": " in line)
    return {"of": lines["of"], "day": lines["date"]}


def test_each_paragraph_stands_above_the_place_for_its_translation(archive: Path) -> None:
    done = bunko(archive, "new", "translation", str(archive / ORIGINAL), "--by", "译者")
    assert (done.returncode, done.stderr) == (0, f"Wrote {TRANSLATION}: 5 places to fill.\n")
    page = (archive / TRANSLATION).read_text(encoding="utf-8")
    said = of_and_day(page)
    assert page == BEGUN.format(**said)
    kept = translated.place(archive / "archive", said["of"].strip("'\"")).read_text(encoding="utf-8")
    assert "six wheels" in kept


def test_check_names_every_place_that_waits(archive: Path) -> None:
    bunko(archive, "new", "translation", str(ORIGINAL))
    lines = [line for line in bunko(archive, "check").stdout.splitlines() if "[untranslated]" in line]
    assert lines[0] == (f"{TRANSLATION}:2:1: [untranslated] The title is not translated: 'Zhurong lands on Mars'.")
    assert lines[1].startswith(
        f"{TRANSLATION}:12:1: [untranslated] The paragraph is not translated: 'The rover - - six"
    )
    assert len(lines) == 6


def test_a_place_is_named_by_its_own_line_where_its_words_stand_elsewhere_too(archive: Path) -> None:
    page = archive / ORIGINAL
    head = page.read_text(encoding="utf-8").partition("---\n\n")[0].replace("title:", "description: One.\ntitle:")
    page.write_text(f"{head}---\n\nOne.\n\nOne.\n", encoding="utf-8")
    bunko(archive, "new", "translation", str(ORIGINAL))
    text = (archive / TRANSLATION).read_text(encoding="utf-8").splitlines()
    lines = [line for line in bunko(archive, "check").stdout.splitlines() if "[untranslated] The paragraph" in line]
    assert [int(line.split(":")[1]) for line in lines] == [n for n, line in enumerate(text, 1) if line == "One."]
    assert len(lines) == 2


def test_a_translation_with_fewer_paragraphs_is_named(archive: Path) -> None:
    bunko(archive, "new", "translation", str(ORIGINAL))
    page = archive / TRANSLATION
    head = page.read_text(encoding="utf-8").partition("\n<!--")[0].replace("Zhurong lands on Mars", "祝融号着陆火星")
    page.write_text(f"{head}\n祝融号着陆于乌托邦平原。\n\n## 携带的设备\n\n- 相机\n- 雷达\n", encoding="utf-8")
    found = bunko(archive, "check").stdout
    assert (
        f"{TRANSLATION}:1:1: [translation-lacks] The translation has 3 blocks, its original 5; "
        "it lacks 1 × quote, 1 × table.\n" in found
    )


def test_a_program_drafts_and_the_page_says_so(archive: Path, tmp_path: Path) -> None:
    command = program(
        tmp_path, "json.dump({'texts': [asked['from'] + asked['to'] + text for text in asked['texts']]}, sys.stdout)"
    )
    done = bunko(archive, "new", "translation", str(ORIGINAL), "--translator", command)
    assert (done.returncode, done.stderr) == (0, f"Wrote {TRANSLATION}: drafted by a machine.\n")
    page = (archive / TRANSLATION).read_text(encoding="utf-8")
    assert "method: machine\n" in page
    assert "enzh-Hans## " not in page
    assert "\n## enzh-HansWhat it carries\n" in page
    assert "\n> enzh-HansWe have landed.\n>\n> — Ada Lovelace, engineer\n" in page
    assert "\n- enzh-Hansa camera\n- enzh-Hansa radar\n" in page
    assert "| enzh-Hansrover | enzh-Hans240 kg |" in page


def test_what_a_program_answers_changes_no_block_into_another(archive: Path, tmp_path: Path) -> None:
    hostile = "# no heading\n\n<script>alert(1)</script>"
    command = program(tmp_path, f"json.dump({{'texts': [{hostile!r}] * len(asked['texts'])}}, sys.stdout)")
    assert bunko(archive, "new", "translation", str(ORIGINAL), "--translator", command).returncode == 0
    page = (archive / TRANSLATION).read_text(encoding="utf-8")
    assert "\n# no heading" not in page
    kinds = [type(block) for block in read_blocks(page.partition("\n---\n")[2])]
    assert kinds == [Paragraph, Heading, Quote, ItemList, Table]
    assert "title: '# no heading <script>alert(1)</script>'" in page.replace('"', "'")


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("print('nothing')", "no translation in the answer"),
        ("print(json.dumps({'texts': ['one']}))", "1 texts in the answer to 10"),
        ("print(json.dumps({'texts': [1] * len(asked['texts'])}))", "no translation in the answer"),
        ("sys.exit(3)", "the program failed"),
        ("print('[' * 100000)", "no translation in the answer"),
    ],
)
def test_an_answer_of_another_shape_writes_nothing(archive: Path, tmp_path: Path, answer: str, said: str) -> None:
    done = bunko(archive, "new", "translation", str(ORIGINAL), "--translator", program(tmp_path, answer))
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not (archive / TRANSLATION).exists()
    assert not (archive / "archive" / "translated").exists()


@pytest.mark.parametrize(
    ("page", "more", "said"),
    [
        ("docs/zh/articles/2020/12/101.md", (), "a translation itself"),
        ("docs/en/articles/2020/12/101.md", (), "the translation is there already"),
        ("docs/en/articles/2021/05/103.md", (), "withdrawn"),
        ("docs/en/about.md", (), "no article stands here"),
        ("mkdocs.yml", (), "no such page"),
        (str(ORIGINAL), ("--to", "fr"), "no translation into 'fr'"),
    ],
)
def test_what_cannot_be_translated_is_refused_with_a_cure(
    archive: Path, page: str, more: tuple[str, ...], said: str
) -> None:
    before = {path: path.read_bytes() for path in archive.rglob("*.md")}
    done = bunko(archive, "new", "translation", page, *more)
    assert done.returncode == 1
    assert said in done.stderr
    assert {path: path.read_bytes() for path in archive.rglob("*.md")} == before


def test_a_program_gets_the_texts_and_their_languages(archive: Path, tmp_path: Path) -> None:
    seen = tmp_path / "seen.json"
    command = program(
        tmp_path, f"json.dump(asked, open({str(seen)!r}, 'w')); json.dump({{'texts': asked['texts']}}, sys.stdout)"
    )
    bunko(archive, "new", "translation", str(ORIGINAL), "--translator", command)
    asked = json.loads(seen.read_text(encoding="utf-8"))
    assert (asked["from"], asked["to"]) == ("en", "zh-Hans")
    assert asked["texts"][:3] == [
        "Zhurong lands on Mars", "The rover -- six wheels -- landed in *Utopia Planitia*.", "What it carries"
    ]  # fmt: skip


def test_a_page_with_places_that_wait_is_not_published(archive: Path) -> None:
    bunko(archive, "new", "translation", str(ORIGINAL))
    assert bunko(archive, "stage", str(archive / "stage")).returncode == 0
    staged = archive / "stage" / TRANSLATION.relative_to("docs")
    assert 'template: "missing.html"' in staged.read_text(encoding="utf-8")
    assert "translate this" not in "".join(path.read_text("utf-8") for path in (archive / "stage").rglob("*.md"))


def test_the_first_translation_into_chinese_is_in_its_usual_script(archive: Path) -> None:
    shutil.rmtree(archive / "docs" / "zh" / "articles")
    assert bunko(archive, "new", "translation", str(ORIGINAL)).returncode == 0
    assert "\nlanguage: zh-Hans\n" in (archive / TRANSLATION).read_text(encoding="utf-8")


def test_a_draft_is_no_original(archive: Path) -> None:
    bunko(archive, "new", "translation", str(ORIGINAL))
    done = bunko(archive, "new", "translation", str(TRANSLATION), "--to", "en")
    assert done.returncode == 1
    assert "a translation that is not finished" in done.stderr
    assert "`bunko check` names the places that wait" in done.stderr
