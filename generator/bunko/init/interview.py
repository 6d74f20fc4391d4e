"""What a person at a terminal is asked of a new archive."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import partial

from bunko.init.answers import (
    LONGEST_NAME,
    LONGEST_SENTENCE,
    AnswerError,
    folders_and_names,
    repository_address,
    site_address,
    words,
)

Ask = Callable[[str], str]
"""Puts a question to a person, and gives the answer. It raises EOFError where the person went away."""
Tell = Callable[[str], None]


def interview(options: argparse.Namespace, ask: Ask, tell: Tell) -> None:
    """Ask for all that no option says, again where an answer cannot be used, and put it into the options.

    Raises:
        EOFError: the person went away.
    """
    tags = _until(ask, tell, "Languages of the site, the default one first (such as: ja zh)", _tags)
    languages = folders_and_names("languages", tags.split())
    options.language = [f"{folder}={name}" for folder, name in languages.items()]
    if options.name is None:
        read = partial(words, "name", longest=LONGEST_NAME)
        said = {one: _until(ask, tell, f"The site's name in {name}", read) for one, name in languages.items()}
        options.name = [f"{one}={text}" for one, text in said.items()]
    if options.description is None:
        read = partial(words, "description", longest=LONGEST_SENTENCE)
        said = {
            one: _until(ask, tell, f"One sentence on it in {name} (may be empty)", read, empty=True)
            for one, name in languages.items()
        }
        options.description = [f"{one}={text}" for one, text in said.items() if text]
    if options.url is None:
        question = "The address at which it will stand (may be empty)"
        options.url = _until(ask, tell, question, partial(site_address, "address"), empty=True)
    if options.repository is None:
        question = "Its repository, https://github.com/OWNER/NAME (may be empty)"
        options.repository = _until(ask, tell, question, partial(repository_address, "repository"), empty=True)


def _tags(text: str) -> str:
    tags = text.replace(",", " ").replace("、", " ")
    folders_and_names("languages", tags.split())
    return tags


def _until(ask: Ask, tell: Tell, question: str, read: Callable[[str], str], *, empty: bool = False) -> str:
    """The first answer that can be used; where it may be empty, an empty one."""
    while True:
        text = ask(question).strip()
        try:
            return "" if empty and not text else read(text)
        except AnswerError as error:
            tell(error.text)
