"""The reason of a withdrawn article may lead to what stands in its place."""

from __future__ import annotations

import shutil
from pathlib import Path, PurePosixPath

import pytest

from bunko import settings
from bunko.stage import read_site
from bunko.stage.withdrawal import reason_parts
from tests.stage.staged import ARCHIVE


@pytest.mark.parametrize(
    ("reason", "parts"),
    [
        ("An error.", [{"text": "An error."}]),
        (
            "See [the correction](105.md#p2).",
            [
                {"text": "See "},
                {"text": "the correction", "url": "en/articles/2021/05/105/#p2", "held": True},
                {"text": "."},
            ],
        ),
        (
            "[About](../../../about.md) us",
            [{"text": "About", "url": "en/about/", "held": True}, {"text": " us"}],
        ),
        (
            "訂正：https://example.org/fix（外部）",
            [
                {"text": "訂正："},
                {"text": "https://example.org/fix", "url": "https://example.org/fix"},
                {"text": "（外部）"},
            ],
        ),
        ("[no page](nowhere.md)", [{"text": "[no page](nowhere.md)"}]),
        ("[out](../../../../../mkdocs.md)", [{"text": "[out](../../../../../mkdocs.md)"}]),
        ("[bad](javascript:alert(1))", [{"text": "[bad](javascript:alert(1))"}]),
        ("[data](data:text/html,x)", [{"text": "[data](data:text/html,x)"}]),
        ("<b>bold</b>", [{"text": "<b>bold</b>"}]),
    ],
)
def test_a_reason_is_cut_at_its_links(reason: str, parts: list[object], tmp_path: Path) -> None:
    archive = Path(shutil.copytree(ARCHIVE, tmp_path / "archive"))
    page = archive / "docs/en/articles/2021/05/103.md"
    text = page.read_text(encoding="utf-8").replace("The author asked for it.", reason.replace('"', "'"))
    line = next(line for line in text.splitlines() if line.startswith("reason:"))
    page.write_text(text.replace(line, f"reason: '{reason}'"), encoding="utf-8")
    site = read_site(settings.load(archive / "mkdocs.yml"))
    article = site.library.groups["articles/2021/05/103"]["en"]
    assert article.path == PurePosixPath("en/articles/2021/05/103.md")
    assert reason_parts(site, "en", article) == parts
