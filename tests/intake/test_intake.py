"""What people without git hand in by an issue."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from collections.abc import Callable, Mapping
from email.message import Message
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

import pytest
import yaml

from bunko import settings as archive_settings
from bunko.cli import main
from bunko.errors import BunkoError
from bunko.intake import Intake, read, take_in, why_nothing
from bunko.intake.attachments import LARGEST, MOST
from bunko.intake.form import Form
from bunko.intake.words import REFUSALS, WORDS, RefusalError, word
from bunko.outcome import Outcome
from bunko.settings import Settings

ROOT = Path(__file__).parents[2]
FORMS = ROOT / ".github" / "ISSUE_TEMPLATE"
TEXT = "月球背面发现水的痕迹\n2024年5月1日 10:00\n\n探测器完成了观测。\n\n负责人说：“我们会继续确认。”"
FILE = "https://github.com/user-attachments/files/17/a.zip"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """An archive of one page, with the project's forms."""
    shutil.copytree(ROOT / "tests" / "archives" / "english-and-chinese", tmp_path / "archive")
    shutil.copytree(FORMS, tmp_path / "archive" / ".github" / "ISSUE_TEMPLATE")
    return archive_settings.load(tmp_path / "archive" / "mkdocs.yml")


def form(name: str) -> dict[str, str]:
    """The headings of a form by the ids of its fields."""
    body = yaml.safe_load((FORMS / name).read_text(encoding="utf-8"))["body"]
    return {one["id"]: one["attributes"]["label"] for one in body if "id" in one}


def issue(name: str, values: Mapping[str, str]) -> str:
    """An issue's body as GitHub makes it of a form."""
    return "\n\n".join(f"### {label}\n\n{values.get(id_, '_No response_')}" for id_, label in form(name).items())


@pytest.fixture
def taking(settings: Settings, tmp_path: Path) -> Callable[..., Intake]:
    def take(body: str, files: Mapping[str, bytes] | None = None) -> Intake:
        event = tmp_path / "event.json"
        event.write_text(json.dumps({"issue": {"number": 12, "body": body}}), encoding="utf-8")

        def open_(address: str) -> io.BytesIO:
            if address not in (files or {}):
                raise HTTPError(address, 404, "Not Found", Message(), None)
            return io.BytesIO((files or {})[address])

        return take_in(settings, read(settings, event), open_)

    return take


@pytest.mark.parametrize("name", ["11-article-ja.yml", "12-article-zh.yml", "13-article-en.yml"])
def test_a_pasted_article_becomes_a_page_in_any_language_of_the_form(
    name: str, taking: Callable[..., Intake], settings: Settings, tmp_path: Path
) -> None:
    values = {"text": f"```text\n{TEXT}\n```", "url": "https://zh.example.org/1.html", "language": "zh-Hans"}
    found = taking(issue(name, values))
    assert [one.outcome for one in found.outcomes] == ["created"]
    page = settings.root / str(found.outcomes[0].page)
    text = page.read_text(encoding="utf-8")
    assert "title: 月球背面发现水的痕迹" in text
    assert "url: https://zh.example.org/1.html" in text
    assert "探测器完成了观测。" in text
    report = found.as_markdown()
    assert "#12" in report
    assert {"ja": "新規", "zh": "新建", "en": "created"}[name[-6:-4]] in report
    assert str(tmp_path) not in report
    assert "| ` issue-12.txt ` |" in report


