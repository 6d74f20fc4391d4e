"""Asks other engines the questions that `measure.py` asks Bunko: the same articles, the same browser, the same table.

    python benchmarks/search/peers.py [--japanese DIR] [--chinese DIR] [--articles 1000] [--seed 1]
        [--pagefind "python -m pagefind"] [--lunr]

Pagefind is its command (`pip install pagefind pagefind_bin_extended`, in an environment of its own); lunr is
Material's, with its worker and its segmentation by jieba, as installed.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.search import corpus, questions
from benchmarks.search.corpus import Corpus
from benchmarks.search.engines import Bunko, Engine, Lunr, Pagefind
from benchmarks.search.measure import COLD, KNOWN, SUBSTRINGS, calibration, line
from benchmarks.search.questions import Question
from tests.browser.chromium import find
from tests.serving import serving


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--japanese", type=Path)
    parser.add_argument("--chinese", type=Path)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pagefind", metavar="COMMAND")
    parser.add_argument("--lunr", action="store_true")
    options = parser.parse_args()
    engines: list[Engine] = [Bunko()]
    engines += [Pagefind(options.pagefind)] if options.pagefind else []
    engines += [Lunr()] if options.lunr else []
    articles = corpus.read(options.japanese, options.chinese, options.articles, options.seed)
    print(f"{options.articles} articles; machine: {calibration():.2f} s CPU for ten million turns of an empty loop\n")
    print("| | recall ja / zh | precision ja / zh | first ja / zh | in ten ja / zh | MB | built, CPU s |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    waits: list[tuple[str, str]] = []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=find(), args=["--no-sandbox"])
        waits += [(engine.name, compared(browser, engine, articles, options.seed)) for engine in engines]
    for name, waited in waits:
        print(f"\n{name}\n\n| | median | 95 % | most |\n| --- | --- | --- | --- |\n{waited}")
    return 0


def compared(browser: Browser, engine: Engine, articles: Corpus, seed: int) -> str:
    with tempfile.TemporaryDirectory() as name:
        site = Path(name)
        start = cpu()
        engine.build(articles, site)
        spent = cpu() - start
        for lang in ("ja", "zh"):
            page = engine.page(lang)
            (site / f"{lang}.html").write_text(page, encoding="utf-8")
        with serving(site) as url:
            figures = [quality(browser, f"{url}{lang}.html", engine, articles, lang, seed) for lang in ("ja", "zh")]
            columns = " | ".join(" / ".join(f"{one:.3f}" for one in pair) for pair in zip(*figures, strict=True))
            print(f"| {engine.name} | {columns} | {engine.size(site) / 1e6:.1f} | {spent:.0f} |", flush=True)
            return waiting(browser, url, articles, seed)


def cpu() -> float:
    """CPU seconds of this process and of those that it started."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def quality(  # noqa: PLR0913, PLR0917 - what a question needs
    browser: Browser, url: str, engine: Engine, articles: Corpus, lang: str, seed: int
) -> tuple[float, float, float, float]:
    """Recall and precision over pieces of texts; how often a known item comes first, and in the first ten."""
    page = browser.new_page()
    page.goto(url)
    texts = questions.normal_texts(articles)
    recall, precision = [], []
    for question in questions.substrings(articles, lang, SUBSTRINGS[lang], seed):
        right = questions.right(articles, question, texts, folded=False)
        if right:
            found = set(asked(page, engine, question))
            recall.append(len(found & right) / len(right))
            precision.append(len(found & right) / len(found) if found else 0.0)
    known = questions.known_items(articles, lang, KNOWN, seed)
    first = ten = 0
    for question in known:
        urls = asked(page, engine, question)
        first += urls[:1] == [question.wanted]
        ten += question.wanted in urls[:10]
    page.close()
    return mean(recall), mean(precision), first / len(known), ten / len(known)


def asked(page: Page, engine: Engine, question: Question) -> list[str]:
    found: list[Any] = page.evaluate("(query) => found(query)", question.text)
    return [engine.address(one) for one in found]


def mean(values: Sequence[float]) -> float:
    return sum(values) / max(len(values), 1)


def waiting(browser: Browser, url: str, articles: Corpus, seed: int) -> str:
    """Each question in a browser that knows nothing but the page, then again, another one between."""
    cold, warm = [], []
    for lang in ("ja", "zh"):
        of_texts = questions.substrings(articles, lang, COLD, seed + 1)[: COLD // 4]
        for question in [*of_texts, *questions.known_items(articles, lang, COLD // 4, seed + 1)]:
            context = browser.new_context()
            page = context.new_page()
            sizes: list[int] = []
            page.on("response", lambda answer, sizes=sizes: sizes.append(int(answer.headers.get("content-length", 0))))
            page.goto(f"{url}{lang}.html")
            page.evaluate("new Promise((done) => setTimeout(done, 100))")
            sizes.clear()
            time_cold = page.evaluate("(query) => ask(query)", question.text)["time"]
            cold.append((time_cold, sum(sizes) / 1024))
            page.evaluate("(query) => ask(query)", "別の問い")
            warm.append(page.evaluate("(query) => ask(query)", question.text)["time"])
            context.close()
    rows = (("cold, KB", [size for _, size in cold]), ("cold, ms", [one for one, _ in cold]), ("warm, ms", warm))
    return "\n".join(line(name, values) for name, values in rows)


if __name__ == "__main__":
    sys.exit(main())
