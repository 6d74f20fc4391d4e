"""What is wrong with the register of stories."""

from __future__ import annotations

from collections.abc import Iterator

from bunko import story_register
from bunko.check.problem import Problem, of_error
from bunko.library import Library
from bunko.settings import Settings


def stories(settings: Settings, library: Library) -> Iterator[Problem]:
    """Entries that cannot be read, and names of what is not there."""
    reading = story_register.examine(settings.archive)
    yield from (of_error(error, "story") for error in reading.problems)
    entries = tuple(reading.entries.values())
    held = {article.id for article in library.articles}
    known = held | {entry.id for entry in entries}
    for entry in entries:
        for id_ in (*entry.articles, *entry.without, *entry.merge):
            merged = id_ in entry.merge
            if id_ not in (known if merged else held):
                what = "story or article" if merged else "article"
                cure = f"Give the id of {'an' if what == 'article' else 'a'} {what}: the last part of its address."
                message = f"{entry.id}: there is no {what} {id_!r}."
                yield Problem(story_register.PLACE, entry.lines[id_], "story", message, cure)
