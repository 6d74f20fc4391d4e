"""How good the order of results is, by other weights than those of `scores.js` too.

    python benchmarks/search/ranking.py --livedoor 18_4q_doc2vec/experiments/text [--seed 1] [--try TITLE=2 FRESH=0 …]

- **Linked**: an article's editors named others below it. Asked is the rarest word of its headline (then the two
  rarest) that stands in one of those too, and in ten articles or more; right are those of them that hold it, the
  article itself left out. Given is nDCG of the first ten: is what an editor held to be related above what merely
  has the word?
- **Remembered**: two words of an article's text, drawn as they come, that at least ten articles hold together; right
  is that article. Given is the mean reciprocal rank.

Queries fall into two halves by chance, so that the table shows how far a figure goes. "Whole words first" puts those
of the first thirty before the others in which what is asked begins and ends where words do (`Intl.Segmenter`).
"""

from __future__ import annotations

import argparse
import math
import random
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.related import sets
from benchmarks.search.corpus import names
from benchmarks.search.measure import SCRIPTS, put
from bunko.search import Document, assemble
from bunko.search.numbering import number
from bunko.search.terms import fold
from tests.browser.chromium import find
from tests.serving import serving

FEWEST = 10
"""Articles that hold what is asked: with fewer, any order shows them all."""
REORDERED = 30
WHOLE = """([texts, words]) => {
  const segmenter = new Intl.Segmenter("ja", { granularity: "word" });
  return texts.map((text) => {
    const borders = new Set([text.length, ...Array.from(segmenter.segment(text), ({ index }) => index)]);
    return words.every((word) => {
      for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
        if (borders.has(at) && borders.has(at + word.length)) return true;
      }
      return false;
    });
  });
}"""
_WORD = re.compile(r"[ァ-ヺー]{3,}|[\u4e00-\u9fff々]{2,6}|[A-Za-z]{3,}")
TRIALS = (
    "TITLE=0",
    "TITLE=1",
    "TITLE=2",
    "TITLE=8",
    "FRESH=0",
    "FRESH=1",
    "FRESH=3",
    "SATURATION=0.5",
    "SATURATION=3",
)


@dataclass(frozen=True)
class Query:
    """What is asked of which half; `right` and `left_out` are places among the articles."""

    kind: str
    half: int
    text: str
    right: frozenset[int]
    left_out: int | None = None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--livedoor", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--try", nargs="+", default=TRIALS, dest="trials", metavar="NAME=VALUE")
    options = parser.parse_args()
    articles, named = sets.livedoor(options.livedoor)
    texts = [fold(f"{one.title}\n{one.body}") for one in articles]
    queries = [*linked(articles, texts, named, options.seed), *remembered(texts, options.seed)]
    documents = [
        Document(f"ja/articles/{n}/", one.title, "ja", "ja", one.day.isoformat() if one.day else "", body=(one.body,))
        for n, one in enumerate(articles)
    ]
    kinds = list(dict.fromkeys(query.kind for query in queries))
    print(f"{len(articles)} articles; " + ", ".join(f"{sum(q.kind == k for q in queries)} {k}" for k in kinds))
    print("\n| | " + " | ".join(f"{kind} (halves)" for kind in kinds) + " |")
    print("| --- |" + " --- |" * len(kinds))
    with sync_playwright() as driver, tempfile.TemporaryDirectory() as name:
        browser = driver.chromium.launch(executable_path=find(), args=["--no-sandbox"])
        folder = Path(name)
        put(assemble(documents, names()), folder)
        spans, _ = number(documents, names().languages)
        place = {
            n: int(one.address.split("/")[2]) for span in spans for n, one in enumerate(span.documents, span.start)
        }
        for trial in ("", *options.trials):
            shutil.rmtree(folder / "assets" / "bunko" / "modules")
            shutil.copytree(SCRIPTS, folder / "assets" / "bunko" / "modules")
            weigh(folder / "assets" / "bunko" / "modules" / "scores.js", trial)
            with serving(folder) as url:
                page = browser.new_page()
                page.goto(url)
                print(f"| {trial or 'as it is'} | " + " | ".join(graded(page, queries, place, k) for k in kinds) + " |")
                if not trial:
                    whole = " | ".join(graded(page, queries, place, k, texts) for k in kinds)
                    print(f"| whole words first | {whole} |")
                page.close()
    return 0


