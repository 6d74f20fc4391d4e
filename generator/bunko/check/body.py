"""What is wrong with an article's text: links, images, headings, and markup that no reader will see."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from posixpath import normpath
from typing import NamedTuple
from urllib.parse import unquote

from bunko.check.problem import Problem
from bunko.library import Library
from bunko.markdown_extension import allowed
from bunko.nouns import Article
from bunko.settings import Settings

_FENCE = re.compile(r"[ >]*(`{3,}|~{3,})")
_INDENTED = re.compile(r"(?: {4}|\t)")
_CODE = re.compile(r"(?<!`)(`{1,8})(?!`)[^\n]{1,2000}?(?<!`)\1(?!`)")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_LINK = re.compile(
    r"(?<!\\)(?P<image>!?)\[(?:[^\[\]\\]|\\.|\[[^\[\]]*\]){0,1000}\]\(\s*(?P<to><[^<>]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)"
)
_REFERENCE = re.compile(r" {0,3}\[[^\[\]]+\]:\s*(?P<to><[^<>]*>|\S+)")
_TAG = re.compile(r"(?<!\\)<(?P<tag>[A-Za-z][A-Za-z0-9-]*)(?P<rest>(?:\s[^<>]*)?)/?>")
_HANDLER = re.compile(r"\son[a-z]+\s*=", re.IGNORECASE)
_HEADING = re.compile(r" {0,3}(?P<marks>#{1,6})(?:[ \t]|$)")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")


class _Line(NamedTuple):
    number: int
    text: str


def body(settings: Settings, library: Library, article: Article, derived: Collection[str]) -> Iterator[Problem]:
    """Every problem of the text, by line; `derived` are the pages that the stage makes below a language's folder."""
    markdown = library.markdown.get(article.path, "")
    if not any(mark in markdown for mark in ("[", "<", "#")):
        return
    level = 1
    problems: list[Problem] = []
    for line in _lines(markdown):
        if "[" in line.text:
            problems += _links(settings, library, article, line, derived)
        if "<" in line.text:
            problems += _markup(article, line)
        if heading := _HEADING.match(line.text):
            problems += _heading(article, line, len(heading["marks"]), level)
            level = len(heading["marks"])
    if problems:
        whole = (settings.docs / article.path).read_text(encoding="utf-8-sig")
        before = whole.count("\n") - markdown.count("\n")
        yield from (replace(problem, line=problem.line + before) for problem in problems)


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
    settings: Settings, library: Library, article: Article, line: _Line, derived: Collection[str]
) -> Iterator[Problem]:
    found = [(match, bool(match["image"])) for match in _LINK.finditer(line.text)]
    if reference := _REFERENCE.match(line.text):
        found.append((reference, False))
    for match, is_image in found:
        target = match["to"].strip("<>")
        place, column = f"docs/{article.path}", match.start("to") + 1
        if not target or target.startswith("#") or _SCHEME.match(target):
            continue
        wanted = unquote(target.partition("#")[0].partition("?")[0])
        there = PurePosixPath(normpath(article.path.parent / wanted))
        if wanted.startswith("/") or there.parts[:1] == ("..",):
            cure = f"Link to a file below docs/, from {place}."
            message = f"{target[:80]!r} leads out of docs/."
        elif _stands(settings, library, there, derived):
            continue
        else:
            cure = (
                "Mend the path, or take the image out." if is_image else "Mend the path; an article's page ends in .md."
            )
            shown = "".join(letter if letter.isprintable() else "\ufffd" for letter in str(there))
            message = f"There is no docs/{shown[:200]}."
        yield Problem(place, line.number, "image" if is_image else "link", message, cure, column)


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


def _markup(article: Article, line: _Line) -> Iterator[Problem]:
    for match in _TAG.finditer(line.text):
        tag, place = match["tag"].lower(), f"docs/{article.path}"
        if tag in allowed.WITH_CONTENT:
            message = f"<{tag}> and what stands in it are taken out of the page."
        elif tag not in allowed.TAGS:
            message = f"The tag <{tag[:40]}> is taken out of the page."
        elif _HANDLER.search(match["rest"]):
            message = f"The script in <{tag}> is taken out of the page."
        else:
            continue
        cure = "Say it in Markdown; write &lt; where the text itself has a <."
        yield Problem(place, line.number, "markup", message, cure, match.start() + 1)


def _heading(article: Article, line: _Line, level: int, before: int) -> Iterator[Problem]:
    place, column = f"docs/{article.path}", line.text.index("#") + 1
    if level == 1:
        cure = "Write `##`: the page's title is its only heading of the first level."
        yield Problem(place, line.number, "heading", "A heading of the first level stands in the text.", cure, column)
    elif level > before + 1:
        cure = f"Write `{'#' * (before + 1)}`: who listens to a page finds its parts by their levels."
        message = f"A heading of level {level} follows one of level {before}."
        yield Problem(place, line.number, "heading", message, cure, column)
