"""Small indexes, and a page in a real Chromium that searches in them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from bunko.search import Document, Names, assemble
from bunko.search.assembly import File
from bunko.search.bundle import bundled

MODULES = Path(__file__).parents[2] / "generator" / "bunko" / "search" / "scripts"

NAMES = Names(
    languages={"ja": {"ja": "日本語", "zh": "日语"}, "zh": {"ja": "中国語", "zh": "中文"}},
    sources={"times": {"ja": "見本タイムズ", "zh": "示例时报"}},
    tags={
        "russia": {"ja": "ロシア", "zh": "俄罗斯"},
        "moon": {"ja": "月", "zh": "月球"},
    },
    aliases={
        "russia": ("ロシア", "俄罗斯", "Russia"),
        "moon": ("月", "月球", "月面"),
        "hayabusa": ("はやぶさ", "隼鸟"),
    },
)


def text(place: int, title: str, *body: str, folder: str = "ja", **rest: Any) -> Document:
    """A document; its number is its address."""
    language = {"ja": "ja", "zh": "zh-Hans"}[folder]
    return Document(f"{folder}/articles/2020/01/{place}/", title, language, folder, body=body, **rest)


class Searcher:
    """Asks `search.js` in a page."""

    def __init__(self, page: Page, folder: Path, url: str) -> None:
        self.page, self.folder, self.url = page, folder, url
        self.index = folder / "assets" / "bunko" / "index"

    def search(self, query: str, **options: Any) -> dict[str, Any]:
        found: dict[str, Any] = self.page.evaluate(
            "async ([query, options]) => (await import('./assets/bunko/search.js')).search(query, options)",
            [query, options],
        )
        return found

    def numbers(self, query: str, **options: Any) -> list[int]:
        """The numbers of the documents found, best first."""
        return [int(one["url"].split("/")[-2]) for one in self.search(query, **options)["results"]]

    def again(self) -> None:
        """Open the page anew, with nothing in memory."""
        self.page.goto(self.url)


def write(files: Iterable[File], folder: Path) -> None:
    for file in files:
        place = folder / file.path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(file.content)


@pytest.fixture
def searcher(
    chromium: Browser, served: Callable[[Path], str], tmp_path: Path
) -> Iterator[Callable[[Sequence[Document]], Searcher]]:
    """Puts documents into an index below `/repo/` and opens a page beside it."""
    contexts: list[BrowserContext] = []

    def make(documents: Sequence[Document]) -> Searcher:
        folder = tmp_path / f"site-{len(contexts)}"
        (folder / "assets" / "bunko").mkdir(parents=True)
        (folder / "assets" / "bunko" / "search.js").write_text(bundled(), encoding="utf-8")
        shutil.copytree(MODULES, folder / "assets" / "bunko" / "modules")
        (folder / "index.html").write_text(
            '<!doctype html><html lang="ja"><meta charset="utf-8"><link rel="icon" href="data:,">', encoding="utf-8"
        )
        write(assemble(documents, NAMES), folder / "assets" / "bunko" / "index")
        context = chromium.new_context()
        contexts.append(context)
        page = context.new_page()
        url = served(folder)
        page.goto(url)
        return Searcher(page, folder, url)

    yield make
    for context in contexts:
        context.close()
