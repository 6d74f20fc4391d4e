"""An archive to search in, and what a test does and reads of the search's interface."""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

MARKUP = """<img src=x onerror="document.title='taken'"><b>演習</b>"""
"""A title that would act if it were taken for HTML."""

_BRIEFING = """---
title: 第{number}回定例会見の要旨
date: 2023-{month:02}-{day:02}
language: ja
source: sample-uchu-shimbun
tags: [{tag}]
---

第{number}回の定例会見が開かれた。担当者は演習の進み具合を説明した。次の会見は来月の予定。
"""


def furnish(archive: Path) -> None:
    """Put into an archive, instead of its articles: 24 that are alike, a Chinese one, a long one, one with markup."""
    for path in (*archive.glob("docs/*/articles"), archive / "archive/captures", archive / "archive/translated"):
        shutil.rmtree(path, ignore_errors=True)
    for page in archive.glob("docs/*/*.md"):  # they lead to those articles
        page.write_text(f"---\ntitle: {page.stem}\n---\n", encoding="utf-8")
    for number in range(1, 25):
        month, day = 1 + number % 12, 1 + number
        text = _BRIEFING.format(number=number, month=month, day=day, tag="moon" if number % 2 else "JAXA")
        _write(archive, f"ja/articles/2023/{month:02}/briefing-{number}.md", text)
    talk = "本报讯：会谈在北京举行，双方讨论了演习计划。会谈持续两小时。"
    fields = "title: 双方会谈纪要\ndate: 2022-05-06\nlanguage: zh-Hans\nsource: sample-hangtian-bao\ntags: [moon]"
    _write(archive, "zh/articles/2022/05/talks.md", f"---\n{fields}\n---\n\n{talk}\n")
    long = "\n\n".join(
        ["手前の段落。" * 20] * 8 + ["ここで*会*談が開かれた。", "間の段落。" * 60, "二度目の会談も開かれた。"]
    )
    fields = "title: 長い記事\ndate: 2022-05-07\nlanguage: ja\nsource: sample-uchu-shimbun\ntags: [lunar-far-side]"
    _write(archive, "ja/articles/2022/05/long.md", f"---\n{fields}\n---\n\n{long}\n")
    quoted = MARKUP.replace("'", "''")
    fields = f"title: '{quoted}'\ndate: 2022-05-08\nlanguage: ja"
    _write(archive, "ja/articles/2022/05/markup.md", f"---\n{fields}\n---\n\n`<script>`と書いた例文。\n")


def _write(archive: Path, path: str, text: str) -> None:
    page = archive / "docs" / path
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(text, encoding="utf-8")


def open_finder(page: Page) -> Locator:
    """Opens the dialog by the key, and waits until all of it is there."""
    page.keyboard.press("/")
    dialog = page.locator("dialog.bunko-dialog")
    expect(dialog.locator(".bunko-dialog__foot")).to_be_attached()
    return dialog


def found(place: Page | Locator) -> Locator:
    """The links of the results."""
    return place.locator(".bunko-found a")


def compose(page: Page, *stages: str) -> None:
    """Types by an input method: each stage is what stands underlined in the field."""
    session = page.context.new_cdp_session(page)
    for stage in stages:
        session.send(
            "Input.imeSetComposition", {"text": stage, "selectionStart": len(stage), "selectionEnd": len(stage)}
        )


def commit(page: Page, text: str) -> None:
    """Ends a composition with `text`."""
    page.context.new_cdp_session(page).send("Input.insertText", {"text": text})
