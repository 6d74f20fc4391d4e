"""A headline among what a page says: the site's name taken from its end."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

_SEPARATOR = re.compile(r"\s[|｜–—\-:：·•»«~]\s|\s?[|｜ㅣ]\s?|\s?::\s?|_(?=[^_]{2,40}$)|：(?=[^：]{2,40}$)|\s[-–]{2}\s")
_CUTS = re.compile(r"\s?(?:[|｜ㅣ_*»«－―–—]|-{1,2})\s?")
_FRONTS = re.compile(r"[|｜ㅣ：»«]|\s[-–—]\s")
_TAIL = 60
_LIMIT = 600
_SHORT = 3
_MOST = 8


def bare(text: str) -> str:
    """The letters and digits of a text in lower case, for comparison."""
    return "".join(filter(str.isalnum, text)).casefold()


def without_site(title: str, names: Iterable[str], heads: Iterable[str] = ()) -> str:
    """A title without the site's name that closes or opens it.

    Args:
        title: as a head says it.
        names: what the site may be called: names, its host's labels.
        heads: other headlines of the page, of which the title may be a longer form.
    """
    if len(title) > _LIMIT:
        return title[:_LIMIT]
    named = {bare(head) for head in heads if head and len(head) > 3}  # noqa: PLR2004 - a word is no headline
    for found in _CUTS.finditer(title):
        if bare(title[: found.start()]) in named and len(title) - found.end() <= _TAIL:
            title = title[: found.start()].rstrip()
            break
    for found in _FRONTS.finditer(title):
        if found.start() <= _TAIL and _opens_with(bare(title[found.end() :]), named):
            title = title[found.end() :].lstrip()
            break
    known = {bare(name) for name in names if name} - {""}
    shorter = True
    while shorter:
        title, shorter = _shortened(title, known)
    return title


def _opens_with(text: str, named: set[str]) -> bool:
    """The text is one of the headlines, or goes on from one that is most of it."""
    return text in named or any(text.startswith(head) and _MOST < len(text) < 2 * len(head) for head in named)


def as_mostly_printed(title: str, forms: Iterable[str]) -> str:
    """The form of a title in which most places of the page print it; as it came where no form has most.

    Args:
        title: a headline.
        forms: what the places say, each once: only those that differ in marks alone count.
    """
    named = bare(title)
    same = Counter(" ".join(form.split()) for form in forms if bare(form) == named)
    (form, count), *others = same.most_common(2) or [(title, 0)]
    return form if count > 1 and (not others or count > others[0][1]) and " ".join(title.split()) != form else title


def _shortened(title: str, known: set[str]) -> tuple[str, bool]:
    found = list(_SEPARATOR.finditer(title))
    if found:
        last, first = found[-1], found[0]
        if _is_site(title[last.end() :], known) and title[: last.start()].strip():
            return title[: last.start()].rstrip(), True
        if _is_site(title[: first.start()], known) and title[first.end() :].strip():
            return title[first.end() :].lstrip(), True
    return title, False


def _is_site(part: str, known: set[str]) -> bool:
    text = bare(part)
    return bool(text) and any(
        text == name
        or (len(name) > _SHORT and name in text and len(text) <= 2 * len(name) + 6)
        or (len(text) > _SHORT and text in name)
        for name in known
    )
