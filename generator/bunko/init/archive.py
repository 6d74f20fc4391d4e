"""The files of a new archive, and how they come into a folder where nothing is overwritten."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path

from bunko import __version__
from bunko.errors import BunkoError
from bunko.filesystem import write_together
from bunko.init import forms
from bunko.init.answers import Answers, Language
from bunko.init.project import shared
from bunko.init.wheel import NAME, wheel
from bunko.prose import escape
from bunko.strings import FALLBACK, LANGUAGES

PIN = "requirements/bunko.txt"
RECORD = "requirements/bunko-files.json"

_PLACE = re.compile(r"\{\{([a-z]+)\}\}")
_TITLE = re.compile(r"^title: (.+)$", re.MULTILINE)
_CHECK = ".github/workflows/check.yml"
_TESTS = re.compile(r"  test:\n(?:    .*\n|\n)+")
"""In the workflow of the checks: the job that tests the project's own code, which an archive has none of."""
_LISTED = 5

_MACHINERY = {
    ".gitattributes": "gitattributes",
    ".github/dependabot.yml": "github/dependabot.yml",
    ".gitignore": "gitignore",
    "Makefile": "Makefile",
}
"""Templates that say nothing of an archive: a newer Bunko may bring newer ones."""
_TEMPLATES = {
    "README.md": "README.md",
    "archive/sources.yml": "sources.yml",
    "archive/stories.yml": "stories.yml",
    "archive/tags.yml": "tags.yml",
    "mkdocs.yml": "mkdocs.yml",
}
_BROUGHT_BY_THE_WHEEL = {"requirements/build.txt", "requirements/site.txt"}
_PAGES = ("index", "about", "contribute")
_SENTENCES = {
    "ja": "保存したニュース記事のアーカイブです。",
    "zh": "收录存档新闻文章的文库。",
    "en": "An archive of news articles.",
}


class NewArchiveError(BunkoError):
    """A new archive cannot stand in a folder."""


def contents(answers: Answers) -> dict[str, bytes]:
    """Every file of a new archive by its place; the same answers give the same bytes."""
    values = _values(answers)
    found = {place: _filled(_template(name), values) for place, name in _TEMPLATES.items()}
    found["docs/index.md"] = "---\n---\n"
    for language in answers.languages:
        for name in _PAGES:
            found[f"docs/{language.folder}/{name}.md"] = _page(language, name)
    upheld = machinery([language.folder for language in answers.languages])
    made = {"archive/inbox/.gitkeep": b"", RECORD: record(upheld)} | pin()
    return upheld | made | {place: text.encode() for place, text in found.items()}


def machinery(folders: Sequence[str]) -> dict[str, bytes]:
    """The files by their place that `bunko upgrade` keeps up: workflows, forms, commands, set-up.

    Args:
        folders: of the archive's languages.
    """
    project = shared()
    taken = {name: content for name, content in project.items() if name not in _BROUGHT_BY_THE_WHEEL}
    taken = {name: content for name, content in taken.items() if not name.startswith(forms.FOLDER)}
    taken |= forms.forms(project, folders)
    taken[_CHECK] = _TESTS.sub("", project[_CHECK].decode()).encode()
    return taken | {place: _template(name).encode() for place, name in _MACHINERY.items()}


def pin() -> dict[str, bytes]:
    """The Bunko that runs, by place: its wheel, and the line that asks for it."""
    line = _filled(_template("bunko.txt"), {"version": __version__})
    return {f"requirements/{NAME}": wheel(), PIN: line.encode()}


def record(upheld: Mapping[str, bytes]) -> bytes:
    """What `bunko upgrade` knows files again by: the SHA-256 of each as Bunko wrote it."""
    hashes = {place: hashlib.sha256(content).hexdigest() for place, content in sorted(upheld.items())}
    return (json.dumps(hashes, indent=2) + "\n").encode()


def write(folder: Path, told: Mapping[str, bytes]) -> None:
    """Write a new archive's files where none of them stands.

    Raises:
        NewArchiveError: one of them stands there, or something else in the place of a folder; nothing was written.
        OSError: the folder cannot be written.
    """
    standing = [place for place in told if (folder / place).is_symlink() or (folder / place).exists()]
    if standing:
        more = f" and {len(standing) - _LISTED} more" if len(standing) > _LISTED else ""
        raise NewArchiveError(
            str(folder),
            "files of an archive stand there already; nothing was written",
            expected="a new or empty folder, or one without these files",
            found=", ".join(sorted(standing)[:_LISTED]) + more,
            cure="Name another folder, or move them away.",
        )
    above = {parent for place in told for parent in (folder / place).parents if parent.is_relative_to(folder)}
    for parent in sorted(above):
        if (parent != folder and parent.is_symlink()) or (parent.exists() and not parent.is_dir()):
            raise NewArchiveError(
                str(parent), "no folder of its own", expected="a folder, or nothing", cure="Move it away."
            )
    write_together([(folder / place, content) for place, content in sorted(told.items())])


def _values(answers: Answers) -> dict[str, str]:
    first = answers.languages[0]
    titles = " · ".join(dict.fromkeys(language.title for language in answers.languages))
    repository = f"repo_url: {_quoted(answers.repository)}\nedit_uri: edit/main/docs/\n" if answers.repository else ""
    folders = [language.folder for language in answers.languages]
    return {
        "name": _quoted(titles),
        "heading": escape(titles),
        "url": _quoted(answers.url),
        "repository": repository,
        "languages": "".join(_entry(language) for language in answers.languages),
        "names": _names(folders, {"ja": "灯台", "zh": "灯塔"}, "lighthouse"),
        "paper": _names(folders, {"ja": "みなと新報", "zh": "海港邮报"}, "Harbour Post"),
        "first": first.folder,
    }


def _names(folders: Sequence[str], known: Mapping[str, str], other: str) -> str:
    """An example's name in each language, as the registers have it."""
    return f"{{{', '.join(f'{_quoted(folder)}: {_quoted(known.get(folder, other))}' for folder in folders)}}}"


def _entry(language: Language) -> str:
    folder = language.folder
    pages = "".join(
        f"          - {{title: {_quoted(_title(folder, name))}, url: {folder}/{name}/}}\n" for name in _PAGES[1:]
    )
    return (
        f"      {_quoted(folder)}:\n"
        f"        name: {_quoted(language.name)}\n"
        f"        title: {_quoted(language.title)}\n"
        f"        removal: {folder}/contribute/#report\n"
        f"        description: {_quoted(_description(language))}\n"
        f"        nav:\n{pages}"
    )


def _page(language: Language, name: str) -> str:
    values = {"title": _quoted(language.title), "description": _quoted(_description(language))}
    return _filled(_page_template(language.folder, name), values | {"folder": language.folder})


def _description(language: Language) -> str:
    return language.description or _SENTENCES[_spoken(language.folder)]


def _title(folder: str, name: str) -> str:
    found = _TITLE.search(_page_template(folder, name))
    return found[1] if found else name


def _page_template(folder: str, name: str) -> str:
    return _template(f"pages/{_spoken(folder)}/{name}.md")


def _spoken(folder: str) -> str:
    return folder if folder in LANGUAGES else FALLBACK


def _template(name: str) -> str:
    return (files("bunko.init") / "template" / name).read_text(encoding="utf-8")


def _filled(text: str, values: Mapping[str, str]) -> str:
    """What was filled in is not looked at again, whatever it looks like."""
    return _PLACE.sub(lambda found: values[found[1]], text)


def _quoted(text: str) -> str:
    """A text as YAML has it in double quotes, which JSON's are."""
    return json.dumps(text, ensure_ascii=False)
