"""flairNLP/fundus: its tests' pages with what each publisher's parser is to give."""

from __future__ import annotations

import gzip
import json
import re
import statistics
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from halves import HELD_OUT, TUNING, WHOLE, Figures, half_of
from tools import Read, Texts, Tool

_EAST_ASIAN = re.compile("[\u3041-\u30ff\u3400-\u9fff]")


@dataclass
class Case:
    key: str
    country: str
    content: bytes
    url: str
    gold: dict[str, Any]


def cases(folder: Path) -> Iterator[Case]:
    """Each publisher's pages with the expectation of their newest version."""
    data = folder / "tests/resources/parser/test_data"
    for path in sorted(data.glob("*/*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        info = json.loads((path.parent / "meta.info").read_text(encoding="utf-8"))
        names = sorted(name for name in info if name.rsplit("_", 3)[0] == path.stem)
        # Pages and versions are both in the order of time; where their numbers differ, only the newest is sure.
        versions = sorted(gold, key=lambda name: int(re.sub(r"\D", "", name).ljust(3, "0")[:3]))
        pairs = zip(names, versions, strict=True) if len(names) == len(versions) else [(names[-1], versions[-1])]
        for name, version in pairs:
            page = path.parent / name
            if page.exists() and gold[version].get("title"):
                yield Case(
                    f"{path.parent.name}/{name}",
                    path.parent.name,
                    gzip.decompress(page.read_bytes()),
                    info[name]["url"],
                    gold[version],
                )


def gold_texts(gold: dict[str, Any]) -> tuple[Texts, list[str]]:
    """The texts of the sections with their headings, and those of the summary."""
    body = gold.get("body") or {}
    texts: Texts = []
    for section in body.get("sections") or ():
        texts += [("heading", text) for text in section.get("headline") or ()]
        texts += [("paragraph", text) for text in section.get("paragraphs") or ()]
    return texts, list(body.get("summary") or ())


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def grams(texts: list[str], size: int = 4) -> Counter[str]:
    text = "".join(map(squeezed, texts))
    return Counter(text[n : n + size] for n in range(max(0, len(text) - size + 1)))


def f1_counts(true: Counter[str], found: Counter[str]) -> float:
    same = sum(min(count, found[key]) for key, count in true.items())
    return 2 * same / (sum(true.values()) + sum(found.values())) if same else float(not true and not found)


def measure(folder: Path, tools: Mapping[str, Tool], *, detail: bool) -> Figures:
    pages, figures = list(cases(folder)), Figures()
    for name, tool in tools.items():
        started = time.process_time()
        reads = [tool(case.content, case.url) for case in pages]
        took = 1000 * (time.process_time() - started) / len(pages)
        for half in (WHOLE, TUNING, HELD_OUT):
            score = Score(detail=detail and name == "bunko" and half == TUNING)
            for case, read in zip(pages, reads, strict=True):
                if half in {WHOLE, half_of(case.key)}:
                    score.add(case, read)
            score.tell(figures, name, half, took if half == WHOLE else None)
    figures.show(f"fundus, {len(pages)} pages")
    return figures


@dataclass
class Score:
    detail: bool
    titles: list[tuple[bool, bool]] = field(default_factory=list)
    letters: list[bool] = field(default_factory=list)
    instants: list[bool] = field(default_factory=list)
    tags: list[float] = field(default_factory=list)
    headings: list[int] = field(default_factory=lambda: [0, 0, 0, 0])
    bodies: list[tuple[bool, float, float]] = field(default_factory=list)

    def add(self, case: Case, read: Read) -> None:
        gold, east = case.gold, bool(_EAST_ASIAN.search(case.gold["title"]))
        same = " ".join((read.title or "").split()) == " ".join(gold["title"].split())
        self.titles.append((east, same))
        self.letters.append(letters(read.title or "") == letters(gold["title"]))
        if self.detail and not same:
            print(f"     {case.key} title {read.title!r} for {gold['title']!r}")
        moment = datetime.fromisoformat(gold["publishing_date"]) if gold.get("publishing_date") else None
        if moment is not None and moment.tzinfo is not None:
            self.instants.append(read.published is not None and read.published.tzinfo is not None
                                 and abs((read.published - moment).total_seconds()) < 1)  # fmt: skip
            if self.detail and not self.instants[-1]:
                print(f"     {case.key} published {read.published} for {moment}")
        if gold.get("topics"):
            true, found = ({text.casefold() for text in texts} for texts in (gold["topics"], read.tags))
            same_tags = len(true & found)
            self.tags.append(2 * same_tags / (len(true) + len(found)))
            if self.detail and self.tags[-1] < 0.7:
                print(f"     {case.key} tags {self.tags[-1]:.2f} {list(read.tags)} for {gold['topics']}")
        self._body(case, read, east=east)

    def _body(self, case: Case, read: Read, *, east: bool) -> None:
        texts, summary = gold_texts(case.gold)
        heads = {squeezed(text) for kind, text in texts if kind == "heading"}
        found = {squeezed(text) for kind, text in read.texts if kind == "heading"}
        self.headings = [
            self.headings[0] + len(heads & found),
            self.headings[1] + len(heads),
            self.headings[2] + len(found - heads),
            self.headings[3] + (0 if heads else len(found)),
        ]
        if self.detail and (heads ^ found):
            print(f"     {case.key} headings missed {sorted(heads - found)[:6]} extra {sorted(found - heads)[:6]}")
        leads = {squeezed(text) for text in summary}
        true, mine = [text for _, text in texts], [text for _, text in read.texts if squeezed(text) not in leads]
        four = f1_counts(grams(true), grams(mine))
        paragraphs = f1_counts(Counter(map(squeezed, true)), Counter(map(squeezed, mine)))
        self.bodies.append((east, four, paragraphs))
        if self.detail and (four < 0.9 or (east and paragraphs < 0.9)):
            print(f"     {case.key} body {four:.2f} / {paragraphs:.2f} {case.url[:80]}")

    def tell(self, figures: Figures, tool: str, half: str, took: float | None) -> None:
        right, wanted, extra, on_pages_without = self.headings
        eastern = [(four, whole) for is_east, four, whole in self.bodies if is_east]
        figures.tell(
            tool, half,
            pages=len(self.titles), titles=mean([same for _, same in self.titles]),
            titles_but_for_marks=mean(self.letters),
            ja_zh_titles=mean([same for is_east, same in self.titles if is_east]),
            instants=mean(self.instants), tags_F1=mean(self.tags),
            headings=right / max(1, wanted), extra_headings=extra / max(1, wanted),
            of_these_where_none_are_expected=on_pages_without / max(1, wanted),
            four_grams=mean([four for _, four, _ in self.bodies]),
            paragraphs=mean([whole for _, _, whole in self.bodies]),
            ja_zh_four_grams=mean([four for four, _ in eastern]),
            ja_zh_paragraphs=mean([whole for _, whole in eastern]), ms=took,
        )  # fmt: skip


def mean(values: list[Any]) -> float:
    return statistics.mean(map(float, values)) if values else 0.0
