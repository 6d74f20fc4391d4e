"""What is wrong with an article's text: links, images, headings, and markup that no reader will see."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, groupby
from pathlib import Path, PurePosixPath
from posixpath import normpath
from typing import NamedTuple
from urllib.parse import unquote

from bunko.check.markup import markup
from bunko.check.problem import Problem
from bunko.check.references import references
from bunko.check.targets import Targets
from bunko.library import Library
from bunko.markdown_extension.allowed import SCHEMES
from bunko.nouns import Article
from bunko.settings import Settings

_FENCE = re.compile(r"[ >]*(`{3,}|~{3,})")
_INDENTED = re.compile(r"(?: {4}|\t)")
_CODE = re.compile(r"(?<!`)(`{1,8})(?!`)[^\n]{1,2000}?(?<!`)\1(?!`)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_LINK = re.compile(
    r"(?<!\\)(?P<image>!?)\[(?:[^\[\]\\]|\\.|\[[^\[\]]*\]){0,1000}\]\(\s*(?P<to><[^<>]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)"
)
_REFERENCE = re.compile(r"^ {0,3}\[(?!\^)[^\[\]\n]+\]:\s*(?P<to><[^<>]*>|\S+)", re.MULTILINE)
_HEADING = re.compile(r" {0,3}(?P<marks>#{1,6})(?:[ \t]|$)")
_SCHEME = re.compile(r"(?P<name>[A-Za-z][A-Za-z0-9+.-]*):|//")


class _Line(NamedTuple):
    number: int
    text: str


class _Paragraph(NamedTuple):
    """Lines that follow each other without a blank one: a link or a tag may be broken between them."""

    number: int
    text: str
    starts: Sequence[int]

    def place(self, at: int) -> tuple[int, int]:
        """Line and column, both from 1, of a place in the text."""
        line = bisect_right(self.starts, at) - 1
        return self.number + line, at - self.starts[line] + 1


def body(settings: Settings, library: Library, article: Article, targets: Targets) -> Iterator[Problem]:
    """Every problem of the text, by line; `targets` is what its links may lead to."""
    markdown = library.markdown(article)
    if not any(mark in markdown for mark in ("[", "<", "#")):
        return
    lines = list(_lines(markdown))
    paragraphs = list(_paragraphs(lines))
    problems = list(_headings(article, lines))
    for paragraph in paragraphs:
        if "[" in paragraph.text:
            problems += _links(settings, library, article, paragraph, targets)
    texts = [(one.text, one.place) for one in paragraphs]
    if "<" in markdown:
        problems += markup(f"docs/{article.path}", texts)
    if "[" in markdown:
        problems += references(f"docs/{article.path}", texts)
    if problems:
        whole = (settings.docs / article.path).read_text(encoding="utf-8-sig")
        before = whole.count("\n") - markdown.count("\n")
        problems.sort(key=lambda problem: (problem.line, problem.column))
        yield from (replace(problem, line=problem.line + before) for problem in problems)


def _paragraphs(lines: Iterable[_Line]) -> Iterator[_Paragraph]:
    """The lines that are text, by paragraph; code between two lines parts them as a blank line does."""
    numbered = enumerate(line for line in lines if line.text.strip())
    for _, run in groupby(numbered, key=lambda one: one[1].number - one[0]):
        told = [line for _, line in run]
        starts = accumulate((len(line.text) + 1 for line in told[:-1]), initial=0)
        yield _Paragraph(told[0].number, "\n".join(line.text for line in told), tuple(starts))


def _lines(markdown: str) -> Iterator[_Line]:
    """The lines that are text: code and comments are blanked, so that every column stays."""
    shown = markdown
    if "<!--" in markdown:
        shown = _COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), markdown)
    fence, after_blank = "", True
    for number, text in enumerate(shown.split("\n"), 1):
        mark = _FENCE.match(text)
        if fence:
            if mark and mark[1][0] == fence[0] and len(mark[1]) >= len(fence) and not text.strip(" >`~"):
                fence = ""
            continue
        if mark:
            fence = mark[1]
            continue
        if after_blank and _INDENTED.match(text):
            continue  # code by its indent (or a list's further paragraph: better no word than a wrong one)
        after_blank = not text.strip()
        yield _Line(number, _CODE.sub(lambda found: " " * len(found[0]), text) if "`" in text else text)


def _links(
    settings: Settings, library: Library, article: Article, paragraph: _Paragraph, targets: Targets
) -> Iterator[Problem]:
    place = f"docs/{article.path}"
    for match in (*_LINK.finditer(paragraph.text), *_REFERENCE.finditer(paragraph.text)):
        target, is_image = match["to"].strip("<>"), bool(match.groupdict().get("image"))
        if not target:
            continue
        line, column = paragraph.place(match.start("to"))
        if scheme := _SCHEME.match(target):
            if scheme["name"] and scheme["name"].lower() not in SCHEMES:
                message = f"The address {target[:80]!r} is none of the web, and is taken out of the page."
                yield Problem(place, line, "link", message, "Give one with https://, or take the link out.", column)
            continue
        address, _, anchor = target.partition("#")
        wanted = unquote(address.partition("?")[0])
        there = PurePosixPath(normpath(article.path.parent / wanted)) if address else article.path
        if wanted.startswith("/") or there.parts[:1] == ("..",):
            cure = f"Link to a file below docs/, from {place}."
            message = f"{target[:80]!r} leads out of docs/."
        elif _stands(settings, library, there, targets.derived):
            if is_image or not targets.lacks(there, anchor):
                continue
            message = f"There is no place {'#' + anchor[:80]!r} in docs/{there}."
            cure = "Mend what stands behind `#`: a paragraph's number (#p3), or a heading's text as its link writes it."
        else:
            what = ", or take the image out." if is_image else "; an article's page ends in .md."
            cure = f"Mend the path{what}"
            shown = "".join(letter if letter.isprintable() else "\ufffd" for letter in str(there))
            message = f"There is no docs/{shown[:200]}."
        yield Problem(place, line, "image" if is_image else "link", message, cure, column)


def _stands(settings: Settings, library: Library, path: PurePosixPath, derived: Collection[str]) -> bool:
    """Whether a link finds a page or file: an article that stands in another language has a notice in this one.

    What the stage derives (`ja/tags/moon/index.md`) is there too: its addresses are the site's promise.
    """
    inner = PurePosixPath(*path.parts[1:])
    folders = library.languages if path.parts[:1] and path.parts[0] in library.languages else ()
    places = (path, *(PurePosixPath(folder, inner) for folder in folders))
    return (bool(folders) and str(inner) in derived) or any(_is_file(settings.docs / place) for place in places)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name that no file can have
        return False


def _headings(article: Article, lines: Iterable[_Line]) -> Iterator[Problem]:
    """Headings of the first level, and those that leave a level out."""
    place, before = f"docs/{article.path}", 1
    for line in lines:
        heading = _HEADING.match(line.text)
        if heading is None:
            continue
        level, column = len(heading["marks"]), line.text.index("#") + 1
        if level == 1:
            cure = "Write `##`: the page's title is its only heading of the first level."
            message = "A heading of the first level stands in the text."
            yield Problem(place, line.number, "heading", message, cure, column)
        elif level > before + 1:
            cure = f"Write `{'#' * (before + 1)}`: who listens to a page finds its parts by their levels."
            message = f"A heading of level {level} follows one of level {before}."
            yield Problem(place, line.number, "heading", message, cure, column)
        before = level
