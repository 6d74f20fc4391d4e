"""Measures the reader of HTML pages on public sets, beside trafilatura, in one run.

    python benchmarks/extraction/measure.py --articles DIR --fundus DIR [--detail]

`--articles` is a checkout of scrapinghub/article-extraction-benchmark, `--fundus` one of
flairNLP/fundus. What is measured stands in README.md.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import statistics
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import trafilatura
from trafilatura.settings import use_config

from bunko.captures.draft import Draft
from bunko.captures.hypertext.page import read_page
from bunko.errors import CaptureError
from bunko.nouns import Capture, Heading, ItemList, Paragraph, Passage, Quote, Table
from bunko.prose import plain

_EAST_ASIAN = re.compile("[\u3041-\u30ff\u3400-\u9fff]")
Texts = list[tuple[str, str]]


@dataclass
class Read:
    """What a tool read of a page: texts of its blocks with their kinds, and fields."""

    texts: Texts = field(default_factory=list)
    title: str | None = None
    published: datetime | None = None
    tags: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return "\n".join(text for _, text in self.texts)


def by_bunko(content: bytes, url: str | None) -> Read:
    try:
        draft = read_page(Capture(content, "page", "text/html", address=url))
    except CaptureError as error:
        print("FAILED", url, str(error)[:200])
        return Read()
    instant = draft.published if isinstance(draft.published, datetime) else None
    return Read(list(texts_of(draft)), draft.title, instant, draft.tags)


def texts_of(draft: Draft) -> Iterator[tuple[str, str]]:
    for block in draft.body:
        match block:
            case Heading(text=text):
                yield "heading", plain(text)
            case Paragraph(text=text):
                yield "paragraph", plain(text)
            case Quote(paragraphs=paragraphs, attribution=said):
                yield from (("paragraph", plain(text)) for text in paragraphs)
                if said:
                    yield "paragraph", " ".join(plain(text) for text in (said.name, said.role) if text)
            case ItemList(items=items):
                yield from (("paragraph", plain(text)) for text in items)
            case Table(header=header, rows=rows):
                yield from (("paragraph", " ".join(map(plain, row))) for row in (header, *rows))
            case Passage(markdown=markdown):
                yield "paragraph", markdown


def by_trafilatura(content: bytes, url: str | None, *, precision: bool = False) -> Read:
    document = trafilatura.bare_extraction(content, url=url, favor_precision=precision, include_comments=False,
                                           config=CONFIG, with_metadata=not precision)  # fmt: skip
    if document is None:
        return Read()
    texts: Texts = []
    if document.body is not None:
        for element in document.body.iter("head", "p", "item", "quote", "row", "list"):
            text = " ".join("".join(element.itertext()).split())
            if text and element.tag != "list" and (element.tag != "quote" or not len(element)):
                texts.append(("heading" if element.tag == "head" else "paragraph", text))
    read = Read(texts, document.title, None, tuple(document.tags or ()) + tuple(document.categories or ()))
    read.plain = document.text or ""  # type: ignore[attr-defined]
    return read


CONFIG = use_config()
CONFIG.set("DEFAULT", "MIN_EXTRACTED_SIZE", "250")


# scrapinghub/article-extraction-benchmark: its own measure, shingles of four words.

_TOKEN = re.compile(r"\w+", re.UNICODE)


def shingles(text: str, size: int = 4) -> Counter[tuple[str, ...]]:
    tokens = _TOKEN.findall(text)
    return Counter(
        tuple(tokens[max(0, n) : n + size]) for n in range(min(0, len(tokens) - size), len(tokens) - size + 1)
    )


def matching(true: str, found: str) -> tuple[float, float, float]:
    first, second = shingles(true), shingles(found)
    tp = sum(min(count, second[key]) for key, count in first.items())
    fp, fn = sum(second.values()) - tp, sum(first.values()) - tp
    total = tp + fp + fn
    return (tp / total, fp / total, fn / total) if total else (0.0, 0.0, 0.0)


def f1_of(triples: list[tuple[float, float, float]]) -> tuple[float, float, float]:
    precisions = [tp / (tp + fp) if tp + fp and (fp or fn or tp) else 1.0 for tp, fp, fn in triples if tp + fp > 0]
    recalls = [tp / (tp + fn) for tp, fp, fn in triples if tp + fn > 0]
    precision, recall = statistics.mean(precisions), statistics.mean(recalls)
    return 2 * precision * recall / (precision + recall), precision, recall


def articles(folder: Path, tools: dict[str, Any], *, detail: bool) -> None:
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    pages = {key: gzip.decompress((folder / "html" / f"{key}.html.gz").read_bytes()) for key in truth}
    print(f"article-extraction-benchmark, {len(pages)} pages")
    for name, tool in tools.items():
        triples, started = {}, time.process_time()
        reads = {key: tool(content, truth[key].get("url")) for key, content in pages.items()}
        took = time.process_time() - started
        for key, read in reads.items():
            triples[key] = matching(truth[key].get("articleBody", ""), getattr(read, "plain", None) or read.text)
        f1, precision, recall = f1_of(list(triples.values()))
        print(
            f"  {name:<24} F1 {f1:.4f}  precision {precision:.4f}  recall {recall:.4f}"
            f"  {1000 * took / len(pages):.1f} ms a page"
        )
        if detail and name == "bunko":
            for key, (tp, fp, fn) in sorted(triples.items(), key=lambda pair: pair[1][0])[:40]:
                print(f"     {key[:12]} tp {tp:.2f} fp {fp:.2f} fn {fn:.2f} {truth[key].get('url', '')[:90]}")


# flairNLP/fundus.


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


def grams(texts: list[str], size: int = 4) -> Counter[str]:
    text = "".join(map(squeezed, texts))
    return Counter(text[n : n + size] for n in range(max(0, len(text) - size + 1)))


def f1_counts(true: Counter[str], found: Counter[str]) -> float:
    same = sum(min(count, found[key]) for key, count in true.items())
    return 2 * same / (sum(true.values()) + sum(found.values())) if same else float(not true and not found)


def fundus(folder: Path, tools: dict[str, Any], *, detail: bool) -> None:
    pages = list(cases(folder))
    print(f"fundus, {len(pages)} pages")
    for name, tool in tools.items():
        started = time.process_time()
        reads = [tool(case.content, case.url) for case in pages]
        took = time.process_time() - started
        score = Score(detail=detail and name == "bunko")
        for case, read in zip(pages, reads, strict=True):
            score.add(case, read)
        score.say(name, 1000 * took / len(pages))


@dataclass
class Score:
    detail: bool
    titles: list[tuple[bool, bool]] = field(default_factory=list)
    instants: list[bool] = field(default_factory=list)
    tags: list[float] = field(default_factory=list)
    headings: list[int] = field(default_factory=lambda: [0, 0, 0])
    bodies: list[tuple[bool, float, float]] = field(default_factory=list)

    def add(self, case: Case, read: Read) -> None:
        gold, east = case.gold, bool(_EAST_ASIAN.search(case.gold["title"]))
        same = " ".join((read.title or "").split()) == " ".join(gold["title"].split())
        self.titles.append((east, same))
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

    def say(self, name: str, took: float) -> None:
        east = [same for is_east, same in self.titles if is_east]
        right, wanted, extra = self.headings
        eastern = [(four, whole) for is_east, four, whole in self.bodies if is_east]
        print(
            f"  {name:<24} title {mean([same for _, same in self.titles]):.3f}"
            f" (Japanese and Chinese {mean(east):.3f}, {len(east)} pages)"
            f"  instant {mean(self.instants):.3f} of {len(self.instants)}  tags F1 {mean(self.tags):.3f}"
            f"  headings {right / max(1, wanted):.3f} of {wanted}, extra {extra / max(1, wanted):.3f}\n"
            f"  {'':<24} bodies: 4-gram F1 {mean([four for _, four, _ in self.bodies]):.3f}, paragraph F1 "
            f"{mean([whole for _, _, whole in self.bodies]):.3f};"
            f" Japanese and Chinese {mean([four for four, _ in eastern]):.3f} / "
            f"{mean([whole for _, whole in eastern]):.3f};  {took:.1f} ms a page"
        )


def mean(values: list[Any]) -> float:
    return statistics.mean(map(float, values)) if values else 0.0


TOOLS = {
    "bunko": by_bunko,
    "trafilatura": by_trafilatura,
    "trafilatura, precision": lambda content, url: by_trafilatura(content, url, precision=True),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path)
    parser.add_argument("--fundus", type=Path)
    parser.add_argument("--detail", action="store_true", help="list where this reader fails")
    parser.add_argument("--only", help="measure one tool alone")
    arguments = parser.parse_args()
    tools = {name: tool for name, tool in TOOLS.items() if arguments.only in {None, name}}
    if arguments.articles:
        articles(arguments.articles, tools, detail=arguments.detail)
    if arguments.fundus:
        fundus(arguments.fundus, tools, detail=arguments.detail)


if __name__ == "__main__":
    main()
