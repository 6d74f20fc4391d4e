"""What is driven: each target takes bytes, and may raise nothing but errors of `bunko.errors`."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path, PurePosixPath

import yaml
from markdown import Markdown
from mkdocs.utils.yaml import get_yaml_loader

from bunko import page, registers, story_register
from bunko import settings as archive_settings
from bunko.captures import containers, reader
from bunko.cataloguing import Supplied, catalogue
from bunko.intake import form
from bunko.job import Job
from bunko.nouns import Capture
from bunko.proposals import chinese

ROOT = Path(__file__).parents[2]
FORMS = tuple(form.forms(ROOT / ".github" / "ISSUE_TEMPLATE"))
PLACE = PurePosixPath("ja/articles/2024/01/1.md")
_CAPTURES = 4
"""Captures of one container that are read on; more say nothing new."""


class Targets:
    """The targets by name; what must be a file stands in `folder`, which should be in memory."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._settings = archive_settings.load(ROOT / "mkdocs.yml")
        self._registers = registers.load(ROOT / "archive")
        self._markdown = _site_markdown()
        # The dictionary that a process loads with its first Chinese text (244 MB at its peak) is no cost of an input.
        chinese.keywords("灯塔", "海边的灯塔", 1)
        self.by_name: dict[str, Callable[[bytes], None]] = {
            "text": lambda data: self._import(Capture(data, "given.txt", "text/plain")),
            "html": lambda data: self._import(Capture(data, "given.html", "text/html")),
            "newsarticle": lambda data: self._import(Capture(data, "given.json", "application/ld+json")),
            "container": self._container,
            "wacz": lambda data: self._container(_wacz(data)),
            "page": self._page,
            "markdown": lambda data: _nothing(self._markdown.reset().convert(_text(data))),
            "registers": self._register,
            "form": lambda data: _nothing(form.filled_in(_text(data), iter(FORMS))),
        }

    def _import(self, capture: Capture) -> None:
        """All that an import does before it writes: read, catalogue, make the page, read it again, compare."""
        draft = reader.read(capture)
        supplied = Supplied()
        catalogued = catalogue(capture, draft, supplied, self._settings, self._registers)
        Job(capture, draft, supplied, catalogued, None).failures(PLACE)

    def _container(self, data: bytes) -> None:
        (self._folder / "given").write_bytes(data)
        found = containers.read_paths(["given"], self._folder)
        for capture in islice((one for one in found if isinstance(one, Capture)), _CAPTURES):
            try:
                self._import(capture)
            except reader.CaptureError:
                continue  # one bad capture never stops a batch

    def _page(self, data: bytes) -> None:
        text = _text(data)
        article = page.read(text, PLACE)
        assert page.write(article, text) == text, "a page that says the same is written anew"
        written = page.write(article)
        assert page.read(written, PLACE) == article, "a page does not read back as it was written"

    def _register(self, data: bytes) -> None:
        for name in ("tags", "sources", "stories"):
            (self._folder / f"{name}.yml").write_bytes(data)
        registers.examine(self._folder)
        story_register.examine(self._folder)


def seeds(name: str) -> Iterator[bytes]:
    """Small inputs of our own to begin with."""
    for pattern in _SEEDS[name]:
        for file in sorted(ROOT.glob(pattern)):
            if file.is_file() and file.stat().st_size <= _LARGEST_SEED:
                yield file.read_bytes()
    yield from _MADE.get(name, tuple)()


_LARGEST_SEED = 16 * 1024
_SEEDS = {
    "text": ("tests/cases/captures/*/inbox/*.txt", "archive/captures/*.txt"),
    "html": ("tests/cases/captures/*/inbox/*.html", "archive/captures/*.html"),
    "newsarticle": ("tests/cases/captures/*/inbox/*.json", "archive/captures/*.jsonld"),
    "container": ("archive/inbox/*", "tests/cases/captures/*/inbox/*.json*", "tests/cases/captures/*/inbox/*.html"),
    "wacz": (),
    "page": ("tests/cases/captures/*/expected/**/*.md", "docs/*/articles/**/*.md"),
    "markdown": ("tests/cases/markdown/*/*.md", "docs/*/*.md"),
    "registers": ("tests/cases/registers/*/*.yml", "archive/*.yml", "tests/cases/stories/*/*.yml"),
    "form": (),
}


def _crawls() -> Iterator[bytes]:
    from tests.containers import making  # noqa: PLC0415  # makes containers; its folder is on the path of this command

    listed = "https://tsushin.example.org/2024/1.html"
    chunks = making.response(listed, making.chunked(making.Page(1).text), headers="Transfer-Encoding: chunked\r\n")
    yield making.warc(making.page_response(1), chunks, making.response(listed, b"<p>\xe6\x9c\x88</p>", "text/html"))
    yield making.arc(1, 2)
    yield making.MHTML.encode()
    yield making.Page(1).json + b"\n" + making.Page(2).json
    yield making.packed(making.page_response(1))


def _forms() -> Iterator[bytes]:
    for one in FORMS:
        yield "\n\n".join(f"### {heading}\n\n_No response_" for heading in one.headings.values()).encode()


_MADE: dict[str, Callable[[], Iterator[bytes]]] = {
    "container": _crawls,
    "wacz": lambda: islice(_crawls(), 1),
    "form": _forms,
}


def _text(data: bytes) -> str:
    """A file's text as it is read: bytes that are no UTF-8 do not come so far."""
    return data.decode("utf-8", "ignore")


def _nothing(_: object) -> None:
    """What was made is not looked at."""


def _wacz(data: bytes) -> bytes:
    """A package around a crawl: a fuzzer does not meet the check sums of zip."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("datapackage.json", b"{}")
        package.writestr("archive/data.warc", data)
    return file.getvalue()


def _site_markdown() -> Markdown:
    """A renderer with the extensions of mkdocs.yml."""
    listed = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), Loader=get_yaml_loader())  # noqa: S506
    entries = [one if isinstance(one, dict) else {one: {}} for one in listed["markdown_extensions"]]
    options = {name: given or {} for entry in entries for name, given in entry.items()}
    return Markdown(extensions=list(options), extension_configs=options)
