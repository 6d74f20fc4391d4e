"""What a capture says and what its page says, where a person's words stand against the machine's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

from bunko import page
from bunko.nouns import Article
from bunko.prose import write_blocks

_SHOWN = 160
"""Characters of a value that are shown, about where the two part."""

_BEFORE = 40
_PARAGRAPHS = 6
"""Paragraphs of a body that are shown; of the others the number is told."""

_COMPARED = 400
"""Paragraphs of a body that are compared."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where the capture and the page differ.

    Attributes:
        field: of the front matter, or `body`.
        capture: what the capture says there; None where it says nothing.
        page: what the page says there; None where it says nothing.
        paragraph: of the body, counted from 1 on the page; None for a field.
    """

    field: str
    capture: str | None
    page: str | None
    paragraph: int | None = None

    def as_json(self) -> dict[str, object]:
        """As `json.dumps` takes it."""
        values: dict[str, object] = {"field": self.field, "capture": self.capture, "page": self.page}
        return values | ({} if self.paragraph is None else {"paragraph": self.paragraph})

    def lines(self) -> tuple[str, ...]:
        """For a person: the place, then a line for each side, with the marks of a unified diff."""
        where = self.field if self.paragraph is None else f"{self.field}, paragraph {self.paragraph}"
        sides = (("- page:    ", self.page), ("+ capture: ", self.capture))
        return (f"{where}:", *(mark + text for mark, text in sides if text is not None))


@dataclass(frozen=True, slots=True)
class Gaps:
    """What an outcome shows of the differences.

    Attributes:
        shown: of what a person wrote; of all fields, where nothing tells which capture is newer.
        kept: names of the fields (and `body`) among these that a person wrote.
    """

    shown: tuple[Difference, ...] = ()
    kept: tuple[str, ...] = ()


def differences(names: Iterable[str], capture: Article, said: Article) -> tuple[Difference, ...]:
    """Field by field, and of a body paragraph by paragraph, what both sides say, shortened about where they part.

    Args:
        names: of fields (and `body`) that a person wrote and the capture tells otherwise.
        capture: the article as the capture tells it.
        said: the article as the page says it.
    """
    told, kept = page.fields(capture), page.fields(said)
    found = list[Difference]()
    for name in names:
        found += _body(capture, said) if name == "body" else [_field(name, told, kept)]
    return tuple(found)


def _field(name: str, told: Mapping[str, Any], kept: Mapping[str, Any]) -> Difference:
    return Difference(name, *_shortened(_text(told.get(name)), _text(kept.get(name))))


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return " ".join(f"{name}: {_text(item)}" for name, item in value.items())
    return ", ".join(_text(item) or "" for item in value) if isinstance(value, list) else str(value)


def _body(capture: Article, said: Article) -> Iterator[Difference]:
    told, kept = (write_blocks(article.body).strip().split("\n\n")[:_COMPARED] for article in (capture, said))
    kept = [paragraph for paragraph in kept if paragraph]
    count, shown = 0, 0
    for tag, left, left_end, right, right_end in SequenceMatcher(None, told, kept, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        for at, (one, other) in enumerate(zip_longest(told[left:left_end], kept[right:right_end])):
            count += 1
            if count <= _PARAGRAPHS:
                shown += 1
                yield Difference("body", *_shortened(one, other), paragraph=right + at + 1)
    if count > shown:
        yield Difference("body", f"… and {count - shown} more paragraphs that differ", None)
    elif not count:
        yield Difference("body", "… differs further down", None)


def _shortened(one: str | None, other: str | None) -> tuple[str | None, str | None]:
    """Both on one line, from a little before the place where they part."""
    first, second = ("\\n".join(text.split("\n")) if text is not None else None for text in (one, other))
    if first is None or second is None:
        return _cut(first, 0), _cut(second, 0)
    part = next(
        (n for n, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), min(len(first), len(second))
    )
    start = max(0, part - _BEFORE) if max(len(first), len(second)) > _SHOWN else 0
    return _cut(first, start), _cut(second, start)


def _cut(text: str | None, start: int) -> str | None:
    if text is None:
        return None
    piece = text[start : start + _SHOWN]
    return ("…" if start else "") + piece + ("…" if start + _SHOWN < len(text) else "")
