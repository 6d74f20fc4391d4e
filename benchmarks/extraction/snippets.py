"""adbar/trafilatura's own evaluation set: pieces of text that a page's article has, and pieces that it has not."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from pathlib import Path

from halves import HELD_OUT, TUNING, WHOLE, Figures, half_of
from tools import Tool

Counts = tuple[int, int, int]


def squeezed(text: str) -> str:
    return " ".join(text.split())


def counted(text: str, item: Mapping[str, list[str]]) -> Counts:
    """Its own count: wanted pieces found, unwanted ones found, wanted ones missed."""
    text = squeezed(text)
    found = sum(squeezed(piece) in text for piece in item["with"])
    return found, sum(squeezed(piece) in text for piece in item["without"]), len(item["with"]) - found


def measure(folder: Path, tools: Mapping[str, Tool], *, detail: bool) -> Figures:
    tests = folder / "tests"
    truth = json.loads((tests / "evaldata.json").read_text(encoding="utf-8"))
    pages = {url: _page(tests, item["file"]) for url, item in truth.items()}
    figures = Figures()
    for name, tool in tools.items():
        started = time.process_time()
        reads = {url: tool(content, None) for url, content in pages.items()}
        took = 1000 * (time.process_time() - started) / len(pages)
        found = {url: counted(f"{read.lead}\n{read.text}", truth[url]) for url, read in reads.items()}
        for half in (WHOLE, TUNING, HELD_OUT):
            tp, fp, fn = map(sum, zip(*(found[url] for url in found if half in {WHOLE, half_of(url)}), strict=True))
            figures.tell(name, half, F1=2 * tp / (2 * tp + fp + fn), precision=tp / (tp + fp), recall=tp / (tp + fn),
                         ms=took if half == WHOLE else None)  # fmt: skip
        if detail and name == "bunko":
            for url, (tp, fp, fn) in found.items():
                if half_of(url) == TUNING and fp + fn:
                    print(f"     {truth[url]['file'][:60]} found {tp}, unwanted {fp}, missed {fn}")
    figures.show(f"trafilatura's evaluation set, {len(pages)} pages")
    return figures


def _page(tests: Path, file: str) -> bytes:
    return next((tests / kind / file).read_bytes() for kind in ("cache", "eval") if (tests / kind / file).is_file())
