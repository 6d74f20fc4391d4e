"""What is said of the sample archive in words is what it holds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bunko import settings
from bunko.library import load
from bunko.registers import load as load_registers

ROOT = Path(__file__).parents[2]
COUNT = re.compile(r"(?<!\d)(\d+)(?: articles here| of them stand|本の記事|本は両方|篇文章|篇有日中)")


def test_what_is_named_of_the_readme_stands_there() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    named = re.findall(r'README, "([^"]+)"', (ROOT / "SECURITY.md").read_text(encoding="utf-8"))
    assert named
    for heading in named:
        assert re.search(rf"^#+ {re.escape(heading)}$", readme, re.MULTILINE), heading


@pytest.mark.parametrize("page", ["README.md", "README.ja.md", "README.zh.md", "docs/ja/about.md", "docs/zh/about.md"])
def test_the_counts_of_articles_agree_with_the_archive(page: str) -> None:
    options = settings.load(ROOT / "mkdocs.yml")
    library = load(options, load_registers(options.archive))
    groups = [group for group in library.groups.values() if not any(article.withdrawn for article in group.values())]
    both = [group for group in groups if set(group) == set(options.languages)]
    said = [int(number) for number in COUNT.findall((ROOT / page).read_text(encoding="utf-8"))]
    assert said == ([len(groups), len(both)] if page.startswith("README") else [len(groups)])
