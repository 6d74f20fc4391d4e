"""Asks other engines the questions that `measure.py` asks Bunko: the same articles, the same browser, the same table.

    python benchmarks/search/peers.py [--japanese DIR] [--chinese DIR] [--articles 1000] [--seed 1]
        [--pagefind "python -m pagefind"] [--lunr]

Pagefind is its command (`pip install pagefind pagefind_bin_extended`, in an environment of its own); lunr is
Material's, with its worker and its segmentation by jieba, as installed.
"""

from __future__ import annotations

import argparse
import gzip
import html
import json
import resource
import shlex
import shutil
import subprocess
import sys
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import material
from material.plugins.search.plugin import SearchIndex
from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.search import corpus, questions
from benchmarks.search.corpus import Corpus
from benchmarks.search.measure import COLD, KNOWN, SCRIPTS, SUBSTRINGS, calibration, line
from benchmarks.search.questions import Question
from bunko.search import assemble
from bunko.search.bundle import bundled
from bunko.search.index import numbered
from bunko.search.numbering import number
from tests.browser.chromium import find
from tests.serving import serving

PAINTED = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
PAGE = """<!doctype html><html lang="{lang}"><meta charset="utf-8"><title>{lang}</title><link rel="icon" href="data:,">
<ol id="results"></ol><script type="module">
const show = (texts) => document.getElementById("results").replaceChildren(...texts.map((text) => {{
  const item = document.createElement("li");
  item.append(text);
  return item;
}}));
{script}
window.found = async (query) => urls(await all(query));
window.ask = async (query) => {{
  const start = performance.now();
  show(await texts(query));
  await {painted};
  const files = performance.getEntriesByType("resource");
  return {{ time: performance.now() - start, bytes: files.reduce((sum, one) => sum + one.encodedBodySize, 0) }};
}};
</script>"""


class Engine(ABC):
    """A search engine on a page for each language: `all`, `urls` and `texts` (of the first ten) are its script's."""

    name: str
    script: str

    @abstractmethod
    def build(self, articles: Corpus, site: Path) -> None:
        """Puts the index of some articles into a site's folder."""

    def address(self, found: str) -> str:
        """The article's address of what was found."""
        return found

    def size(self, site: Path) -> int:
        """Bytes of the index."""
        return sum(file.stat().st_size for file in site.rglob("*") if file.is_file() and file.parent != site)


class Bunko(Engine):
    """This project's."""

    name = "Bunko"
    script = """
        const load = () => import("./assets/bunko/search.js");
        const lang = document.documentElement.lang;
        let store;
        const all = async (query) => {
          const { select } = await import("./assets/bunko/modules/find.js");
          const { Store } = await import("./assets/bunko/modules/store.js");
          store ??= await Store.open(new URL("./assets/bunko/index/", location.href));
          return (await select(store, query, { language: lang })).numbers;
        };
        const urls = (found) => found.map(String);
        const texts = async (query) => {
          const { search } = await load();
          const answer = await new Promise((done) => search(query, { language: lang, first: done }).then(done));
          return answer.results.map(({ title, excerpt }) => title + excerpt.map(({ text }) => text).join(""));
        };
    """

    def build(self, articles: Corpus, site: Path) -> None:
        folder = site / "assets" / "bunko"
        for path, content in assemble(articles.documents, articles.names).items():
            file = folder / "index" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content.encode() if isinstance(content, str) else content)
        (folder / "search.js").write_text(bundled(), encoding="utf-8")
        shutil.copytree(SCRIPTS, folder / "modules")
        spans, _ = number(articles.documents, articles.names.languages)
        self._addresses = {str(place): one.address for place, one in numbered(spans)}

    def address(self, found: str) -> str:
        return self._addresses[found]


