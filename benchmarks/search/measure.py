"""Measures search: what is found, what comes first, what a reader waits for, and what the index costs.

    python benchmarks/search/measure.py [--japanese DIR] [--chinese DIR] [--articles 1000 10000] [--seed 1]

Tables go to standard output; exit status 1 where a floor of quality is not held (`--no-floors`: say so only).
Without folders the articles are made up.
"""

from __future__ import annotations

import argparse
import gzip
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.search import corpus, questions
from benchmarks.search.corpus import Corpus
from benchmarks.search.questions import Question
from bunko.search import assemble, assembled
from bunko.search.assembly import File
from bunko.search.bundle import bundled
from bunko.search.numbering import number
from tests.browser.chromium import find
from tests.serving import serving

HERE = Path(__file__).parent
SCRIPTS = HERE.parents[1] / "generator" / "bunko" / "search" / "scripts"
SUBSTRINGS = {"ja": 119, "zh": 109}
KNOWN = 50
FLOORS = {"recall": 1.0, "precision": 0.99, "first": 0.95, "ten": 1.0}
EDITED = 20_000
"""Articles up to which an edit is measured too."""
COLD = 20
"""Questions of each language that are asked in a browser with nothing in its cache."""


@dataclass
class Row:
    """A line of the table of quality."""

    name: str
    count: int = 0
    recall: float = 0.0
    precision: float = 0.0
    folded: float = 0.0
    floors: bool = True


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--japanese", type=Path, help="text files: address, date, title, body (Livedoor news corpus)")
    parser.add_argument("--chinese", type=Path, help="JSON files of a day's items (china-data/xwlb)")
    parser.add_argument("--articles", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-floors", action="store_true", help="exit 0 however bad the answers are")
    parser.add_argument("--quality", action="store_true", help="measure nothing that takes time")
    options = parser.parse_args()
    failures: list[str] = []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=find(), args=["--no-sandbox"])
        for count in options.articles:
            articles = corpus.read(options.japanese, options.chinese, count, options.seed)
            failures += measured(browser, articles, options)
    for failure in failures:
        print(f"below the floor: {failure}", file=sys.stderr)
    return 1 if failures and not options.no_floors else 0


def measured(browser: Browser, articles: Corpus, options: argparse.Namespace) -> list[str]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(f"\n## {len(articles.documents)} articles\n")
        start = time.process_time()
        index = list(assemble(articles.documents, articles.names))
        spent = time.process_time() - start
        cost(articles, index, spent, options)
        put(index, folder)
        with serving(folder) as url:
            failures = quality(browser, url, articles, options.seed)
            if not options.quality:
                waiting(browser, url, articles, options.seed)
    return failures


def cost(articles: Corpus, index: Sequence[File], spent: float, options: argparse.Namespace) -> None:
    count = len(articles.documents)
    print(f"machine: {calibration():.2f} s CPU for ten million turns of an empty loop\n")
    print("| part | files | MB |\n| --- | --- | --- |")
    for part, name in (("terms", "shards of terms"), ("text", "texts for excerpts"), ("", "core and tags")):
        sizes = [len(file.content) for file in index if file.path.rpartition("/")[0].partition("/")[0] == part]
        print(f"| {name} | {len(sizes)} | {sum(sizes) / 1e6:.2f} |")
    characters = sum(len(articles.text(one)) for one in articles.documents)
    print(f"\nbuilt in {spent / count * 1000:.2f} ms CPU an article ({characters / count:.0f} characters)")
    if not options.quality and count <= EDITED:
        edit(articles, index)


