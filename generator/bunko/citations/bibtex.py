"""BibTeX, as classic BibTeX and biblatex read it (an `@article` of a newspaper), in UTF-8."""

from __future__ import annotations

import re

from bunko.citations.names import read_name
from bunko.citations.work import Work

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SPECIAL = {
    "\\": r"\textbackslash{}",
    # BibTeX counts braces even behind a backslash, so that one alone would open the entry
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{letter: f"\\{letter}" for letter in "$&#%_"},
}
_SPECIALS = re.compile(r"[\\{}~^$&#%_]")
_UNSAFE = re.compile(r"[\\{}\s\"]")


def bibtex(work: Work) -> str:
    """The entry, with one line feed at its end."""
    day = work.day
    fields = {
        "author": " and ".join(_name(name) for name in work.authors),
        "title": _braced(work.title),
        "translator": _name(work.translator) if work.translator else "",
        "origtitle": _braced(work.original_title),
        "journal": _braced(work.newspaper),
        "year": f"{{{day.year}}}" if day else "",
        "month": _MONTHS[day.month - 1] if day else "",
        "day": f"{{{day.day}}}" if day else "",
        "language": _braced(work.language),
        "keywords": _braced(", ".join(word.replace(",", " ") for word in work.keywords)),
        "abstract": _braced(work.abstract),
        "url": _address(work.url),
        "note": _braced(_note(work)),
    }
    authors = fields["author"]
    if authors:
        fields["author"] = f"{{{authors}}}"
    if fields["translator"]:
        fields["translator"] = f"{{{fields['translator']}}}"
    lines = [f"  {name} = {value}," for name, value in fields.items() if value]
    return "\n".join([f"@article{{{work.key},", *lines, "}", ""])


def _note(work: Work) -> str:
    """How it was translated, where the copy is kept and where the original stood; biblatex prints it."""
    parts = [
        work.translation_kind or "",
        work.archive if work.address else "",
        work.original if work.address and work.original else "",
    ]
    return ". ".join(part for part in parts if part)


def _name(printed: str) -> str:
    name = read_name(printed)
    if name.family is None:
        return f"{{{_text(name.whole)}}}"
    return f"{{{_text(name.family)}}}, {{{_text(name.given or '')}}}"


def _braced(value: str | None) -> str:
    """The value in double braces, which keep a style from lowering its letters."""
    return f"{{{{{_text(value)}}}}}" if value else ""


def _text(value: str) -> str:
    return _SPECIALS.sub(lambda found: _SPECIAL[found.group()], " ".join(value.split()))


def _address(url: str | None) -> str:
    """An address stands as it is; what would break the entry is percent-encoded."""
    return f"{{{_UNSAFE.sub(lambda found: f'%{ord(found.group()):02X}', url)}}}" if url else ""
