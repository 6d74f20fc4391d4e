"""Each folder of tests/cases/samples: a capture of the shipped inbox, and the articles that its author wrote.

`expected.json` names the capture and what a person supplies, and has those fields of each article that the
capture prints; `<id>.md` is the article's text as it was written, before a capture was made of it.
"""

from __future__ import annotations

import json
import shutil
from datetime import datetime
from pathlib import Path, PurePosixPath

import pytest

from bunko import dates, frontmatter, page, settings
from bunko.importer import Supplied, import_captures
from bunko.nouns import Article
from bunko.settings import Settings

CASES = sorted((Path(__file__).parent.parent / "cases" / "samples").iterdir())
NAMES = {"date": "published"}


def told(article: Article, field: str) -> object:
    value = getattr(article, NAMES.get(field, field))
    if field in {"date", "updated"}:
        return value.isoformat() if isinstance(value, datetime) else str(value)
    return list(value) if isinstance(value, tuple) else value


@pytest.fixture
def new(root: Path, tmp_path: Path) -> Settings:
    """An archive with the shipped site's languages and registers, and no article."""
    shutil.copy(root / "mkdocs.yml", tmp_path)
    (tmp_path / "archive").mkdir()
    for register in ("tags.yml", "sources.yml"):
        shutil.copy(root / "archive" / register, tmp_path / "archive")
    return settings.load(tmp_path / "mkdocs.yml")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_article_is_the_one_that_was_written(case: Path, root: Path, new: Settings) -> None:
    expected = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    values = expected["supplied"]
    if "date" in values:
        values["date"] = dates.parse(values["date"])

    outcomes = list(import_captures(new, [root / "archive" / "inbox" / expected["capture"]], Supplied(**values)))

    assert [(outcome.outcome, outcome.id) for outcome in outcomes] == [
        ("created", article["id"]) for article in expected["articles"]
    ]
    for outcome, wanted in zip(outcomes, expected["articles"], strict=True):
        assert outcome.page is not None
        text = (new.root / outcome.page).read_text(encoding="utf-8")
        article = page.read(text, PurePosixPath(outcome.page).relative_to("docs"))
        assert {field: told(article, field) for field in wanted} == wanted
        body = frontmatter.split(text)[1]
        assert body.strip() == (case / f"{wanted['id']}.md").read_text(encoding="utf-8").strip()


def test_importing_the_shipped_inbox_again_changes_nothing(root: Path, tmp_path: Path) -> None:
    archive = tmp_path / "archive-of-its-own"
    for name in ("docs", "archive"):
        shutil.copytree(root / name, archive / name)
    shutil.copy(root / "mkdocs.yml", archive)

    outcomes = list(import_captures(settings.load(archive / "mkdocs.yml"), [archive / "archive" / "inbox"], Supplied()))

    assert {outcome.outcome for outcome in outcomes} == {"unchanged"}
    assert len(outcomes) >= 30