class Pagefind(Engine):
    """Pagefind's command on pages of HTML; what is found is known by the names of its fragments."""

    script = """
        const load = () => import("./pagefind/pagefind.js");
        const all = async (query) => (await (await load()).search(query)).results;
        const urls = (found) => found.map(({ id }) => id);
        const texts = async (query) => {
          const shown = await Promise.all((await all(query)).slice(0, 10).map((one) => one.data()));
          return shown.map(({ meta, plain_excerpt: excerpt }) => meta.title + excerpt);
        };
    """

    def __init__(self, command: str) -> None:
        self._command = shlex.split(command)
        said = subprocess.run([*self._command, "--version"], capture_output=True, text=True, check=True)
        self.name = said.stdout.strip().replace("pagefind", "Pagefind")
        self._addresses: dict[str, str] = {}

    def build(self, articles: Corpus, site: Path) -> None:
        with tempfile.TemporaryDirectory() as name:
            for one in articles.documents:
                file = Path(name, one.address, "index.html")
                file.parent.mkdir(parents=True)
                body = "".join(f"<p>{html.escape(text)}</p>" for text in one.text.split("\n"))
                head = f'<!doctype html><html lang="{one.folder}"><title>{html.escape(one.title)}</title>'
                file.write_text(f"{head}<h1>{html.escape(one.title)}</h1>{body}", encoding="utf-8")
            output = site / "pagefind"
            command = [*self._command, "--site", name, "--output-path", str(output)]
            subprocess.run(command, check=True, capture_output=True)
        for file in (site / "pagefind" / "fragment").iterdir():
            content = json.loads(gzip.decompress(file.read_bytes()).removeprefix(b"pagefind_dcd"))
            self._addresses[file.stem] = content["url"].lstrip("/")

    def address(self, found: str) -> str:
        return self._addresses[found]


class Lunr(Engine):
    """Material's search: its worker, its index with all texts, segmented by jieba."""

    script = """
        let worker;
        const tell = (message) => new Promise((done) => {
          worker.onmessage = ({ data }) => done(data);
          worker.postMessage(message);
        });
        const load = async () => {
          if (worker) return;
          const index = await (await fetch("./search/search_index.json")).json();
          worker = new Worker("./search/workers/worker.js");
          await tell({ type: 0, data: { ...index, options: { suggest: false } } });
        };
        const own = (url) => url.startsWith(document.documentElement.lang);
        const all = async (query) => {
          await load();
          const { data } = await tell({ type: 2, data: query });
          return data.items.flat().filter(({ location }) => own(location));
        };
        const urls = (found) => found.map(({ location }) => location);
        const texts = async (query) => (await all(query)).slice(0, 10).map((one) => one.title + one.text.slice(0, 120));
    """

    def __init__(self) -> None:
        self._assets = Path(material.__file__).parent / "templates" / "assets" / "javascripts"
        self.name = f"lunr (Material {version('mkdocs-material')})"

    def build(self, articles: Corpus, site: Path) -> None:
        separator = r"[\s\-,:!=\[\]()\"/]+|\(?!\b)(?=[A-Z][a-z])|\.(?!\d)|&[lg]t;|[\s\u200b\u3000\-、。，．？！；]+"
        index = SearchIndex(
            lang=["ja", "zh"],
            separator=separator.replace(r"|\(?!\b)(?=[A-Z][a-z])", ""),
            pipeline=["stemmer"],
            fields={"title": {"boost": 1000.0}, "text": {"boost": 1.0}, "tags": {"boost": 1000000.0}},
        )
        index.entries = [
            {
                "location": one.address,
                "title": index._segment_chinese(one.title),  # noqa: SLF001 - what Material's plugin does with a page
                "text": index._segment_chinese(one.text.replace("\n", " ")),  # noqa: SLF001 - as above
            }
            for one in articles.documents
        ]
        folder = site / "search"
        shutil.copytree(self._assets / "lunr", folder / "lunr")
        (folder / "workers").mkdir()
        shutil.copy(next((self._assets / "workers").glob("search.*.min.js")), folder / "workers" / "worker.js")
        (folder / "search_index.json").write_text(index.generate_search_index(None), encoding="utf-8")

    def size(self, site: Path) -> int:
        return (site / "search" / "search_index.json").stat().st_size


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
            page = PAGE.format(lang=lang, script=engine.script, painted=PAINTED)
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
