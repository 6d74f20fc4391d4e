"""scrapinghub/article-extraction-benchmark, by its own measure: shingles of four words."""

from __future__ import annotations

import gzip
import json
import re
import statistics
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from halves import HELD_OUT, TUNING, WHOLE, Figures, half_of
from tools import Tool

_TOKEN = re.compile(r"\w+", re.UNICODE)
Shares = tuple[float, float, float]


def shingles(text: str, size: int = 4) -> Counter[tuple[str, ...]]:
    tokens = _TOKEN.findall(text)
    return Counter(
        tuple(tokens[max(0, n) : n + size]) for n in range(min(0, len(tokens) - size), len(tokens) - size + 1)
    )


def matching(true: str, found: str) -> Shares:
    first, second = shingles(true), shingles(found)
    tp = sum(min(count, second[key]) for key, count in first.items())
    fp, fn = sum(second.values()) - tp, sum(first.values()) - tp
    total = tp + fp + fn
    return (tp / total, fp / total, fn / total) if total else (0.0, 0.0, 0.0)


def f1_of(triples: list[Shares]) -> tuple[float, float, float]:
    precisions = [tp / (tp + fp) for tp, fp, _ in triples if tp + fp > 0]
    recalls = [tp / (tp + fn) for tp, _, fn in triples if tp + fn > 0]
    precision, recall = statistics.mean(precisions), statistics.mean(recalls)
    return 2 * precision * recall / (precision + recall), precision, recall


def measure(folder: Path, tools: Mapping[str, Tool], *, detail: bool) -> Figures:
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    pages = {key: gzip.decompress((folder / "html" / f"{key}.html.gz").read_bytes()) for key in truth}
    figures = Figures()
    for name, tool in tools.items():
        started = time.process_time()
        reads = {key: tool(content, truth[key].get("url")) for key, content in pages.items()}
        took = 1000 * (time.process_time() - started) / len(pages)
        found = {key: matching(truth[key].get("articleBody", ""), read.text) for key, read in reads.items()}
        for half in (WHOLE, TUNING, HELD_OUT):
            f1, precision, recall = f1_of([found[key] for key in found if half in {WHOLE, half_of(key)}])
            figures.tell(name, half, F1=f1, precision=precision, recall=recall, ms=took if half == WHOLE else None)
        if detail and name == "bunko":
            for key, (tp, fp, fn) in sorted(found.items(), key=lambda pair: pair[1][0]):
                if half_of(key) == TUNING and tp < 0.97:
                    print(f"     {key[:12]} tp {tp:.2f} fp {fp:.2f} fn {fn:.2f} {truth[key].get('url', '')[:90]}")
    figures.show(f"article-extraction-benchmark, {len(pages)} pages")
    return figures