def weigh(scores: Path, trial: str) -> None:
    """Give one of the constants of `scores.js` another value."""
    if not trial:
        return
    name, value = trial.split("=")
    text, times = re.subn(
        rf"^const {name} = [\d.]+;", f"const {name} = {float(value)};", scores.read_text(), flags=re.MULTILINE
    )
    if times != 1:
        message = f"{trial}: scores.js has no constant {name}"
        raise SystemExit(message)
    scores.write_text(text)


def linked(
    articles: Sequence[sets.Document], texts: Sequence[str], named: dict[int, set[int]], seed: int
) -> list[Query]:
    """For each article with links: the rarest word of its headline, and the two rarest."""
    chance = random.Random(f"{seed} linked")  # noqa: S311 - drawn for a benchmark
    holding = holders(texts)
    found: list[Query] = []
    for place, others in sorted(named.items()):
        half = chance.randrange(2)
        words = [word for word in dict.fromkeys(_WORD.findall(fold(articles[place].title))) if holding(word) & others]
        words.sort(key=lambda word: (len(holding(word)), word))
        for kind, asked in (
            ("linked, one word", words[:1]),
            ("linked, two words", words[:2] if len(words) > 1 else []),
        ):
            held = frozenset.intersection(*map(holding, asked)) if asked else frozenset[int]()
            right = held & others - {place}
            if right and len(held) >= FEWEST:
                found.append(Query(kind, half, " ".join(asked), right, place))
    return found


def remembered(texts: Sequence[str], seed: int, count: int = 400) -> list[Query]:
    """Two words of a text that ten articles hold."""
    chance = random.Random(f"{seed} remembered")  # noqa: S311 - drawn for a benchmark
    holding = holders(texts)
    found: list[Query] = []
    while len(found) < count:
        place = chance.randrange(len(texts))
        words = _WORD.findall(texts[place])
        if len(words) < 2:
            continue
        asked = chance.sample(words, 2)
        if asked[0] != asked[1] and len(holding(asked[0]) & holding(asked[1])) >= FEWEST:
            found.append(Query("remembered", chance.randrange(2), " ".join(asked), frozenset((place,))))
    return found


def holders(texts: Sequence[str]) -> Callable[[str], frozenset[int]]:
    known: dict[str, frozenset[int]] = {}

    def holding(word: str) -> frozenset[int]:
        if word not in known:
            known[word] = frozenset(n for n, text in enumerate(texts) if word in text)
        return known[word]

    return holding


def graded(
    page: Page, queries: Sequence[Query], place: dict[int, int], kind: str, texts: Sequence[str] | None = None
) -> str:
    """The mean of all, and of each half; with `texts`, whole words first."""
    values: dict[int, list[float]] = {0: [], 1: []}
    for query in queries:
        if query.kind != kind:
            continue
        answer = page.evaluate("([q, o]) => found(q, o)", [query.text, {"language": "ja", "locale": "ja"}])
        order = [place[n] for n in answer["numbers"] if place[n] != query.left_out]
        if texts:
            wholes = page.evaluate(WHOLE, [[texts[one] for one in order[:REORDERED]], query.text.split()])
            ranks = sorted(range(len(wholes)), key=lambda rank: (not wholes[rank], rank))
            order[:REORDERED] = [order[rank] for rank in ranks]
        values[query.half].append(grade(order, query))
    every = [*values[0], *values[1]]
    return f"{mean(every):.3f} ({mean(values[0]):.3f}, {mean(values[1]):.3f})"


def grade(order: Sequence[int], query: Query) -> float:
    """NDCG at ten; of one that is right, the reciprocal rank."""
    if query.left_out is None:
        return next((1 / rank for rank, one in enumerate(order, 1) if one in query.right), 0.0)
    gain = sum(1 / math.log2(rank + 1) for rank, one in enumerate(order[:10], 1) if one in query.right)
    return gain / sum(1 / math.log2(rank + 1) for rank in range(1, min(len(query.right), 10) + 1))


def mean(values: Sequence[float]) -> float:
    return sum(values) / max(len(values), 1)


if __name__ == "__main__":
    sys.exit(main())
