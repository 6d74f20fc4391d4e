"""The engines that answer the questions: each writes a site from the articles, and a page that asks it."""

from __future__ import annotations

import gzip
import html
import json
import shlex
import shutil
import subprocess
import tempfile
from abc import ABC, abstractmethod
from importlib.metadata import version
from pathlib import Path

import material
from material.plugins.search.plugin import SearchIndex

from benchmarks.search.corpus import Corpus
from benchmarks.search.measure import SCRIPTS
from bunko.search import assemble
from bunko.search.bundle import bundled
from bunko.search.index import numbered
from bunko.search.numbering import number

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

    def page(self, lang: str) -> str:
        """The page that asks, in the language of the questions."""
        return PAGE.format(lang=lang, script=self.script, painted=PAINTED)

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
        for made in assemble(articles.documents, articles.names):
            file = folder / "index" / made.path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(made.content)
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
