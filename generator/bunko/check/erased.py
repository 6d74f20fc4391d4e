"""Places that still name an article whose text and captures were erased: pages written by hand, the stories."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bunko import story_register
from bunko.check.form import written_by_hand
from bunko.check.problem import Problem
from bunko.library import Library
from bunko.nouns import Article
from bunko.settings import Settings

_CURE = "Take it out, with what is said of the article there."


def erased(settings: Settings, library: Library) -> Iterator[Problem]:
    """Every such place; an article that is withdrawn and not erased may be named, since its address has the reason."""
    kept = {file.stem for file in (settings.archive / "captures").glob("*")}
    gone = [one for one in library.articles if one.withdrawn and one.captures]
    gone = [one for one in gone if not any(record.sha256 in kept for record in one.captures)]
    if gone:
        yield from _by_hand(settings, gone)
        yield from _stories(settings, {article.id for article in gone})


def _by_hand(settings: Settings, gone: Sequence[Article]) -> Iterator[Problem]:
    names = {name for article in gone for name in (article.key, article.url) if name}
    named = re.compile(rf"(?:{'|'.join(re.escape(name) for name in sorted(names, reverse=True))})(?![\w-]|\.\d)")
    for place, text in written_by_hand(settings):
        for number, line in enumerate(text.split("\n"), 1):
            for found in named.finditer(line):
                message = f"{found[0][:200]} was withdrawn and erased, and the page still names it."
                yield Problem(place, number, "withdrawn", message, _CURE, found.start() + 1)


def _stories(settings: Settings, ids: set[str]) -> Iterator[Problem]:
    for entry in story_register.examine(settings.archive).entries.values():
        for id_ in (*entry.articles, *entry.merge, *entry.without):
            if id_ in ids:
                message = f"{entry.id}: the article {id_} was withdrawn and erased."
                yield Problem(story_register.PLACE, entry.lines[id_], "withdrawn", message, _CURE)
