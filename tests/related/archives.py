"""Small archives of our own sentences, made for one test each."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from pathlib import Path

from bunko.related.kept import Kept
from bunko.related.reading import Read, read
from bunko.related.terms import Text
from bunko.settings import Settings, load

MKDOCS = """site_name: test
plugins: [bunko]
extra: {bunko: {languages: {ja: {name: 日本語, title: 文庫}, zh: {name: 中文, title: 文库}}}}
"""

CAPSULE = (
    "探査機のカプセルがウーメラ砂漠に着地した。回収班はビーコンの電波をたよりに夜明け前から捜索し、"
    "パラシュートとともに発見した。採取された試料は専用の容器に封入され、空路で相模原へ運ばれる。"
)


def noise(seed: int, length: int = 200) -> str:
    """A text that shares nothing with another but by chance."""
    rng = random.Random(seed)  # noqa: S311 - the same text each time
    return "".join(chr(rng.randrange(0x4E00, 0x9000)) for _ in range(length))


def read_texts(texts: Sequence[Text], kept: Kept) -> Read:
    """The terms of texts that stand on no page."""
    return read([blake2b(repr(text).encode(), digest_size=16).digest() for text in texts], lambda at: texts[at], kept)


def archive(root: Path, pages: Mapping[str, str], stories: str | None = None) -> Settings:
    """An archive of pages (by their path below docs/, front matter without fences and body, a blank line between)."""
    (root / "archive").mkdir(parents=True)
    (root / "mkdocs.yml").write_text(MKDOCS, encoding="utf-8")
    for path, text in pages.items():
        front, _, body = text.partition("\n\n")
        file = root / "docs" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"---\n{front}\n---\n\n{body}\n", encoding="utf-8")
    if stories is not None:
        (root / "archive" / "stories.yml").write_text(stories, encoding="utf-8")
    return load(root / "mkdocs.yml")


def page(title: str, day: str, body: str, language: str = "ja", more: str = "") -> str:
    """A page's text for `archive`."""
    url = f"https://example.org/{title.encode().hex()[:40]}"
    return f"title: {title}\nurl: {url}\ndate: {day}\nlanguage: {language}{more}\n\n{body}"


def event(days: int = 3) -> dict[str, str]:
    """Three articles of one event in Japanese, and others of none."""
    pages = {}
    for at in range(days):
        told = page(f"カプセル着地の第{at}報", f"2020-12-0{at + 1}", CAPSULE + noise(90 + at, 6))
        pages[f"ja/articles/2020/12/e{at}.md"] = told
    for at in range(12):
        pages[f"ja/articles/2020/12/n{at}.md"] = page(noise(at, 8), "2020-12-02", noise(at))
        pages[f"zh/articles/2020/12/z{at}.md"] = page(noise(50 + at, 8), "2020-12-02", noise(50 + at), "zh-Hans")
    return pages
