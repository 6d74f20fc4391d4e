"""What is doubtful in registers that can be read: names that two entries claim, and names in the wrong script."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

from bunko.errors import RegisterError
from bunko.folding import han_variants
from bunko.nouns import Concept, Source
from bunko.register_file import RegisterFile
from bunko.registers import Reading, label_key

_STANDARDS: Mapping[str, str] = {"ja": "shift_jis", "zh": "gb2312", "zh-Hans": "gb2312", "zh-Hant": "big5"}
"""The national standard of each language's common characters, as Python's codecs have it."""
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")


def doubts(reading: Reading) -> Iterator[tuple[str, RegisterError]]:
    """Each doubt with its code: `label` (two concepts claim a name), `host`, `script`."""
    yield from (("label", error) for error in _clashes(reading.tags))
    yield from (("host", error) for error in _hosts(reading.sources))
    for file in (reading.tags, reading.sources):
        yield from (("script", error) for error in _scripts(file))


def _clashes(tags: RegisterFile[Concept]) -> Iterator[RegisterError]:
    """Labels by which an article would mean two concepts."""
    claims: dict[str, tuple[str, str]] = {}
    for id_, concept in tags.entries.items():
        for label, line in _labels(tags, concept):
            first, shown = claims.setdefault(label_key(label), (id_, label))
            if first != id_:
                yield RegisterError(
                    f"{tags.place}:{line}",
                    f"{id_}: the name {label} is another concept's too",
                    expected="each name in one entry; forms of one character count as one",
                    found=f"{shown} in {first}",
                    cure=f"Take it out of one of the two; articles that use it mean {first} until then.",
                )


def _labels(tags: RegisterFile[Concept], concept: Concept) -> Iterator[tuple[str, int]]:
    """Every label of a concept with the line that it stands in."""
    id_, lines = concept.id, tags.lines
    yield id_, lines[(id_,)]
    for tag, name in concept.names.items():
        yield name, lines[id_, "names", tag]
    for field in ("aliases", "former"):
        for n, label in enumerate(getattr(concept, field)):
            yield label, lines.get((id_, field, n)) or lines[id_, field]


def _hosts(sources: RegisterFile[Source]) -> Iterator[RegisterError]:
    """Host names by which an import would find two publishers."""
    claims: dict[str, list[str]] = defaultdict(list)
    for id_, source in sources.entries.items():
        for host in dict.fromkeys(host.removeprefix("www.").lower() for host in source.hosts):
            claims[host].append(id_)
            if len(claims[host]) > 1:
                yield RegisterError(
                    f"{sources.place}:{sources.lines[id_, 'hosts']}",
                    f"{id_}: the host {host} is another source's too",
                    expected="each host in one entry",
                    found=f"{host} in {claims[host][0]}",
                    cure="Take it out of one of the two.",
                )


def _scripts(file: RegisterFile[Concept] | RegisterFile[Source]) -> Iterator[RegisterError]:
    for id_, noun in file.entries.items():
        for tag, name in noun.names.items():
            strange = strangers(name, tag)
            if strange:
                yield RegisterError(
                    f"{file.place}:{file.lines[id_, 'names', tag]}",
                    f"{id_}: the name under {tag} is in another script",
                    expected=f"a name as it is written in {tag}",
                    found=f"{name} ({', '.join(strange)})",
                    cure=_cure(tag, name),
                )


def _cure(tag: str, name: str) -> str:
    """What to do; of a Chinese name in the other characters both forms are shown, where each letter has one form."""
    other = {"zh": "zh-Hant", "zh-Hans": "zh-Hant", "zh-Hant": "zh-Hans"}.get(tag)
    if other is None or strangers(name, other):
        return "Move it under its own language, or write it in this language's forms."
    forms = {
        letter: [form for form in _forms(letter) if _has(_STANDARDS[tag], form)] for letter in strangers(name, tag)
    }
    beside = f"`{other}: {name[:60]}` may stand beside it"
    if any(len(form) != 1 for form in forms.values()):
        return f"Write it in the characters of {tag}; {beside}."
    meant = "".join(forms[letter][0] if letter in forms else letter for letter in name)
    return f"Write `{tag}: {meant[:60]}`; {beside}."


def strangers(name: str, language: str) -> list[str]:
    """The letters of a name that its language does not write.

    Kana in Chinese; and a Han character that the language's national standard (JIS X 0208, GB 2312, Big5)
    lacks while it has another form of it: 會 in zh-Hans, where 会 is written. A rare character that the
    standard has in no form is none, and neither is an old form that the standard has, as 國 in Japanese.
    """
    standard = _STANDARDS.get(language)
    if standard is None:
        return []
    chinese = language.startswith("zh")
    return [
        letter
        for letter in dict.fromkeys(name)
        if (chinese and _KANA.match(letter))
        or (_is_han(letter) and not _has(standard, letter) and any(_has(standard, form) for form in _forms(letter)))
    ]


def _is_han(letter: str) -> bool:
    return "\u3400" <= letter <= "\u9fff"


@cache
def _families() -> Mapping[str, str]:
    families: dict[str, str] = defaultdict(str)
    for variant, form in han_variants().items():
        families[form] += chr(variant)
    return families


def _forms(letter: str) -> str:
    """The other forms of a Han character."""
    head = han_variants().get(ord(letter), letter)
    return (head + _families().get(head, "")).replace(letter, "")


def _has(standard: str, letter: str) -> bool:
    try:
        letter.encode(standard)
    except UnicodeEncodeError:
        return False
    return True
