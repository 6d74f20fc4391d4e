"""`bunko init`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bunko.init.answers import (
    LONGEST_NAME,
    LONGEST_SENTENCE,
    AnswerError,
    Answers,
    Language,
    by_language,
    folders_and_names,
    repository_address,
    site_address,
)
from bunko.init.archive import contents, write
from bunko.init.interview import interview


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "init",
        help="make an archive of one's own",
        description="Make a new archive in a folder: its site, pages to fill in, registers, commands and workflows. "
        "Without --language all that no option says is asked for, where a terminal is there. No file that stands there "
        "is overwritten.",
    )
    command.add_argument("folder", type=Path, metavar="DIR", help="a new or empty folder")
    command.add_argument(
        "--language",
        action="append",
        metavar="TAG[=NAME]",
        help="a language of the site (ja, zh, ko …), with its name in itself where Bunko does not know it; once for "
        "each, the default one first",
    )
    command.add_argument(
        "--name", action="append", metavar="[TAG=]TEXT", help="the site's name: in all languages, or in one (zh=文库)"
    )
    command.add_argument(
        "--description", action="append", metavar="[TAG=]TEXT", help="one sentence on the site, likewise"
    )
    command.add_argument("--url", metavar="ADDRESS", help="the address at which the site will stand")
    command.add_argument("--repository", metavar="ADDRESS", help="its repository, https://github.com/OWNER/NAME")
    command.set_defaults(run=_init)


def _init(options: argparse.Namespace) -> int:
    try:
        if options.language is None and sys.stdin is not None and sys.stdin.isatty():
            interview(options, _ask, _tell)
        told = _answers(options)
    except AnswerError as error:
        _tell(error.text)
        return 2
    except EOFError:
        _tell("\nNo answer; nothing was written.")
        return 2
    write(options.folder, contents(told))
    names = ", ".join(language.name for language in told.languages)
    _tell(f"Made an archive in {options.folder} ({names}). In that folder, `make site` builds its site.")
    return 0


def _answers(options: argparse.Namespace) -> Answers:
    languages = folders_and_names("--language", options.language or ())
    folders = list(languages)
    titles = by_language("--name", options.name or (), folders, LONGEST_NAME)
    said = by_language("--description", options.description or (), folders, LONGEST_SENTENCE)
    if lacking := [one for one in folders if not titles[one]]:
        cure = f"Say it: --name TEXT, or --name {lacking[0]}=TEXT."
        raise AnswerError("--name", f"the site has no name in {', '.join(lacking)}", cure=cure)
    return Answers(
        [Language(one, languages[one], titles[one], said[one]) for one in folders],
        site_address("--url", options.url) if options.url else "",
        repository_address("--repository", options.repository) if options.repository else "",
    )


def _ask(question: str) -> str:
    sys.stderr.write(f"{question}: ")
    sys.stderr.flush()
    return input()


def _tell(message: str) -> None:
    sys.stderr.write(message + "\n")
