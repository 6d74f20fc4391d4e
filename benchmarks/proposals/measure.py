"""How good proposed tags are: `python benchmarks/proposals/measure.py [--xwlb DIR] [--livedoor DIR] [--fundus DIR]`."""

from __future__ import annotations

import argparse
import gzip
import html
import json
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from bunko.captures import reader
from bunko.captures.draft import Draft
from bunko.nouns import Capture, Heading, Paragraph
from bunko.proposals import chinese, japanese

MOST = 5
Keywords = Callable[[str, str, int], list[str]]


class Labelled(NamedTuple):
    title: str
    text: str
    labels: tuple[str, ...]


def xwlb(folder: Path) -> Iterator[Labelled]:
    """News with the broadcaster's own tags, every 25th day from the 12th."""
    for file in sorted((folder / "assets").glob("*/*.json"))[11::25]:
        for item in json.loads(file.read_text(encoding="utf-8")).get("videoList", []):
            about = item.get("video_detail") or {}
            labels = [label.strip() for label in re.split(r"[,，、 ;；]+", item.get("video_tag") or "")]
            labels = [label for label in labels if label and label not in ("新闻联播", "央视网", "CCTV")]
            text = html.unescape(re.sub(r"<[^>]+>", "", about.get("content") or ""))
            if len(labels) >= 3 and len(text) >= 200:
                yield Labelled(re.sub(r"^\[视频\]", "", about.get("title") or ""), text, tuple(labels))


def livedoor(folder: Path) -> Iterator[Labelled]:
    """Articles without tags: the headline stands for them, and is not shown to the method; 1,500 of a shuffled set.

    The 600 before them are those on which the weights were chosen.
    """
    files = sorted(file for file in folder.glob("*/*-*.txt") if "LICENSE" not in file.name)
    random.Random(1).shuffle(files)  # noqa: S311
    for file in files[2100:3600]:
        lines = file.read_text(encoding="utf-8").split("\n", 3)
        text = lines[3].split("関連記事")[0].split("関連リンク")[0].replace(lines[2], "") if len(lines) > 3 else ""
        if len(text) >= 200:
            yield Labelled("", text, (lines[2],))


def fundus(folder: Path, country: str) -> Iterator[Labelled]:
    """Pages of newspapers with the publisher's tags, as our own reader reads them."""
    base = folder / "tests/resources/parser/test_data" / country
    for file in sorted(base.glob("*.html.gz")):
        expected: dict[str, Any] = json.loads((base / f"{file.name.split('_')[0]}.json").read_text(encoding="utf-8"))
        labels = [label.lstrip("#") for one in expected.values() for label in one.get("topics", [])]
        draft = reader.read(Capture(gzip.decompress(file.read_bytes()), file.name, "text/html"), None)
        if isinstance(draft, Draft) and labels:
            body = "\n".join(block.text for block in draft.body if isinstance(block, Heading | Paragraph))
            yield Labelled(draft.title or "", f"{draft.description or ''}\n{body}", tuple(labels))


def frequent(title: str, text: str, most: int) -> list[str]:
    runs = Counter(
        run for run in re.findall(r"[\u3400-\u9fff々ヶァ-ヺーA-Za-z0-9]+", title + "\n" + text) if len(run) > 1
    )
    return [run for run, _ in runs.most_common(most)]


def plain_jieba(title: str, text: str, most: int) -> list[str]:
    found: list[str] = chinese._jieba()[0].extract_tags(f"{title}\n{text}", topK=most)  # noqa: SLF001
    return found


def row(name: str, method: Keywords, articles: Iterable[Labelled], *, part_counts: bool) -> None:
    hits = parts = count = served = total = 0
    start = time.process_time()
    for title, text, labels in articles:
        found = method(title, text, MOST)
        exact = [word in labels or (part_counts and word in labels[0]) for word in found]
        hits, count, served, total = hits + sum(exact), count + len(found), served + any(exact), total + 1
        parts += sum(any(word in label or label in word for label in labels) for word in found)
    cost = 1000 * (time.process_time() - start) / max(total, 1)
    print(
        f"| {name} | {total} | {hits / max(count, 1):.3f} | {parts / max(count, 1):.3f} "
        f"| {served / max(total, 1):.3f} | {cost:.1f} |"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("xwlb", "livedoor", "fundus"):
        parser.add_argument(f"--{name}", type=Path)
    options = parser.parse_args()
    chinese.keywords("", "试", 1)  # loads the dictionary
    print(
        "| set, method | articles | P@5 | P@5, parts too | with one right | ms |\n| --- | --- | --- | --- | --- | --- |"
    )
    if options.xwlb:
        articles = list(xwlb(options.xwlb))
        for name, method in (("Bunko", chinese.keywords), ("jieba alone", plain_jieba)):
            row(f"xwlb, {name}", method, articles, part_counts=False)
    if options.livedoor:
        articles = list(livedoor(options.livedoor))
        for name, method in (("Bunko", japanese.keywords), ("most frequent runs", frequent)):
            row(f"Livedoor, {name}", method, articles, part_counts=True)
    if options.fundus:
        row("fundus jp, Bunko", japanese.keywords, list(fundus(options.fundus, "jp")), part_counts=False)
        row("fundus cn, Bunko", chinese.keywords, list(fundus(options.fundus, "cn")), part_counts=False)


if __name__ == "__main__":
    main()
