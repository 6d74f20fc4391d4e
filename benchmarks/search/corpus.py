"""The articles that are searched: read from folders of public data sets, or made up."""

from __future__ import annotations

import html
import json
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from bunko.search import Document, Names

YEARS = 15
TAGS = 300


@dataclass(frozen=True)
class Corpus:
    """Documents of both languages, and how the filters' values are called."""

    documents: tuple[Document, ...]
    names: Names

    def text(self, document: Document) -> str:
        return f"{document.title}\n{document.text}"


def read(japanese: Path | None, chinese: Path | None, count: int, seed: int) -> Corpus:
    """`count` articles, half of each language; made up where no folder is given."""
    found: list[Document] = []
    for folder, place, reader in (("ja", japanese, livedoor), ("zh", chinese, bulletin)):
        chance = random.Random(f"{seed} {folder}")  # noqa: S311 - drawn for a benchmark
        half = count // 2
        if place is None:
            found += invented(folder, half, chance)
            continue
        read_ones = sorted(reader(place), key=lambda one: one[0])
        if len(read_ones) < half:
            message = f"{place}: {len(read_ones)} articles; expected at least {half}"
            raise SystemExit(message)
        found += [
            document(folder, *one, chance=chance)
            for one in sorted(chance.sample(read_ones, half), key=lambda one: one[0])
        ]
    return Corpus(tuple(found), names())


def document(  # noqa: PLR0913 - the fields of an article
    folder: str, id_: str, title: str, day: str, paragraphs: Iterable[str], *, chance: random.Random
) -> Document:
    tags = sorted({f"t{min(int(chance.paretovariate(0.6)), TAGS)}" for _ in range(3)})
    return Document(
        address=f"{folder}/articles/{day[:4]}/{day[5:7]}/{id_}/",
        title=title,
        language={"ja": "ja", "zh": "zh-Hans"}[folder],
        folder=folder,
        date=day,
        source=f"source-{folder}",
        source_title=f"Source {folder}",
        tags=tuple(tags),
        body=tuple(paragraphs),
    )


def names() -> Names:
    languages = {"ja": {"ja": "日本語", "zh": "日语"}, "zh": {"ja": "中国語", "zh": "中文"}}
    tags = {f"t{n}": {"ja": f"主題{n}", "zh": f"主题{n}"} for n in range(TAGS + 1)}
    sources = {f"source-{folder}": {"ja": f"媒体 {folder}", "zh": f"媒体 {folder}"} for folder in languages}
    return Names(languages, sources, tags, {"russia": ("ロシア", "俄罗斯", "Russia"), "nato": ("NATO", "北約", "北约")})


def livedoor(place: Path) -> Iterator[tuple[str, str, str, list[str]]]:
    """Text files of address, date, title and body, a line each (Livedoor news corpus)."""
    for file in place.rglob("*-[0-9]*.txt"):
        _, day, title, *lines = file.read_text(encoding="utf-8").splitlines()
        yield file.stem, title, day[:10], [line.strip() for line in lines if line.strip()]


def bulletin(place: Path) -> Iterator[tuple[str, str, str, list[str]]]:
    """JSON files of a day's items, their HTML in `video_detail.content` (china-data/xwlb)."""
    seen = set()
    for file in sorted(place.rglob("*.json")):
        try:
            items = json.loads(file.read_text(encoding="utf-8")).get("videoList", [])
        except ValueError:
            continue
        for item in items:
            title = item.get("video_title", "").replace("[视频]", "").strip()
            content = (item.get("video_detail") or {}).get("content", "")
            lines = [
                html.unescape(re.sub("<[^>]*>", "", line)).strip() for line in re.split(r"</p>|<br ?/?>|\n", content)
            ]
            lines = [line for line in lines if line]
            if item["video_id"] in seen or not title or title.startswith("《") or sum(map(len, lines)) < 120:
                continue
            seen.add(item["video_id"])
            yield item["video_id"], title, item["pub_date"][:10], lines


def invented(folder: str, count: int, chance: random.Random) -> Iterator[Document]:
    """Articles of words that follow Zipf's law, of about a thousand characters."""
    words = _words(folder)
    weights = [1 / rank for rank in range(1, len(words) + 1)]
    for number in range(count):
        day = date(2011, 1, 1) + timedelta(days=int(chance.random() * 365 * YEARS))
        drawn = iter(chance.choices(words, weights, k=460))
        paragraphs = ["".join(next(drawn) for _ in range(90)) + "。" for _ in range(5)]
        title = "".join(next(drawn) for _ in range(9))
        yield document(folder, f"{number}", title, day.isoformat(), paragraphs, chance=chance)


def _words(folder: str) -> list[str]:
    """Forty thousand words of a language's characters, common characters in more of them; the same in every run."""
    chance = random.Random(folder)  # noqa: S311 - drawn for a benchmark
    han = [chr(chance.randrange(0x4E00, 0x9FA5)) for _ in range(2500)]
    kana = [chr(code) for code in range(0x3042, 0x3094)]
    katakana = [chr(code) for code in range(0x30A2, 0x30F4)]
    letters = "abcdefghijklmnopqrstuvwxyz"
    made = []
    for _ in range(40_000):
        kind, length = chance.random(), chance.choice((1, 2, 2, 2, 3))
        pick = lambda pool: pool[min(int(chance.paretovariate(0.5)) - 1, len(pool) - 1)]  # noqa: E731 - one line, two uses
        if folder == "ja" and kind < 0.35:
            made.append("".join(pick(kana) for _ in range(length)))
        elif folder == "ja" and kind < 0.5:
            made.append("".join(pick(katakana) for _ in range(length + 2)))
        elif kind < 0.52:
            made.append(" " + "".join(chance.choice(letters) for _ in range(length + 3)) + " ")
        elif kind < 0.56:
            made.append(f"{chance.randrange(1, 13)}月{chance.randrange(1, 29)}日")
        else:
            made.append("".join(pick(han) for _ in range(length)))
    return made
