"""The project's issue forms, in the languages and for the languages of another archive."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bunko.strings import FALLBACK, LANGUAGES, language_name

FOLDER = ".github/ISSUE_TEMPLATE/"

_FORM = re.compile(r"\d+-[a-z]+-(?P<language>[a-z]+)\.yml")
_NAMES = re.compile(r"(?:  - type: input\n    id: name-(?:ja|zh)\n(?:    .*\n)+)+")
"""In the form for a tag: the fields for its name in each of the project's languages."""
_TEXTS = re.compile(r"(    id: language\n(?:    .*\n)*?      options:\n)(?:        - .*\n)+")
"""In the form for an article: the languages that its text may have."""
_FORMS_OF_CHINESE = ("zh-Hans", "zh-Hant")


def forms(project: Mapping[str, bytes], languages: Sequence[str]) -> dict[str, bytes]:
    """The forms that speak the archive's languages, English for one that has no form, and what is no form.

    Args:
        project: the project's files by their place.
        languages: folders of the archive's languages.
    """
    spoken = {one if one in LANGUAGES else FALLBACK for one in languages}
    found = {}
    for place, content in project.items():
        name = _FORM.fullmatch(place.removeprefix(FOLDER))
        if place.startswith(FOLDER) and (name is None or name["language"] in spoken):
            text = content.decode()
            found[place] = (_for(text, name["language"], languages) if name else text).encode()
    return found


def _for(text: str, spoken: str, languages: Sequence[str]) -> str:
    fields = _NAMES.search(text)
    if fields:
        field = fields[0][: fields[0].index("  - type", 1)]
        known = language_name(spoken, "ja")
        each = [
            field.replace("id: name-ja\n", f"id: name-{one}\n").replace(known, name)
            for one, name in zip(languages, _names(spoken, languages), strict=True)
        ]
        text = text.replace(fields[0], "".join(each))
    tags = [tag for one in languages for tag in (_FORMS_OF_CHINESE if one == "zh" else (one,))]
    options = "".join(f'        - "{tag}"\n' for tag in tags)
    return _TEXTS.sub(lambda found: found[1] + options, text)


def _names(spoken: str, languages: Sequence[str]) -> list[str]:
    """The languages' names; each its own, since GitHub refuses a form that has a heading twice."""
    names = [language_name(spoken, one) for one in languages]
    return [f"{name} ({one})" if names.count(name) > 1 else name for one, name in zip(languages, names, strict=True)]
