"""How a page's file is written, and where it stands."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from bunko import dates, frontmatter
from bunko.check.misread import misread
from bunko.check.pages import line_of
from bunko.check.problem import Problem
from bunko.library import Library
from bunko.nouns import Article
from bunko.settings import Settings

BOM = "\ufeff"
LARGEST = 5_000_000
"""Bytes of a page: more is no article."""
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069]")
_MAY_HOLD_UNSEEN = re.compile(rb"[\x00-\x08\x0b-\x0c\x0e-\x1f]|\xe2\x80[\xaa-\xae]|\xe2\x81[\xa6-\xa9]")
_OF_AN_ARTICLE = re.compile(r"^(captures|source|url|translation):", re.MULTILINE)


def page(settings: Settings, article: Article) -> Iterator[Problem]:
    """Marks that editors leave, and a date that the address contradicts."""
    file = f"docs/{article.path}"
    data = (settings.docs / article.path).read_bytes()
    if data.startswith(BOM.encode()):
        cure = "Save it as UTF-8 without a byte order mark."
        yield Problem(file, 1, "form", "The file starts with a byte order mark.", cure, 1, fixable=True)
    if b"\r" in data:
        before = data[: data.index(b"\r")]
        line = before.count(b"\n") + 1
        column = len(before.rpartition(b"\n")[2].decode(errors="replace")) + 1
        cure = "End lines with a line feed alone (LF)."
        yield Problem(file, line, "form", "Lines end with a carriage return.", cure, column, fixable=True)
    if len(data) > LARGEST:
        message = f"The page has {len(data):,} bytes: expected {LARGEST:,} at most."
        yield Problem(file, 1, "form", message, "Split it, or keep the data as a file of its own.", 1)
    yield from _unseen(file, data)
    yield from misread(article, data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n"))
    if article.translation is None and not article.withdrawn:  # a translation stands where its original does
        yield from _dated(settings, article)


def _unseen(file: str, data: bytes) -> Iterator[Problem]:
    """Characters that nobody sees and that turn others round or mean nothing: the first of each line."""
    if not _MAY_HOLD_UNSEEN.search(data):
        return
    for number, line in enumerate(data.decode("utf-8-sig").split("\n"), 1):
        if found := _UNSEEN.search(line.removesuffix("\r")):
            message = f"A character stands there that nobody sees: U+{ord(found[0]):04X}."
            yield Problem(file, number, "form", message, "Take it out.", found.start() + 1)


def _dated(settings: Settings, article: Article) -> Iterator[Problem]:
    file = f"docs/{article.path}"
    folder = "/".join(article.path.parts[2:-1])
    if article.published is None:
        if folder != "undated":
            message = f"The page stands under {folder}/, and gives no date."
            cure = "Give `date`, or move the page to articles/undated/ and its address so far to `aliases`."
            yield Problem(file, 1, "place", message, cure)
        return
    day = dates.day(article.published)
    expected = f"{day:%Y/%m}"
    if folder != expected:
        message = f"The page stands under {folder}/, and its date is {day.isoformat()}."
        cure = f"Mend `date`, or move the page to articles/{expected}/ and its address so far to `aliases`."
        yield Problem(file, line_of(settings, article, "date"), "place", message, cure)


def misplaced(settings: Settings) -> Iterator[Problem]:
    """Articles under a language that the site has not: nothing shows them."""
    for folder in sorted(settings.docs.glob("*/articles")):
        if folder.parent.name not in settings.languages:
            pages = sorted(folder.rglob("*.md"))
            known = ", ".join(settings.languages)
            cure = f"Move them under one of docs/ ({known}), or add the language to mkdocs.yml."
            for file in pages:
                place = file.relative_to(settings.root).as_posix()
                message = f"The site has no language {folder.parent.name!r}: nothing shows this page."
                yield Problem(place, 1, "place", message, cure, 1)


def loose(settings: Settings) -> Iterator[Problem]:
    """Pages that say what only an article's page says, and stand where none may: they are published as loose pages."""
    for where, text in written_by_hand(settings):
        head = frontmatter.split(text.removeprefix(BOM))[0] or ""
        found = _OF_AN_ARTICLE.search(head)
        if found:
            message = f"The page has {found[1]!r}, as an article's has, and stands outside articles/."
            cure = (
                f"Move it to docs/{'|'.join(settings.languages)}/articles/<yyyy>/<mm>/<id>.md; "
                f"or take {found[1]} out, where it is no article."
            )
            yield Problem(where, head[: found.start()].count("\n") + 2, "place", message, cure)


def written_by_hand(settings: Settings) -> Iterator[tuple[str, str]]:
    """The pages below docs/ that stand in no language's `articles/`: place and text of each.

    Places are from the archive's root. A folder of such a name and a link that leads nowhere are no pages.
    """
    for folder, below, names in os.walk(settings.docs):
        place = Path(folder)
        below[:] = sorted(name for name in below if not name.startswith("."))
        if place.parent == settings.docs and "articles" in below:
            below.remove("articles")
        for file in sorted(place / name for name in names if name.endswith(".md") and not name.startswith(".")):
            try:
                text = file.read_bytes().decode("utf-8", "replace")
            except OSError:
                continue
            yield file.relative_to(settings.root).as_posix(), text


def twice(settings: Settings, library: Library) -> Iterator[Problem]:
    """Articles whose id another page of the archive has, which was not read."""
    ids = {article.id: article for article in library.articles}
    for folder in settings.languages:
        for file in sorted((settings.docs / folder / "articles").rglob("*.md")):
            article = ids.get(file.stem)
            if (
                article is not None
                and file.relative_to(settings.docs / folder).with_suffix("").as_posix() != article.key
            ):
                cure = "A translation has the same path under its language; another article wants another name."
                message = f"the id {article.id} stands twice: found {file.relative_to(settings.root).as_posix()}."
                yield Problem(f"docs/{article.path}", 1, "page", message, cure, 1)
