"""Build the corpus with Bunko and its peers, side by side: `python benchmarks/build/measure.py` (see README.md)."""

from __future__ import annotations

import argparse
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from corpus import texts, write_archive
from peers import WRITERS, command

COLUMNS = ("builder", "N", "pages", "wall s", "CPU s", "CPU ms a page", "peak MB", "files", "site MB", "HTML KB")
WARM = ("N", "mkdocs build after one edit: wall s", "CPU s", "mkdocs serve after one edit: s")
_MEGABYTE = 1_000_000
_WAIT = 600


@dataclass(frozen=True)
class Run:
    """One command: seconds of wall and CPU (with its processes), and its largest process in bytes."""

    wall: float
    cpu: float
    peak: int


def run(arguments: list[str], folder: Path) -> Run:
    start = time.monotonic()
    process = subprocess.Popen(arguments, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr is not None
    said = process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{arguments[0]} failed:\n{said.decode(errors='replace')[-2000:]}")
    return Run(time.monotonic() - start, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)


def site_of(folder: Path) -> tuple[int, int, float]:
    """Files of a built site, their bytes, and the median bytes of an article's page."""
    files = [path for path in (folder / "site").rglob("*") if path.is_file()]
    article = re.compile(r"articles/(?:\d{4}/\d{2}/)?\d{6}/index\.html$")
    pages = [path.stat().st_size for path in files if article.search(path.as_posix())]
    return len(files), sum(path.stat().st_size for path in files), statistics.median(pages or [0])


def edited(folder: Path) -> Path:
    """An article of the middle of the archive, with one sentence more."""
    found = sorted((folder / "docs" / "ja" / "articles").rglob("*.md"))
    path = found[len(found) // 2]
    path.write_text(f"{path.read_text(encoding='utf-8')}\n追記した一文{time.monotonic_ns()}。\n", encoding="utf-8")
    return path


@contextmanager
def serving(arguments: list[str], folder: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with subprocess.Popen(
        [*arguments, "--dev-addr", f"127.0.0.1:{port}"], cwd=folder, stderr=subprocess.DEVNULL
    ) as process:
        try:
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.terminate()


def awaited(address: str, words: str) -> float:
    """Seconds until a page says some words."""
    start = time.monotonic()
    while time.monotonic() - start < _WAIT:
        try:
            with urllib.request.urlopen(address, timeout=_WAIT) as answer:  # noqa: S310 - this machine's own
                if words in answer.read().decode():
                    return time.monotonic() - start
        except OSError:
            pass
        time.sleep(0.02)
    raise SystemExit(f"{address} does not say {words!r}")


def after_one_edit(folder: Path, build: list[str]) -> tuple[Run, float]:
    edited(folder)
    warm = run(build, folder)
    with serving([build[0], "serve", "--quiet"], folder) as address:
        awaited(f"{address}ja/", "</html>")
        path = edited(folder)
        words = path.read_text(encoding="utf-8").strip().rpartition("\n")[2].rstrip("。")
        served = awaited(f"{address}ja/articles/{path.parent.parent.name}/{path.parent.name}/{path.stem}/", words)
    return warm, served


def row(cells: tuple[object, ...]) -> str:
    return f"| {' | '.join(map(str, cells))} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, nargs="+", default=[1000, 3000], help="Japanese articles")
    parser.add_argument("--translations", type=float, default=0.29)
    parser.add_argument("--builders", nargs="+", default=["bunko", *WRITERS], choices=["bunko", *WRITERS])
    parser.add_argument("--peers", type=Path, help="a folder of the peers' commands, such as a venv's bin")
    parser.add_argument("--cold-only", action="store_true")
    given = parser.parse_args()
    print(row(COLUMNS), row(("---",) * len(COLUMNS)), sep="\n")
    warm: list[str] = []
    for count in given.articles:
        for builder in given.builders:
            build = command(builder, given.peers)
            if build is None:
                print(row((builder, count, "not installed", *("",) * (len(COLUMNS) - 3))))
                continue
            with tempfile.TemporaryDirectory() as place:
                folder = Path(place)
                if builder == "bunko":
                    pages = write_archive(folder, count, given.translations)
                else:
                    found = list(texts(count, given.translations, 1))
                    pages = len(found)
                    WRITERS[builder](folder, found)
                cold = run(build, folder)
                files, size, page = site_of(folder)
                cells = (
                    f"{cold.wall:.1f}",
                    f"{cold.cpu:.1f}",
                    f"{1000 * cold.cpu / pages:.1f}",
                    cold.peak // _MEGABYTE,
                )
                print(row((builder, count, pages, *cells, files, size // _MEGABYTE, f"{page / 1000:.1f}")), flush=True)
                if builder == "bunko" and not given.cold_only:
                    again, served = after_one_edit(folder, build)
                    warm.append(row((count, f"{again.wall:.1f}", f"{again.cpu:.1f}", f"{served:.1f}")))
    if warm:
        print("", row(WARM), row(("---",) * len(WARM)), *warm, sep="\n")


if __name__ == "__main__":
    main()
