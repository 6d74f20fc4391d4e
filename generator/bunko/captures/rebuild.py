"""The self-check: both halves of a capture made again from the written page alone, and compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bunko.captures import dateline
from bunko.captures.draft import Halves
from bunko.nouns import (
    Article,
    Block,
    Heading,
    ItemList,
    Paragraph,
    Passage,
    Picture,
    Quote,
    Rebuild,
    Space,
    Table,
)
from bunko.prose import plain

LEAD = -1
"""The block number of the lead in link starts."""

_SPACES = 500
_CONTEXT = 12


def halves(article: Article) -> Halves:
    """Both halves as the page's newest capture must have had them; None where the page keeps no plan."""
    plan = article.captures[0].rebuild if article.captures else None
    return Halves() if plan is None else Halves(_body(article, plan), _visible(article, plan))


def unreconciled(raw: Halves, again: Halves) -> tuple[str, ...]:
    """What differs, half by half, with the place and what stands there; empty where all is rebuilt."""
    pairs = (("article body", raw.body, again.body), ("visible page", raw.visible, again.visible))
    return tuple(
        difference(name, expected, found or "")
        for name, expected, found in pairs
        if expected is not None and expected != found
    )


def not_found(article: Article, lines: Sequence[str]) -> tuple[str, ...]:
    """Lines of a capture whose text does not stand on the page, in their order."""
    parts = [article.title, article.description or "", *(text for block in article.body for text in _texts(block))]
    text, at, lost = _bare("".join(parts)), 0, list[str]()
    for line in lines:
        found = text.find(_bare(line), at)
        if found < 0:
            lost.append(f"does not stand on the page: {_shown(line[:40])}")
        else:
            at = found + len(_bare(line))
    return tuple(lost)


def _bare(text: str) -> str:
    return "".join(text.split())


def with_spaces(article: Article, plan: Rebuild, raw: Halves) -> Rebuild:
    """The plan with what the halves have of empty lines, odd white space and a cut."""
    blank = tuple(n for n, line in enumerate((raw.visible or "").split("\n")) if not line.strip())
    plan = replace(plan, blank_lines=blank if raw.visible else ())
    if raw.visible is not None:
        plan = replace(plan, spaces=_spaces("visible", _lines_of(article, plan), raw.visible))
        whole = _visible(article, plan)
        if len(whole) > len(raw.visible) and whole.startswith(raw.visible):
            plan = replace(plan, cut=len(raw.visible))
    if raw.body is not None:
        plan = replace(plan, spaces=plan.spaces + _spaces("body", _body(article, plan), raw.body))
    return plan


def _body(article: Article, plan: Rebuild) -> str:
    text = "".join(
        "".join(_texts(block))
        for number, block in enumerate(article.body)
        if number not in plan.visible_only and not isinstance(block, Quote)
    )
    return _spaced(text + (plan.end_label or ""), plan.spaces, "body")


def _visible(article: Article, plan: Rebuild) -> str:
    return _spaced(_lines_of(article, plan), plan.spaces, "visible")[: plan.cut]


def _lines_of(article: Article, plan: Rebuild) -> str:
    """The visible half without odd white space: its lines, with the empty ones."""
    lines = [*plan.printed_tags, *[", ".join(article.tags)] * plan.tag_lines]
    lines.append(article.title if plan.headline is None else plan.headline)
    lines += _below_headline(article, plan)
    return "\n".join(_with_blanks(lines, plan.blank_lines))


def _below_headline(article: Article, plan: Rebuild) -> list[str]:
    blocks = [
        line
        for number, block in enumerate(article.body)
        if number not in plan.body_only and not isinstance(block, Heading)
        for line in _broken(_texts(block), plan, number)
    ]
    if plan.dateline is None:
        return blocks
    words = dateline.render(plan.dateline, article.published, article.updated)
    if not plan.lead_in_body:
        blocks = _broken([article.description or ""], plan, LEAD) + blocks
    return [words + (blocks[0] if blocks else ""), *blocks[1:]]


def _texts(block: Block) -> list[str]:
    """The plain text of a block, a line for each of its parts."""
    match block:
        case Heading(text=text) | Paragraph(text=text):
            return [plain(text)]
        case Quote(paragraphs=paragraphs, attribution=said):
            names = (said.name, said.role) if said else ()
            return [plain(text) for text in (*paragraphs, *names) if text is not None]
        case ItemList(items=items):
            return [plain(item) for item in items]
        case Picture(alt=alt):
            return [alt]
        case Table(header=header, rows=rows):
            return [plain(cell) for row in (header, *rows) for cell in row]
        case Passage(markdown=markdown):
            return [markdown]


def _broken(texts: list[str], plan: Rebuild, block: int) -> list[str]:
    """The lines of a block, broken where links started."""
    text, lines, last = "\n".join(texts), list[str](), 0
    for start in plan.link_starts:
        if start.block == block:
            line = text[last : start.at]
            lines.append(line.rstrip(" ") if start.swallowed else line)
            last = start.at
    return "\n".join([*lines, text[last:]]).split("\n")


def _with_blanks(lines: list[str], blank: tuple[int, ...]) -> list[str]:
    out, rest, numbers = list[str](), iter(lines), set(blank)
    for line in rest:
        while len(out) in numbers:
            out.append("")
        out.append(line)
    while len(out) in numbers:
        out.append("")
    return out


def _spaces(half: str, made: str, raw: str) -> tuple[Space, ...]:
    """White space of `raw` that `made` lacks, up to the first difference that is more than that."""
    spaces, at, number = list[Space](), 0, 0
    while number < len(raw) and len(spaces) < _SPACES:
        if at < len(made) and made[at] == raw[number]:
            at, number = at + 1, number + 1
            continue
        end = number
        while end < len(raw) and raw[end].isspace() and raw[end] != "\n" and raw[end] != made[at : at + 1]:
            end += 1
        if end == number:
            break
        spaces.append(Space(half, number, raw[number:end]))
        number = end
    return tuple(spaces)


def _spaced(text: str, spaces: tuple[Space, ...], half: str) -> str:
    pieces, last, added = list[str](), 0, 0
    for space in spaces:
        if space.half == half:
            pieces += [text[last : space.at - added], space.text]
            last = space.at - added
            added += len(space.text)
    return "".join([*pieces, text[last:]])


def difference(name: str, expected: str, found: str) -> str:
    """Where two texts differ first, in words: what the capture has there, and what the page gives."""
    pairs = enumerate(zip(expected, found, strict=False))
    at = next((n for n, (one, other) in pairs if one != other), min(len(expected), len(found)))
    start = max(0, at - _CONTEXT)
    shown = (_shown(text[start : at + _CONTEXT]) for text in (expected, found))
    return f"{name}, character {at + 1}: the capture has {next(shown)}, the page gives {next(shown)}"


def _shown(text: str) -> str:
    return "“" + text.replace("\n", "⏎") + "”" if text else "nothing more"