def test_what_cannot_be_used_is_told_and_not_used(taking: Callable[..., Intake], settings: Settings) -> None:
    values = {
        "text": TEXT,
        "url": "javascript:alert(1)",
        "date": "きのう",
        "source": "知らない新聞",
        "language": "zh-Hans",
    }
    found = taking(issue("11-article-ja.yml", values))
    assert found.unusable == {name: values[name] for name in ("url", "date", "source")}
    report = found.as_markdown()
    assert "\n- 公開日：` きのう ` は使えないため、使いませんでした。`2024-05-03`や「2024年5月3日」のように" in report
    assert "\n- 出典：` 知らない新聞 ` は登録簿（`archive/sources.yml`）にまだありません。管理者が加えます。" in report
    assert "見つからなかった項目" not in report  # what was filled in is not asked for
    assert "javascript" not in (settings.root / str(found.outcomes[0].page)).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2024年5月3日", "2024-05-03"),
        ("2024/5/3", "2024-05-03"),
        ("２０２４－０５－０３", "2024-05-03"),
        ("２０２４年５月３日（金）", "2024-05-03"),
        ("令和6年5月3日", "2024-05-03"),
        ("2024年5月3日 10:30", "2024-05-03"),  # a time of no zone is no instant
        ("2024-05-03T10:30+08:00", "2024-05-03T10:30:00+08:00"),
    ],
)
def test_a_date_is_read_as_people_write_it(
    written: str, read: str, taking: Callable[..., Intake], settings: Settings
) -> None:
    undated = TEXT.replace("2024年5月1日 10:00\n", "")
    found = taking(issue("11-article-ja.yml", {"text": undated, "date": written, "language": "zh-Hans"}))
    assert not found.unusable
    assert f"\ndate: {read}\n" in (settings.root / str(found.outcomes[0].page)).read_text(encoding="utf-8")


def test_a_source_that_the_register_lacks_is_not_asked_for_again(taking: Callable[..., Intake]) -> None:
    printed = TEXT.replace("10:00", "10:00 来源：海湾日报")
    report = taking(issue("12-article-zh.yml", {"text": printed, "language": "zh-Hans"})).as_markdown()
    assert "海湾日报" in report
    assert form("12-article-zh.yml")["source"] not in report


def test_a_zip_is_unpacked_by_bare_names_and_each_file_imported(taking: Callable[..., Intake]) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as out:
        out.writestr("../../../etc/one.txt", TEXT)
        out.writestr("two/二.txt", TEXT.replace("水的痕迹", "冰").replace("完成了观测", "还发现了冰层"))
        out.writestr("__MACOSX/._one.txt", b"\0")
    values = {"file": f"[a.zip]({FILE}) と https://evil.example.org/x.zip", "language": "zh-Hans"}
    found = taking(issue("11-article-ja.yml", values), {FILE: packed.getvalue()})
    assert sorted(one.outcome for one in found.outcomes) == ["created", "created"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (lambda: zipped({f"{n}.txt": b"x" for n in range(MOST + 1)}), "too many files .*20 at most"),
        (lambda: zipped({"a.txt": b"\0" * (LARGEST + 1)}), "bytes at most"),
        (lambda: zipped({f"{n}.txt": b"\0" * LARGEST for n in range(4)}), "at most in all"),
        (lambda: b"x" * (LARGEST + 1), "bytes at most"),
        (lambda: broken(zipped({"a.txt": b"abcdef" * 99})), "a zip cannot be read"),
        (lambda: zipped({"a.txt": b"x" * 999})[:-40], "a zip cannot be read"),
    ],
)
def test_a_hostile_zip_is_an_error_with_a_cure(
    content: Callable[[], bytes], said: str, taking: Callable[..., Intake]
) -> None:
    with pytest.raises(BunkoError, match=said) as error:
        taking(issue("11-article-ja.yml", {"file": FILE}), {FILE: content()})
    assert error.value.cure


def broken(packed: bytes) -> bytes:
    """A zip whose compressed bytes are none."""
    start = packed.index(b"a.txt") + len(b"a.txt")
    return packed[:start] + b"\xff" * 8 + packed[start + 8 :]


def test_an_attachment_that_github_has_not_is_an_error_with_a_cure(taking: Callable[..., Intake]) -> None:
    with pytest.raises(BunkoError, match="cannot be fetched") as error:
        taking(issue("11-article-ja.yml", {"file": FILE}))
    assert error.value.cure


def test_a_zip_may_hold_a_file_of_its_own_name(taking: Callable[..., Intake]) -> None:
    address = FILE.replace("a.zip", "1-a.txt")
    found = taking(
        issue("11-article-ja.yml", {"file": address, "language": "zh-Hans"}),
        {address: zipped({"a.txt": TEXT.encode()})},
    )
    assert [(one.outcome, one.capture) for one in found.outcomes] == [("created", "files/1/unpacked/1-a.txt")]


