"""Measure each kind of page, in every language, light and dark: `python benchmarks/pages/measure.py SITE`."""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2])]

from server import is_packed, packed, serving  # noqa: E402 - beside this file

from tests.browser.chromium import find  # noqa: E402 - the project's own

KINDS = {
    "home": "{}/",
    "article": r"{}/articles/\d{{4}}/\d{{2}}/[^/]+/",
    "parallel": r"{}/articles/\d{{4}}/\d{{2}}/[^/]+/parallel/",
    "missing": r"{}/articles/\d{{4}}/\d{{2}}/[^/]+/",
    "articles": "{}/articles/",
    "year": r"{}/articles/\d{{4}}/",
    "stories": "{}/stories/",
    "story": "{}/stories/[^/]+/",
    "tags": "{}/tags/",
    "tag": "{}/tags/[^/]+/",
    "sources": "{}/sources/",
    "source": "{}/sources/[^/]+/",
    "data": "{}/data/",
    "translations": "{}/translations/",
    "checks": "{}/checks/",
    "search": "{}/search/",
    "timeline": "{}/timeline/",
    "about": "{}/about/",
    "contribute": "{}/contribute/",
}
"""The largest page of each kind stands for it; a kind that the site lacks is left out."""

NOTICES = {"missing", "search"}
"""Kinds that no search engine is to list, which Lighthouse's SEO holds against them."""

AXE = files("axe_playwright_python") / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SHIFTS = """() => new Promise(done => {
  let sum = 0
  new PerformanceObserver(list => { for (const e of list.getEntries()) if (!e.hadRecentInput) sum += e.value })
    .observe({type: 'layout-shift', buffered: true})
  setTimeout(() => done(sum), 300)
})"""
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


@dataclass
class Measured:
    """What was found of one page.

    Attributes:
        bytes_packed: of everything asked for at first view, each packed by gzip where a host would.
        requests: asked for at first view.
        shift: cumulative layout shift, the larger of both schemes and widths.
        axe: violations in light and dark.
        said: words on the console, and failed requests.
    """

    kind: str
    page: str
    bytes_packed: int = 0
    requests: int = 0
    shift: float = 0.0
    axe: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    vnu: int | None = None
    scores: dict[str, float] = field(default_factory=dict)


def chosen(site: Path, languages: list[str]) -> Iterator[tuple[str, str]]:
    yield "start", ""
    yield "404", "404.html"
    pages = sorted(path.relative_to(site).as_posix().removesuffix("index.html") for path in site.rglob("index.html"))
    for kind, pattern in KINDS.items():
        for language in languages:
            found = [page for page in pages if re.fullmatch(pattern.format(language), page)]
            texts = {page: (site / page / "index.html").read_text(encoding="utf-8") for page in found}
            notices = [page for page, text in texts.items() if "noindex" in text]
            found = notices if kind in NOTICES else [page for page in found if page not in notices]
            if found:
                yield kind, max(found, key=lambda page: (site / page / "index.html").stat().st_size)


def html(site: Path, page: str) -> Path:
    return site / page if page.endswith(".html") else site / page / "index.html"


def visit(browser: Browser, site: Path, url: str, one: Measured) -> None:
    for dark in (False, True):
        for width in (1280, 360):
            context = browser.new_context(
                viewport={"width": width, "height": 800}, color_scheme="dark" if dark else "light", locale="fr-FR"
            )
            page = context.new_page()
            asked: list[str] = []
            page.on("request", lambda request, asked=asked: asked.append(request.url))
            page.on("console", lambda message: one.said.append(message.text))
            page.on("pageerror", lambda error: one.said.append(str(error)))
            page.goto(url + one.page, wait_until="networkidle")
            one.shift = max(one.shift, page.evaluate(SHIFTS))
            one.requests = max(one.requests, len(asked))
            one.bytes_packed = max(one.bytes_packed, sum(size(site, url, address) for address in asked))
            one.said += [f"a third party: {address}" for address in asked if not address.startswith((url, "data:"))]
            page.evaluate("document.querySelectorAll('details').forEach(box => { box.open = true })")
            page.evaluate(AXE.read_text(encoding="utf-8"))
            axe = page.evaluate("tags => axe.run({runOnly: tags, resultTypes: ['violations']})", RULES)["violations"]
            one.axe += [f"{item['id']} ({'dark' if dark else 'light'}, {width})" for item in axe]
            context.close()


