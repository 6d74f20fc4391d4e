"""What a person says of a new archive, and whether it can be used."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from babel import Locale, UnknownLocaleError

from bunko.errors import BunkoError
from bunko.web_address import is_web

MOST_LANGUAGES = 20
LONGEST_NAME = 100
LONGEST_SENTENCE = 300
_LONGEST_ADDRESS = 300

_FOLDER = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?")
"""A language with script and region, as folders and addresses have it: `zh`, `sr-Latn`, `pt-BR`, `es-419`."""
_REPOSITORY = re.compile(r"https://github\.com/[A-Za-z0-9-]{1,39}/[A-Za-z0-9._-]{1,100}")
_JOINERS = "\u200c\u200d"
"""The only characters without a shape that words of some languages need."""


class AnswerError(BunkoError):
    """What was said of a new archive cannot be used."""


@dataclass(frozen=True, slots=True)
class Language:
    """One language of a new archive.

    Attributes:
        folder: its tag, `ja`.
        name: its name in itself.
        title: the site's name in it.
        description: one sentence on the site, or empty.
    """

    folder: str
    name: str
    title: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Answers:
    """A new archive.

    Attributes:
        languages: in their order, the default one first.
        url: the site's address with a trailing slash, or empty.
        repository: the address of its repository on GitHub, or empty.
    """

    languages: Sequence[Language]
    url: str = ""
    repository: str = ""


def folders_and_names(place: str, texts: Sequence[str]) -> dict[str, str]:
    """The languages of an archive, each `ja` or `tlh=tlhIngan Hol`: folders, with each language's name in itself.

    Raises:
        AnswerError: there are none, too many, or one twice; one is no language tag, or has no known name.
    """
    pairs = [_folder_and_name(place, text) for text in texts]
    folders = [folder for folder, _ in pairs]
    twice = next((one for one in folders if folders.count(one) > 1), None)
    if not folders or twice or len(folders) > MOST_LANGUAGES:
        raise AnswerError(
            place,
            "no language is named"
            if not folders
            else "a language stands there twice"
            if twice
            else "too many languages",
            expected=f"1 to {MOST_LANGUAGES} languages, the default one first, each once, such as ja and zh",
            found=twice or str(len(folders)),
        )
    return dict(pairs)


def _folder_and_name(place: str, text: str) -> tuple[str, str]:
    tag, _, name = text.partition("=")
    parts = tag.strip().split("-")
    folder = "-".join([parts[0].lower(), *(part.title() if len(part) == 4 else part.upper() for part in parts[1:])])  # noqa: PLR2004
    if not _FOLDER.fullmatch(folder):
        raise AnswerError(
            place,
            "no language tag",
            expected="ja, zh, en, ko, pt-BR or the like",
            found=repr(text)[:80],
        )
    return folder, words(place, name, LONGEST_NAME) if name else _own_name(place, folder)


def _own_name(place: str, folder: str) -> str:
    try:
        name = str(Locale.parse(folder, sep="-").display_name or "")
    except (UnknownLocaleError, ValueError):
        name = ""
    if not name:
        raise AnswerError(
            place,
            f"the name of the language {folder!r} in itself is not known",
            cure=f"Say it: {folder}=NAME.",
        )
    return name[0].upper() + name[1:]


def words(place: str, text: str, longest: int) -> str:
    """A name or a sentence on one line.

    Raises:
        AnswerError: it is empty, too long, or holds a character that is none of a text.
    """
    line = text.strip()
    bad = next((one for one in line if unicodedata.category(one)[0] == "C" and one not in _JOINERS), None)
    if not line or len(line) > longest or bad or {"\u2028", "\u2029"} & set(line):
        raise AnswerError(
            place,
            "no text that fits on one line",
            expected=f"1 to {longest} characters, without control characters",
            found=f"U+{ord(bad):04X}" if bad else f"{len(line)} characters",
        )
    return line


def by_language(place: str, texts: Sequence[str], folders: Sequence[str], longest: int) -> Mapping[str, str]:
    """A text for each language: `zh=文库` is that of one, one without a language that of all others.

    Raises:
        AnswerError: a text cannot be used, is for a language that the archive has not, or there are two for the same.
    """
    found: dict[str, str] = {}
    for text in texts:
        tag, sign, rest = text.partition("=")
        if sign and tag not in folders and _FOLDER.fullmatch(tag):
            cure = f"Say {place} {folders[0]}={rest[:40]}, or add --language {tag}."
            expected = f"one of {', '.join(folders)}"
            raise AnswerError(place, f"{tag} is none of the archive's languages", expected=expected, cure=cure)
        key, said = (tag, rest) if sign and tag in folders else ("", text)
        if key in found:
            whom = key or "all languages"
            cure = f"Say it once: {place} {folders[0]}=…."
            raise AnswerError(place, f"two texts for {whom}", found=repr(text)[:80], cure=cure)
        found[key] = words(place, said, longest)
    return {one: found.get(one) or found.get("", "") for one in folders}


def site_address(place: str, text: str) -> str:
    """The address at which a site will stand, with a trailing slash.

    Raises:
        AnswerError: it is no such address.
    """
    address = text.strip()
    try:
        parts = urlsplit(address)
        usable = parts.hostname and not set("?#@\\") & set(address) and parts.port != 0 and address.isascii()
    except ValueError:
        usable = False
    if not usable or not is_web(address) or len(address) > _LONGEST_ADDRESS:
        raise AnswerError(
            place,
            "no address of a site",
            expected="an address such as https://news.example.org/archive/, without ? and #, in ASCII",
            found=repr(text)[:80],
            cure="Leave it out where it is not known yet.",
        )
    return address.rstrip("/") + "/"


def repository_address(place: str, text: str) -> str:
    """The address of a repository, as a browser shows it.

    Raises:
        AnswerError: it is none of GitHub.
    """
    address = text.strip().rstrip("/").removesuffix(".git")
    if not _REPOSITORY.fullmatch(address):
        raise AnswerError(
            place,
            "no repository on GitHub",
            expected="https://github.com/OWNER/NAME",
            found=repr(text)[:80],
            cure="Leave it out where there is none; set repo_url and edit_uri in mkdocs.yml for another host.",
        )
    return address