def test_a_file_that_only_ends_as_a_zip_does_is_none(taking: Callable[..., Intake]) -> None:
    address = FILE.replace("a.zip", "a.txt")
    content = f"{TEXT}\n".encode() + zipped({"b.txt": b"x"})
    found = taking(issue("11-article-ja.yml", {"file": address, "language": "zh-Hans"}), {address: content})
    assert [one.capture for one in found.outcomes] == ["files/1/a.txt"]


def test_links_are_taken_with_percent_signs_or_named(taking: Callable[..., Intake]) -> None:
    address = FILE.replace("a.zip", "%E6%9C%88.txt")
    others = [
        "https://github.com/user-attachments/assets/0f-1",
        "https://github.com/user-attachments/files/17/%2.txt",
        "http://evil.example.org/x.zip",
    ]
    values = {"file": " ".join(f"[a]({link})" for link in (address, *others)), "language": "zh-Hans"}
    found = taking(issue("11-article-ja.yml", values), {address: TEXT.encode()})
    assert [(one.outcome, one.capture) for one in found.outcomes] == [("created", "files/1/月.txt")]
    assert found.untaken == tuple(others)
    assert f"添付されたファイルではないため、取り込みませんでした：` {others[0]} `、" in found.as_markdown()
    with pytest.raises(BunkoError, match="neither text nor a file") as error:
        taking(issue("11-article-ja.yml", {"file": others[0]}))
    assert others[0] in error.value.text


def zipped(files: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in files.items():
            out.writestr(name, content)
    return packed.getvalue()


def test_a_report_shows_what_a_stranger_wrote_as_text_alone(taking: Callable[..., Intake]) -> None:
    values = {
        "text": TEXT,
        "source": "``x`` \u202e@everyone <script> | [a](https://evil.example.org)",
        "language": "zh-Hans",
    }
    report = taking(issue("11-article-ja.yml", values)).as_markdown()
    line = next(line for line in report.splitlines() if "everyone" in line)
    assert line.startswith("- 出典：``` ")
    assert " ``` は登録簿（" in line
    assert "\\|" not in line
    assert "\u202e" not in report


def test_a_tag_is_added_to_the_register_as_data(taking: Callable[..., Intake], settings: Settings) -> None:
    register = settings.archive / "tags.yml"
    before = register.read_text(encoding="utf-8")
    values = {"id": "Solar Sail", "name-zh": "太阳帆: [x]", "aliases": '帆, "a"', "kind": "topic", "wikidata": "Q1 # x"}
    found = taking(issue("22-tag-zh.yml", values))
    text = register.read_text(encoding="utf-8")
    assert text.startswith(before.rstrip("\n"))
    entry = yaml.safe_load(text)["solar-sail"]
    assert entry == {"names": {"zh": "太阳帆: [x]"}, "aliases": ["帆", '"a"'], "kind": "topic"}
    assert found.kind == "tag"
    with pytest.raises(BunkoError, match="already"):
        taking(issue("22-tag-zh.yml", values))


@pytest.mark.parametrize("before", ["{}\n", "moon:\n  names: {zh: 月球}\n...\n", "{moon: {names: {zh: 月球}}}"])
def test_a_register_to_whose_end_nothing_can_be_added_stays(
    before: str, taking: Callable[..., Intake], settings: Settings
) -> None:
    register = settings.archive / "tags.yml"
    register.write_text(before, encoding="utf-8")
    with pytest.raises(BunkoError, match="no tag can be added") as error:
        taking(issue("22-tag-zh.yml", {"id": "sail", "name-zh": "帆"}))
    assert error.value.cure
    assert register.read_text(encoding="utf-8") == before


@pytest.mark.parametrize(
    "before", ["", "# Tags\n", "moon:\n  names: {zh: 月球}", "moon:\n  names: {zh: 月球} # 月\n\n\n"]
)
def test_a_register_in_any_other_shape_takes_an_entry(
    before: str, taking: Callable[..., Intake], settings: Settings
) -> None:
    register = settings.archive / "tags.yml"
    register.write_text(before, encoding="utf-8")
    taking(issue("22-tag-zh.yml", {"id": "sail", "name-zh": "帆"}))
    text = register.read_text(encoding="utf-8")
    assert text.startswith(before.rstrip("\n"))
    assert yaml.safe_load(text) == (yaml.safe_load(before) or {}) | {"sail": {"names": {"zh": "帆"}}}


@pytest.mark.parametrize("fence", [True, False])
def test_a_pasted_text_may_hold_headings_of_the_form(
    fence: bool, taking: Callable[..., Intake], settings: Settings
) -> None:
    headings = form("12-article-zh.yml")
    pasted = f"{TEXT}\n\n### {headings['file']}\n\n文末还有一句。\n\n### {headings['consent']}\n\n到此为止。"
    values = {"text": f"```text\n{pasted}\n```" if fence else pasted, "language": "zh-Hans"}
    found = taking(issue("12-article-zh.yml", values))
    text = (settings.root / str(found.outcomes[0].page)).read_text(encoding="utf-8")
    assert "文末还有一句。" in text
    assert "到此为止。" in text
    assert "```" not in text


def test_a_reason_may_hold_the_heading_of_its_own_field(taking: Callable[..., Intake]) -> None:
    values = {"id": "sail", "name-zh": "帆", "reason": f"一\n### {form('22-tag-zh.yml')['reason']}\n二"}
    assert "一\n###" in taking(issue("22-tag-zh.yml", values)).notes[1]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("\n\n".join(reversed(issue("11-article-ja.yml", {}).split("\n\n"))), "no form made this issue"),
        ("Hello", "no form made this issue"),
        (issue("11-article-ja.yml", {}), "neither text nor a file"),
        (issue("21-tag-ja.yml", {"id": "x"}), "no id, or no name"),
        (issue("31-error-ja.yml", {"page": "x"}), "are for people"),
    ],
)
def test_what_cannot_be_taken_in_says_why(body: str, said: str, taking: Callable[..., Intake]) -> None:
    with pytest.raises(BunkoError, match=said) as error:
        taking(body)
    assert error.value.cure