def size(site: Path, url: str, address: str) -> int:
    if not address.startswith(url):
        return 0
    path = site / address.removeprefix(url).partition("?")[0].partition("#")[0]
    path = path / "index.html" if path.is_dir() else path
    kinds = {".html": "text/", ".css": "text/", ".js": "text/", ".json": "application/json", ".svg": "image/svg+xml"}
    return len(packed(path)) if is_packed(kinds.get(path.suffix, "")) else path.stat().st_size


def validated(jar: Path, site: Path, pages: list[Measured]) -> None:
    """Errors of vnu, the Nu Html Checker."""
    names = {html(site, one.page).resolve().as_posix(): one for one in pages}
    command = ["java", "-jar", str(jar), "--errors-only", "--format", "json", *names]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    for one in pages:
        one.vnu = 0
    for message in json.loads(done.stderr)["messages"]:
        one = names[message["url"].removeprefix("file:")]
        one.errors.append(message["message"])
        one.vnu = (one.vnu or 0) + 1


def lighthouse(command: str, chromium: Path, url: str, one: Measured, runs: int) -> None:
    """Scores of Lighthouse (mobile): the median of several runs in light, or the lower one of a run in the dark."""
    found: dict[str, list[float]] = {name: [] for name in CATEGORIES}
    for run in range(runs + 1):
        flags = "--headless=new --disable-gpu" + (" --no-sandbox" if os.geteuid() == 0 else "")
        if run == runs:  # once more in the dark, which no score may notice but that of speed
            flags += " --blink-settings=preferredColorScheme=0"
        with tempfile.NamedTemporaryFile(suffix=".json") as file:
            call = [command, url + one.page, "--quiet", "--output=json", f"--output-path={file.name}"]
            call += [f"--chrome-flags={flags}", f"--only-categories={','.join(CATEGORIES)}"]
            subprocess.run(call, env={**os.environ, "CHROME_PATH": str(chromium)}, check=True, capture_output=True)
            report = json.loads(Path(file.name).read_text(encoding="utf-8"))
        for name in CATEGORIES:
            score = 100 * (report["categories"][name]["score"] or 0)
            found[name].append(score)
            refs = report["categories"][name]["auditRefs"] if score < 100 and name != "performance" else []
            audits = [report["audits"][ref["id"]] for ref in refs if ref["weight"]]
            one.errors += [f"Lighthouse, {name}: {audit['title']}" for audit in audits if audit["score"] == 0]
    one.scores = {name: statistics.median(scores[:runs]) for name, scores in found.items()}
    for name in CATEGORIES[1:]:
        one.scores[name] = min(one.scores[name], found[name][runs])


def table(pages: list[Measured]) -> str:
    lines = ["| page | KB gzip | requests | shift | axe | console | vnu | Lighthouse p / a / b / s |"]
    lines.append("| --- | --: | --: | --: | --: | --: | --: | --- |")
    for one in pages:
        scores = " / ".join(f"{one.scores[name]:.0f}" for name in CATEGORIES if name in one.scores)
        lines.append(
            f"| {one.kind} `{one.page}` | {one.bytes_packed / 1000:.1f} | {one.requests} | {one.shift:.3f} "
            f"| {len(one.axe)} | {len(one.said)} | {one.vnu if one.vnu is not None else '-'} | {scores or '-'} |"
        )
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path, help="a built site")
    parser.add_argument("--languages", nargs="+", default=["ja", "zh"])
    parser.add_argument("--vnu", type=Path, metavar="JAR", help="vnu.jar (npm: vnu-jar; needs Java)")
    parser.add_argument("--lighthouse", metavar="COMMAND", help="the lighthouse command (npm: lighthouse; needs Node)")
    parser.add_argument("--runs", type=int, default=3, help="runs of Lighthouse for each page")
    parser.add_argument("--kinds", nargs="+", help="these kinds of page alone")
    options = parser.parse_args()
    chromium = find()
    if chromium is None:
        parser.error("no Chromium was found")
    pages = [Measured(kind, page) for kind, page in chosen(options.site, options.languages)]
    pages = [one for one in pages if not options.kinds or one.kind in options.kinds]
    with serving(options.site) as url, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"] if os.geteuid() == 0 else [])
        for one in pages:
            visit(browser, options.site, url, one)
        browser.close()
        for one in pages if options.lighthouse else ():
            lighthouse(options.lighthouse, chromium, url, one, options.runs)
    if options.vnu:
        validated(options.vnu, options.site, pages)
    print(table(pages))
    for one in pages:
        for finding in dict.fromkeys([*one.axe, *one.said, *one.errors]):
            print(f"{one.page}: {finding}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