def edit(articles: Corpus, index: Sequence[File]) -> None:
    """A sentence is added to one text, as a build after an edit meets it: what it costs, and what is new."""
    count = len(articles.documents)
    edited = replace(articles.documents[count // 3], body=("一文を直した。", *articles.documents[count // 3].body))
    others = [edited if place == count // 3 else one for place, one in enumerate(articles.documents)]
    with tempfile.TemporaryDirectory() as name:
        kept = Path(name, "search")
        spent = []
        for documents in (articles.documents, articles.documents, others):
            start = time.process_time()
            again = list(assembled(documents, articles.names, kept))
            spent.append(time.process_time() - start)
        print(f"kept between builds: {sum(file.stat().st_size for file in kept.iterdir()) / 1e6:.0f} MB; ", end="")
    first, same, after = spent
    print(f"CPU s of a first build {first:.1f}, without a change {same:.2f}, after one sentence was added {after:.2f}")
    known = set(index)
    new = [file.path for file in again if file not in known]
    shards = sum(path.startswith("terms/") for path in new)
    print(f"one sentence added: {shards} shards, {sum(path.startswith('text/') for path in new)} texts rewritten")


def calibration() -> float:
    start = time.process_time()
    for _ in range(10_000_000):
        pass
    return time.process_time() - start


def put(index: Sequence[File], folder: Path) -> None:
    assets = folder / "assets" / "bunko"
    for file in index:
        place = assets / "index" / file.path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(file.content)
    shutil.copytree(SCRIPTS, assets / "modules")
    (assets / "search.js").write_text(bundled(), encoding="utf-8")
    shutil.copy(HERE / "page.html", folder / "index.html")


def quality(browser: Browser, url: str, articles: Corpus, seed: int) -> list[str]:
    page = browser.new_page()
    page.goto(url)
    spans, _ = number(articles.documents, articles.names.languages)
    address = {place: one.address for span in spans for place, one in enumerate(span.documents, span.start)}
    normal, folded = questions.normal_texts(articles), questions.folded_texts(articles)
    rows, known = [], []
    for folder in ("ja", "zh"):
        asked = questions.substrings(articles, folder, SUBSTRINGS[folder], seed)
        rows.append(row(f"{folder}, pieces of texts", page, articles, asked, address, (normal, folded)))
        rows += [
            row(f"— {kind}", page, articles, [one for one in asked if one.kind == kind], address, (normal, folded))
            for kind in dict.fromkeys(one.kind for one in asked)
        ]
        across = questions.across(articles, folder, KNOWN, seed)
        rows.append(row(f"{folder}, across scripts", page, articles, across, address, (folded, folded)))
        known.append((folder, *items(page, questions.known_items(articles, folder, KNOWN, seed))))
    page.close()
    print("\n| questions | number | recall | precision | precision, folded text |\n| --- | --- | --- | --- | --- |")
    for one in rows:
        print(f"| {one.name} | {one.count} | {one.recall:.4f} | {one.precision:.4f} | {one.folded:.4f} |")
    print("\n| known items | number | first | in ten |\n| --- | --- | --- | --- |")
    for folder, count, first, ten in known:
        print(f"| {folder} | {count} | {first:.2f} | {ten:.2f} |")
    below = [
        (f"{one.name}: {name} {getattr(one, name):.4f}", getattr(one, name) < FLOORS[name])
        for one in rows
        if not one.name.startswith("—") and one.count
        for name in ("recall", "precision")
    ]
    below += [
        (f"{folder}, known items: {name} {value:.2f}", value < FLOORS[name])
        for folder, _, first, ten in known
        for name, value in (("first", first), ("ten", ten))
    ]
    return [f"{len(articles.documents)} articles, {text}" for text, bad in below if bad]


def row(  # noqa: PLR0913, PLR0917 - what a line of the table is made of
    name: str,
    page: Page,
    articles: Corpus,
    asked: Sequence[Question],
    address: dict[int, str],
    texts: tuple[dict[str, str], dict[str, str]],
) -> Row:
    """Means over questions: of what is right, how much is found; of what is found, how much is right."""
    recall, precision, folded = [], [], []
    for question in asked:
        answer = page.evaluate("([q, o]) => found(q, o)", [question.text, {"language": question.language}])
        assert not answer["partial"], question
        found = {address[place] for place in answer["numbers"]}
        assert answer["total"] == len(found), question
        right = questions.right(articles, question, texts[0], folded=texts[0] is texts[1])
        if not right:  # a word that stands there only as the end of another one
            continue
        same = questions.right(articles, question, texts[1], folded=True)
        recall.append(len(found & right) / len(right))
        precision.append(len(found & right) / max(len(found), 1))
        folded.append(len(found & same) / max(len(found), 1))
    return Row(name, len(recall), *(sum(values) / max(len(values), 1) for values in (recall, precision, folded)))


def items(page: Page, asked: Sequence[Question]) -> tuple[int, float, float]:
    first = ten = 0
    for question in asked:
        urls = page.evaluate("([q, o]) => found(q, o)", [question.text, {"language": question.language}])["urls"]
        first += urls[:1] == [question.wanted]
        ten += question.wanted in urls
    return len(asked), first / max(len(asked), 1), ten / max(len(asked), 1)


def waiting(browser: Browser, url: str, articles: Corpus, seed: int) -> None:
    """Each question in a browser that knows nothing (but has the page), then a second and a third time."""
    asked = [one for folder in ("ja", "zh") for one in questions.substrings(articles, folder, COLD, seed + 1)]
    asked += [one for folder in ("ja", "zh") for one in questions.known_items(articles, folder, COLD, seed + 1)]
    cold, warm = [], []
    for question in asked:
        context = browser.new_context()
        page = context.new_page()
        page.goto(url)
        page.evaluate("new Promise((done) => setTimeout(done, 100))")
        given = [question.text, {"language": question.language}]
        cold.append(page.evaluate("([q, o]) => ask(q, o)", given))
        page.evaluate("([q, o]) => ask(q, o)", ["別の問い", {}])
        warm.append(page.evaluate("([q, o]) => ask(q, o)", given)["time"])
        context.close()
    script = bundled().encode()
    plain, packed = len(script), len(gzip.compress(script))
    print(f"\nscript: {plain / 1024:.1f} KB, gzipped {packed / 1024:.1f} KB, of which the KB below count the latter\n")
    print("| | median | 95 % | most |\n| --- | --- | --- | --- |")
    print(line("cold, KB", [(one["bytes"] - plain + packed) / 1024 for one in cold]))
    print(line("cold, requests", [one["files"] for one in cold]))
    print(line("cold, ms", [one["time"] for one in cold]))
    print(line("cold, KB until the answer is whole", [(one["wholeBytes"] - plain + packed) / 1024 for one in cold]))
    print(line("cold, ms until the answer is whole", [one["whole"] for one in cold]))
    print(line("warm, ms", warm))


def line(name: str, values: Iterable[float]) -> str:
    found = sorted(values)
    return f"| {name} | {statistics.median(found):.0f} | {found[int(len(found) * 0.95)]:.0f} | {found[-1]:.0f} |"


if __name__ == "__main__":
    sys.exit(main())