@pytest.mark.parametrize("event", [b"", b"[]", b'{"issue": {"number": "1; rm", "body": ""}}', b'{"issue": null}'])
def test_an_event_that_is_none_is_an_error(event: bytes, settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "event.json").write_bytes(event)
    with pytest.raises(BunkoError, match="no event of an issue"):
        read(settings, tmp_path / "event.json")


def test_the_forms_ask_the_same_in_every_language() -> None:
    for kind in ("article", "tag", "error", "removal"):
        files = sorted(FORMS.glob(f"*-{kind}-*.yml"))
        assert len(files) == 3
        told = [yaml.safe_load(file.read_text(encoding="utf-8")) for file in files]
        shapes = [[(one["type"], one.get("id"), one.get("validations")) for one in form["body"]] for form in told]
        assert shapes[0] == shapes[1] == shapes[2]
        assert {tuple(form["labels"]) for form in told} == {(kind,)}


def run(settings: Settings, folder: Path, body: str) -> tuple[int, str]:
    """`bunko intake` as the workflow runs it: its exit status and its report."""
    event, report = folder / "event.json", folder / "intake" / "report.md"
    event.write_text(json.dumps({"issue": {"number": 12, "body": body}}), encoding="utf-8")
    report.parent.mkdir(exist_ok=True)
    report.unlink(missing_ok=True)
    status = main(["-f", str(settings.root / "mkdocs.yml"), "intake", str(event), "--report", str(report)])
    return status, report.read_text(encoding="utf-8")


def test_the_report_is_written_and_says_so_where_nothing_was_taken_in(settings: Settings, tmp_path: Path) -> None:
    good = issue("12-article-zh.yml", {"text": TEXT, "language": "zh-Hans"})
    status, report = run(settings, tmp_path, good)
    assert status == 0
    assert report.startswith("已导入 #12 的内容。")
    status, report = run(settings, tmp_path, good)
    assert status == 1
    assert report.startswith("没有从 #12 导入任何内容。")
    assert "| 无变化 |" in report
    assert "没有发现问题" not in report
    assert report.endswith("编辑本Issue后，系统会再试一次。\n")


