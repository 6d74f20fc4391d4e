"""The corpus: a bilingual archive of any size, made up, the same for the same numbers.

    python benchmarks/build/corpus.py FOLDER [--articles 1000] [--translations 0.29] [--seed 1]

Japanese articles of about 1,800 characters on fifteen years, with tags, two headings and a quote; a share of them is
translated into Chinese. Each article belongs to a subject, whose words and tags it uses besides common ones, so that
related articles, stories and tags have something to find.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

SECONDS = 15 * 365 * 86_400
START = datetime(2011, 1, 1, tzinfo=UTC)
PER_SUBJECT = 8
"""Articles of one subject, in the mean."""

SAID = {"ja": ("文庫", "日本語"), "zh": ("文库", "中文")}


@dataclass(frozen=True)
class Text:
    """One article in one language; `tags` are names in that language, `blocks` Markdown."""

    language: str
    id: str
    published: datetime
    title: str
    description: str
    tags: tuple[str, ...]
    blocks: tuple[str, ...]

    @property
    def folder(self) -> str:
        """Year and month, as the address has them."""
        return f"{self.published:%Y/%m}"


class Words:
    """Forty thousand words of a language: common characters stand in more of them, common words come more often."""

    def __init__(self, language: str) -> None:
        chance = random.Random(language)  # noqa: S311 - drawn for a benchmark
        han = [chr(chance.randrange(0x4E00, 0x9FA5)) for _ in range(2500)]
        kana = [chr(code) for code in range(0x3042, 0x3094)]
        katakana = [chr(code) for code in range(0x30A2, 0x30F4)]
        self.all = [_word(chance, language, han, kana, katakana) for _ in range(40_000)]
        self.sums: list[float] = []
        total = 0.0
        for rank in range(1, len(self.all) + 1):
            total += 1 / (rank + 10)
            self.sums.append(total)

    def draw(self, chance: random.Random, count: int) -> list[str]:
        return chance.choices(self.all, cum_weights=self.sums, k=count)


def _word(chance: random.Random, language: str, han: list[str], kana: list[str], katakana: list[str]) -> str:
    def some(pool: list[str], count: int) -> str:
        return "".join(pool[min(int(chance.paretovariate(0.4)) - 1, len(pool) - 1)] for _ in range(count))

    kind, length = chance.random(), chance.choice((1, 2, 2, 2, 3))
    if language == "ja" and kind < 0.35:
        return some(kana, length)
    if language == "ja" and kind < 0.5:
        return some(katakana, length + 2)
    if kind < 0.52:
        return "".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=length + 3)).capitalize()
    if kind < 0.56:
        return f"{chance.randrange(1, 13)}月{chance.randrange(1, 29)}日"
    return some(han, length)


def texts(articles: int, translations: float, seed: int) -> Iterator[Text]:
    """Each article in Japanese, followed by its translation where it has one."""
    chance = random.Random(f"{seed} {articles}")  # noqa: S311 - drawn for a benchmark
    words = {language: Words(language) for language in SAID}
    for number in range(articles):
        subject = chance.randrange(max(1, articles // PER_SUBJECT))
        published = START + timedelta(seconds=int(chance.random() * SECONDS))
        tags = sorted({subject % 400, *(min(int(chance.paretovariate(0.7)), 400) for _ in range(4))})
        for language in ("ja", "zh") if chance.random() < translations else ("ja",):
            yield _text(chance, words[language], language, (f"{number:06}", subject, published, tags))


def _text(chance: random.Random, words: Words, language: str, said: tuple[str, int, datetime, list[int]]) -> Text:
    number, subject, published, tags = said
    own = random.Random(f"{language} {subject}").choices(words.all, k=30)  # noqa: S311 - drawn for a benchmark

    def sentence(length: int) -> str:
        drawn = words.draw(chance, length)
        return "".join(chance.choice(own) if chance.random() < 0.15 else word for word in drawn)

    paragraphs = ["。".join(sentence(10) for _ in range(4)) + "。" for _ in range(16 if language == "ja" else 13)]
    paragraphs[3] = f"> {paragraphs[3]}"
    for place in (5, 10):
        paragraphs.insert(place, f"## {sentence(6)}")
    return Text(
        language=language,
        id=number,
        published=published,
        title=sentence(8),
        description=sentence(24) + "。",
        tags=tuple(f"{'主題' if language == 'ja' else '主题'}{tag}" for tag in tags),
        blocks=tuple(paragraphs),
    )


def write_archive(folder: Path, articles: int, translations: float = 0.29, seed: int = 1) -> int:
    """An archive that Bunko builds; the number of its pages."""
    count = 0
    originals: dict[str, str] = {}
    for text in texts(articles, translations, seed):
        place = folder / "docs" / text.language / "articles" / text.folder / f"{text.id}.md"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(_page(text), encoding="utf-8")
        originals[text.id] = text.folder
        count += 1
    for language, (name, _) in SAID.items():
        (folder / "docs" / language / "index.md").write_text(f"---\ntitle: {name}\n---\n\n{name}\n", encoding="utf-8")
    (folder / "docs" / "index.md").write_text("---\ntitle: 文庫 · 文库\n---\n", encoding="utf-8")
    (folder / "archive").mkdir(exist_ok=True)
    kinds = ("topic", "place", "person", "event")
    tags = (f"t{tag}:\n  names: {{ja: 主題{tag}, zh: 主题{tag}}}\n  kind: {kinds[tag % 4]}\n" for tag in range(401))
    (folder / "archive" / "tags.yml").write_text("".join(tags), encoding="utf-8")
    (folder / "archive" / "sources.yml").write_text(SOURCES, encoding="utf-8")
    (folder / "mkdocs.yml").write_text(MKDOCS, encoding="utf-8")
    return count


def _page(text: Text) -> str:
    head = [f"title: {text.title}", f"language: {'ja' if text.language == 'ja' else 'zh-Hans'}"]
    head += [f"description: {text.description}"]
    if text.language == "ja":
        head += [
            f"url: https://ja.news.example.org/{text.published:%Y%m%d}/{text.id}.html",
            f"date: {text.published.isoformat()}",
            "source: sample-ja",
            "tags:",
            *(f"- {tag}" for tag in text.tags),
        ]
    else:
        head += ["translation:", "  from: ja", "  translator: Sample", "  method: human"]
    return "\n".join(["---", *head, "---", "", "\n\n".join(text.blocks), ""])


SOURCES = """sample-ja:
  names: {ja: 見本新聞, zh: 样例报}
  homepage: https://ja.news.example.org/
  country: JP
  language: ja
  zone: Asia/Tokyo
  hosts: [ja.news.example.org]
"""

MKDOCS = """site_name: 文庫
site_url: https://bunko.example.org/
theme: {name: bunko, font: false}
plugins: [{bunko: {part: !ENV [BUNKO_PART, ""]}}]
extra:
  bunko:
    languages:
      ja: {name: 日本語, title: 文庫}
      zh: {name: 中文, title: 文库}
nav: [index.md]
markdown_extensions:
  - bunko
  - abbr
  - admonition
  - attr_list
  - def_list
  - footnotes
  - tables
  - pymdownx.blocks.caption
  - pymdownx.details
  - pymdownx.superfences
  - pymdownx.tilde
validation: {nav: {omitted_files: ignore}}
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="a new or an empty folder")
    parser.add_argument("--articles", type=int, default=1000, help="Japanese articles")
    parser.add_argument("--translations", type=float, default=0.29, help="the share that is translated")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    if given.folder.exists() and any(given.folder.iterdir()):
        parser.error(f"{given.folder} is not empty")
    print(f"{write_archive(given.folder, given.articles, given.translations, given.seed)} pages")


if __name__ == "__main__":
    main()