def test_an_issue_that_cannot_be_taken_in_has_a_report_with_the_cure(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, report = run(settings, tmp_path, issue("11-article-ja.yml", {}))
    assert status == 1
    assert report == (
        "何も取り込まれませんでした。\n\n- ` 本文もファイルもありません `\n"
        "- ` Issueを編集して、本文を貼り付けるか、ファイルを欄へドラッグしてください。 `\n\n"
        "Issueを編集すると、もう一度取り込みを試みます。\n"
    )
    assert "neither text nor a file" in capsys.readouterr().err


def test_an_issue_of_no_form_is_answered_in_every_language(settings: Settings, tmp_path: Path) -> None:
    status, report = run(settings, tmp_path, "Hello")
    assert status == 1
    for words in ("フォームから作られたIssueではありません", "本Issue不是用表单提交的", "no form made this issue"):
        assert words in report


def test_every_refusal_and_every_word_is_told_in_each_language_with_its_values() -> None:
    for key, texts in REFUSALS.items():
        places = [{*re.findall(r"\{([a-z]+)\}", problem)} for problem, _ in texts]
        assert places[0] == places[1] == places[2], key
        values: dict[str, Any] = {name: f"<{name}> {{number}}" for name in places[0]}
        error = RefusalError("#1", key, **values)
        for language in ("ja", "zh", "en"):
            report = why_nothing(error, language)
            assert all(f"<{name}> {{number}}" in report for name in places[0])
            assert len(report.splitlines()) == 6
    for key, words in WORDS.items():
        places = [{*re.findall(r"\{([a-z]+)\}", text)} for text in words]
        assert places[0] == places[1] == places[2], key
        assert word("ko", key, **dict.fromkeys(places[0], "x")) == word("en", key, **dict.fromkeys(places[0], "x"))


def test_what_the_import_could_not_find_is_asked_for_by_the_headings_of_the_form(
    taking: Callable[..., Intake],
) -> None:
    found = taking(
        issue("12-article-zh.yml", {"text": TEXT.replace("2024年5月1日 10:00\n", ""), "language": "zh-Hans"})
    )
    assert "date" in found.outcomes[0].missing
    names = form("12-article-zh.yml")
    assert f"- 没有找到的项目：{names['url']}、{names['date']}" in found.as_markdown()


def test_a_table_of_outcomes_escapes_bars_and_a_list_does_not() -> None:
    told = Intake(
        1, Form("en", "article", {}, frozenset()), "article", [Outcome("a|b\u202e.txt", "failed", error="x|y")]
    )
    report = told.as_markdown()
    assert "| failed |  | ` a\\|b .txt ` |" in report
    assert "- ` x|y `" in report
    assert "finds nothing" not in report


REPLACED = {
    "11-article-ja.yml": (
        "注意：公開済みのページの内容を置き換えます",
        "- 本文：2段落のうち1段落\n- 項目：公開日、もとになる原本\n",
    ),
    "12-article-zh.yml": ("注意：这会替换已发布页面的内容", "- 正文：2段中的1段\n- 字段：发布日期、所依据的原件\n"),
    "13-article-en.yml": (
        "Note: this replaces what a published page says",
        "- text: 1 of 2 paragraphs\n- fields: Date of publication, the capture that the page follows\n",
    ),
}


@pytest.mark.parametrize("name", REPLACED)
def test_what_would_replace_a_published_text_says_so_first_of_all(
    name: str, taking: Callable[..., Intake], settings: Settings
) -> None:
    values = {"text": TEXT, "url": "https://zh.example.org/1.html", "language": "zh-Hans"}
    page = taking(issue(name, values)).outcomes[0].page
    other = TEXT.replace("5月1日", "5月2日").replace("完成了观测", "坠毁了")
    found = taking(issue(name, values | {"text": other}))
    first, told = REPLACED[name]
    report = found.as_markdown()
    address = f"{settings.site_url}{str(page).removeprefix('docs/').removesuffix('.md')}/"
    assert report.startswith(f"**{first}")
    assert f"[` {page} `]({address})" in report.splitlines()[0]
    assert told in report
    assert "replaces what the page said: 1 of 2 paragraphs, date, captures" in found.outcomes[0].as_text()


def test_what_adds_to_a_page_replaces_nothing(taking: Callable[..., Intake]) -> None:
    values = {"text": TEXT, "url": "https://zh.example.org/1.html", "language": "zh-Hans"}
    taking(issue("12-article-zh.yml", values))
    found = taking(issue("12-article-zh.yml", values | {"text": f"{TEXT}\n\n文末还有一句。"}))
    assert "替换" not in found.as_markdown()
